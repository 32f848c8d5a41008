"""What the gate lets through though somebody should look at it first, in sentences."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.enums import ActorKind
from articles.considering import possible
from articles.enums import AnchorState, ClaimKind, Part, Sign, Verdict
from articles.evidencing import TOLD, origin_flags
from articles.gating import Blocker
from articles.hearing import unheard
from articles.maturing import LONG_AGO
from articles.models import Article, Claim
from articles.probing import Probed, open_doubts, probe
from articles.sparing import spared
from articles.spotting import LONGEST, Place, Sort, Span, unclaimed
from articles.wording import day_of, quoted
from policydesk.lib.clock import by_the_desk
from sources.enums import SPOKEN, Confidentiality, Grade, SnapshotKind, TranslationKind
from sources.models import Snapshot, SnapshotText, Source
from sources.opening import with_looks

Spans = dict[str, list[Span]]
NOT_FOUND = (Grade.PARTLY, Grade.ABSENT)
MOST_SHOWN = 8  # places of one sentence; the claims page shows the text


def warnings(
    article: Article,
    probed: Probed | None = None,
    claims: Sequence[Claim] | None = None,
    spans: Spans | None = None,
    *,
    at: datetime | None = None,
) -> list[Blocker]:
    """Claims in text order, then what stands in no claim, the byline, and sources. None of it stops a release.

    `claims` are those of the story with their evidence, `probed` the second test and `spans` the sentences of each
    part, where they are there already.
    """
    claims = list(article.claims.standing().with_evidence().in_text_order()) if claims is None else claims
    probed = probe(article, claims) if probed is None else probed
    of_claims = [*_of_claims(claims, probed, at or timezone.now()), *_of_hearing(article, claims)]
    open_ = [*_unclaimed(article, claims, spans), *_unasked(article, claims, spans)]
    return [*of_claims, *open_, *_of_byline(article), *_of_sources(article)]


def _of_claims(claims: Iterable[Claim], probed: Probed, at: datetime) -> Iterator[Blocker]:
    for number, claim in enumerate(claims, start=1):
        named = {"number": number, "words": quoted(str(claim))}
        yield from _of_speaker(claim, named)
        yield from _of_age(claim, named, at)
        if claim.kind == ClaimKind.PLANNED and not claim.event_date:
            sentence = _(
                "Claim %(number)d, %(words)s: it has no date, so nobody will be asked whether the event took place."
            )
            yield Blocker("date", sentence % named, claim)
        if claim.stands_alone_for_others:
            sentence = _(
                "Claim %(number)d, %(words)s: it stands alone as %(statement)s, which was written for other words. "
                "Write it anew, or say that it still fits."
            )
            yield Blocker("statement", sentence % (named | {"statement": quoted(claim.statement)}), claim)
        if flags := origin_flags(claim):
            weak = {"flags": " ".join(str(flag.sentence) for flag in flags)}
            yield Blocker("origins", _("Claim %(number)d, %(words)s: %(flags)s") % (named | weak), claim)
        if missing := open_doubts(probed.get(claim.pk, ()), contradicted=False):
            sentence = _("Claim %(number)d, %(words)s: its passages do not hold %(missing)s.")
            items = ", ".join(quoted(doubt.words) for doubt in missing)
            yield Blocker("passages", sentence % (named | {"missing": items}), claim)
        if any(row.excerpt_id and row.excerpt.grade in NOT_FOUND for row in claim.citations.all()):
            sentence = _(
                "Claim %(number)d, %(words)s: a passage of it stands in its saved copy only in part, or not at all."
            )
            yield Blocker("copies", sentence % named, claim)


def _of_speaker(claim: Claim, named: dict[str, Any]) -> Iterator[Blocker]:
    """Who is not named without a reason, and who is known to have said it from themselves alone."""
    if claim.speaker is None:
        return
    speaker = claim.speaker.present
    if speaker.kind == ActorKind.UNNAMED and not claim.anonymity_reason:
        sentence = _("Claim %(number)d, %(words)s: its speaker is not named, and no reason is given.")
        yield Blocker("unnamed", sentence % named, claim)
    told = [row.source for row in claim.citations.all() if row.stance in TOLD]
    if told and all(work.publisher_id and work.publisher.present == speaker for work in told):
        sentence = _("Claim %(number)d, %(words)s: it stands on the word of %(who)s alone, who says it.")
        yield Blocker("own-word", sentence % (named | {"who": speaker}), claim)


def _of_age(claim: Claim, named: dict[str, Any], at: datetime) -> Iterator[Blocker]:
    newest = max(claim.checks.all(), key=lambda row: row.pk, default=None)
    if newest and newest.verdict != Verdict.VOID and newest.at < at - LONG_AGO:
        sentence = _("Claim %(number)d, %(words)s: it was checked on %(day)s, more than 90 days ago.")
        yield Blocker("age", sentence % (named | {"day": day_of(localtime(newest.at).date()).words}), claim)


def _of_hearing(article: Article, claims: Sequence[Claim]) -> Iterator[Blocker]:
    """Accusations of which nobody was asked for comment, or whose time to answer is not over."""
    open_ = unheard(article, claims)
    for number, claim in enumerate(claims, start=1):
        if claim.pk not in open_:
            continue
        named: dict[str, Any] = {"number": number, "words": quoted(str(claim))}
        asked = open_[claim.pk]
        if asked is None:
            sentence = _("Claim %(number)d, %(words)s: it accuses somebody, and nobody was asked for comment.")
        elif asked.deadline:
            sentence = _("Claim %(number)d, %(words)s: %(who)s was asked for comment and has time until %(until)s.")
            named |= {"who": asked, "until": by_the_desk(asked.deadline)}
        else:
            sentence = _("Claim %(number)d, %(words)s: %(who)s was asked for comment and has not answered.")
            named |= {"who": asked}
        yield Blocker("comment", sentence % named, claim)


def _unclaimed(article: Article, claims: Iterable[Claim], spans: Spans | None) -> Iterator[Blocker]:
    """Quotations and figures that no claim touches, in no waived sentence: nobody is asked for their source."""
    settled: dict[Part, list[Span]] = {part: [] for part in Part}
    for row in spared(article, spans):
        settled[Part(row.part)].append((row.start, row.end))
    for claim in claims:
        if claim.anchor_state != AnchorState.LOST:
            settled[Part(claim.part)].append((claim.start, claim.end))
    found = [place for part in Part for place in unclaimed(article.text_of(part), settled[part])]
    quotations = [place for place in found if place.sort == Sort.QUOTATION]
    figures = [place for place in found if place.sort == Sort.FIGURE]
    if quotations:
        sentence = ngettext(
            "%(count)d quotation stands in no claim: %(places)s",
            "%(count)d quotations stand in no claim: %(places)s",
            len(quotations),
        )
        yield Blocker("unclaimed", sentence % _listed(quotations))
    if figures:
        sentence = ngettext(
            "%(count)d figure stands in no claim: %(places)s",
            "%(count)d figures stand in no claim: %(places)s",
            len(figures),
        )
        yield Blocker("unclaimed", sentence % _listed(figures))


def _unasked(article: Article, claims: Sequence[Claim], spans: Spans | None) -> Iterator[Blocker]:
    """Sentences in which somebody says something and that no claim touches; with a quotation or a figure they are
    named already. To reject one as a suggestion says no ground; to waive it does."""
    found = [
        row.words
        for row in possible(article, claims, spans)
        if Sign.REPORTING in row.signs and not {Sign.QUOTATION, Sign.FIGURE} & set(row.signs)
    ]
    if found:
        sentence = ngettext(
            "%(count)d sentence that tells what somebody said stands in no claim: %(places)s",
            "%(count)d sentences that tell what somebody said stand in no claim: %(places)s",
            len(found),
        )
        shown = " · ".join(Truncator(words).chars(LONGEST) for words in found[:MOST_SHOWN])
        more = " · …" if len(found) > MOST_SHOWN else ""
        yield Blocker("unclaimed", sentence % {"count": len(found), "places": shown + more})


def _listed(places: list[Place]) -> dict[str, object]:
    shown = " · ".join(place.shown for place in places[:MOST_SHOWN])
    return {"count": len(places), "places": shown + (" · …" if len(places) > MOST_SHOWN else "")}


def _of_byline(article: Article) -> Iterator[Blocker]:
    if not article.byline:
        yield Blocker("byline", _("Nobody is named as its author: readers see “By the desk”."))


def _talks() -> Q:
    return Q(kind__in=SPOKEN, interview=None) & ~Q(confidentiality=Confidentiality.PUBLIC)


def _of_sources(article: Article) -> Iterator[Blocker]:
    """What nobody said of them or noted, addresses that do not open, or of which we hold no copy, and translations
    that nobody read."""
    cited = Source.objects.filter(citations__claim__article=article, citations__claim__retired_at=None)
    copies = Snapshot.objects.filter(source=OuterRef("pk")).exclude(kind=SnapshotKind.EXTRACT)
    wanting = Q(draft=True) | Q(source_class="") | Q(closed_since__isnull=False) | Q(unread=True) | Q(uncopied=True)
    unread = SnapshotText.objects.filter(
        snapshot__source=OuterRef("pk"), translation=TranslationKind.MACHINE, read_by=None
    )
    rows = with_looks(cited).annotate(unread=Exists(unread), uncopied=~Exists(copies) & ~Q(url=""))
    for source in rows.filter(wanting | _talks()).select_related("interview").distinct().order_by("pk"):
        if source.wants:
            yield Blocker("source", source.wants, source=source)
        if source.lacks_notes:
            sentence = _("Nobody noted how the talk with the source “%(source)s” was held, and what was agreed.")
            yield Blocker("notes", sentence % {"source": source}, source=source)
        if source.unread:
            sentence = _("A translation of the source “%(source)s” was made by a program, and nobody has read it.")
            yield Blocker("translation", sentence % {"source": source}, source=source)
        if source.uncopied and not source.draft:
            sentence = _("We hold no copy of the source “%(source)s”: save one while its address opens.")
            yield Blocker("copy", sentence % {"source": source}, source=source)
        if source.closed_since:
            sentence = _("The address of the source “%(source)s” does not open since %(day)s.")
            day = day_of(localtime(source.closed_since).date()).words
            yield Blocker("address", sentence % {"source": source, "day": day}, source=source)
