"""Links to a story that is not published: given out for some days, revoked by a click, counted and nothing more.

The page is made as for readers, by the same code as an edition. Left out are claims that no edition could print: those
without their words, and those on what was said off the record or is under embargo.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import DatabaseError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.assembling import assemble
from articles.editing import is_own
from articles.enums import EditionKind
from articles.gating import judge, said_in_confidence
from articles.models import Article, Edition, PreviewLink
from articles.presenting import render_edition
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.text import clean_text

DAYS, MOST_DAYS = 7, 30
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Preview:
    """The page as readers would see it, and how many claims are left out of it."""

    html: str
    left_out: int


def check_can_share(article: Article, by: Any) -> None:
    """Raises NotAllowed unless `by` may show the story to people outside: its writers, editors and publishers."""
    if by.has_perm("articles.edit_any_article") or by.has_perm("articles.publish_article"):
        return
    if not (by.has_perm("articles.change_article") and is_own(article, by)):
        raise NotAllowed(_("You may not give out this story. Ask its author, an editor or a publisher."))


@transaction.atomic
def share(
    article: Article, *, by: Any, days: int = DAYS, for_whom: str = "", at: datetime | None = None
) -> PreviewLink:
    """A new link that lives for `days`. Raises NotAllowed, or Refused for a number of days that is none."""
    check_can_share(article, by)
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("Choose from one to %(most)d days.") % {"most": MOST_DAYS})
    at = at or timezone.now()
    link = PreviewLink(
        article=article, for_whom=clean_text(for_whom).strip(), made_by=by, made_at=at, until=at + timedelta(days=days)
    )
    link.full_clean()
    link.save()
    return link


@transaction.atomic
def revoke(link: PreviewLink, *, by: Any) -> None:
    """Let the link open nothing any more. Raises NotAllowed; twice is once."""
    check_can_share(link.article, by)
    row = PreviewLink.objects.select_for_update().get(pk=link.pk)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = timezone.now(), by
        row.save(update_fields=["revoked_at", "revoked_by"])


def path_of(link: PreviewLink) -> str:
    """Its address: the key with our signature."""
    return reverse("articles:preview", args=[_signer().sign(link.key)])


def find(token: str) -> PreviewLink | None:
    """The link of that address, whether it is alive or not; None for one that we never gave out."""
    try:
        key = _signer().unsign(token)
    except BadSignature:
        return None
    return PreviewLink.objects.filter(key=key).select_related("article", "made_by").first()


def is_alive(link: PreviewLink, at: datetime | None = None) -> bool:
    """Whether it opens the story now. It dies with the account of who gave it out."""
    return link.revoked_at is None and link.until > (at or timezone.now()) and link.made_by.is_active


def count(link: PreviewLink) -> None:
    """Note that it was opened. The page is worth more than the count: a database that takes no write stops nobody."""
    try:
        with transaction.atomic():
            PreviewLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1)
    except DatabaseError as error:
        log.warning("that preview link %s was opened was not counted: %s", link.pk, error)


def preview(article: Article, *, at: datetime | None = None, is_out: bool = True) -> Preview:
    """What readers would see if the story went out now as it stands, whatever the gate says; where it `is_out` not, as
    the draft that it is. Nothing is saved."""
    at = at or timezone.now()
    judged = judge(article, at=at)
    shown = [row for row in judged if not (row.standing.lost or row.held or said_in_confidence(row.claim))]
    number = article.editions.count() + 1
    kind = EditionKind.FIRST if number == 1 else EditionKind.UPDATE
    content = assemble(article, Edition(article=article, number=number, kind=kind, at=at), shown, overrides=[],
                       corrections=[])  # fmt: skip
    slug = content["article"]["slug"] or f"story-{article.pk}"
    return Preview(render_edition(content, slug=slug, is_out=is_out), len(judged) - len(shown))


def _signer() -> Signer:
    return Signer(salt="articles.preview", sep=".")
