"""An address that got past every form, by the shell or by raw SQL, is still no link on a page."""

from itertools import product

import pytest

from articles.citing import cite
from articles.editing import save_article
from articles.models import Edition, Publication
from articles.presenting import render_edition
from articles.publishing import publish
from policydesk.lib.site import web_address
from sources.models import Source
from tests.pages import linked_data, tags_of
from tests.safety.markup import harmless, read_html
from tests.samples import sample_content
from tests.stories import a_claim, a_source, a_story, fresh, ready

HEADS = ("", " ", "\t", "\n", "\x01", "\x1f", "\u00a0", "\ufeff", "https:", "//", "\\\\", "view-source:", "feed:")
SCHEMES = (
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)"),
    *("javascript://example.org/%0aalert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)"),
)
OTHERS = (
    *("javascript&colon;alert(1)", "&#106;avascript:alert(1)", "java\x00script:alert(1)".replace("\x00", "\x02")),
    *("blob:https://example.org/1", "filesystem:https://example.org/1", "file:///etc/passwd", "ftp://example.org/"),
    *(
        "about:blank",
        "//evil.example/",
        "/\\evil.example",
        "https:evil.example",
        "https:/evil.example",
        "https://",
        "http:",
    ),
    *("?x=javascript:1", "#javascript:1", '"><script>alert(1)</script>', "' onmouseover='alert(1)", "http://[::1"),
)
TRICKS = [*(head + scheme for head, scheme in product(HEADS, SCHEMES)), *OTHERS]


def links(html):
    return [tag["href"] for tag in tags_of(html, "a") + tags_of(html, "link")]


def test_there_are_a_hundred_tricks_and_none_is_an_address_of_the_web():
    assert len(TRICKS) >= 100
    assert [trick for trick in TRICKS if web_address(trick)] == []


@pytest.mark.parametrize("address", ["https://example.org/a?b=c&d#e", "HTTP://EXAMPLE.ORG", "http://127.0.0.1:8000/x"])
def test_an_address_of_the_web_is_kept_as_it_is(address):
    assert (web_address(address), harmless(address)) == (address, True)


def test_no_dangerous_address_of_a_source_is_a_link_or_leaves_the_desk(client, ada, vera):
    story = a_story(ada)
    claim = a_claim(story, ada)
    for number in range(len(TRICKS)):
        cite(fresh(claim), a_source(ada, f"Report {number}"), by=ada)
    save_article(fresh(story), by=ada, developing=True)
    for source, trick in zip(Source.objects.order_by("pk"), TRICKS, strict=True):
        Source.objects.filter(pk=source.pk).update(url=trick)
    publish(ready(story, by=vera), by=vera)
    content = Edition.objects.get().content.content
    assert (len(content["sources"]), {source["url"] for source in content["sources"]}) == (len(TRICKS), {""})
    slug = Publication.objects.get().slug
    for address in (f"/articles/{slug}/", f"/claims/{claim.public_id}/"):
        html = client.get(address).content.decode()
        assert (read_html(html)[0], [link for link in links(html) if not harmless(link)]) == ([], [])
    assert "evil.example" not in client.get(f"/articles/{slug}/index.json").content.decode()


@pytest.mark.parametrize("trick", TRICKS)
def test_no_dangerous_address_in_a_sealed_edition_is_drawn(trick):
    content = sample_content()
    for source in content["sources"]:
        source["url"] = trick
    html = render_edition(content, slug="herring-talks")
    assert [link for link in links(html) if not harmless(link)] == []
    assert trick not in [node.get("url") for node in linked_data(html)["@graph"][0]["citation"]]
