"""A reader leaves no trace: no row, no cookie, no session; and a page costs the same however much there is."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.citing import cite
from articles.claiming import mark_claim
from articles.editing import save_article
from articles.models import Publication
from articles.publishing import publish, withdraw
from tests.pages import queries_of
from tests.safety.addresses import LIST, addresses_of, public_addresses
from tests.sources.copies import shared_copy
from tests.stories import WORDS, a_claim, a_source, a_story, confirmed, fresh, ready

READ = re.compile(
    r'(DECLARE "\w+" (NO )?SCROLL CURSOR (WITH HOLD )?FOR )?SELECT'
)  # PostgreSQL reads long lists by cursor
STRANGE = (
    "/articles/unknown/",
    "/claims/zzzzzzzz/",
    "/unknown",
    "/articles",
    f"{LIST}?page=99&q=x&tag=x&status=x",
    "/%00",
)
LISTS = ("/", LIST, f"{LIST}index.json", "/feeds/articles.atom", "/sitemap.xml")


def story_with(claims, *, by, vera):
    """A published story of so many claims, each with a source of its own."""
    words = [f"They settled point {number} of the list" for number in range(claims)]
    story = a_story(by, body="".join(f"<p>{sentence}.</p>" for sentence in words), tag_list="trade, tariffs")
    for number, sentence in enumerate(words):
        cite(mark_claim(story, sentence, by=by), a_source(by, f"Report {story.pk}-{number}"), by=by)
    save_article(fresh(story), by=by, developing=True)
    publish(ready(story, by=vera), by=vera)
    return fresh(story)


@pytest.fixture
def site(ada, boris, vera):
    """Three public stories, one of them with two versions, and one that was withdrawn."""
    for claims in (1, 2, 3):
        story = story_with(claims, by=ada, vera=vera)
    publish(ready_again(story, vera), by=vera)
    gone = a_story(ada)
    confirmed(a_claim(gone, ada, WORDS), attach=ada, check=boris)
    shared_copy(story.claims.first().citations.get().source, "They settled all of it.", by=vera)
    publish(ready(gone, by=vera), by=vera)
    withdraw(fresh(gone), by=vera, reason="It was forged.")
    return Publication.objects.all()


def ready_again(story, vera):
    save_article(fresh(story), by=vera, dateline="Geneva")
    return ready(story, by=vera)


@pytest.mark.parametrize("cookies", [{}, {"session": "a" * 32, "csrf": "b" * 32, "messages": "c"}])
def test_no_address_writes_a_row_sets_a_cookie_or_asks_for_the_session(client, site, cookies):
    client.cookies.load(cookies)
    addresses = public_addresses()
    asked = [(ask, {}) for ask in (client.get, client.head)] + [(client.get, {"If-None-Match": "*"})]
    for ask, headers in asked:
        for address in (*addresses, *STRANGE):
            with CaptureQueriesContext(connection) as queries:
                response = ask(address, headers=headers)
            written = [query["sql"] for query in queries if not READ.match(query["sql"])]
            session = [query["sql"] for query in queries if "session" in query["sql"] or "auth_user" in query["sql"]]
            assert (address, written, session) == (address, [], [])
            assert (address, "Set-Cookie" in response, "Cookie" in response.get("Vary", "")) == (address, False, False)
            assert response.status_code < 500


def test_the_page_of_a_story_costs_no_more_with_thirty_claims_than_with_one(client, ada, vera):
    costs = []
    for claims in (1, 30):
        story = story_with(claims, by=ada, vera=vera)
        claim = story.claims.first().public_id
        costs.append([queries_of(client, address) for address in addresses_of(story.publication.slug, 1, claim)])
    assert costs[0] == costs[1]
    assert costs[0][0] <= 2


def test_every_list_costs_the_same_with_one_story_and_with_three(client, ada, vera):
    costs = []
    for more in (1, 2):
        for _ in range(more):
            story_with(2, by=ada, vera=vera)
        costs.append({address: queries_of(client, address) for address in LISTS})
    assert costs[0] == costs[1]
