"""Which actors a text names, for a person to choose from: the names that the desk keeps, looked for in it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from actors.enums import ActorKind, AliasKind
from actors.models import Actor, Alias, Tenure
from actors.recognising import Book, How, Name, offered, surname_of
from policydesk.lib.dates import PartialDate

Span = tuple[int, int]

MOST = 6  # that one place offers


def actors_in(
    text: str, day: date | PartialDate | None = None, *, within: Span | None = None, most: int = MOST
) -> list[Actor]:
    """The actors that `text` may speak of, whoever seems to say something first; `day` is that of the text.

    `within` asks for one stretch of it: who was named in full before is known there by the surname. To choose from,
    and nothing else: a place may stand for its government here (“Beijing”), and one name may give several. Merged ones
    lead on. Four queries, however long the text is.
    """
    start, end = within or (0, len(text))
    keys = offered(one for one in book(day).find(text[:end]) if one.start >= start)[:most]
    rows = Actor.objects.in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def book(day: date | PartialDate | None = None) -> Book:
    """All names that were in use on `day`, to look for in many texts. Three queries."""
    return Book(_names(day))


def _names(day: date | PartialDate | None) -> Iterator[Name]:
    present: dict[int, int] = {}
    called: dict[int, list[str]] = {}
    shown = Actor.objects.exclude(kind=ActorKind.UNNAMED).order_by("pk")
    for pk, kind, name, native, sort, merged in shown.values_list(
        "pk", "kind", "name", "native_name", "sort_name", "merged_into"
    ):
        present[pk] = merged or pk
        surname = surname_of(name, sort) if kind == ActorKind.PERSON else ""
        called.setdefault(present[pk], []).append(name)
        yield Name(name, present[pk], surname=surname)
        if native:
            yield Name(native, present[pk])
    rows = Alias.objects.order_by("pk").values_list("actor", "text", "kind", "matchable", "valid_from", "valid_to")
    for actor, text, kind, matchable, since, until in rows:
        if actor not in present or not _in_use(since, until, day):
            continue
        sure = matchable and kind != AliasKind.METONYM
        if sure:
            called.setdefault(present[actor], []).append(text)
        yield Name(text, present[actor], How.NAME if sure else How.METONYM)
    yield from _offices(present, called, day)


def _offices(present: dict[int, int], called: dict[int, list[str]], day: date | PartialDate | None) -> Iterator[Name]:
    """“President of the United States”, “U.S. President”: whoever held it on the day."""
    rows = Tenure.objects.on(day) if day else Tenure.objects.all()
    for person, place, office in rows.order_by("pk").values_list("person", "organisation", "office"):
        if person in present and place in present:
            for name in called.get(present[place], ()):
                for words in (f"{office} of {name}", f"{office} of the {name}", f"{name} {office}"):
                    yield Name(words, present[person], How.OFFICE)


def _in_use(since: Any, until: Any, day: date | PartialDate | None) -> bool:
    if day is None:
        return True
    return not (since and since.definitely_after(day)) and not (until and until.definitely_before(day))
