"""What a status asks of its evidence: the rules of the ledger, as functions from passages to sentences.

They ask how things stand and write nothing. `tracking` asks them when a status is proposed and when it is confirmed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _

from commitments.enums import Bearing, Fulfilment, LinkKind, Nature
from commitments.evidencing import Evidence, contradicting
from commitments.models import Commitment, Party, StatusChange, StatusEvidence
from commitments.speaking import Voices, original_of, speaks_for_nobody_named
from sources.models import Excerpt

# On which side the passages stand that carry a status; the other statuses may be carried by either.
CARRIED_BY = {
    Fulfilment.IN_PROGRESS: Bearing.FOR,
    Fulfilment.PARTLY_FULFILLED: Bearing.FOR,
    Fulfilment.FULFILLED: Bearing.FOR,
    Fulfilment.BREACHED: Bearing.AGAINST,
}
ABOVE_PROGRESS = (Fulfilment.PARTLY_FULFILLED, Fulfilment.FULFILLED)
SEEN_DONE = (*ABOVE_PROGRESS, Fulfilment.BREACHED)
# What speaks against a status after which nothing more is to come.
CONTRARY = {
    Fulfilment.FULFILLED: Bearing.AGAINST,
    Fulfilment.BREACHED: Bearing.FOR,
    Fulfilment.LAPSED: Bearing.FOR,
}
# The same of the others after which nothing more is to come, among what the desk knows. Their own passages may stand on
# either side, so CONTRARY, which takes a passage away from those that carry a status, does not name them.
KNOWN_CONTRARY: dict[Fulfilment, tuple[Bearing, ...]] = {
    **{status: (side,) for status, side in CONTRARY.items()},
    Fulfilment.WITHDRAWN: (Bearing.FOR,),  # who goes on keeping it has not taken it back
    Fulfilment.SUPERSEDED: (Bearing.AGAINST,),  # what was broken before is not mended by a new one
    Fulfilment.UNCHECKABLE: (Bearing.FOR, Bearing.AGAINST),  # something was seen
}


@dataclass(frozen=True)
class Case:
    """A status that is to hold of `party`, or of all who undertook it, and what it is to stand on."""

    commitment: Commitment
    party: Party | None
    to_status: str
    evidence: tuple[Evidence, ...]
    rebuttal: str = ""

    @cached_property
    def of(self) -> list[Party]:
        """Those whose status it is."""
        pledgers = Party.objects.undertaking().filter(commitment=self.commitment)
        return [self.party] if self.party else list(pledgers.select_related("actor").order_by("pk"))

    @cached_property
    def voices(self) -> Voices:
        """For whom they and the publishers of the evidence speak."""
        publishers = (original_of(each.source).publisher for each in self.evidence)
        return Voices([*(party.actor for party in self.of), *(each for each in publishers if each)])

    @property
    def carrying(self) -> list[Evidence]:
        """The passages that carry the status; those that speak against it do not."""
        bearing = CARRIED_BY.get(Fulfilment(self.to_status))
        contrary = CONTRARY.get(Fulfilment(self.to_status))
        return [each for each in self.evidence if each.bearing == bearing or (not bearing and each.bearing != contrary)]

    @property
    def telling(self) -> list[Evidence]:
        """Those of them that tell of it: that something is to be done tells of nothing that was done."""
        if self.to_status not in SEEN_DONE:
            return self.carrying
        return [each for each in self.carrying if each.nature != Nature.ANNOUNCEMENT]


def lacks(case: Case) -> list[str]:
    """What stands in the way of this status, in sentences; empty when it may be proposed and confirmed."""
    return [sentence for rule in RULES for sentence in rule(case)]


def is_self_reported(case: Case) -> bool:
    """Whether of one whose status it is nobody speaks but its own sources."""
    shown = case.telling
    since = case.commitment.made_on
    return bool(shown) and any(
        all(case.voices.is_own(each.source, party.actor, since) for each in shown) for party in case.of
    )


def known_contrary(case: Case) -> list[Excerpt]:
    """Passages that the desk holds of this commitment and that speak against the status: the challenge, the log's, and
    those that contradict a claim which reports it.

    Of the log count the passages of entries that hold, about those whose status it is; for the keeping speak only those
    that show what was done.
    """
    sides = KNOWN_CONTRARY.get(Fulfilment(case.to_status), ())
    if not sides:
        return []
    found: list[Excerpt] = []
    if Bearing.AGAINST in sides and case.commitment.contested_by_id:
        found.append(case.commitment.contested_by)
    log = StatusChange.objects.standing().filter(commitment=case.commitment)
    if case.party:
        log = log.about(case.party)
    speak = Q(bearing=Bearing.AGAINST) | Q(bearing=Bearing.FOR, nature=Nature.EFFECT)
    rows = StatusEvidence.objects.filter(speak, change__in=log.order_by(), bearing__in=sides)
    found += [row.excerpt for row in rows.select_related("excerpt__source", "excerpt__snapshot__source").order_by("pk")]
    return list(dict.fromkeys([*found, *contradicting(case.commitment)]))


def _read_before_rated(case: Case) -> list[str]:
    if case.commitment.interpretive_note.strip():
        return []
    return [_("Write first how we read it, on the commitment: what counts as keeping it. Then it is rated.")]


def _carried(case: Case) -> list[str]:
    if case.carrying:
        return []
    bearing = CARRIED_BY.get(Fulfilment(case.to_status), Bearing.AGAINST)
    if bearing == Bearing.FOR:
        return [_("No passage speaks for it: give one that speaks for its being kept.")]
    return [_("No passage shows it: give one that speaks against its being kept.")]


def _seen_done(case: Case) -> list[str]:
    if case.to_status not in SEEN_DONE or any(each.nature == Nature.EFFECT for each in case.carrying):
        return []
    if case.to_status == Fulfilment.BREACHED:
        return [_("“Broken” needs a passage that shows the contrary act or the refusal itself, not that it is coming.")]
    return [_("An announcement or a report carries at most “In progress”: give a passage that shows it done.")]


def _not_by_its_own_word(case: Case) -> list[str]:
    if case.to_status not in ABOVE_PROGRESS or case.commitment.own_act or not is_self_reported(case):
        return []
    unnamed = dict.fromkeys(original_of(each.source) for each in case.telling if speaks_for_nobody_named(each.source))
    sentence = _("“%(source)s” speaks for a state, and nobody knows which: name its publisher.")
    return [
        *(sentence % {"source": source} for source in unnamed),
        _(
            "Only the side that undertook it says so: at most “In progress”. Give another source, or say on the "
            "commitment that it is an act in its own power."
        ),
    ]


def _not_by_one_unnamed(case: Case) -> list[str]:
    return _of_more_than_one_unnamed(case.telling)


def lacks_to_take_back(entry: StatusChange, evidence: Iterable[Evidence]) -> list[str]:
    """What stands in the way of taking the entry back, in sentences. Its own passages, read again, may show that it was
    wrong; what is brought beyond them moves no more than it would move a status."""
    own = set(StatusEvidence.objects.filter(change=entry).values_list("excerpt", flat=True))
    return _of_more_than_one_unnamed([each for each in evidence if each.excerpt.pk not in own])


def _of_more_than_one_unnamed(shown: list[Evidence]) -> list[str]:
    if not shown or len({each.origin for each in shown}) > 1 or not all(each.is_anonymous for each in shown):
        return []
    return [_("It rests on one source that nobody names: that moves nothing. Give another one.")]


def _contrary_is_answered(case: Case) -> list[str]:
    contrary, known = CONTRARY.get(Fulfilment(case.to_status)), known_contrary(case)
    given = {each.excerpt.pk for each in case.evidence}
    left_out = [passage for passage in known if passage.pk not in given]
    sentence = _(
        "The desk knows words that speak against it: “%(words)s” (%(source)s). Give them too, and answer them."
    )
    found = [sentence % {"words": passage, "source": passage.work} for passage in left_out]
    spoken_against = any(passage.pk in given for passage in known) or any(
        each.bearing == contrary for each in case.evidence
    )
    if spoken_against and not case.rebuttal.strip():
        found.append(_("A passage speaks against it: write why it does not change the status. Readers see it."))
    return found


def _superseded_by_something(case: Case) -> list[str]:
    if case.to_status != Fulfilment.SUPERSEDED:
        return []
    links = case.commitment.linked_from.filter(kind=LinkKind.SUPERSEDES)
    if not links.exists():
        return [_("Link the commitment that supersedes it first: on that one, under “Links”, choose “supersedes”.")]
    if case.commitment.public and not links.filter(commitment__public=True).exists():
        return [_("Publish the commitment that supersedes it first: readers of this one follow the status to it.")]
    return []


RULES: tuple[Callable[[Case], list[str]], ...] = (
    _read_before_rated,
    _carried,
    _seen_done,
    _not_by_its_own_word,
    _not_by_one_unnamed,
    _contrary_is_answered,
    _superseded_by_something,
)
