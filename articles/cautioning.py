"""What the gate lets through though somebody should look at it first, in sentences."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.enums import AnchorState, ClaimKind, Part
from articles.evidencing import origin_flags
from articles.gating import Blocker
from articles.models import Article, Claim
from articles.probing import Probed, open_doubts, probe
from articles.spotting import Place, Sort, unclaimed
from articles.wording import day_of, quoted
from sources.enums import SPOKEN, Confidentiality, Grade, TranslationKind
from sources.models import SnapshotText, Source
from sources.opening import with_looks

NOT_FOUND = (Grade.PARTLY, Grade.ABSENT)
MOST_SHOWN = 8  # places of one sentence; the claims page shows the text


def warnings(article: Article, probed: Probed | None = None, claims: Sequence[Claim] | None = None) -> list[Blocker]:
    """Claims in text order, then what stands in no claim, the byline, and sources. None of it stops a release.

    `claims` are those of the story with their evidence, and `probed` the second test, where they are there already.
    """
    claims = list(article.claims.standing().with_evidence().in_text_order()) if claims is None else claims
    probed = probe(article, claims) if probed is None else probed
    return [*_of_claims(claims, probed), *_unclaimed(article, claims), *_of_byline(article), *_of_sources(article)]


def _of_claims(claims: Iterable[Claim], probed: Probed) -> Iterator[Blocker]:
    for number, claim in enumerate(claims, start=1):
        named = {"number": number, "words": quoted(str(claim))}
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


def _unclaimed(article: Article, claims: Iterable[Claim]) -> Iterator[Blocker]:
    """Quotations and figures that no claim touches: nobody is asked for their source."""
    spans = {part: [] for part in Part}
    for claim in claims:
        if claim.anchor_state != AnchorState.LOST:
            spans[Part(claim.part)].append((claim.start, claim.end))
    found = [place for part in Part for place in unclaimed(article.text_of(part), spans[part])]
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


def _listed(places: list[Place]) -> dict[str, object]:
    shown = " · ".join(place.shown for place in places[:MOST_SHOWN])
    return {"count": len(places), "places": shown + (" · …" if len(places) > MOST_SHOWN else "")}


def _of_byline(article: Article) -> Iterator[Blocker]:
    if not article.byline:
        yield Blocker("byline", _("Nobody is named as its author: readers see “By the desk”."))


def _talks() -> Q:
    return Q(kind__in=SPOKEN, interview=None) & ~Q(confidentiality=Confidentiality.PUBLIC)


def _of_sources(article: Article) -> Iterator[Blocker]:
    """What nobody said of them or noted, addresses that do not open, and translations that nobody read."""
    cited = Source.objects.filter(citations__claim__article=article, citations__claim__retired_at=None)
    wanting = Q(draft=True) | Q(source_class="") | Q(closed_since__isnull=False) | Q(unread=True) | _talks()
    unread = SnapshotText.objects.filter(
        snapshot__source=OuterRef("pk"), translation=TranslationKind.MACHINE, read_by=None
    )
    rows = with_looks(cited).annotate(unread=Exists(unread))
    for source in rows.filter(wanting).select_related("interview").distinct().order_by("pk"):
        if source.wants:
            yield Blocker("source", source.wants, source=source)
        if source.lacks_notes:
            sentence = _("Nobody noted how the talk with the source “%(source)s” was held, and what was agreed.")
            yield Blocker("notes", sentence % {"source": source}, source=source)
        if source.unread:
            sentence = _("A translation of the source “%(source)s” was made by a program, and nobody has read it.")
            yield Blocker("translation", sentence % {"source": source}, source=source)
        if source.closed_since:
            sentence = _("The address of the source “%(source)s” does not open since %(day)s.")
            day = day_of(localtime(source.closed_since).date()).words
            yield Blocker("address", sentence % {"source": source, "day": day}, source=source)
