"""One commitment as its page and its data show it: the words, the parties, the log, what it hangs together with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.enums import Reading
from articles.listing import Claimed, claimed, with_story
from articles.models import EditionClaim
from articles.wording import When, day, day_of
from commitments.as_of import AsOf
from commitments.chronicling import Edit, edits
from commitments.enums import (
    AGAINST,
    FOR,
    READINGS,
    SEEN_BACK,
    Bindingness,
    LinkKind,
    OccasionKind,
    PartyRole,
    Side,
    Verifiability,
)
from commitments.listing import Line, Who, ledger, lines, listed, summarised, who
from commitments.models import Commitment, Link, Occasion, Participant, Party, Review, StatusChange, StatusEvidence
from commitments.quoting import Passage, passage, quoted, weighed
from commitments.rating import entries_by, standing_entries, there, told
from policydesk.lib.citing import Cited
from policydesk.lib.people import public_name
from policydesk.lib.site import SITE_NAME, absolute
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

    key: int
    since_edtf: str
    recorded_at: datetime
    before: Reading
    reading: Reading
    of: Who | None
    reason: str
    rebuttal: str
    self_reported: bool
    read_by: str
    evidence: tuple[Passage, ...]
    taken_back: bool
    takes_back: bool

    @property
    def since(self) -> When | None:
        """From when it holds."""
        return day(self.since_edtf)

    @property
    def recorded(self) -> When:
        """The day on which it was recorded."""
        return day_of(self.recorded_at)

    @property
    def points(self) -> str:
        """Which way its evidence points: `for` that it is kept, `against` it, or neither."""
        if self.takes_back:
            return ""
        return "for" if self.reading.key in FOR else "against" if self.reading.key in AGAINST else ""


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
    asof: AsOf | None
    undertaking: Passage
    parts: tuple[Part, ...]
    meeting: Meeting | None
    binding: Any
    verifiability: Any
    reading_note: str
    own_act: bool
    contested: Passage | None
    contested_note: str
    log: tuple[Entry, ...]
    reviewed: When | None
    reviewed_by: str
    related: tuple[Related, ...]
    reports: tuple[Claimed, ...]
    edits: tuple[Edit, ...]
    cited: Cited

    @property
    def fallen(self) -> When | None:
        """When a source was retracted on which it still stands: by its words, or by an entry that holds."""
        shown = [self.undertaking, self.contested, *(part.wording for part in self.parts)]
        shown += [each for entry in self.log if not (entry.taken_back or entry.takes_back) for each in entry.evidence]
        found = (each.work.retracted for each in shown if each and each.work.retracted)
        return next((when for when in found if not self._is_later(when)), None)

    def _is_later(self, when: When) -> bool:
        """Whether it was not known on the day asked for."""
        return self.asof is not None and self.asof.known and when.iso > self.asof.day.isoformat()

    @property
    def differently(self) -> tuple[Part, ...]:
        """The parties whose own side puts it in words of its own."""
        return tuple(part for part in self.parts if part.wording)


def find(slug: str, asof: AsOf | None = None) -> Commitment | None:
    """The public commitment of that slug with everything its page shows, in a fixed number of queries; as of a day,
    None too when it was not there then."""
    rows = summarised(ledger(asof), asof).select_related("occasion", *quoted("undertaking"), *quoted("contested_by"))
    evidence = StatusEvidence.objects.select_related(*quoted("excerpt"))
    log = StatusChange.objects.select_related("party__actor__merged_into", "confirmed_by")
    links = Link.objects.filter(created__lt=asof.end) if asof and asof.known else Link.objects.all()
    wordings = told(Party.objects.select_related("actor__merged_into", *quoted("own_wording")), asof)
    shown = there(Commitment.objects.public(), asof)
    return (
        rows.prefetch_related(None)
        .prefetch_related(
            *listed(wordings),
            Prefetch("status_changes", log.prefetch_related(Prefetch("evidence", evidence))),
            Prefetch("links", links.filter(other__in=shown).select_related("other")),
            Prefetch("linked_from", links.filter(commitment__in=shown).select_related("commitment")),
            Prefetch("occasion__participants", Participant.objects.select_related("actor__merged_into")),
            Prefetch("reviews", Review.objects.select_related("reviewed_by")),
        )
        .filter(slug=slug)
        .first()
    )


def present(row: Any, asof: AsOf | None = None) -> Page:
    """What readers see of a commitment that `find` gave as of that day, or of now."""
    log = entries_by(row, asof)
    gone = {change.retracts_id for change in log}
    standing = standing_entries(row, asof)
    review = next((each for each in row.reviews.all() if asof is None or each.reviewed_at < asof.end), None)
    parties, shown = row.seats, [each.excerpt for change in log for each in change.evidence.all()]
    typed = typed_words(
        [row.undertaking, row.contested_by, *(party.own_wording for party in parties), *shown], named=public_name
    )
    return Page(
        line=lines([row], asof)[0],
        asof=asof,
        undertaking=passage(row.undertaking, typed),
        parts=tuple(dict.fromkeys(_part(party, standing, typed) for party in parties)),  # two may have become one
        meeting=_meeting(row.occasion) if row.occasion_id else None,
        binding=Bindingness(row.bindingness),
        verifiability=Verifiability(row.verifiability),
        reading_note=row.interpretive_note,
        own_act=row.own_act,
        contested=passage(row.contested_by, typed) if row.is_contested else None,
        contested_note=row.contested_note if row.is_contested else "",
        log=tuple(_entry(change, typed, asof, taken_back=change.pk in gone) for change in log),
        reviewed=day_of(review.reviewed_at) if review else None,
        reviewed_by=public_name(review.reviewed_by) if review else "",
        related=tuple(_related(row)),
        reports=tuple(_reports(row, asof)),
        edits=tuple(edits(row)),
        cited=_cited(row, asof),
    )


def _cited(row: Any, asof: AsOf | None) -> Cited:
    """The commitment as others cite it: of the day on which it last moved, and as of the day that was asked for."""
    note = ""
    if asof:
        as_it_was = _("as it was known on %(day)s") if asof.known else _("as it was true on %(day)s")
        note = as_it_was % {"day": asof.when.words}
    path = reverse("commitments:commitment", args=[row.slug])
    return Cited(
        key=f"policydesk-{row.slug}",
        title=row.title,
        author=SITE_NAME,
        container=_("The ledger of commitments"),
        issued=row.changed_at.astimezone(UTC).date(),
        url=absolute(f"{path}?{asof.query}" if asof else path),
        note=note,
    )


def _part(party: Party, standing: list[StatusChange], typed: Mapping[int | None, str]) -> Part:
    about = (change for change in standing if change.party_id in (None, party.pk))
    return Part(
        who=who(party.actor),
        role=str(PartyRole(party.role).label),
        side=str(Side(party.side).label) if party.side else "",
        undertakes=party.undertakes,
        reading=READINGS[party.stands] if party.undertakes else None,
        reason=next((change.rationale for change in about), "") if party.undertakes else "",
        wording=passage(party.own_wording, typed) if party.own_wording_id else None,
    )


def _entry(change: StatusChange, typed: Mapping[int | None, str], asof: AsOf | None, *, taken_back: bool) -> Entry:
    return Entry(
        key=change.pk,
        since_edtf=str(change.effective_on),
        recorded_at=change.recorded_at,
        before=READINGS[change.from_status],
        reading=READINGS[change.to_status],
        of=who(change.party.actor) if change.party_id else None,
        reason=change.rationale,
        rebuttal=change.rebuttal,
        self_reported=change.self_reported,
        read_by=public_name(change.confirmed_by),
        evidence=tuple(weighed(row, typed, asof) for row in change.evidence.all()),
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


def _reports(row: Commitment, asof: AsOf | None) -> list[Claimed]:
    """The claims that report it, as stories that stand print them; a draft's are not among them. As known on a day,
    those that a version had printed and that were tied to it by then."""
    tied, printed = row.reports.order_by(), EditionClaim.objects.all()
    if asof and asof.known:
        tied, printed = tied.filter(created__lt=asof.end), printed.filter(edition__at__lt=asof.end)
    known = printed.filter(public_id__in=tied.values("claim__public_id")).order_by().values("public_id")
    return [claimed(claim) for claim in with_story(EditionClaim.objects.current().filter(public_id__in=known))]
