"""Two editors on one story: what both changed is put together, or shown side by side with everything kept."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.attending import WHILE
from articles.editing import save_article
from articles.models import Article, Presence
from articles.reconciling import Conflicting, reconcile
from articles.scrubbing import scrub
from articles.surveying import words_of
from policydesk.lib.errors import Stale
from policydesk.lib.histories import saved_when
from tests.desk import claims_page, desk, filled, page, problems, saved, told
from tests.pages import text_of
from tests.stories import BODY, a_story, fresh

TOLD_AS = "Vera Publish saved the story on "


@pytest.fixture
def story(ada):
    return a_story(ada)


@pytest.fixture
def opened(story, ada):
    """Ada's form as she opened it, and a way to send it later with what she typed."""
    client, address = desk(ada), page("articles_article_change", story.pk)
    form = client.get(address).context["adminform"].form

    def send(**typed):
        return client.post(address, filled(form, **typed) | {"_continue": "Save"})

    return send


def test_different_paragraphs_are_both_kept(opened, story, vera):
    """Scenario 10."""
    save_article(fresh(story), by=vera, body=BODY.replace("in Geneva", "in Basel"), byline="Vera")
    answer = opened(body=BODY.replace("We listened", "We heard"))
    assert told(answer)[0].startswith(TOLD_AS)
    body = fresh(story).body
    assert ("in Basel" in body, "We heard" in body, fresh(story).byline) == (True, True, "Vera")


def test_the_same_paragraph_is_shown_in_three_wordings_and_nothing_typed_is_lost(opened, story, vera):
    """Scenario 10."""
    save_article(fresh(story), by=vera, body=BODY.replace("24 goods", "26 goods"), byline="Vera")
    answer = opened(body=BODY.replace("24 goods", "30 goods"), headline="Ada's headline")
    assert "Somebody else changed the same passage" in problems(answer)[0]
    (row,) = answer.context["conflicts"]
    assert [("24" in row.conflict.base, "30" in row.conflict.mine, "26" in row.conflict.theirs), row.label] == [
        (True, True, True),
        "Body",
    ]
    form = answer.context["adminform"].form
    assert ("30 goods" in form["body"].value(), form["headline"].value(), form["byline"].value()) == (
        True,
        "Ada's headline",
        "Vera",
    )
    assert "26 goods" in fresh(story).body
    when = saved_when(story.history.latest("history_date"))
    assert f"Saved last by Vera Publish on {when}." in text_of(answer.content.decode())


def test_a_form_of_before_a_redaction_saves_nothing_however_often_it_is_sent(opened, story, ada):
    """The version that it names as the opened one lost the words too: they would count as its own change."""
    scrub(words_of("cut duties on 24 goods"), basis="order", at=timezone.now())
    answer = opened(body=BODY.replace("We listened", "We heard"))
    assert problems(answer)[0].startswith("Words were removed here for legal reasons after you opened it.")
    client, address = desk(ada), page("articles_article_change", story.pk)
    answer = client.post(address, filled(answer.context["adminform"].form) | {"_continue": "Save"})
    assert (len(problems(answer)), "24 goods" in fresh(story).body) == (1, False)
    form = client.get(address).context["adminform"].form
    client.post(address, filled(form, body=fresh(story).body.replace("We listened", "We heard")))
    assert "We heard" in fresh(story).body


def again(answer, choice, client, address):
    """Send the form with the conflicts, choosing the same for all."""
    context = answer.context
    data = filled(context["adminform"].form) | {"_continue": "Save"}
    for row in context["conflicts"]:
        data |= dict(row.parts) | {f"choice-{row.number}": choice}
    return client.post(address, data)


@pytest.mark.parametrize(
    ("choice", "kept"), [("mine", (True, False)), ("theirs", (False, True)), ("both", (True, True))]
)
def test_what_is_chosen_is_saved_and_their_other_changes_stay(opened, story, vera, ada, choice, kept):
    save_article(fresh(story), by=vera, body=BODY.replace("24 goods", "26 goods"), byline="Vera")
    answer = opened(body=BODY.replace("24 goods", "30 goods"))
    again(answer, choice, desk(ada), page("articles_article_change", story.pk))
    body = fresh(story).body
    assert ("30 goods" in body, "26 goods" in body, fresh(story).byline) == (*kept, "Vera")


