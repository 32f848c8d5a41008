"""What the workbench asks while somebody types: which source is meant, and how a passage stands."""

import pytest

from articles.editing import take_step
from sources.models import Excerpt, Source
from tests.desk import claims_page, desk, page
from tests.pages import tags_of, text_of
from tests.stories import PASSAGE, a_claim, a_source, a_story, fresh, sourced


@pytest.fixture
def story(ada):
    return a_story(ada)


def offered(user, story, typed, **more):
    answer = desk(user).get(page("articles_article_sources", story.pk), {"q": typed} | more)
    html = answer.json()["options"]
    return [(tag["data-value"], tag.get("data-directness")) for tag in tags_of(html, "div")], text_of(html)


def test_sources_are_offered_by_a_part_of_the_title_those_of_this_story_first(story, ada):
    claim = sourced(a_claim(story, ada), ada, "Joint communiqué", interested=True)
    newer = a_source(ada, "Joint statement", source_class="press")
    used = Source.objects.get(title="Joint communiqué")
    rows, text = offered(ada, story, "joint")
    assert rows == [
        (f"Joint communiqué · {used.public_id}", "primary"),
        (f"Joint statement · {newer.public_id}", "reporting"),
    ]
    assert text == "Joint communiqué used 1× here · no copy Joint statement no copy"
    assert offered(ada, story, "joint", claim=claim.public_id)[0] == rows[1:]


def test_a_pasted_address_means_the_source_that_stands_there_and_an_unknown_one_offers_to_make_it(story, ada):
    known = a_source(ada, "Minutes", url="https://www.example.org/minutes/")
    rows, _text = offered(ada, story, "http://example.org/minutes?utm_source=mail")
    assert [value for value, _directness in rows] == [f"Minutes · {known.public_id}"]
    rows, text = offered(ada, story, "https://example.org/new?utm_source=mail")
    assert rows == [("https://example.org/new?utm_source=mail", None)]
    assert text.startswith("Create source from example.org/new")


def test_of_a_source_that_is_not_public_its_description_is_found_and_never_its_title(story, ada):
    a_source(ada, "Jane Doe", confidentiality="confidential", described_as="an official")
    assert offered(ada, story, "jane") == ([], "")
    assert "an official" in offered(ada, story, "official")[1]


@pytest.mark.parametrize("typed", ["", "%", "\0", "x" * 5000, "https://[", "' OR 1=1"])
def test_nothing_that_is_typed_breaks_the_list(story, ada, typed):
    offered(ada, story, typed)


def graded(user, story, source, passage):
    data = {"source": source.public_id, "passage": passage}
    answer = desk(user).post(page("articles_article_passage", story.pk), data)
    return answer.status_code, text_of(answer.json()["grade"])


def test_a_passage_is_graded_as_it_is_typed_and_nothing_is_written(story, ada):
    claim = sourced(a_claim(story, ada), ada)
    source = claim.citations.get().source
    before = Excerpt.objects.count()
    assert graded(ada, story, source, PASSAGE)[1].startswith("Found in words the desk typed from the document")
    assert graded(ada, story, source, "short") == (200, "The passage has 5 characters; fewer than 12 prove nothing.")
    assert "No saved copy yet" in graded(ada, story, a_source(ada, "Other"), PASSAGE)[1]
    assert Excerpt.objects.count() == before


def test_who_may_not_attach_is_told_why_and_gets_no_words_of_a_copy(story, ada):
    source = a_source(ada)
    take_step(fresh(story), "send_to_check", by=ada)
    assert graded(ada, story, source, PASSAGE) == (
        403,
        "The story is being checked. Ask an editor to send it back first.",
    )
    assert desk(ada).get(page("articles_article_passage", story.pk)).status_code == 405


def test_a_verdict_that_meets_anothers_is_kept_or_changed_by_one_press(story, ada, boris, vera):
    claim = sourced(a_claim(story, ada), ada)
    clients = [desk(boris), desk(vera)]
    forms = [client.get(claims_page(story, claim)).context["bench"].check for client in clients]
    sent = [{"do": "check", "version": form["version"].value(), "note": "Read."} for form in forms]
    clients[1].post(claims_page(story, claim), sent[1] | {"verdict": "unsupported"})
    answer = clients[0].post(claims_page(story, claim), sent[0] | {"verdict": "confirmed"})
    text = text_of(answer.content.decode())
    assert "Vera Publish set this claim to “No source found” at " in text
    assert "You chose “Confirmed”. Change to “Confirmed” Keep “No source found”" in text
