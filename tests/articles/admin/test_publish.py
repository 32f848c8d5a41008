"""The page that publishes: nothing is chosen beforehand, and a withdrawn story is reinstated."""

import pytest

from articles.checking import record_check
from articles.citing import change_citation
from articles.claiming import accept_words
from articles.editing import save_article
from articles.models import Correction, Edition
from articles.publishing import publish, withdraw
from tests.desk import desk, filled, page, post_form, problems, told
from tests.pages import tags_of, text_of
from tests.stories import BODY, PASSAGE, a_claim, a_story, confirmed, fresh, ready


@pytest.fixture
def public(ada, boris, vera):
    """A story that readers see."""
    story = a_story(ada)
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    publish(ready(story, by=vera), by=vera)
    return fresh(story)


@pytest.fixture
def withdrawn(public, vera):
    withdraw(public, by=vera, reason="The communiqué was forged.")
    return fresh(public)


def publishing(article):
    return page("articles_article_publish", article.pk)


def again(article, vera):
    """The story with a change of its text, ready for its next edition."""
    save_article(fresh(article), by=vera, dateline="Geneva")
    return ready(article, by=vera)


def test_no_kind_of_edition_is_chosen_beforehand_and_each_says_its_consequence(public, vera):
    html = desk(vera).get(publishing(again(public, vera))).content.decode()
    choices = [tag for tag in tags_of(html, "input") if tag.get("name") == "kind"]
    assert [(tag["value"], "checked" in tag) for tag in choices] == [("update", False), ("correction", False)]
    assert "Update The story went on; nothing in the version before was wrong." in text_of(html)
    assert "Correction Something in the version before was wrong." in text_of(html)


def test_what_passes_though_somebody_should_look_stands_below_the_gate(ada, vera):
    story = a_story(ada)
    claim = a_claim(story, ada, kind="planned")
    html = desk(vera).get(publishing(story)).content.decode()
    assert "Look at this before it goes out 3 Claim 1," in text_of(html)
    assert html.count(f"?claim={claim.public_id}#claim") == 2


def test_publishing_without_the_choice_is_refused_with_a_sentence_that_leads_to_it(public, vera):
    article = again(public, vera)
    answer = desk(vera).post(publishing(article), {"version": article.version})
    assert problems(answer) == ["Choose what this edition is: readers are told."]
    assert answer.context["problems"][0].address == "#id_kind_0"
    assert 'id="id_kind_0"' in answer.content.decode()
    assert Edition.objects.count() == 1


def test_a_status_change_is_offered_while_the_text_is_the_printed_one(public, vera):
    article = ready(save(public, vera), by=vera)
    kinds = desk(vera).get(publishing(article)).context["form"].fields["kind"].choices
    assert [key for key, _label in kinds] == ["update", "correction", "status"]


def save(article, vera):
    save_article(article, by=vera, byline="Ada Report")
    return article


def test_a_first_edition_has_nothing_to_choose(ada, vera):
    form = desk(vera).get(publishing(ready(a_story(ada), by=vera))).context["form"]
    assert "kind" not in form.fields


def test_a_withdrawn_story_says_so_on_its_form(withdrawn, vera):
    text = text_of(desk(vera).get(page("articles_article_change", withdrawn.pk)).content.decode())
    assert "Withdrawn by Vera Publish on " in text
    assert "with this reason: The communiqué was forged." in text
    assert "Readers who come to its address see the notice of withdrawal." in text
    assert "Publishing it again reinstates it, as a new edition." in text
    assert ("Its working text: Draft." in text, "Its public page" in text) == (True, False)


def test_a_withdrawn_story_is_reinstated_not_published(withdrawn, vera):
    article, client = ready(withdrawn, by=vera), desk(vera)
    panel = client.get(page("articles_article_change", article.pk)).context["panel"]
    assert [option.label for option in panel.options] == ["Take back to draft", "Schedule", "Reinstate"]
    shown = client.get(publishing(article))
    assert shown.context["title"] == "Reinstate"
    assert "kind" not in shown.context["form"].fields
    answer = client.post(publishing(article), filled(shown.context["form"], reason="It was not."))
    assert (told(answer), Edition.objects.first().kind) == (["Reinstated as edition 3."], "reinstatement")


def test_who_withdraws_lands_on_the_story(public, vera):
    answer = desk(vera).post(page("articles_article_withdraw", public.pk), {"reason": "Forged."})
    assert answer.url == page("articles_article_change", public.pk)
    assert told(answer) == ["The story is withdrawn. Its address shows the notice of withdrawal."]


def test_the_list_of_stories_tells_a_withdrawn_one(withdrawn, ada, vera):
    other, client = a_story(ada), desk(vera)
    shown = client.get(page("articles_article_changelist"))
    assert "Draft, withdrawn" in text_of(shown.content.decode())
    found = {
        value: list(client.get(f"{page('articles_article_changelist')}?readers={value}").context["cl"].queryset)
        for value in ("story", "notice", "nothing")
    }
    assert found == {"story": [], "notice": [withdrawn], "nothing": [other]}


def test_declaring_a_story_ready_shows_what_the_gate_says_and_bars_nothing(ada, vera):
    story = a_story(ada)
    claim = a_claim(story, ada)
    client, step = desk(vera), page("articles_article_step", story.pk, "make_ready")
    client.post(page("articles_article_step", story.pk, "send_to_check"))
    panel = client.get(page("articles_article_change", story.pk)).context["panel"]
    assert [option.asks for option in panel.options if option.label == "Declare ready"] == [True]
    html = client.get(step).content.decode()
    assert "Claim 1, “They agreed to cut duties on 24 goods”: it has no source yet." in text_of(html)
    assert f"{page('articles_article_claims', story.pk)}?claim={claim.public_id}#claim" in [
        tag["href"] for tag in tags_of(html, "a")
    ]
    assert "not ready" not in text_of(html)
    client.post(step, {"version": fresh(story).version})
    assert fresh(story).state == "ready"


def test_that_no_claim_is_marked_leads_to_where_claims_are_marked(ada, vera):
    story = ready(a_story(ada), by=vera)
    shown = desk(vera).get(publishing(story)).context["gate"]
    assert shown == [("No claims are marked in the story.", page("articles_article_claims", story.pk) + "#mark")]


def test_what_changes_for_readers_and_a_draft_of_the_correction_stand_before_the_button(public, ada, boris, vera):
    claim = public.claims.get()
    save_article(fresh(public), by=vera, body=BODY.replace("24 goods", "25 goods"))
    accept_words(fresh(claim), by=boris)
    change_citation(fresh(claim).citations.get(), by=vera, passage=PASSAGE.replace("24", "25"))
    record_check(fresh(claim), "confirmed", by=boris)
    address = publishing(ready(public, by=vera))
    text = text_of(desk(vera).get(address).content.decode())
    assert "1 claim stands otherwise" in text
    told_of = "The story said “24” where it now says “25”: “They agreed to cut duties on 25 goods”."
    assert told_of in text
    answer = post_form(desk(vera), address, reason="Typed before.", draft="1")
    form = answer.context["form"]
    kept = {name: form[name].value() for name in ("kind", "reason", "correction_kind", "correction_text")}
    assert kept == {
        "kind": "correction", "reason": "Typed before.", "correction_kind": "correction", "correction_text": told_of
    }  # fmt: skip
    assert (form["correction_claims"].value(), Edition.objects.count()) == ([claim.pk], 1)
    desk(vera).post(address, filled(form))
    assert Correction.objects.get().text == told_of
