"""The only door to the public: publish, update, correct, withdraw, reinstate. What may pass, `gating.py` says."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.assembling import Judged, assemble, tombstone
from articles.correcting import Correcting, record_correction, settle_correction, tell_correction
from articles.corrections import corrections_of
from articles.editing import TEXT, check_can_step
from articles.enums import ArticleState, EditionKind, Release
from articles.gating import is_public, judge, objections
from articles.linking import link_copies
from articles.models import Article, Edition, Override, Publication
from articles.models.edition import OWING
from articles.planning import call_off, enter, forget_stoppage
from articles.recording import record_edition
from articles.relating import relate
from articles.sealing import CAME_WITH, lock_head, seal, utc
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.people import public_name
from policydesk.lib.text import clean_text

FOLLOW_UP_AFTER = timedelta(hours=4)
NESTED = ("citations", "copies", "translations")  # rows of the content that stand in rows of claims and sources


@transaction.atomic
def publish(
    article: Article,
    *,
    by: Any,
    kind: str | None = None,
    reason: str = "",
    correction: Correcting | None = None,
    footing: str | None = None,
    override: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Edition:
    """Make the working text what readers see: one new edition, sealed into the chain.

    `kind` is update, correction or status for a story that is public (default: update) and is found by itself
    for a first publication or a reinstatement. An edition of kind correction needs a `correction`, an update
    may have one. `override` is the reason for releasing over the gate; readers see it. A single-reader release
    needs a `reason`. Raises NotAllowed, Refused with the gate's sentences, or Stale; then nothing is written.
    """
    check_can_step(article, "release", by)
    head = lock_head()
    article.take_version(version)
    at, kind = at or timezone.now(), settle_kind(article, kind)
    reason, override = clean_text(reason).strip(), clean_text(override).strip()
    require_reason(kind, footing, reason)
    correction = settle_correction(kind, correction)
    judged = judge(article, at=at)
    overridden = _pass_gate(article, judged, by=by, footing=footing, override=override, at=at)
    edition = _next_edition(article, kind, by=by, at=at, reason=reason)
    _set_footing(edition, judged, footing, overridden)
    article.slug = _address(article)
    overrides = [{"by": public_name(by), "at": utc(at), "reason": override, "gate": overridden}] if overridden else []
    corrections = tell_correction(article, edition, correction)
    content = assemble(article, edition, judged, overrides=overrides, corrections=corrections)
    _refuse_unchanged(article, content)
    _go_live(article, edition, content, head)
    record_correction(edition, correction)
    _record_override(edition, override, overridden)
    _release(article, by=by, reason=reason or (correction.text if correction else ""))
    return edition


def _next_edition(article: Article, kind: str, **columns: Any) -> Edition:
    return Edition(article=article, number=article.editions.count() + 1, kind=kind, **columns)


def _record_override(edition: Edition, reason: str, gate: list[str]) -> None:
    if gate:
        Override(edition=edition, by=edition.by, at=edition.at, reason=reason, gate=gate).save()


def _release(article: Article, *, by: Any, reason: str) -> None:
    enter(article, ArticleState.RELEASED)
    article.save(by=by, change_reason=reason)
    forget_stoppage(article)


def open_kinds(article: Article) -> list[EditionKind]:
    """What the next edition may be, the story and its text being what they are: one kind, or some to choose from."""
    if not hasattr(article, "publication"):
        return [EditionKind.FIRST]
    if article.withdrawal:
        return [EditionKind.REINSTATEMENT]
    same = [EditionKind.STATUS] if _text_is_printed(article) else []
    return [EditionKind.UPDATE, EditionKind.CORRECTION, *same]


def settle_kind(article: Article, asked: str | None) -> str:
    """What the next edition is, when `asked` for one of `open_kinds` or none. Raises Refused with a sentence."""
    kinds = open_kinds(article)
    kind = kinds[0] if len(kinds) == 1 or not asked else asked
    if kind == EditionKind.STATUS and kind not in kinds:
        raise Refused(_("The text changed: publish an update or a correction, not a status change."))
    if kind not in kinds:
        raise Refused(_("A story that is public gets an update, a correction or a status change."))
    return kind


def refuse_nothing_new(article: Article, kind: str, *, at: datetime) -> None:
    """Raises Refused when an edition of this kind would tell readers, as things stand, what they read already."""
    judged, edition = judge(article, at=at), _next_edition(article, kind, at=at)
    _set_footing(edition, judged, None, [])
    corrections = tell_correction(article, edition, None)
    _refuse_unchanged(article, assemble(article, edition, judged, overrides=[], corrections=corrections))


def _refuse_unchanged(article: Article, content: dict[str, Any]) -> None:
    """A further edition tells readers something: what stands there now, with another footing or other content."""
    if not is_public(article):
        return
    standing = article.publication.edition.content.content
    unsaid = {"as_of_edition"}.union(*(keys for number, keys in CAME_WITH.items() if standing["schema"] < number))
    if _told_by(content, unsaid) == _told_by(standing, unsaid):
        number = standing["edition"]["number"]
        raise Refused(_("Nothing changed since edition %(number)d: there is nothing to publish.") % {"number": number})


def _told_by(content: dict[str, Any], unsaid: set[str]) -> list[Any]:
    """What an edition tells apart from when it was made, and from what is `unsaid` of its claims and sources."""
    told = [_without(content[part], unsaid) for part in ("claims", "sources")]
    return [content["article"], *told, content["edition"]["release"], corrections_of(content)]


def _without(rows: list[dict[str, Any]], unsaid: set[str]) -> list[dict[str, Any]]:
    """The rows, and those that stand in them, without these keys."""
    return [
        {key: _without(value, unsaid) if key in NESTED else value for key, value in row.items() if key not in unsaid}
        for row in rows
    ]


def _text_is_printed(article: Article) -> bool:
    printed = _printed(article)
    return all(printed[name] == str(getattr(article, name)) for name in TEXT)


def _printed(article: Article) -> dict[str, Any]:
    """The story's part of the content that stands now."""
    return article.publication.edition.content.content["article"]


