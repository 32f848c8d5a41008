"""The Atom feed of the ledger, of the same filter as the list: an entry a commitment, renewed when its words or its
log change. And that of one commitment: an entry for each thing that happened to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.xmlutils import SimplerXMLGenerator

from articles.feeds import LENGTH, EntriesAtom, PublicFeed, entry_id
from commitments.filters import CommitmentFilter
from commitments.listing import Line, lines, summarised
from commitments.presenting import Entry
from commitments.presenting import Page as PageOfOne
from policydesk.lib.site import absolute


@dataclass(frozen=True)
class Asked:
    """The filter and the page that a feed is asked for."""

    found: CommitmentFilter
    page: Page

    def address(self, address: str) -> str:
        """The address with the filter."""
        return f"{address}?{self.found.query}" if self.found.query else address


class PagedAtom(EntriesAtom):
    """The same a page at a time, each with the way to the next."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Add the ways to the pages before and after."""
        super().add_root_elements(handler)
        for rel in ("previous", "next"):
            if self.feed.get(rel):
                handler.addQuickElement("link", "", {"rel": rel, "href": self.feed[rel]})


class CommitmentsFeed(PublicFeed):
    """`/feeds/commitments.atom`, with the filter of the list in its address."""

    feed_type = PagedAtom
    title = gettext_lazy("Policy Desk: commitments")
    subtitle = gettext_lazy("Who promised what to whom, and what came of it.")
    page = "commitments:list"
    name = "commitments:feed"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Asked:
        found = CommitmentFilter(request.GET).understood()
        moved = found.qs.order_by("-changed_at", "-pk")
        return Asked(found, Paginator(moved, LENGTH).get_page(request.GET.get("page")))

    def link(self, asked: Asked) -> str:
        return asked.address(super().link())

    def feed_url(self, asked: Asked) -> str:
        return asked.address(super().feed_url())

    def feed_guid(self, asked: Asked) -> str:
        return self.feed_url(asked)

    def feed_extra_kwargs(self, asked: Asked) -> dict[str, Any]:
        """The addresses of the pages before and after (RFC 5005), where there are any."""
        page, at = asked.page, absolute(reverse(self.name))
        near = {
            "previous": page.previous_page_number() if page.has_previous() else 0,
            "next": page.next_page_number() if page.has_next() else 0,
        }
        return {rel: f"{at}?{asked.found.query_with(view='', page=str(to))}" for rel, to in near.items() if to}

    def items(self, asked: Asked) -> list[Line]:
        """Those of the filter, by when they moved last, a page at a time."""
        asof = asked.found.asof
        return lines(summarised(asked.page.object_list, asof), asof)  # type: ignore[arg-type]  # it pages a QuerySet

    def item_title(self, item: Line) -> str:
        return item.title

    def item_description(self, item: Line) -> str | None:
        """The summary, which the feed declares to be HTML."""
        return escape(item.summary) or None

    def item_link(self, item: Line) -> str:
        return absolute(item.address)

    def item_guid(self, item: Line) -> str:
        """The same under every address that it had or will have; how it stood on a day is an entry of its own."""
        then = f"/{item.asof.dates}/{item.asof.day.isoformat()}" if item.asof else ""
        return entry_id("commitments", f"{item.key}{then}")

    def item_pubdate(self, item: Line) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Line) -> datetime:
        return item.changed_at

    def item_categories(self, item: Line) -> list[str]:
        return [tag["name"] for tag in item.tags]

    def item_extra_kwargs(self, item: Line) -> dict[str, Any]:
        return {"content": render_to_string("commitments/entry.html", {"line": item})}


@dataclass(frozen=True)
class Step:
    """One thing that happened to a commitment: an entry of its log, or that readers first saw it or read it anew."""

    key: str
    title: str
    words: str
    path: str
    at: datetime


class WatchFeed(PublicFeed):
    """`/commitments/<slug>/index.atom`: what came of one commitment, the newest first. It is asked with its page."""

    feed_type = EntriesAtom

    def get_object(self, request: HttpRequest, page: PageOfOne) -> PageOfOne:
        return page

    def title(self, page: PageOfOne) -> str:
        return _("Policy Desk: %(title)s") % {"title": page.line.title}

    def subtitle(self, page: PageOfOne) -> str:
        return page.line.summary

    def link(self, page: PageOfOne) -> str:
        return absolute(page.line.address)

    def feed_url(self, page: PageOfOne) -> str:
        return absolute(reverse("commitments:commitment-feed", args=[page.line.slug]))

    def feed_guid(self, page: PageOfOne) -> str:
        return entry_id("commitments", f"{page.line.key}/watch")

    def items(self, page: PageOfOne) -> list[Step]:
        """The entries of its log, when it was published, and when what it says was changed last."""
        line = page.line
        steps = [_step(line, entry) for entry in page.log]
        steps.append(Step(f"{line.key}/published", str(_("Published")), line.summary, line.path, line.published_at))
        if line.edited_at:
            key = f"{line.key}/edited/{line.edited_at.isoformat()}"
            steps.append(Step(key, str(_("What it says was changed")), line.summary, line.path, line.edited_at))
        return sorted(steps, key=lambda step: step.at, reverse=True)[:LENGTH]

    def item_title(self, item: Step) -> str:
        return item.title

    def item_description(self, item: Step) -> str | None:
        """The words, which the feed declares to be HTML."""
        return escape(item.words) or None

    def item_link(self, item: Step) -> str:
        return absolute(item.path)

    def item_guid(self, item: Step) -> str:
        return entry_id("commitments", item.key)

    def item_pubdate(self, item: Step) -> datetime:
        return item.at

    def item_updateddate(self, item: Step) -> datetime:
        return item.at

    def item_extra_kwargs(self, item: Step) -> dict[str, Any]:
        return {"content": format_html("<p>{}</p>", item.words)}


def _step(line: Line, entry: Entry) -> Step:
    told = {"status": entry.reading.label, "since": entry.since.words, "actor": entry.of.name if entry.of else ""}
    if entry.takes_back:
        title = _("An entry was taken back; now: %(status)s") % told
    elif entry.of:
        title = _("%(actor)s: %(status)s since %(since)s") % told
    else:
        title = _("%(status)s since %(since)s") % told
    return Step(f"{line.key}/log/{entry.key}", title, entry.reason, f"{line.path}#entry-{entry.key}", entry.recorded_at)
