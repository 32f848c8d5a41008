"""The gate: why a story may not be published now, in sentences.

One function answers for the button, the command and the moment of going live: `blockers`. What it says is
shown as it stands; each sentence names its claim.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.assembling import Judged
from articles.checking import Standing, retracted_since, standing
from articles.editing import is_sole_author
from articles.enums import AnchorState, ArticleState, ClaimKind, Release, Status, WorkType
from articles.evidencing import stands_on_retracted
from articles.models import Article, Claim, Publication
from articles.probing import Probed, open_doubts, probe
from articles.signing import fingerprint
from articles.wording import quoted
from policydesk.lib.clock import by_the_desk
from policydesk.lib.people import desk_name
from policydesk.lib.text import normalise
from sources.models import Source

PASSING = (
    Status.CONFIRMED,
    Status.PARTLY,
    Status.ATTRIBUTED,
    Status.DISPUTED,
    Status.UNVERIFIABLE,
    Status.ANALYSIS,
)
UNSETTLED = {
    Status.UNSOURCED: gettext_lazy("it has no source yet."),
    Status.SOURCED: gettext_lazy("it has a source but nobody checked it."),
    Status.UNSUPPORTED: gettext_lazy("no source was found that carries it. Take the words out, or find one."),
}


@dataclass(frozen=True)
class Blocker:
    """One reason why a story may not go out. `firm` ones no override lifts; `claim` or `source` is where to go."""

    code: str
    sentence: str
    claim: Claim | None = None
    firm: bool = False
    source: Source | None = None


def blockers(
    article: Article,
    *,
    by: Any = None,
    footing: str | None = None,
    at: datetime | None = None,
    probed: Probed | None = None,
) -> list[Blocker]:
    """Why the story may not be published now, in the order of the text; empty when it may.

    `by` adds the reasons that lie in the person. `footing` is Release.SINGLE_READER for a release by one
    person; a developing story is one by its own label. `probed` is the second test, where it was made already.
    """
    return objections(article, judge(article, at=at), by, footing, probed, at=at)


def objections(
    article: Article,
    judged: list[Judged],
    by: Any,
    footing: str | None,
    probed: Probed | None = None,
    *,
    at: datetime | None = None,
) -> list[Blocker]:
    """`blockers` for claims that are judged already, so that what is judged is what goes to print."""
    probed = probe(article, [row.claim for row in judged]) if probed is None else probed
    told = _of_claims(article, judged, footing, probed)
    return _of_article(article, judged, at or timezone.now()) + _of_person(article, by, footing) + told


def judge(
    article: Article,
    *,
    at: datetime | None = None,
    claims: Iterable[Claim] | None = None,
    stands: Mapping[int, Standing] | None = None,
) -> list[Judged]:
    """The story's claims in text order with the standing that would go to print.

    `claims` are those, with their evidence, where they were loaded already, and `stands` how each stands by its key.
    """
    printed = printed_claims(article)
    claims = article.claims.standing().with_evidence().in_text_order() if claims is None else claims
    now = at or timezone.now()
    return [
        _judged(claim, stands[claim.pk] if stands else standing(claim, at=at), printed.get(claim.public_id), now)
        for claim in claims
    ]


def printed_claims(article: Article) -> dict[str, dict[str, Any]]:
    """The claims of the current edition by public id; none while the story is not public."""
    if not is_public(article):
        return {}
    return {row["public_id"]: row for row in article.publication.edition.content.content["claims"]}


def is_public(article: Article) -> bool:
    """Whether readers see an edition of the story now."""
    return Publication.objects.public().filter(article=article).exists()


def _judged(claim: Claim, stands: Standing, printed: dict[str, Any] | None, now: datetime) -> Judged:
    """A settled claim that neither words, evidence nor a newer check touched since it was printed carries over."""
    untouched = (
        printed is not None
        and printed["status"] in (*PASSING, Status.REFUTED)
        and stands.needs_recheck
        and not stands.lost
        and printed["fingerprint"] == fingerprint(claim, printed["fingerprint"].partition(":")[0])
        and _same_check(stands, printed)
        and not (stands.check and retracted_since(claim, stands.check))
    )
    works = [row.source for row in claim.citations.all()]
    held = next((work for work in works if work.embargo_until and work.embargo_until > now), None)
    return Judged(claim, stands, printed if untouched else None, held)


def _same_check(stands: Standing, printed: dict[str, Any]) -> bool:
    from_print = (printed["checked"] or {}).get("check")
    return from_print == (stands.check.pk if stands.check else None)


def _of_article(article: Article, judged: list[Judged], at: datetime) -> list[Blocker]:
    found = []
    if article.state not in (ArticleState.READY, ArticleState.SCHEDULED):
        found.append(
            Blocker(
                "state",
                _("The story is “%(state)s”, not ready.") % {"state": article.get_state_display()},
                firm=True,
            )
        )
    if article.embargo_until and article.embargo_until > at:
        sentence = _("The story is under embargo: it is not to be published before %(time)s.")
        found.append(Blocker("embargo", sentence % {"time": by_the_desk(article.embargo_until)}, firm=True))
    if article.headline_provisional:
        found.append(Blocker("headline", _("The headline is provisional: write one."), firm=True))
    if not article.text_of("body").strip():
        found.append(Blocker("body", _("The story has no text."), firm=True))
    if not judged and article.work_type != WorkType.OPINION:
        found.append(Blocker("claims", _("No claims are marked in the story.")))
    return found


def _of_person(article: Article, by: Any, footing: str | None) -> list[Blocker]:
    if by is None or not settings.DESK_FOUR_EYES or footing == Release.SINGLE_READER or not is_sole_author(article, by):
        return []
    return [Blocker("author", _("You alone wrote this story. Another person must publish it."), firm=True)]


def _of_claims(article: Article, judged: list[Judged], footing: str | None, probed: Probed) -> list[Blocker]:
    lenient = article.developing or footing == Release.SINGLE_READER
    told = _("Claim %(number)d, %(words)s: %(why)s")  # looked up once for hundreds
    found = []
    for number, row in enumerate(judged, start=1):
        why = _why_not(article, row, lenient=lenient) or _contradicted(row, probed)
        if why:
            sentence = told % {"number": number, "words": quoted(str(row.claim)), "why": why}
            firm = row.standing.lost or bool(said_in_confidence(row.claim))
            found.append(Blocker("claim", sentence, row.claim, firm=firm))
    return found


def would_block(article: Article, claim: Claim, stands: Standing, *, at: datetime | None = None) -> str | None:
    """Why the claim itself could not go out now in a story that is not developing, had nothing of it been printed.

    What its passages say against it is another matter. None when it could.
    """
    return _why_not(article, _judged(claim, stands, None, at or timezone.now()), lenient=False)


def _why_not(article: Article, row: Judged, *, lenient: bool) -> str | None:
    stands = row.standing
    if stands.lost:
        return _("its words are not in the text any more. Place it again or retire it.")
    if sealed := said_in_confidence(row.claim):
        return sealed
    if row.held:
        return _("it stands on %(source)s, which is under embargo until %(time)s.") % {
            "source": quoted(str(row.held)),
            "time": by_the_desk(row.held.embargo_until),
        }
    if stands_on_retracted(row.claim):
        return _("it stands on a retracted source alone. Attach another, or take the words out.")
    if stands.needs_recheck and not row.printed:
        return _("it needs a re-check. %(reasons)s") % {"reasons": " ".join(stands.reasons)}
    if row.claim.anchor_state == AnchorState.CHANGED and not row.printed:
        return _("the text reads differently there now. Accept the new words, place it again or retire it.")
    if stands.status == Status.REFUTED:
        return refuted_unsaid(article, row.claim)
    if stands.status in PASSING or (lenient and stands.status == Status.SOURCED):
        return None
    if row.claim.kind == ClaimKind.ANALYSIS:
        return _analysis_open(row.claim)
    return str(UNSETTLED[Status(stands.status)])


def said_in_confidence(claim: Claim) -> str | None:
    """What was said off the record holds whoever overrides, and for what was printed before it became so."""
    notes = [row.source.notes for row in claim.citations.all() if row.source.notes]
    if all(each.is_citable for each in notes):
        return None
    return _("it cites what was said off the record. Take that source away from the claim.")


def _contradicted(row: Judged, probed: Probed) -> str | None:
    """What its own passages say against it; where sources conflict, or it is false and we say so, they may."""
    if row.printed or row.standing.status in (Status.DISPUTED, Status.REFUTED):
        return None
    doubts = open_doubts(probed.get(row.claim.pk, ()), contradicted=True)
    return (
        _("%(doubts)s Correct it, or say on its page why it stands.")
        % {"doubts": " ".join(doubt.sentence for doubt in doubts)}
        if doubts
        else None
    )


def _analysis_open(claim: Claim) -> str:
    if not claim.owner_id:
        return _("it is our judgement, and nobody is named for it. An editor names its owner.")
    return _("it is the judgement of %(owner)s, and another editor has not checked it.") % {
        "owner": desk_name(claim.owner)
    }


def refuted_unsaid(article: Article, claim: Claim) -> str | None:
    """Why a false claim may not go out: the story does not say that it is; None when it does."""
    said = normalise(claim.refuted_passage)
    if said and any(said in normalise(article.text_of(part)) for part in ("standfirst", "body")):
        return None
    return _("it is false, and the story does not say so. An editor names the passage that does.")
