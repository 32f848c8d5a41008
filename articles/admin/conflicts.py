"""The part of a story's form that opens when two people changed the same passage: three wordings, and a choice."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.merging import Conflict, Merged, choose
from articles.models import Article
from articles.projecting import project
from policydesk.lib.differing import Piece, block_diff, word_diff

PARTS = ("field", "base", "mine", "theirs")
MOST = 200  # conflicts of one form


@dataclass(frozen=True)
class Shown:
    """One conflict on the page: what I and what the other made of what had stood, as differences from it."""

    number: int
    label: str
    conflict: Conflict
    base: list[str]
    mine: list[tuple[Piece, ...]]
    theirs: list[tuple[Piece, ...]]
    parts: list[tuple[str, str]]  # hidden fields that carry the conflict to the next save


def shown(merged: Merged) -> list[Shown]:
    """The conflicts of `merged` as the page shows them, numbered from 1."""
    return [_shown(number, conflict) for number, conflict in enumerate(merged.conflicts[:MOST], start=1)]


def _shown(number: int, conflict: Conflict) -> Shown:
    base, mine, theirs = (_blocks(conflict.field, text) for text in (conflict.base, conflict.mine, conflict.theirs))
    label = str(capfirst(Article._meta.get_field(conflict.field).verbose_name))
    parts = [(f"conflict-{number}-{part}", getattr(conflict, part)) for part in PARTS]
    return Shown(number, label, conflict, base, _compared(base, mine), _compared(base, theirs), parts)


def _blocks(field: str, text: str) -> list[str]:
    return [block.text for block in project(text).blocks] if field == "body" else [text] if text else []


def _compared(base: list[str], text: list[str]) -> list[tuple[Piece, ...]]:
    if len(base) == len(text) == 1:
        return [word_diff(base[0], text[0])]
    return block_diff(base, text)


def chosen(data: Any, cleaned: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    """`cleaned` with the choices that were posted with a conflict. What was edited since stays as it is."""
    changed = dict(cleaned)
    for number in range(1, MOST + 1):
        if f"conflict-{number}-field" not in data:
            break
        conflict = Conflict(*(data[f"conflict-{number}-{part}"] for part in PARTS))
        choice = data.get(f"choice-{number}", "mine")
        if conflict.field == "body" and "body" in changed:
            changed["body"] = choose(changed["body"], conflict, choice)
        elif choice == "theirs" and str(changed.get(conflict.field)) == conflict.mine:
            changed[conflict.field] = fields[conflict.field].clean(conflict.theirs)
    return changed


def kept_both(who: str, when: str) -> str:
    """The message after two saves were put together by themselves."""
    return _("%(who)s saved the story on %(when)s while you were editing. Both changes are kept.") % {
        "who": who,
        "when": when,
    }
