"""The only door to the public: the gate in sentences, publish, withdraw, reinstate.

One function answers for the button, the command and the moment of going live: `blockers`. What it says is
shown as it stands; each sentence names its claim.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.assembling import Judged, assemble, tombstone
from articles.checking import Standing, fingerprint, standing
from articles.editing import check_can_step, is_sole_author
from articles.enums import ArticleState, EditionKind, Release, Status, WorkType
from articles.models import Article, Claim, Edition, Override, Publication
from articles.recording import record_edition
from articles.sealing import lock_head, seal, utc
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.people import public_name
from policydesk.lib.text import clean_text, normalise

FOLLOW_UP_AFTER = timedelta(hours=4)
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
    """One reason why a story may not go out. `firm` ones no override lifts; `claim` is where to go."""

    code: str
    sentence: str
    claim: Claim | None = None
    firm: bool = False


# --- The gate --------------------------------------------------------------------------------------------
def blockers(
    article: Article, *, by: Any = None, footing: str | None = None, at: datetime | None = None
) -> list[Blocker]:
    """Why the story may not be published now, in the order of the text; empty when it may.

    `by` adds the reasons that lie in the person. `footing` is Release.SINGLE_READER for a release by one
    person; a developing story is one by its own label.
    """
    return _objections(article, judge(article, at=at), by, footing)


def _objections(article: Article, judged: list[Judged], by: Any, footing: str | None) -> list[Blocker]:
    return _of_article(article, judged) + _of_person(article, by, footing) + _of_claims(article, judged, footing)


def judge(article: Article, *, at: datetime | None = None) -> list[Judged]:
    """The story's claims in text order with the standing that would go to print."""
    printed = printed_claims(article)
    claims = article.claims.standing().with_evidence().in_text_order()
    return [_judged(claim, standing(claim, at=at), printed.get(claim.public_id)) for claim in claims]


def printed_claims(article: Article) -> dict[str, dict[str, Any]]:
    """The claims of the current edition by public id; none while the story is not public."""
    if not is_public(article):
        return {}
    return {row["public_id"]: row for row in article.publication.edition.content.content["claims"]}


def is_public(article: Article) -> bool:
    """Whether readers see an edition of the story now."""
    return Publication.objects.public().filter(article=article).exists()


def _judged(claim: Claim, stands: Standing, printed: dict[str, Any] | None) -> Judged:
    """A settled claim that neither words, evidence nor a newer check touched since it was printed carries over."""
    untouched = (
        printed is not None
        and printed["status"] in PASSING
        and stands.needs_recheck
        and not stands.lost
        and printed["fingerprint"] == fingerprint(claim)
        and _same_check(stands, printed)
    )
    return Judged(claim, stands, printed if untouched else None)


def _same_check(stands: Standing, printed: dict[str, Any]) -> bool:
    from_print = (printed["checked"] or {}).get("check")
    return from_print == (stands.check.pk if stands.check else None)


def _of_article(article: Article, judged: list[Judged]) -> list[Blocker]:
    found = []
    if article.state != ArticleState.READY:
        found.append(
            Blocker(
                "state",
                _("The story is “%(state)s”, not ready.") % {"state": article.get_state_display()},
                firm=True,
            )
        )
    if article.headline_provisional:
        found.append(Blocker("headline", _("The headline is provisional: write one."), firm=True))
    if not article.text_of("body").strip():
        found.append(Blocker("body", _("The story has no text."), firm=True))
    if not judged and article.work_type != WorkType.OPINION:
        found.append(Blocker("claims", _("No claims are marked in the story.")))
    return found


def _of_person(article: Article, by: Any, footing: str | None) -> list[Blocker]:
    if by is None or footing == Release.SINGLE_READER or not is_sole_author(article, by):
        return []
    return [Blocker("author", _("You alone wrote this story. Another person must publish it."), firm=True)]


def _of_claims(article: Article, judged: list[Judged], footing: str | None) -> list[Blocker]:
    lenient = article.developing or footing == Release.SINGLE_READER
    found = []
    for number, row in enumerate(judged, start=1):
        why = None if row.printed else _why_not(article, row, lenient=lenient)
        if why:
            sentence = _("Claim %(number)d, “%(words)s”: %(why)s") % {
                "number": number,
                "words": row.claim,
                "why": why,
            }
            found.append(Blocker("claim", sentence, row.claim, firm=row.standing.lost))
    return found


def _why_not(article: Article, row: Judged, *, lenient: bool) -> str | None:
    stands = row.standing
    if stands.lost:
        return _("its words are not in the text any more. Place it again or retire it.")
    if stands.needs_recheck:
        return _("it needs a re-check. %(reasons)s") % {"reasons": " ".join(stands.reasons)}
    if stands.status == Status.REFUTED:
        return _refuted_unsaid(article, row.claim)
    if stands.status in PASSING or (lenient and stands.status == Status.SOURCED):
        return None
    return str(UNSETTLED[Status(stands.status)])


def _refuted_unsaid(article: Article, claim: Claim) -> str | None:
    said = normalise(claim.refuted_passage)
    if said and any(said in normalise(article.text_of(part)) for part in ("standfirst", "body")):
        return None
    return _("it is false, and the story does not say so. An editor names the passage that does.")


