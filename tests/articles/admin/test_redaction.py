"""Legal redaction at the desk: one asks on the story's page, another answers in the queue, auditors read the record."""

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


def test_words_go_on_two_people_s_pages(ada, boris, vera):
    story = a_story(ada)
    assert desk(vera).get(page("articles_article_redact", story.pk)).context["why_not"] == (
        "The story was never published: change its text."
    )
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    publish(ready(story, by=vera), by=vera)
    client, asking = desk(vera), page("articles_article_redact", story.pk)
    assert asking in client.get(page("articles_article_change", story.pk)).content.decode()
    assert asking not in desk(boris).get(page("articles_article_change", story.pk)).content.decode()

    looked = client.post(asking, {"words": "agreed to cut duties", "look": "1"})
    assert "“Talks on tariffs end in Geneva”, edition 1" in shown(looked)
    assert "claims: 1" in shown(looked)
    assert problems(client.post(asking, {"words": "Nobody wrote this", "look": "1"})) == [
        "No edition of this story holds “Nobody wrote this”."
    ]
    assert len(problems(client.post(asking, {"words": "agreed to cut duties"}))) == 3  # ground, reference, reason
    assert "until a second person confirms" in told(client.post(asking, ASKED))[0]

    request, pia = RedactionRequest.objects.get(), desk(person("pia", "Pia", "Second", "publisher"))
    answering, queue = (
        page(f"articles_redactionrequest_{n}", *k) for n, k in (("change", [request.pk]), ("changelist", []))
    )
    assert "Letter of 3 May" in shown(pia.get(queue))
    assert "Another person reads the ground" in shown(client.get(answering))
    assert client.post(answering, {"confirm": "1", "version": 1}).status_code == 403
    late = pia.post(answering, {"confirm": "1", "version": 9})
    assert "changed" in problems(late)[0]
    assert "agreed to cut duties" in shown(pia.get(answering))
    assert "claims: 1" not in shown(pia.get(answering))  # every table is read when somebody asks for it, not before
    assert "claims: 1" in shown(pia.get(answering, {"look": "1"}))
    same = client.post(asking, ASKED | {"words": "They agreed to cut duties on 24"})
    assert problems(same) == [
        "Vera Publish asked for some of these words already, in “Talks on tariffs end in Geneva”. Wait for the answer."
    ]
    second = RedactionRequest.objects.create(
        article=story, words="agreed to cut duties", basis="privacy", reference="x", reason="x", asked_by=request.asked_by,
        asked_at=request.asked_at,
    )  # fmt: skip
    assert "The words are gone" in told(pia.post(answering, {"confirm": "1", "version": 1}))[0]
    assert "Letter of 3 May" not in shown(pia.get(queue))

    late = page("articles_redactionrequest_change", second.pk)
    assert "These words stand in the mark that replaces them." in shown(pia.get(late))
    assert "These words stand in the mark" in problems(pia.post(late, {"confirm": "1", "version": 2}))[0]
    assert "Returned" in told(pia.post(late, {"return": "1", "answer": "They are gone.", "version": 2}))[0]

    redaction = Redaction.objects.get()
    pages = (
        answering,
        page("articles_redactionrequest_history", request.pk),
        page("articles_redaction_change", redaction.pk),
    )
    auditor = desk(person("otto", "Otto", "Audit", "auditor"))
    for address in (*pages, page("articles_article_history", story.pk), page("articles_article_editions", story.pk)):
        assert "agreed to cut duties" not in shown(auditor.get(address))
    assert "earlier versions of claims: 1" in shown(auditor.get(pages[-1]))
    assert "Letter of 3 May" in shown(auditor.get(pages[-1]))
