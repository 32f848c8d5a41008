"""When what a commitment says was changed while readers saw it: days and fields, from its history, never old words."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.wording import When, day_of
from commitments.models import Commitment, Occasion, Participant, Party

TOLD = (
    "title", "summary", "undertaking", "occasion", "made_on", "due_words", "due_on", "bindingness", "verifiability",
    "interpretive_note", "own_act", "contested_by", "contested_note",
)  # fmt: skip
OF_OCCASIONS = ("name", "kind", "date", "place")
OCCASION, PARTICIPANTS = "occasion", "participants"
NOTHING = Value("", output_field=CharField())


@dataclass(frozen=True)
class Edit:
    """On one day, the fields of which readers read something else since."""

    on: When
    fields: tuple[str, ...]


def edits(commitment: Commitment) -> list[Edit]:
    """The newest first, a line a day, in two queries. Old words are not told: why they went may be what they said.

    What was changed while it was taken back is told of the day on which it was shown again.
    """
    names = [Commitment._meta.get_field(name).attname for name in TOLD]
    kept = commitment.history.order_by("history_date", "history_id").values("history_date", "public", *names)
    versions = list(kept)
    found: dict[When, dict[str, None]] = {}
    shown, away = None, False
    for version in versions:
        if not version["public"]:
            away = shown is not None
            continue
        if shown is not None:
            changed = [told for told, name in zip(TOLD, names, strict=True) if shown[name] != version[name]]
            labels = [str(Commitment._meta.get_field(each).verbose_name) for each in changed]
            again = [_("the whole page, which had been taken back")] if away else []
            _note(found, version["history_date"], [*labels, *again])
        shown, away = version, False
    for at, label in _beside(commitment, versions):
        _note(found, at, [label])
    newest = sorted(found.items(), key=lambda each: each[0].iso, reverse=True)
    return [Edit(on, tuple(capfirst(name) for name in fields)) for on, fields in newest if fields]


def _beside(commitment: Commitment, versions: list[dict[str, Any]]) -> Iterable[tuple[datetime, str]]:
    """When readers first read other parties, or another date, place, name or participants of its occasion."""
    labels = {"": _("parties"), OCCASION: _("the occasion"), PARTICIPANTS: _("who took part in the occasion")}
    said = ""
    for at, what, told in _rows_beside(commitment):
        if what == OCCASION:
            said, before = told, said
            if before in ("", told):
                continue
        dates = [version["history_date"] for version in versions]
        place = bisect_right(dates, at) - 1
        if place < 0 or (what and versions[place]["occasion_id"] != commitment.occasion_id):
            continue
        if any(version["public"] for version in versions[: place + 1]):
            first = next((version for version in versions[place:] if version["public"]), None)
            if first:
                yield max(at, first["history_date"]), labels[what]


def _rows_beside(commitment: Commitment) -> QuerySet:
    """The history of its parties, of its occasion and of who took part, in one query: when, which, what it says."""
    said = Concat(*_apart(OF_OCCASIONS), output_field=CharField())
    rows = [
        _dated(Party.history.filter(commitment=commitment.pk), "", NOTHING),
        _dated(Occasion.history.filter(id=commitment.occasion_id), OCCASION, said),
        _dated(Participant.history.filter(occasion=commitment.occasion_id), PARTICIPANTS, NOTHING),
    ]
    return rows[0].union(*rows[1:], all=True).order_by("history_date")


def _dated(rows: QuerySet, what: str, told: Any) -> QuerySet:
    named = rows.order_by().annotate(what=Value(what, output_field=CharField()), told=told)
    return named.values_list("history_date", "what", "told")


def _apart(names: Iterable[str]) -> Iterable[Any]:
    for name in names:
        yield from (name, Value("\n"))


def _note(found: dict[When, dict[str, None]], at: Any, fields: Iterable[str]) -> None:
    found.setdefault(day_of(at), {}).update(dict.fromkeys(fields))
