"""Many commitments of one occasion at once: what a communiqué says, row by row; confirmed by another person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from actors.models import Actor
from commitments.enums import Bindingness, PartyRole, Side
from commitments.gating import unseen
from commitments.models import Commitment, Occasion, Party
from commitments.permitting import check_can_add
from commitments.publishing import publish_commitment
from commitments.recalling import Said, Twins, twins_of
from commitments.registering import register_commitment
from policydesk.lib.errors import NotAllowed, Refused
from sources.excerpting import add_excerpt
from sources.models import Source

TITLE = 120  # characters of a title that the words give
SAID = ("title", "undertaking", "made_on", "due_words", "due_on")  # what a row says, beside its parties


@dataclass(frozen=True)
class Undertaking:
    """One row of the sheet: words of the communiqué, and who undertakes it towards whom."""

    words: str
    by: Actor
    to: Actor
    mutual: bool = False
    title: str = ""
    due_words: str = ""
    due_on: str = ""
    place: str = ""
    another: str = ""  # the key of the twins that a person saw, who says that this is another one

    @property
    def said(self) -> Said:
        """Its words and who undertakes it, to be compared."""
        pledgers = (self.by, self.to) if self.mutual else (self.by,)
        return Said(self.words, frozenset(actor.present.pk for actor in pledgers))

    @property
    def parties(self) -> list[dict[str, Any]]:
        """The parties by side; of a mutual one both undertake it, each towards the other."""
        sides = ((self.by, Side.FIRST), (self.to, Side.SECOND))
        if self.mutual:
            return [
                {"actor": actor, "role": role, "side": side}
                for role in (PartyRole.PLEDGER, PartyRole.COUNTERPARTY)
                for actor, side in sides
            ]
        return [
            {"actor": actor, "role": role, "side": side}
            for role, (actor, side) in zip((PartyRole.PLEDGER, PartyRole.COUNTERPARTY), sides, strict=True)
        ]


class RowRefused(Refused):
    """What a rule says of one row; `row` counts from 0, `field` names what it is about, or is empty."""

    def __init__(self, row: int, field: str, sentence: str) -> None:
        super().__init__(sentence, field)
        self.row = row


class SaidAlready(Refused):
    """Rows of which something says the same, by their number from 0; of one at least nobody said that it is another."""

    def __init__(self, found: dict[int, Twins]) -> None:
        self.found = found
        super().__init__(_("Some of it is proposed already."))


@transaction.atomic
def propose_all(occasion: Occasion, source: Source, rows: Iterable[Undertaking], *, by: Any) -> list[Commitment]:
    """Register a commitment for each row, made at the occasion on its day, in words of `source`: all or none.

    Nothing of them is public. Raises NotAllowed, Refused when there is no row or the source is not to be cited,
    SaidAlready, or RowRefused.
    """
    check_can_add(by)
    rows = list(rows)
    if not rows:
        raise Refused(_("Fill in a row at least: the words, by whom and to whom."))
    list(Occasion.objects.select_for_update().filter(pk=occasion.pk).values_list("pk"))  # one sheet after the other
    twins = twins_of(occasion, [row.said for row in rows])
    if any(rows[number].another != each.key for number, each in twins.items()):
        raise SaidAlready(twins)
    return [_propose(occasion, source, row, number, by) for number, row in enumerate(rows)]


def _propose(occasion: Occasion, source: Source, row: Undertaking, number: int, by: Any) -> Commitment:
    try:
        return register_commitment(
            by=by,
            title=row.title.strip() or Truncator(row.words.strip().rstrip(".")).chars(TITLE),
            undertaking=add_excerpt(source, row.words, by=by, locator=row.place),
            occasion=occasion,
            made_on=str(occasion.date),
            due_words=row.due_words,
            due_on=row.due_on,
            bindingness=Bindingness.POLITICALLY if row.mutual else Bindingness.UNCLEAR,
            parties=row.parties,
        )
    except NotAllowed:
        raise
    except ValidationError as refusal:
        told = getattr(refusal, "message_dict", {"": refusal.messages})
        name, sentences = next(iter(told.items()))
        raise RowRefused(number, "" if name == "__all__" else name, " ".join(sentences)) from refusal
    except Refused as refusal:
        if refusal.field == "source":  # one for all rows
            raise
        raise RowRefused(number, "words", str(refusal)) from refusal


# --- Confirming ----------------------------------------------------------------------------------------------
def check_can_confirm(commitment: Commitment, by: Any) -> None:
    """Raises NotAllowed when `by` brought this commitment in, or rewrote what its row says: another person reads it
    against its words."""
    if commitment.history.filter(history_type="+", history_user=by).exists():
        raise NotAllowed(_("You added “%(what)s” yourself. Another person confirms it.") % {"what": commitment})
    if _rewrote(commitment, by):
        raise NotAllowed(_("You changed what “%(what)s” says. Another person confirms it.") % {"what": commitment})


def _rewrote(commitment: Commitment, by: Any) -> bool:
    if Party.history.filter(commitment=commitment.pk, history_user=by).exists():
        return True
    said = [Commitment._meta.get_field(name).attname for name in SAID]
    versions = commitment.history.order_by("history_date", "history_id").values_list("history_user", *said)
    return any(now[0] == by.pk and now[1:] != before[1:] for before, now in pairwise(versions))


def check_words_stand(commitment: Commitment) -> None:
    """Raises Refused when its words stand in nothing that the desk holds: who confirms many could read them nowhere."""
    if found := unseen(commitment.undertaking):
        raise Refused(" ".join([*found, _("Save a copy, type an extract, or have it published on its own page.")]))


@transaction.atomic
def confirm_all(commitments: Iterable[Commitment], *, by: Any, versions: Mapping[int, int] | None = None) -> int:
    """Publish these commitments, which somebody else brought in: all or none. Returns how many.

    `versions`, by key, are those that the person read; one that they do not name was not read.

    Raises NotAllowed, or Refused with what stands in the way of each.
    """
    commitments, wrong = list(commitments), []
    if not commitments:
        raise Refused(_("Choose a commitment at least."))
    for commitment in commitments:
        check_can_confirm(commitment, by)
        seen = None if versions is None else versions.get(commitment.pk, 0)
        try:
            check_words_stand(commitment)
            publish_commitment(commitment, by=by, version=seen)
        except NotAllowed:
            raise
        except Refused as refusal:
            wrong.append(_("%(what)s: %(why)s") % {"what": commitment, "why": " ".join(str(refusal).split("\n"))})
    if wrong:
        raise Refused("\n".join(wrong))
    return len(commitments)
