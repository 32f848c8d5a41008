"""Legal redaction at the desk: one asks on the story's page, another answers in the queue, auditors read the record."""

import pytest

from articles.models import Redaction, RedactionRequest
from articles.publishing import publish
from tests.conftest import person
from tests.desk import desk, page, problems, told
from tests.pages import text_of
from tests.stories import a_claim, a_story, confirmed, ready

ASKED = {
    "words": "agreed to cut duties", "basis": "privacy", "reference": "Letter of 3 May", "reason": "A threat.", "ask": "1",
}  # fmt: skip


def shown(answer):
    return text_of(answer.content.decode())


@pytest.fixture
def story(ada, boris, vera):
    """A story that readers see, with a claim."""
    article = a_story(ada)
    confirmed(a_claim(article, ada), attach=ada, check=boris)
    publish(ready(article, by=vera), by=vera)
    return article


@pytest.fixture
def asking(story):
    return page("articles_article_redact", story.pk)


@pytest.fixture
def asked(story, asking, vera):
    """What Vera asked for, and waits."""
    assert "until a second person confirms" in told(desk(vera).post(asking, ASKED))[0]
    return RedactionRequest.objects.get()


@pytest.fixture
def pia(db):
    """Another publisher's browser."""
    return desk(person("pia", "Pia", "Second", "publisher"))


def answering(request):
    return page("articles_redactionrequest_change", request.pk)


def test_who_may_asks_on_the_page_of_a_story_that_was_published(ada, boris, vera, story, asking):
    draft = page("articles_article_redact", a_story(ada).pk)
    assert desk(vera).get(draft).context["why_not"] == "The story was never published: change its text."
    for person_, leads in ((vera, True), (boris, False)):
        assert (asking in desk(person_).get(page("articles_article_change", story.pk)).content.decode()) == leads


def test_asking_shows_what_would_be_touched_and_wants_a_ground(vera, asking):
    client = desk(vera)
    looked = client.post(asking, {"words": "agreed to cut duties", "look": "1"})
    assert "“Talks on tariffs end in Geneva”, edition 1" in shown(looked)
    assert "claims: 1" in shown(looked)
    _title, count, lines = looked.context["lists"][-1]
    assert count == sum(int(line.rpartition(" ")[2]) for line in lines) > len(lines)
    assert problems(client.post(asking, {"words": "Nobody wrote this", "look": "1"})) == [
        "No edition of this story holds “Nobody wrote this”."
    ]
    assert len(problems(client.post(asking, {"words": "agreed to cut duties"}))) == 3  # ground, reference, reason


def test_another_person_answers_in_the_queue(vera, pia, asked):
    queue = page("articles_redactionrequest_changelist")
    assert "Letter of 3 May" in shown(pia.get(queue))
    assert "Another person reads the ground" in shown(desk(vera).get(answering(asked)))
    assert desk(vera).post(answering(asked), {"confirm": "1", "version": 1}).status_code == 403
    assert "changed" in problems(pia.post(answering(asked), {"confirm": "1", "version": 9}))[0]
    assert "agreed to cut duties" in shown(pia.get(answering(asked)))
    assert "claims: 1" not in shown(pia.get(answering(asked)))  # every table is read when somebody asks for it
    assert "claims: 1" in shown(pia.get(answering(asked), {"look": "1"}))
    assert "The words are gone" in told(pia.post(answering(asked), {"confirm": "1", "version": 1}))[0]
    assert "Letter of 3 May" not in shown(pia.get(queue))


def test_words_are_asked_for_once_and_a_request_that_was_overtaken_is_returned(vera, pia, story, asking, asked):
    same = desk(vera).post(asking, ASKED | {"words": "They agreed to cut duties on 24"})
    assert problems(same) == [
        "Vera Publish asked for some of these words already, in “Talks on tariffs end in Geneva”. Wait for the answer."
    ]
    second = RedactionRequest.objects.create(
        article=story, words="agreed to cut duties", basis="privacy", reference="x", reason="x", asked_by=vera,
        asked_at=asked.asked_at,
    )  # fmt: skip
    pia.post(answering(asked), {"confirm": "1", "version": 1})
    assert "These words stand in the mark that replaces them." in shown(pia.get(answering(second)))
    late = pia.post(answering(second), {"confirm": "1", "version": 2})
    assert "These words stand in the mark" in problems(late)[0]
    given = {"return": "1", "answer": "They are gone.", "version": 2}
    assert "Returned" in told(pia.post(answering(second), given))[0]


def test_auditors_read_what_was_done_and_nobody_the_words(pia, story, asked):
    pia.post(answering(asked), {"confirm": "1", "version": 1})
    record = page("articles_redaction_change", Redaction.objects.get().pk)
    history = page("articles_article_history", story.pk)
    auditor = desk(person("otto", "Otto", "Audit", "auditor"))
    for address in (
        answering(asked), page("articles_redactionrequest_history", asked.pk), record, history,
        page("articles_article_editions", story.pk),
    ):  # fmt: skip
        assert "agreed to cut duties" not in shown(auditor.get(address))
    assert "Words removed for legal reasons: Serious harm to somebody's privacy" in shown(auditor.get(history))
    assert "earlier versions of claims: 1" in shown(auditor.get(record))
    assert "Letter of 3 May" in shown(auditor.get(record))
