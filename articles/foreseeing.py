"""What readers would see if the story went out now, beside what they see: for the publisher, before the button."""

from django.utils import timezone

from articles.assembling import assemble
from articles.differing import Content
from articles.enums import EditionKind
from articles.gating import is_public, judge
from articles.models import Article, Edition


def foreseen(article: Article) -> tuple[Content, Content] | None:
    """The content that stands and the one that would follow it; None while readers see nothing of the story.

    Nothing is saved, and corrections and overrides are left out: they are written on the way out.
    """
    if not is_public(article):
        return None
    standing = article.publication.edition
    coming = Edition(article=article, number=standing.number + 1, kind=EditionKind.UPDATE, at=timezone.now())
    return standing.content.content, assemble(article, coming, judge(article), overrides=[], corrections=[])