# --- Publishing ------------------------------------------------------------------------------------------
@transaction.atomic
def publish(
    article: Article,
    *,
    by: Any,
    kind: str | None = None,
    reason: str = "",
    footing: str | None = None,
    override: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Edition:
    """Make the working text what readers see: one new edition, sealed into the chain.

    `kind` is update, correction or status for a story that is public (default: update) and is found by itself
    for a first publication or a reinstatement. `override` is the reason for releasing over the gate's
    objections; readers see it. `footing=Release.SINGLE_READER` needs a `reason`. Raises NotAllowed, Refused
    with the gate's sentences, or Stale; then nothing is written.
    """
    check_can_step(article, "release", by)
    head = lock_head()
    article.take_version(version)
    at, kind = at or timezone.now(), _kind(article, kind)
    reason, override = clean_text(reason).strip(), clean_text(override).strip()
    _require_reason(kind, footing, reason)
    judged = judge(article, at=at)
    overridden = _pass_gate(article, judged, by=by, footing=footing, override=override)
    edition = Edition(article=article, number=article.editions.count() + 1, kind=kind, by=by, at=at, reason=reason)
    edition.release = _footing(article, judged, footing)
    edition.follow_up_due = None if edition.release == Release.CHECKED else at + FOLLOW_UP_AFTER
    article.slug = _address(article)
    overrides = [{"by": public_name(by), "at": utc(at), "reason": override, "gate": overridden}] if overridden else []
    content = assemble(article, edition, judged, overrides=overrides)
    _go_live(article, edition, content, head)
    if overridden:
        Override(edition=edition, by=by, at=at, reason=override, gate=overridden).save()
    article.state = ArticleState.RELEASED
    article.save(by=by, change_reason=reason)
    return edition


def _kind(article: Article, asked: str | None) -> str:
    if not hasattr(article, "publication"):
        return EditionKind.FIRST
    if article.publication.edition.kind == EditionKind.WITHDRAWAL:
        return EditionKind.REINSTATEMENT
    kind = asked or EditionKind.UPDATE
    if kind not in (EditionKind.UPDATE, EditionKind.CORRECTION, EditionKind.STATUS):
        raise Refused(_("A story that is public gets an update, a correction or a status change."))
    return kind


def _require_reason(kind: str, footing: str | None, reason: str) -> None:
    asked = {
        EditionKind.CORRECTION: _("Write what was wrong: readers see it."),
        EditionKind.REINSTATEMENT: _("Write why the story is back: readers see it."),
    }.get(EditionKind(kind))
    if footing == Release.SINGLE_READER:
        asked = _("Write why no second person could check it.")
    if asked and not reason:
        raise Refused(asked)


def _pass_gate(article: Article, judged: list[Judged], *, by: Any, footing: str | None, override: str) -> list[str]:
    """The sentences that were overridden; raises Refused with all of them when they may not be."""
    found = _objections(article, judged, by, footing)
    if not found:
        return []
    if not override or any(blocker.firm for blocker in found):
        raise Refused("\n".join(blocker.sentence for blocker in found))
    if not by.has_perm("articles.override_gate"):
        raise NotAllowed(_("You may not override the gate."))
    return [blocker.sentence for blocker in found]


def _footing(article: Article, judged: Iterable[Judged], footing: str | None) -> str:
    if footing == Release.SINGLE_READER:
        return Release.SINGLE_READER
    open_claims = any(row.standing.status == Status.SOURCED for row in judged)
    return Release.DEVELOPING if article.developing and open_claims else Release.CHECKED


def _address(article: Article) -> str:
    """The frozen address, or the first free one for the proposed slug."""
    if hasattr(article, "publication"):
        return article.publication.slug
    stem = article.slug or slugify(article.headline)[:70].strip("-") or f"story-{article.pk}"
    slug, number = stem, 2
    while Publication.objects.filter(slug=slug).exists():
        slug, number = f"{stem[:76]}-{number}", number + 1
    return slug


def _go_live(article: Article, edition: Edition, content: dict[str, Any], head: Any) -> None:
    seal(edition, content, head)
    edition.save()
    record_edition(edition, content, slug=article.slug)
    Publication.objects.update_or_create(
        article=article, defaults={"slug": article.slug, "edition": edition, "changed_at": edition.at}
    )


@transaction.atomic
def withdraw(article: Article, *, by: Any, reason: str, at: datetime | None = None) -> Edition:
    """Take the story down: a further edition with headline, date and reason. Its addresses answer 410.

    One publisher may always do this, as sole author too. Raises NotAllowed or Refused with a sentence.
    """
    if not by.has_perm("articles.withdraw_article"):
        raise NotAllowed(_("You may not withdraw stories. Ask a publisher."))
    if not is_public(article):
        raise Refused(_("The story is not public."))
    reason = clean_text(reason).strip()
    if not reason:
        raise Refused(_("Write why the story is withdrawn: readers see it."))
    head = lock_head()
    article.take_version()
    article.slug = article.publication.slug
    edition = Edition(
        article=article,
        number=article.editions.count() + 1,
        kind=EditionKind.WITHDRAWAL,
        by=by,
        at=at or timezone.now(),
        reason=reason,
    )
    _go_live(article, edition, tombstone(article, edition, slug=article.slug), head)
    article.state = ArticleState.DRAFT
    article.save(by=by, change_reason=reason)
    return edition
