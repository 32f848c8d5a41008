"""The Atom feeds of stories and of corrections.

Stories: one entry a story, renewed by each of its editions; a withdrawal is an entry too. That feed also carries the
heads of the chains of editions and of legal redactions, so that whoever keeps an old feed can show a missing link.
Corrections: one entry for each edition that told one, and for each withdrawal.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.xmlutils import SimplerXMLGenerator

from articles.caching import kept
from articles.errata import Erratum, errata, erratum_lines
from articles.listing import Story, recent_editions
from articles.models import ChainHead
from articles.resealing import redactions_head
from articles.views.answers import not_understood
from policydesk.lib.filters import NotUnderstood
from policydesk.lib.site import SITE_NAME, absolute

LENGTH = 50
NAMESPACE = "urn:policydesk:chain"


def entry_id(kind: str, key: object) -> str:
    """What a feed reader knows an entry by for good: a tag URI (RFC 4151), which no change of an address touches."""
    return f"tag:{urlsplit(absolute('/')).hostname},2024:{kind}/{key}"


class EntriesAtom(Atom1Feed):
    """Atom with the content of each entry as HTML."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Add the content."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class StoriesAtom(EntriesAtom):
    """The same with the heads of the chains of editions and of legal redactions."""

    def root_attributes(self) -> dict[str, str]:
        """Add the namespace of the chain."""
        return super().root_attributes() | {"xmlns:chain": NAMESPACE}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Add sequence and digest of the newest edition and of the newest redaction."""
        super().add_root_elements(handler)
        for name in ("head", "redactions"):
            sequence, _colon, digest = self.feed[name].partition(":")
            handler.addQuickElement(f"chain:{name}", digest, {"sequence": sequence})


class PublicFeed(Feed):
    """What the feeds do alike. Every address in them is absolute, from SITE_URL. `page` and `name` are addresses."""

    author_name = SITE_NAME
    description_template = None
    page: str
    name: str

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return kept(super().__call__(request, *args, **kwargs))
        except NotUnderstood as refusal:
            return not_understood(request, refusal)

    def link(self) -> str:
        return absolute(reverse(self.page))

    def feed_url(self) -> str:
        return absolute(reverse(self.name))

    def feed_guid(self) -> str:
        return self.feed_url()


class StoriesFeed(PublicFeed):
    """`/feeds/articles.atom`."""

    feed_type = StoriesAtom
    title = gettext_lazy("Policy Desk: stories")
    subtitle = gettext_lazy("Stories whose claims are tied to their sources, and what changed in them.")
    page, name = "articles:list", "articles:feed"

    def feed_extra_kwargs(self, obj: None) -> dict[str, Any]:
        return {"head": str(ChainHead.objects.first() or ChainHead()), "redactions": redactions_head()}

    def items(self) -> list[Story]:
        """The newest editions, one a story, withdrawals among them."""
        return recent_editions(LENGTH)

    def item_title(self, item: Story) -> str:
        return _("Withdrawn: %(headline)s") % {"headline": item.headline} if item.withdrawn else item.headline

    def item_description(self, item: Story) -> str | None:
        """The summary, which the feed declares to be HTML."""
        return escape(item.standfirst) or None

    def item_link(self, item: Story) -> str:
        return absolute(item.path)

    def item_guid(self, item: Story) -> str:
        """Not its address: a legal redaction may change that."""
        return entry_id("stories", item.key)

    def item_pubdate(self, item: Story) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Story) -> datetime:
        return item.changed_at

    def item_categories(self, item: Story) -> list[str]:
        return [tag["name"] for tag in item.tags]

    def item_extra_kwargs(self, item: Story) -> dict[str, Any]:
        return {"content": render_to_string("articles/entry.html", {"story": item})}


class CorrectionsFeed(PublicFeed):
    """`/feeds/corrections.atom`."""

    feed_type = EntriesAtom
    title = gettext_lazy("Policy Desk: corrections")
    subtitle = gettext_lazy("What we corrected, clarified, retracted or withdrew, and why.")
    page, name = "articles:corrections", "articles:corrections-feed"

    def items(self) -> list[Erratum]:
        """The newest corrections and withdrawals."""
        return erratum_lines(errata()[:LENGTH])

    def item_title(self, item: Erratum) -> str:
        return _("%(kind)s: %(headline)s") % {"kind": item.label, "headline": item.headline}

    def item_description(self, item: Erratum) -> None:
        return None

    def item_link(self, item: Erratum) -> str:
        return absolute(item.path)

    def item_guid(self, item: Erratum) -> str:
        return entry_id("editions", item.sequence)

    def item_pubdate(self, item: Erratum) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Erratum) -> datetime:
        return item.published_at

    def item_extra_kwargs(self, item: Erratum) -> dict[str, Any]:
        return {"content": render_to_string("articles/correction_entry.html", {"item": item})}