def require_reason(kind: str, footing: str | None, reason: str) -> None:
    """Raises Refused when an edition of this kind and footing goes out without a word of why."""
    if reason:
        return
    if footing == Release.SINGLE_READER:
        raise Refused(_("Write why no second person could check it."))
    if kind == EditionKind.REINSTATEMENT:
        raise Refused(_("Write why the story is back: readers see it."))


def _pass_gate(
    article: Article, judged: list[Judged], *, by: Any, footing: str | None, override: str, at: datetime
) -> list[str]:
    """The sentences that were overridden; raises Refused with all of them when they may not be."""
    found = objections(article, judged, by, footing, at=at)
    if not found:
        return []
    if not override or any(blocker.firm for blocker in found):
        raise Refused("\n".join(blocker.sentence for blocker in found))
    if not by.has_perm("articles.override_gate"):
        raise NotAllowed(_("You may not override the gate."))
    return [blocker.sentence for blocker in found]


def _set_footing(edition: Edition, judged: list[Judged], footing: str | None, overridden: list[str]) -> None:
    edition.release = _footing(edition.article, judged, footing, overridden)
    edition.follow_up_due = edition.at + FOLLOW_UP_AFTER if edition.release in OWING else None


def _footing(article: Article, judged: Iterable[Judged], footing: str | None, overridden: list[str]) -> str:
    """What the edition may truly be called, by what it prints."""
    if footing == Release.SINGLE_READER:
        return Release.SINGLE_READER
    if article.developing and any(row.is_open for row in judged):
        return Release.DEVELOPING
    return Release.OVERRIDDEN if overridden else Release.CHECKED


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
    relate([article.pk])
    link_copies([article.pk])


def check_can_withdraw(article: Article, by: Any) -> None:
    """Raises a sentence unless `by` may take this story down now. One publisher may, as sole author too."""
    if not by.has_perm("articles.withdraw_article"):
        raise NotAllowed(_("You may not withdraw stories. Ask a publisher."))
    if not is_public(article):
        raise Refused(_("The story is not public."))


@transaction.atomic
def withdraw(article: Article, *, by: Any, reason: str, at: datetime | None = None) -> Edition:
    """Take the story down: a further edition with headline, date and reason. Its addresses answer 410.

    One publisher may always do this, as sole author too. Raises NotAllowed or Refused with a sentence.
    """
    check_can_withdraw(article, by)
    reason = clean_text(reason).strip()
    if not reason:
        raise Refused(_("Write why the story is withdrawn: readers see it."))
    head = lock_head()
    article.take_version()
    article.slug = article.publication.slug
    edition = _next_edition(article, EditionKind.WITHDRAWAL, by=by, at=at or timezone.now(), reason=reason)
    _go_live(article, edition, tombstone(edition, _printed(article), slug=article.slug), head)
    call_off(article, [_("The story was withdrawn. %(reason)s") % {"reason": reason}], by=by)
    enter(article, ArticleState.DRAFT)
    article.save(by=by, change_reason=reason)
    return edition
