"""What stands in the way of publishing a commitment: what readers would miss, or may not see."""

from django.db.models import Q
from django.utils.translation import gettext as _

from commitments.enums import Bindingness, PartyRole, Side
from commitments.evidencing import Trouble, troubles
from commitments.models import Commitment
from commitments.rating import standing_entries
from policydesk.lib.text import normalise
from sources.models import Excerpt, SnapshotText

RECEIVING = (PartyRole.COUNTERPARTY, PartyRole.BENEFICIARY)


def blockers(commitment: Commitment) -> list[Trouble]:
    """What stands in the way of readers seeing this commitment, in sentences; empty when nothing does."""
    missing = map(Trouble, _parties_missing(commitment))
    return [*missing, *troubles(_passages_shown(commitment), public=True)]


def doubts(commitment: Commitment) -> list[str]:
    """What a person should look at, in sentences. It stands in nobody's way: we may not hold where the words are."""
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


def _parties_missing(commitment: Commitment) -> list[str]:
    parties = list(commitment.parties.all())
    sides = {party.side for party in parties if party.undertakes}
    if not any(party.undertakes for party in parties):
        return [_("Nobody undertakes it: add who does, in the part “Undertakes it”.")]
    mutual = {Side.FIRST, Side.SECOND} <= sides
    if mutual or commitment.bindingness == Bindingness.UNILATERAL:
        return []
    if any(party.role in RECEIVING for party in parties):
        return []
    return [_("There is no other side: add to whom it was undertaken, who benefits, or a side of each who undertakes.")]


def _passages_shown(commitment: Commitment) -> list[Excerpt]:
    """Every passage that the public page quotes; of the log those of entries that hold."""
    held = {
        "commitments": [commitment.pk],
        "contested_commitments": [commitment.pk],
        "party_wordings__commitment": [commitment.pk],
        "status_evidence__change": [entry.pk for entry in standing_entries(commitment)],
    }
    whole = Excerpt.objects.select_related("source", "snapshot__source").order_by("pk")
    found = [passage for use, keys in held.items() for passage in whole.filter(**{f"{use}__in": keys})]
    return list(dict.fromkeys(found))
