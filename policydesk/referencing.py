"""The pages of docs/reference/ that follow from the code: `manage.py writereference` writes them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from articles.enums import (
    OPEN_ANALYSIS,
    READINGS,
    ArticleState,
    ClaimKind,
    EditionKind,
    OriginFlag,
    RedactionBasis,
    Release,
    Status,
)
from articles.gating import PASSING
from articles.states import STEPS
from commitments.enums import (
    Bearing,
    Bindingness,
    Fulfilment,
    LinkKind,
    Nature,
    OccasionKind,
    PartyRole,
    ProposalState,
    Verifiability,
)
from policydesk.dossiers.schema import Field, Form, shapes
from policydesk.roles import ROLES
from sources.enums import Grade, GroundRules

FOLDER = Path(settings.BASE_DIR) / "docs" / "reference"
WORDS = {
    "Kinds of claim": ClaimKind,
    "Flags of origin": OriginFlag,
    "Grades of a passage": Grade,
    "Ground rules of an interview": GroundRules,
    "Kinds of edition": EditionKind,
    "Footing of an edition": Release,
    "Grounds of a legal redaction": RedactionBasis,
    "Status of a commitment": Fulfilment,
    "Side of the evidence": Bearing,
    "What evidence shows": Nature,
    "How binding a commitment is": Bindingness,
    "Whether a commitment can be verified": Verifiability,
    "Parts in a commitment": PartyRole,
    "Links between commitments": LinkKind,
    "Kinds of occasion": OccasionKind,
    "States of a proposed status": ProposalState,
}
NOTICE = "<!-- Written by `python manage.py writereference`. Change the code, not this page. -->\n"


def _table(heads: list[str], rows: list[list[Any]]) -> str:
    lines = [heads, ["--"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"


def states_page() -> str:
    """The states of a story's working text and the steps between them."""
    states = _table(["state", "label", "meaning"], [[f"`{s.value}`", s.label, s.sentence] for s in ArticleState])
    steps = _table(
        ["step", "from", "to", "permission", "asks for"],
        [
            [s.label, ", ".join(f"`{x}`" for x in s.sources), f"`{s.target}`", f"`{s.permission}`",
             "a note" if s.needs_reason else ""]
            for s in STEPS.values()
        ],
    )  # fmt: skip
    drawing = "\n".join(f"  {x} --> {s.target}: {s.label}" for s in STEPS.values() for x in s.sources)
    return (
        f"# States of a story\n{NOTICE}\n{states}\n{steps}\n"
        "Any change of the text leads back to `draft`, and so does a checked claim that changes in a ready story. A "
        "scheduled story goes back when it is due and the gate refuses it.\n\n"
        f"```mermaid\nstateDiagram-v2\n{drawing}\n```\n"
    )


def vocabulary_page() -> str:
    """Statuses with the reader's sentence and the gate, and the other words that readers meet."""
    statuses = _table(
        ["key", "glyph", "label", "reader's sentence", "gate"],
        [[f"`{r.key}`", r.glyph, str(r.label), str(r.sentence), _gate(r.key)] for r in READINGS.values()],
    )
    others = "\n".join(f"## {title}\n{_members(members)}" for title, members in WORDS.items())
    return f"# Vocabulary\n{NOTICE}\n## Verification status\n{statuses}\n{others}"


def _members(members: Any) -> str:
    """Key and label of each word, and its meaning where the words have one."""
    if not all(hasattr(member, "sentence") for member in members):
        return _table(["key", "label"], [[f"`{m.value}`", m.label] for m in members])
    return _table(["key", "label", "meaning"], [[f"`{m.value}`", m.label, m.sentence] for m in members])


def _gate(key: str) -> str:
    if key == "said" or key in PASSING:
        return "passes"
    key = next((status.value for status, reading in OPEN_ANALYSIS.items() if reading == key), key)
    return {
        Status.SOURCED: "blocks; passes in a developing story",
        Status.REFUTED: "passes only when the story says so",
    }.get(Status(key), "blocks")


def roles_page() -> str:
    """The permissions of each role."""
    names = sorted(set().union(*ROLES.values()))
    rows = [[f"`{name}`", *("yes" if name in ROLES[role] else "" for role in ROLES)] for name in names]
    return (
        f"# Roles\n{NOTICE}\n{_table(['permission', *ROLES], rows)}\n"
        "The rule functions narrow these further: a reporter's rights end at their own drafts, nobody checks what they "
        "wrote, nobody publishes as sole author.\n"
        "\nThe identity of a confidential source has permissions of its own. Who brought the source in reads and keeps "
        "it without them; of everybody else only who holds them may, in the admin and nowhere else.\n"
    )


def dossier_page() -> str:
    """Every key of a dossier, record by record."""
    records = "\n".join(
        f"## {shape.name}\n"
        + _table(
            ["key", "value", "required", "default", "meaning"],
            [
                [f"`{one.name}`", _written(one), "yes" if one.required else "", _default(one), one.help]
                for one in shape.fields
            ],
        )
        for shape in shapes()
    )
    return (
        f"# The format of a dossier\n{NOTICE}\n"
        "One YAML file is one dossier: `manage.py loadseeds` reads it, `manage.py exportdossier` writes it. "
        "`seeds/README.md` explains it by an example. Keys that are not listed here are refused by name.\n\n"
        f"{records}"
    )


def _written(field: Field) -> str:
    if field.to:
        return f"{'list of keys' if field.form == Form.LINES else 'key'} of {field.to}"
    if field.choices:
        return " or ".join(f"`{choice}`" for choice in field.choices)
    return f"{field.form}: {field.of.name}" if field.of else str(field.form)


def _default(field: Field) -> str:
    if field.form == Form.FLAG:
        return "`true`" if field.default else "`false`"
    return f"`{field.default}`" if field.default else ""


PAGES: dict[str, Callable[[], str]] = {
    "states.md": states_page, "vocabulary.md": vocabulary_page, "roles.md": roles_page, "dossier.md": dossier_page,
}  # fmt: skip


def reference_pages() -> dict[str, str]:
    """The text of each generated page by its file name, in English whatever the site's language."""
    with translation.override("en"):
        return {name: page() for name, page in PAGES.items()}
