"""A story names the public commitments that its claims report, and its page asks nothing more for them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.claiming import retire_claim
from articles.editing import take_step
from articles.publishing import publish
from commitments.publishing import take_back
from commitments.registering import change_commitment
from tests.ledger import a_commitment, published
from tests.pages import text_of
from tests.stories import a_claim, a_story, confirmed, fresh, ready

STORY = "/articles/talks-on-tariffs-end-in-geneva/"
SECTION = "Related commitments Open two ports"


@pytest.fixture
def claim(ada, boris):
    """A claim that was checked, in a story that readers do not see yet."""
    story = a_story(ada)
    confirmed(a_claim(story, ada, "met in Geneva on Monday"), attach=ada, check=boris)
    return confirmed(a_claim(fresh(story), ada), attach=ada, check=boris)


def shown(client, **headers):
    """The page, and how many queries it cost."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(STORY, headers=headers)
    return answer, len(queries)


def test_a_story_names_public_commitments_alone_by_two_queries(client, claim, ada, vera):
    made = published(a_commitment(ada, reports=[claim]), vera)
    a_commitment(ada, "A secret promise", reports=[claim], undertaking=made.undertaking)
    published(a_commitment(ada, "Another promise", undertaking=made.undertaking), vera)
    publish(ready(claim.article, by=vera), by=vera)
    answer, queries = shown(client)
    html = answer.content.decode()
    assert (SECTION in text_of(html), 'href="/commitments/open-two-ports/"' in html, queries) == (True, True, 2)
    assert [words for words in ("secret promise", "Another promise") if words in html] == []
    assert html.index("Related commitments") < html.index('id="versions"')


def test_a_kept_page_is_good_until_its_commitments_change(client, claim, ada, vera):
    publish(ready(claim.article, by=vera), by=vera)
    made = a_commitment(ada, reports=[claim])
    tags = [shown(client)[0]["ETag"]]
    for step in (
        lambda: published(made, vera),
        lambda: change_commitment(fresh(made), by=vera, title="Open both ports", slug="both-ports"),
        lambda: change_commitment(fresh(made), by=vera, reports=[]),
        lambda: change_commitment(fresh(made), by=vera, reports=[claim]),
        lambda: take_back(fresh(made), by=vera, reason="Never agreed."),
    ):
        step()
        answer, _queries = shown(client, **{"If-None-Match": tags[-1]})
        assert answer.status_code == 200
        tags.append(answer["ETag"])
        seen = text_of(answer.content.decode())
        wanted = fresh(made).public and fresh(made).reports.exists()
        assert (f"Related commitments {fresh(made).title}" in seen) == bool(wanted)
        assert shown(client, **{"If-None-Match": tags[-1]})[0].status_code == 304
    change_commitment(fresh(made), by=vera, title="Nobody sees this")
    assert shown(client, **{"If-None-Match": tags[-1]})[0].status_code == 304


def test_a_version_without_the_claim_names_it_no_more(client, claim, ada, vera):
    published(a_commitment(ada, reports=[claim]), vera)
    publish(ready(claim.article, by=vera), by=vera)
    assert SECTION in text_of(shown(client)[0].content.decode())
    take_step(fresh(claim.article), "reopen", by=vera)
    retire_claim(fresh(claim), by=vera, reason="Not ours.")
    publish(ready(fresh(claim.article), by=vera), by=vera, kind="update")
    assert "Related commitments" not in shown(client)[0].content.decode()
