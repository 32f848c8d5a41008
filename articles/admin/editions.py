"""The editions of one story: two of them chosen and compared, withdrawn ones too."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.comparing import compare
from articles.models import Article, Edition, EditionContent


def editions_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """All editions, newest first, and what changed from one to another; the newest two unless others are asked for."""
    rows = list(article.editions.select_related("by").order_by("-number"))
    old, new = _chosen(request, rows)
    return site.page(
        request,
        "admin/articles/article/editions.html",
        original=article,
        title=_("Compare editions"),
        editions=rows,
        old=old,
        new=new,
        comparison=_compared(old, new) if old and new else None,
    )


def _chosen(request: HttpRequest, rows: list[Edition]) -> tuple[Edition | None, Edition | None]:
    """The earlier and the later of the two that are asked for; where one is missing, its neighbour."""
    by_number = {str(row.number): row for row in rows}
    first, last = (by_number.get(request.GET.get(name, "")) for name in ("from", "to"))
    last = last or (rows[0] if rows else None)
    first = first or next((row for row in rows if last and row.number < last.number), None)
    if first is None or last is None or first == last:
        return None, None
    return (first, last) if first.number < last.number else (last, first)


def _compared(old: Edition, new: Edition) -> Any:
    contents = EditionContent.objects.in_bulk([old.pk, new.pk])
    return compare(contents[old.pk].content, contents[new.pk].content)
