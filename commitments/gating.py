"""What stands in the way of publishing a commitment: what readers would miss, or may not see."""

from collections.abc import Iterable
from itertools import product

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from commitments.awaiting import rated_otherwise
from commitments.enums import Bindingness, Fulfilment, LinkKind, PartyRole, Side
from commitments.evidencing import Trouble, troubles
from commitments.models import Commitment, Party, StatusChange
from commitments.rating import standing_entries
from policydesk.lib.text import normalise
from sources.enums import Grade, TextKind
from sources.models import Excerpt, SnapshotText

RECEIVING = (PartyRole.COUNTERPARTY, PartyRole.BENEFICIARY)
UNSEEN = (Grade.ABSENT, Grade.NO_COPY, Grade.NO_TEXT, Grade.TOO_SHORT)
SHOWN = 80  # characters of a passage that a sentence about it names


def blockers(commitment: Commitment) -> list[Trouble]:
    """What stands in the way of readers seeing this commitment, in sentences; empty when nothing does."""
    standing = standing_entries(commitment)
    missing = map(Trouble, [*sides_missing(commitment), *_successor_missing(commitment, standing)])
    return [*missing, *troubles(_passages_shown(commitment, standing), public=True)]


def doubts(commitment: Commitment) -> list[str]:
    """What a person should look at, in sentences. It stands in nobody's way: we may not hold where the words are."""
    return [*unseen(commitment.undertaking), *_term_unseen(commitment)]


def unseen(passage: Excerpt) -> list[str]:
    """That its words stand nowhere in what the desk holds of the source, in a sentence; empty where they do."""
    if passage.grade not in UNSEEN:
        return []
    words = normalise(passage.exact)
    held = SnapshotText.objects.filter(snapshot__source=passage.work).exclude(kind=TextKind.TRANSLATION)
    if any(words in normalise(text) for text in held.values_list("text", flat=True)):
        return []
    sentence = _("“%(words)s” stands in no copy and in no extract that the desk holds of “%(source)s”.")
    return [sentence % {"words": Truncator(passage.exact).chars(SHOWN), "source": passage.work}]


def _term_unseen(commitment: Commitment) -> list[str]:
    if not commitment.due_words:
        return []
    words = normalise(commitment.due_words).casefold()
    passages = Excerpt.objects.filter(
        Q(commitments=commitment) | Q(contested_commitments=commitment) | Q(party_wordings__commitment=commitment)
        | Q(status_evidence__change__commitment=commitment)
    ).select_related("source", "snapshot__source")  # fmt: skip
    works = {passage.work.pk for passage in passages}
    copies = SnapshotText.objects.filter(snapshot__source__in=works).values_list("text", flat=True)
    if any(words in normalise(text).casefold() for text in (*(passage.exact for passage in passages), *copies)):
        return []
    sentence = _(
        "“%(words)s” stands in no passage here and in no copy of their sources, but readers take it for their words."
    )
    return [sentence % {"words": commitment.due_words}]


def to_publish(commitment: Commitment) -> list[Trouble]:
    """What stands in the way of putting it before readers, who do not see it now; empty when nothing does. Of one that
    they see, what is to be rated anew waits in its queue instead."""
    anew = rated_otherwise(commitment.parties.select_related("actor__merged_into")).order_by("pk")
    sentence = _("%(actor)s was rated under another reading, other words or another term: rate it anew first.")
    return [*blockers(commitment), *(Trouble(sentence % {"actor": party.actor.present}) for party in anew)]


def sides_missing(commitment: Commitment) -> list[str]:
    """Whose names are wanting among those who undertake it and those towards whom, in a sentence."""
    parties = list(commitment.parties.select_related("actor__merged_into"))
    pledgers = [party for party in parties if party.undertakes]
    if not pledgers:
        return [_("Nobody undertakes it: add who does, in the part “Undertakes it”.")]
    towards = [party for party in parties if party.role == PartyRole.COUNTERPARTY]
    if towards and not _faced(pledgers, towards):
        return [_("Nobody undertakes anything towards themselves: name the other side, or nobody.")]
    sides = [[party for party in pledgers if party.side == side] for side in (Side.FIRST, Side.SECOND)]
    if commitment.bindingness == Bindingness.UNILATERAL or _faced(*sides):
        return []
    if _faced(pledgers, (party for party in parties if party.role in RECEIVING)):
        return []
    return [_("There is no other side: add to whom it was undertaken, who benefits, or a side of each who undertakes.")]


def _faced(ones: Iterable[Party], others: Iterable[Party]) -> bool:
    """Whether one of the ones has another actor among the others."""
    return any(one.actor.present != other.actor.present for one, other in product(ones, others))


def _successor_missing(commitment: Commitment, standing: list[StatusChange]) -> list[str]:
    """What the log calls superseded leads readers to what supersedes it."""
    if all(entry.to_status != Fulfilment.SUPERSEDED for entry in standing):
        return []
    if commitment.linked_from.filter(kind=LinkKind.SUPERSEDES, commitment__public=True).exists():
        return []
    return [_("The log says that it is superseded: publish the commitment that supersedes it first.")]


def left_without_successor(commitment: Commitment) -> Commitment | None:
    """One that readers see as superseded by this commitment, and by no other that they see."""
    for link in commitment.links.filter(kind=LinkKind.SUPERSEDES, other__public=True).select_related("other"):
        others = link.other.linked_from.filter(kind=LinkKind.SUPERSEDES, commitment__public=True)
        superseded = any(entry.to_status == Fulfilment.SUPERSEDED for entry in standing_entries(link.other))
        if superseded and not others.exclude(commitment=commitment).exists():
            return link.other
    return None


def _passages_shown(commitment: Commitment, standing: list[StatusChange]) -> list[Excerpt]:
    """Every passage that the public page quotes; of the log those of entries that hold."""
    held = {
        "commitments": [commitment.pk],
        "contested_commitments": [commitment.pk],
        "party_wordings__commitment": [commitment.pk],
        "status_evidence__change": [entry.pk for entry in standing],
    }
    whole = Excerpt.objects.select_related("source", "snapshot__source").order_by("pk")
    found = [passage for use, keys in held.items() for passage in whole.filter(**{f"{use}__in": keys})]
    return list(dict.fromkeys(found))