def test_a_headline_that_both_changed_is_chosen_too(opened, story, vera, ada):
    save_article(fresh(story), by=vera, headline="Vera's headline")
    answer = opened(headline="Ada's headline")
    again(answer, "theirs", desk(ada), page("articles_article_change", story.pk))
    assert fresh(story).headline == "Vera's headline"


def test_who_is_overtaken_again_while_choosing_chooses_again(opened, story, vera, ada):
    save_article(fresh(story), by=vera, body=BODY.replace("24 goods", "26 goods"))
    answer = opened(body=BODY.replace("24 goods", "30 goods"))
    save_article(fresh(story), by=vera, body=BODY.replace("24 goods", "28 goods"))
    answer = again(answer, "mine", desk(ada), page("articles_article_change", story.pk))
    (row,) = answer.context["conflicts"]
    assert ("30" in row.conflict.mine, "28" in row.conflict.theirs) == (True, True)


def test_a_save_that_changed_nothing_conflicts_with_nothing(opened, story, vera):
    save_article(fresh(story), by=vera, headline="Vera's headline")
    rows = Article.history.count()
    opened()
    assert (fresh(story).headline, Article.history.count()) == ("Vera's headline", rows)


def test_without_the_version_that_was_opened_nothing_is_put_together(story, ada, vera):
    with pytest.raises(Stale, match="Nothing was saved"):
        reconcile(story, by=vera, base=None, headline="New")
    with pytest.raises(Stale) as raised:
        reconcile(story, by=vera, base=0, headline="New")
    assert not isinstance(raised.value, Conflicting)


def test_a_passage_that_was_edited_since_is_not_replaced_and_the_form_says_so(opened, story, vera, ada):
    save_article(fresh(story), by=vera, body=BODY.replace("24 goods", "26 goods"))
    context = opened(body=BODY.replace("24 goods", "30 goods")).context
    data = filled(context["adminform"].form, body=BODY.replace("24 goods", "31 goods")) | {"_continue": "Save"}
    for row in context["conflicts"]:
        data |= dict(row.parts) | {f"choice-{row.number}": "theirs"}
    answer = desk(ada).post(page("articles_article_change", story.pk), data)
    assert problems(answer) == ["A passage that both changed was edited since. Keep yours, or put it back first."]
    assert "26 goods" in fresh(story).body


def test_who_else_has_the_story_open_is_told_quietly_for_a_while(ada, boris, vera):
    story = a_story(ada)
    form, claims = page("articles_article_change", story.pk), claims_page(story)

    def told_to(user, address):
        text = text_of(desk(user).get(address).content.decode())
        return [
            name
            for name in ("Ada Report", "Boris Check", "Vera Publish")
            if f"{name} (" in text or f"{name} opened this story" in text
        ]

    assert told_to(ada, form) == []
    assert told_to(boris, form) == ["Ada Report"]  # who only reads it there edits nothing
    assert told_to(vera, claims) == ["Ada Report"]
    assert told_to(ada, claims) == ["Vera Publish"]
    saved(desk(vera), form, headline="Talks end")
    Presence.objects.filter(user=ada).update(seen_at=timezone.now() - WHILE)
    assert told_to(boris, claims) == []


def test_who_is_at_work_is_written_once_a_minute_and_breaks_no_page(ada, monkeypatch, caplog):
    story, client = a_story(ada), desk(ada)
    pages = page("articles_article_change", story.pk), claims_page(story)

    def notes(ask):
        with CaptureQueriesContext(connection) as queries:
            assert [ask(address).status_code for address in pages] == [200, 200]
        return sum("articles_presence" in query["sql"] and "SELECT" not in query["sql"] for query in queries)

    assert (notes(client.head), notes(client.get), notes(client.get)) == (0, 1, 0)
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=1))

    def locked(**_values):
        raise OperationalError("database is locked")

    monkeypatch.setattr(Presence.objects, "update_or_create", locked)
    assert notes(client.get) == 0
    assert "was not noted: database is locked" in caplog.text
