"""Rows of stories that are only read: their story decides who sees them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from articles.models import Article
from policydesk.lib.admin import ReadingAdmin


def reads(user: Any, article: Article) -> bool:
    """Whether `user` may read the working text of the story."""
    return Article.objects.visible_to(user).filter(pk=article.pk).exists()


class OfStoryAdmin(ReadingAdmin):
    """`story_path` leads from the row to its story."""

    story_path = "article"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The rows of stories that the asker may see."""
        visible = Article.objects.visible_to(request.user)
        return super().get_queryset(request).filter(**{f"{self.story_path}__in": visible})
