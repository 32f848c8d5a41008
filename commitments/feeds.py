"""The Atom feed of the ledger: one entry a commitment, renewed when its log grows; of the same filter as the list."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext_lazy
from django.utils.xmlutils import SimplerXMLGenerator

from articles.caching import kept
from commitments.filters import CommitmentFilter
from commitments.listing import Line, ledger, lines, summarised
from policydesk.lib.site import SITE_NAME, absolute

LENGTH = 50


class LedgerAtom(Atom1Feed):
    """Atom with the content of each entry as HTML."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Add the content."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class CommitmentsFeed(Feed):
    """`/feeds/commitments.atom`, with the filter of the list in its address. Every address in it is absolute."""

    feed_type = LedgerAtom
    title = gettext_lazy("Policy Desk: commitments")
    subtitle = gettext_lazy("Who promised what to whom, and what came of it.")
    author_name = SITE_NAME

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return kept(super().__call__(request, *args, **kwargs))

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> CommitmentFilter:
        return CommitmentFilter(request.GET, queryset=ledger())

    def link(self, found: CommitmentFilter) -> str:
        return absolute(_asked(reverse("commitments:list"), found))

    def feed_url(self, found: CommitmentFilter) -> str:
        return absolute(_asked(reverse("commitments:feed"), found))

    def feed_guid(self, found: CommitmentFilter) -> str:
        return self.feed_url(found)

    def items(self, found: CommitmentFilter) -> list[Line]:
        """Those of the filter that moved last."""
        return lines(summarised(found.qs.order_by("-changed_at", "-pk"))[:LENGTH])

    def item_title(self, item: Line) -> str:
        return item.title

    def item_description(self, item: Line) -> str | None:
        """The summary, which the feed declares to be HTML."""
        return escape(item.summary) or None

    def item_link(self, item: Line) -> str:
        return absolute(item.path)

    def item_guid(self, item: Line) -> str:
        return absolute(item.path)

    def item_pubdate(self, item: Line) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Line) -> datetime:
        return item.changed_at

    def item_categories(self, item: Line) -> list[str]:
        return [tag["name"] for tag in item.tags]

    def item_extra_kwargs(self, item: Line) -> dict[str, Any]:
        return {"content": render_to_string("commitments/entry.html", {"line": item})}


def _asked(path: str, found: CommitmentFilter) -> str:
    return f"{path}?{found.query}" if found.query else path
