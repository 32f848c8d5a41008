"""Fetching one page: off until it is switched on, and what comes back. What hostile sites do: tests/safety."""

import gzip
from datetime import UTC, datetime

import pytest

from policydesk.lib.fetching import checked, fetch
from policydesk.lib.guarding import NotFetched
from tests.safety.sites import Site, limits_for, moved, page, standing

AT = datetime(2024, 1, 28, 12, tzinfo=UTC)


def test_nothing_is_fetched_until_it_is_switched_on(settings):
    settings.CAPTURE_ENABLED = False
    with standing(Site({"/": page(b"Hello.")})) as site:
        with pytest.raises(NotFetched) as refusal:
            fetch(f"http://site.test:{site.port}/", limits=limits_for(site))
        assert (str(refusal.value), refusal.value.passing, site.connections) == (
            "Saving copies from the network is off: whoever runs the desk sets CAPTURE_ENABLED to turn it on.", False, 0,
        )  # fmt: skip


def test_a_page_comes_back_as_it_stands_at_the_end_of_the_way(settings):
    settings.CAPTURE_ENABLED, settings.SITE_URL = True, "https://desk.example"
    last = page(gzip.compress(b"<p>Hello."), content_encoding="gzip", set_cookie="a=b", x_made="by Hand")
    with standing(Site({"/5": last})) as site:
        site.pages |= {f"/{number}": moved(f"/{number + 1}") for number in range(5)}
        site.pages["/far"] = moved("/0")
        here = f"http://site.test:{site.port}"
        fetched = fetch(f"{here}/0#part", limits=limits_for(site), at=AT)
        with pytest.raises(NotFetched, match="we stopped after 5"):
            fetch(f"{here}/far", limits=limits_for(site))
        assert site.asked[:6] == [f"/{number} site.test:{site.port}" for number in range(6)]
        assert site.agents == {"PolicyDesk (+https://desk.example; saves copies of cited sources)"}
    assert ("X-Made", "by Hand") in fetched.headers
    assert "set-cookie" not in {name.lower() for name, _value in fetched.headers}
    assert (fetched.url, fetched.final_url, fetched.status, fetched.content_type, fetched.body, fetched.fetched_at) == (
        f"{here}/0#part", f"{here}/5", 200, "text/html", b"<p>Hello.", AT,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("HTTPS://Example.ORG./a b?q=ü#part", "https://example.org/a%20b?q=%C3%BC"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
    ],
)
def test_an_address_is_asked_in_its_plain_form(url, asked):
    assert str(checked(url)) == asked
