"""The Atom feed of the ledger, of the same filter as the list: an entry a commitment, renewed when its words or its
log change."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext_lazy

from articles.feeds import LENGTH, EntriesAtom, PublicFeed, entry_id
from commitments.filters import CommitmentFilter
from commitments.listing import Line, ledger, lines, summarised
from policydesk.lib.site import absolute


class CommitmentsFeed(PublicFeed):
    """`/feeds/commitments.atom`, with the filter of the list in its address."""

    feed_type = EntriesAtom
    title = gettext_lazy("Policy Desk: commitments")
    subtitle = gettext_lazy("Who promised what to whom, and what came of it.")
    page = "commitments:list"
    name = "commitments:feed"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> CommitmentFilter:
        return CommitmentFilter(request.GET, queryset=ledger()).understood()

    def link(self, found: CommitmentFilter) -> str:
        return _asked(super().link(), found)

    def feed_url(self, found: CommitmentFilter) -> str:
        return _asked(super().feed_url(), found)

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
        """The same under every address that it had or will have."""
        return entry_id("commitments", item.key)

    def item_pubdate(self, item: Line) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Line) -> datetime:
        return item.changed_at

    def item_categories(self, item: Line) -> list[str]:
        return [tag["name"] for tag in item.tags]

    def item_extra_kwargs(self, item: Line) -> dict[str, Any]:
        return {"content": render_to_string("commitments/entry.html", {"line": item})}


def _asked(address: str, found: CommitmentFilter) -> str:
    return f"{address}?{found.query}" if found.query else address
