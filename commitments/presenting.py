"""One commitment as its page and its data show it: the words, the parties, the log, what it hangs together with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from articles.enums import Reading
from articles.listing import Claimed, claimed, with_story
from articles.models import EditionClaim
from articles.wording import When, day, day_of
from commitments.enums import READINGS, SEEN_BACK, Bindingness, LinkKind, OccasionKind, PartyRole, Side, Verifiability
from commitments.listing import Line, Who, ledger, lines, summarised, who
from commitments.models import Commitment, Link, Occasion, Participant, Party, StatusChange, StatusEvidence
from commitments.quoting import Passage, passage, quoted
from commitments.rating import standing_entries
from policydesk.lib.people import public_name
from sources.grading import typed_words


@dataclass(frozen=True)
class Part:
    """A party: who, in which part, on which side, in its own words; what came of it and why, if it undertook it."""

    who: Who
    role: str
    side: str
    undertakes: bool
    reading: Reading | None
    reason: str
    wording: Passage | None


@dataclass(frozen=True)
class Entry:
    """An entry of the log. `of` is empty when it holds of all who undertook it."""

    since_edtf: str
    recorded: When
    before: Reading
    reading: Reading
    of: Who | None
    reason: str
    read_by: str
    evidence: tuple[Passage, ...]
    taken_back: bool
    takes_back: bool

    @property
    def since(self) -> When | None:
        """From when it holds."""
        return day(self.since_edtf)


@dataclass(frozen=True)
class Related:
    """Another commitment and how the two hang together."""

    how: str
    title: str
    path: str


@dataclass(frozen=True)
class Meeting:
    """The occasion on which it was made."""

    name: str
    slug: str
    kind: str
    edtf: str
    place: str
    participants: tuple[Who, ...]

    @property
    def date(self) -> When | None:
        """When it took place."""
        return day(self.edtf)


@dataclass(frozen=True)
class Page:
    """All that the page of one commitment shows."""

    line: Line
    undertaking: Passage
    parts: tuple[Part, ...]
    meeting: Meeting | None
    binding: Any
    verifiability: Any
    reading_note: str
    contested: Passage | None
    contested_note: str
    log: tuple[Entry, ...]
    related: tuple[Related, ...]
    reports: tuple[Claimed, ...]

    @property
    def differently(self) -> tuple[Part, ...]:
        """The parties whose own side puts it in words of its own."""
        return tuple(part for part in self.parts if part.wording)


def find(slug: str) -> Commitment | None:
    """The public commitment of that slug with everything its page shows, in a fixed number of queries."""
    rows = summarised(ledger()).select_related("occasion", *quoted("undertaking"), *quoted("contested_by"))
    evidence = StatusEvidence.objects.select_related(*quoted("excerpt"))
    log = StatusChange.objects.select_related("party__actor__merged_into", "confirmed_by")
    wordings = Party.objects.select_related("actor__merged_into", *quoted("own_wording"))
    shown = Commitment.objects.public()
    return (
        rows.prefetch_related(None)
        .prefetch_related(
            Prefetch("parties", wordings),
            "tagged__tag",
            Prefetch("status_changes", log.prefetch_related(Prefetch("evidence", evidence))),
            Prefetch("links", Link.objects.filter(other__in=shown).select_related("other")),
            Prefetch("linked_from", Link.objects.filter(commitment__in=shown).select_related("commitment")),
            Prefetch("occasion__participants", Participant.objects.select_related("actor__merged_into")),
        )
        .filter(slug=slug)
        .first()
    )


def present(row: Any) -> Page:
    """What readers see of a commitment that `find` gave."""
    log = list(row.status_changes.all())
    gone = {change.retracts_id for change in log}
    standing = standing_entries(row)
    parties, shown = list(row.parties.all()), [each.excerpt for change in log for each in change.evidence.all()]
    typed = typed_words(
        [row.undertaking, row.contested_by, *(party.own_wording for party in parties), *shown], named=public_name
    )
    return Page(
        line=lines([row])[0],
        undertaking=passage(row.undertaking, typed),
        parts=tuple(_part(party, standing, typed) for party in parties),
        meeting=_meeting(row.occasion) if row.occasion_id else None,
        binding=Bindingness(row.bindingness),
        verifiability=Verifiability(row.verifiability),
        reading_note=row.interpretive_note,
        contested=passage(row.contested_by, typed) if row.contested_by_id else None,
        contested_note=row.contested_note,
        log=tuple(_entry(change, typed, taken_back=change.pk in gone) for change in log),
        related=tuple(_related(row)),
        reports=tuple(_reports(row)),
    )


def _part(party: Party, standing: list[StatusChange], typed: Mapping[int | None, str]) -> Part:
    about = (change for change in standing if change.party_id in (None, party.pk))
    return Part(
        who=who(party.actor),
        role=str(PartyRole(party.role).label),
        side=str(Side(party.side).label) if party.side else "",
        undertakes=party.undertakes,
        reading=READINGS[party.status] if party.undertakes else None,
        reason=next((change.rationale for change in about), "") if party.undertakes else "",
        wording=passage(party.own_wording, typed) if party.own_wording_id else None,
    )


def _entry(change: StatusChange, typed: Mapping[int | None, str], *, taken_back: bool) -> Entry:
    return Entry(
        since_edtf=str(change.effective_on),
        recorded=day_of(change.recorded_at),
        before=READINGS[change.from_status],
        reading=READINGS[change.to_status],
        of=who(change.party.actor) if change.party_id else None,
        reason=change.rationale,
        read_by=public_name(change.confirmed_by),
        evidence=tuple(passage(row.excerpt, typed) for row in change.evidence.all()),
        taken_back=taken_back,
        takes_back=change.retracts_id is not None,
    )


def _meeting(occasion: Occasion) -> Meeting:
    return Meeting(
        name=occasion.name,
        slug=occasion.slug,
        kind=str(OccasionKind(occasion.kind).label),
        edtf=str(occasion.date),
        place=occasion.place,
        participants=tuple(dict.fromkeys(who(row.actor) for row in occasion.participants.all())),
    )


def _related(row: Commitment) -> Iterable[Related]:
    for link in row.links.all():
        yield _link(str(LinkKind(link.kind).label), link.other)
    for link in row.linked_from.all():
        yield _link(str(SEEN_BACK[LinkKind(link.kind)]), link.commitment)


def _link(how: str, other: Commitment) -> Related:
    return Related(how, other.title, reverse("commitments:commitment", args=[other.slug]))


def _reports(row: Commitment) -> list[Claimed]:
    """The claims that report it, as stories that stand print them; a draft's are not among them."""
    claims = EditionClaim.objects.current().filter(public_id__in=row.reports.values("claim__public_id"))
    return [claimed(claim) for claim in with_story(claims)]
