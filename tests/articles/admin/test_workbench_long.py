"""Long stories on the claims page: 5,000 words and 300 claims without a script, and what a refusal keeps there."""

import gzip
import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.admin.claim_forms import CheckForm
from articles.anchoring import make_anchor
from articles.models import Article, Claim
from articles.sparing import walked
from tests.desk import claims_page, desk, post, told
from tests.pages import tags_of, text_of
from tests.stories import a_source, a_story, fresh

WORDS = "On day {n} of the talks the two sides lifted {n} of the duties that each of them had set the year before."
PARAGRAPHS, EACH = 75, 4


def story_of(by, paragraphs: int) -> Article:
    """A story in which every sentence is a claim; the rows are written at once, as many rules would take long."""
    text = ["".join(f"{WORDS.format(n=at * EACH + n)} " for n in range(EACH)) for at in range(paragraphs)]
    story = a_story(by, headline=f"A story of {paragraphs}", body="".join(f"<p>{row.strip()}</p>" for row in text))
    body = story.text_of("body")
    anchors = [make_anchor(body, *span) for span in walked(story, "body")]
    Claim.objects.bulk_create(Claim(article=story, part="body", **vars(anchor)) for anchor in anchors)
    return story


def asked_by(client, address):
    """The page, opened for the second time by this person, and how many questions it asks."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        return client.get(address), len(asked)


def test_without_a_script_a_claim_amid_300_gets_its_source_and_its_verdict(ada, boris, record_property):
    long, short = story_of(ada, PARAGRAPHS), story_of(ada, 1)
    claim = long.claims.in_text_order()[150]
    client, address = desk(boris), claims_page(long, claim)
    shown, many = asked_by(client, address)
    assert (long.claims.count(), len(long.text_of("body").split()) > 5000) == (300, True)
    assert many == asked_by(client, claims_page(short, short.claims.first()))[1]
    size, sent_as = len(shown.content), len(gzip.compress(shown.content))
    record_property("bytes of HTML, and as sent", f"{size} {sent_as}")
    assert (size < 640_000, sent_as < 64_000) == (True, True), (size, sent_as)
    source = {"source": "https://example.org/communique", "passage": claim.exact, "directness": "primary"}
    assert post(client, address, shown.context["bench"].cite, **source).status_code == 302
    form = CheckForm(fresh(claim))
    assert told(post(client, address, form, verdict="confirmed"))[-1] == "Recorded: Confirmed."
    assert (fresh(claim).status, fresh(claim).citations.count()) == ("confirmed", 1)


def test_a_refused_passage_keeps_the_other_claims_that_were_chosen_in_a_long_story(ada, boris):
    first, *more = story_of(ada, 16).claims.in_text_order()
    a_source(ada, "Copy", copy_of=a_source(ada))
    chosen = sorted(row.public_id for row in more[-2:])
    address, data = claims_page(first.article, first), {"do": "cite", "version": first.version, "others": chosen}
    data |= {"source": "Copy", "passage": first.exact, "stance": "supports", "directness": "primary", "basis": "says"}
    panel = desk(boris).post(address, data, headers={"accept": "application/json"}).json()["panel"]
    offered = tags_of(panel, "option")
    assert sorted(one["value"] for one in offered if "selected" in one and one["value"] in chosen) == chosen
    assert not any(one["value"] == more[0].public_id for one in offered)  # the script has their names in its list
    assert re.search(r"<details [^>]*open><summary>For other claims too", panel)


def test_what_stands_in_the_way_of_a_long_story_is_counted_whole_and_told_in_part(ada, boris):
    shown = desk(boris).get(claims_page(story_of(ada, 16)))
    ready = shown.content.decode().partition('<div id="ready">')[2].partition("</details>")[0]
    gate = shown.context["page"].gate
    assert (len(gate), ready.count("<li>"), gate[59][0] in text_of(ready)) == (65, 60, True)
    assert text_of(ready).endswith("And 5 more, which come up as these are settled.")
    assert "65 things stand in the way of publishing" in text_of(ready)
