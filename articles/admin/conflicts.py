"""The part of a story's form that opens when two people changed the same passage: three wordings, and a choice."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.editing import EDITABLE
from articles.merging import Conflict, Merged, choose
from articles.models import Article
from articles.projecting import project
from policydesk.lib.differing import Piece, block_diff, word_diff

PARTS = ("field", "base", "mine", "theirs", "place")
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
    parts = [(f"conflict-{number}-{part}", str(getattr(conflict, part))) for part in PARTS]
    return Shown(number, label, conflict, base, _compared(base, mine), _compared(base, theirs), parts)


def _blocks(field: str, text: str) -> list[str]:
    return [block.text for block in project(text).blocks] if field == "body" else [text] if text else []


def _compared(base: list[str], text: list[str]) -> list[tuple[Piece, ...]]:
    if len(base) == len(text) == 1:
        return [word_diff(base[0], text[0])]
    return block_diff(base, text)


def chosen(form: Any, cleaned: dict[str, Any]) -> dict[str, Any]:
    """`cleaned` with the choices that were posted with the conflicts of `form`. What was edited since stays as it is;
    to choose another wording for it is an error that says so."""
    changed, of_body = dict(cleaned), []
    for conflict, choice in _posted(form.data):
        if conflict.field == "body":
            of_body.append((conflict, choice))
        elif choice == "theirs" and str(changed.get(conflict.field)) == conflict.mine:
            changed[conflict.field] = form.fields[conflict.field].clean(conflict.theirs)
    if of_body and "body" in changed:
        body = choose(changed["body"], of_body)
        if body is None:
            form.add_error("body", _("A passage that both changed was edited since. Keep yours, or put it back first."))
        else:
            changed["body"] = body
    return changed


def _posted(data: Any) -> Iterator[tuple[Conflict, str]]:
    for number in range(1, MOST + 1):
        parts = [data.get(f"conflict-{number}-{part}") for part in PARTS]
        if None in parts or not parts[-1].isdecimal() or parts[0] not in EDITABLE:
            return
        yield Conflict(*parts[:-1], place=int(parts[-1])), data.get(f"choice-{number}", "mine")


def kept_both(who: str, when: str) -> str:
    """The message after two saves were put together by themselves."""
    return _("%(who)s saved the story on %(when)s while you were editing. Both changes are kept.") % {
        "who": who,
        "when": when,
    }
