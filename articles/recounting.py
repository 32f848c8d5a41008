"""What happened to a story in words: each event of one page as a line, with what it changed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from articles.enums import ArticleState, EditionKind, HistoryKind, RedactionBasis, Verdict
from articles.grounds import Ground
from articles.models import Article, Citation, Claim, CommentRequest
from articles.projecting import text_in_lines
from articles.sessions import Event
from articles.wording import quoted
from policydesk.lib.histories import Change, JoinedNames, LeftOut, changes_of, nothing_left_out, pointers
from policydesk.lib.history import Record
from sources.enums import SnapshotKind
from sources.identifying import Untold, not_hidden_from
from sources.models import Source

MODELS: dict[str, type[Record]] = {
    "article": Article, "claim": Claim, "citation": Citation, "source": Source, "comment": CommentRequest
}  # fmt: skip
WORDS = {"body": text_in_lines}
# What the line says by itself, and what the desk's programs keep for themselves.
LEFT_OUT: dict[type[Record], tuple[str, ...]] = {
    Article: ("import_sha256", "scheduled_by"),
    Claim: ("article", "public_id", "written_by", "worded_by"),
    Citation: ("claim", "source", "attached_by"),
    Source: ("public_id",),
    CommentRequest: (
        "article", "asked_at", "answer", "answered_at", "withdrawn_at", "withdrawn_by", "withdrawn_reason"
    ),
}  # fmt: skip
# A citation is named by its source, an actor that was merged by the other.
DEEPER: dict[type[Record], tuple[str, ...]] = {
    Claim: ("denied_by__source",), CommentRequest: ("actor__merged_into",)
}  # fmt: skip
PLAN = ("publish_at", "scheduled_kind", "scheduled_reason")  # they come and go with the state
SHORT = 80  # characters of a claim that name it


@dataclass(frozen=True)
class Line:
    """One event: what was done in a sentence, to what (`claim` and `source` lead there), why, and what it changed."""

    event: Event
    what: str
    changes: tuple[Change, ...] = ()
    claim: str = ""
    source: int | None = None

    @property
    def version(self) -> int | None:
        """The version of the story that this event made."""
        return self.event.pk if self.event.table == "article" else None

    @property
    def edition(self) -> int | None:
        """The number of the edition that this event made."""
        return self.event.record if self.event.table == "edition" else None


def lines(article: Article, shown: Sequence[Event], every: Sequence[Event], *, reader: Any) -> dict[Event, Line]:
    """The lines of the events `shown`; `every` event of the story, newest first, tells what stood before each.

    Who a confidential source is they tell to a `reader` who may know it, and to nobody else.
    Asks once for each kind of row and once for the claims, however many events there are.
    """
    claims = {claim.pk: claim for claim in Claim.objects.filter(article=article).only("pk", "public_id", "exact")}
    earlier = _earlier(every)
    told: dict[Event, Line] = {event: _deed(event, claims) for event in shown if event.table not in MODELS}
    for table, model in MODELS.items():
        own = [event for event in shown if event.table == table]
        told |= _saves(model, own, earlier, claims, _untold(own, reader) if model is Source else nothing_left_out)
    return told


def _untold(shown: list[Event], reader: Any) -> LeftOut:
    """What these saves of sources keep from the reader."""
    if not shown or not not_hidden_from(reader):
        return nothing_left_out
    return Untold(Source.objects.filter(pk__in={event.record for event in shown}), reader)


def _earlier(every: Sequence[Event]) -> dict[tuple[str, int], int]:
    """The row before each row of a history table, of the same record."""
    rows: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for event in every:
        rows[event.table, event.record].append(event.pk)
    return {(table, pk): before for (table, _record), pks in rows.items() for pk, before in pairwise(pks)}


def _saves(
    model: type[Record],
    shown: Sequence[Event],
    earlier: dict[tuple[str, int], int],
    claims: dict[int, Claim],
    untold: LeftOut,
) -> dict[Event, Line]:
    """Lines of events that are rows of the history of `model`, read with the rows before them and all they name."""
    if not shown:
        return {}
    befores = {event: earlier.get((event.table, event.pk)) for event in shown}
    wanted = {event.pk for event in shown} | {pk for pk in befores.values() if pk}
    joined = [*pointers(model), *(DEEPER.get(model, ()))]
    rows = {row.history_id: row for row in model.history.filter(history_id__in=wanted).select_related(*joined)}
    names = JoinedNames(rows.values())
    told = {}
    for event, before in befores.items():
        row, old = rows[event.pk], rows.get(before)
        is_step = _is_step(event, row, old)
        silent = untold(row, old)
        left_out = (*LEFT_OUT[model], *_said_by_state(event, is_step), *silent)
        silently = row.history_type == "-" or (model is CommentRequest and old is None)  # what was asked is said
        changes = () if silently else tuple(changes_of(row, old, names, WORDS, left_out))
        told[event] = (
            Line(event, _own(event, is_step), changes)
            if model is Article
            else _save(event, row, old, changes, claims, hidden=bool(silent))
        )
    return told


def _is_step(event: Event, row: Any, old: Any) -> bool:
    """Whether the story went from state to state, or got another time to go out, and changed in nothing else."""
    if old is None or HistoryKind.STEPS not in event.kinds:
        return False
    names = [field.attname for field in row.tracked_fields if field.name not in ("state", "scheduled_by", *PLAN)]
    return all(getattr(row, name) == getattr(old, name) for name in names)


def _said_by_state(event: Event, is_step: bool) -> tuple[str, ...]:
    """Fields that the state says: itself, where the line names it, and the plan that ended with it."""
    return (*(("state",) if is_step else ()), *(PLAN if event.state != ArticleState.SCHEDULED else ()))


def _save(
    event: Event, row: Any, old: Any, changes: tuple[Change, ...], claims: dict[int, Claim], *, hidden: bool
) -> Line:
    claim = claims.get(event.record if event.table == "claim" else getattr(row, "claim_id", None))
    place = claim.public_id if claim else ""
    if event.table == "claim":
        return Line(event, _claim(event, row), changes, claim=place)
    if event.table == "citation":
        return Line(event, _citation(event, row, claim), changes, claim=place)
    if event.table == "comment":
        return Line(event, _comment(event, row, old), changes, claim=place)
    return Line(event, _("Source changed: %(source)s") % {"source": _source(row, hidden)}, changes, source=event.record)


def _source(row: Any, hidden: bool) -> str:
    """How the desk called the source then, by its description where its name must not be told; `row.instance` would ask
    for what the history leaves out."""
    if hidden:
        return row.described_as or _("a confidential source")
    names = ("title", "described_as", "confidentiality")
    return str(Source(**{name: getattr(row, name) for name in names}))


def _own(event: Event, is_step: bool) -> str:
    if event.act == "+":
        return _("Story made")
    if is_step:
        return _("The story is “%(state)s” now") % {"state": ArticleState(event.state).label}
    return _("Story changed")


def _claim(event: Event, row: Any) -> str:
    said = {
        "+": _("Claim marked: %(words)s"),
        "~": _("Claim changed: %(words)s"),
        "-": _("Claim taken away: %(words)s"),
    }
    return said[event.act] % {"words": _short(row.exact)}


def _citation(event: Event, row: Any, claim: Claim | None) -> str:
    said = {
        "+": _("Source attached to the claim %(words)s: %(source)s"),
        "~": _("How the claim %(words)s cites its source changed: %(source)s"),
        "-": _("Source taken from the claim %(words)s: %(source)s"),
    }
    return said[event.act] % {"words": _short(claim.exact) if claim else "", "source": row.source}


def _deed(event: Event, claims: dict[int, Claim]) -> Line:
    claim = claims.get(event.record) if event.table in ("check", "note", "waiver") else None
    words = {"words": _short(claim.exact)} if claim else {}
    place = claim.public_id if claim else ""
    if event.table == "check":
        # The words that were signed: those of the claim may be others by now.
        checked = {"verdict": Verdict(event.act).label, "words": _short(event.state)}
        return Line(event, _("Claim checked, %(verdict)s: %(words)s") % checked, claim=place)
    if event.table == "edition":
        kind = {"number": event.record, "kind": EditionKind(event.act).label}
        return Line(event, _("Edition %(number)d: %(kind)s") % kind)
    if event.table == "redaction":
        basis = {"basis": RedactionBasis(event.act).label}
        return Line(event, _("Words removed for legal reasons: %(basis)s") % basis)
    if event.table == "copy":
        copy = {"kind": SnapshotKind(event.act).label, "source": event.said}
        return Line(event, _("A copy of a source was added (%(kind)s): %(source)s") % copy, source=event.record)
    if event.table == "waiver" and event.record is None:
        return Line(event, _spared(event))
    if event.table == "rejection":
        return Line(event, _rejection(event))
    if event.table == "waiver":
        said = {
            "-": _("Waiver of %(item)s taken back, in the claim %(words)s"),
            "+": _("Waived %(item)s in the claim %(words)s"),
        }
        return Line(event, said[event.act] % {"words": "", **words, "item": quoted(event.state)}, claim=place)
    return Line(event, _note(event, words), claim=place)


def _spared(event: Event) -> str:
    ground, words = event.state.split("\n", 1)
    said = {
        "+": _("Sentence waived, %(ground)s: %(words)s"),
        "~": _("Sentence waived on another ground, %(ground)s: %(words)s"),
        "-": _("Waiver of a sentence taken back: %(words)s"),
    }
    return said[event.act] % {"ground": Ground(ground).label, "words": _short(words)}


def _rejection(event: Event) -> str:
    said = {"+": _("Suggestion rejected: %(words)s"), "-": _("Rejected suggestion offered again: %(words)s")}
    return said[event.act] % {"words": _short(event.state or "…")}


def _comment(event: Event, row: Any, old: Any) -> str:
    said = _("Asked for comment: %(who)s") if event.act == "+" else _("Request for comment changed: %(who)s")
    if old is not None and row.withdrawn_at != old.withdrawn_at:
        said = _("Request for comment withdrawn: %(who)s")
    elif old is not None and row.answered_at != old.answered_at:
        said = _("Answer noted: %(who)s")
    return said % {"who": row.actor.present if row.actor else row.asked}


def _note(event: Event, words: dict[str, str]) -> str:
    if event.state == "resolved":
        return _("Note resolved on the claim %(words)s") % words if words else _("Note on the story resolved")
    return _("Note on the claim %(words)s") % words if words else _("Note on the story")


def _short(words: str) -> str:
    return quoted(words if len(words) <= SHORT else f"{words[:SHORT]}…")
