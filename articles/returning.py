"""Why a story is a draft again: the note of who sent it back, for its author, until the next step."""

from typing import Any

from articles.enums import ArticleState
from articles.models import Article


def came_back(article: Article) -> Any:
    """The row of the history with which the story became a draft again, where it says why; else None.

    It stands until the story leaves draft. Of a withdrawn story its withdrawal says why.
    """
    if article.state != ArticleState.DRAFT or article.withdrawal:
        return None
    rows = article.history.order_by("-history_id")
    before = rows.exclude(state=ArticleState.DRAFT).first()
    if before is None:
        return None
    back = rows.filter(history_id__gt=before.history_id).select_related("history_user").last()
    return back if back and back.history_change_reason else None
