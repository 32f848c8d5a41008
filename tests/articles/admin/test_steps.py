"""Moving a story on: steps, publishing, withdrawing."""

import pytest

from articles.editing import save_article, take_step
from articles.enums import Release
from articles.models import Edition, Override
from articles.publishing import publish, withdraw
from tests.conftest import person
from tests.desk import desk, filled, page, problems, told
from tests.pages import tags_of, text_of
from tests.stories import a_claim, a_story, confirmed, fresh, ready


@pytest.fixture
def story(ada):
    return a_story(ada)


@pytest.fixture
def checked(story, ada, boris, vera):
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    return ready(story, by=vera)


def step(article, key):
    return page("articles_article_step", article.pk, key)


def publishing(article):
    return page("articles_article_publish", article.pk)


def test_the_button_of_the_form_sends_a_story_to_check(story, ada):
    answer = desk(ada).post(step(story, "send_to_check"), {"version": story.version})
    assert (answer.url, fresh(story).state) == (page("articles_article_change", story.pk), "in_check")
    assert told(answer) == ["Done: Send to check. The story is “In check” now."]


def test_a_step_asks_for_its_note_and_keeps_it_in_the_history(story, ada, boris):
    desk(ada).post(step(story, "send_to_check"))
    without = desk(boris).post(step(story, "send_back"), {"version": fresh(story).version})
    assert (problems(without), fresh(story).state) == (["Write why, so that the author knows what to do."], "in_check")
    desk(boris).post(step(story, "send_back"), {"version": fresh(story).version, "note": "Say who counted."})
    last = story.history.first()
    assert (last.state, last.history_change_reason, last.history_user) == ("draft", "Say who counted.", boris)

    def told_the_author():
        pages = (page("articles_article_change", story.pk), page("articles_article_claims", story.pk))
        shown = [text_of(desk(ada).get(address).content.decode()) for address in pages]
        return ["Boris Check made it a draft again on" in text and "Say who counted." in text for text in shown]

    assert told_the_author() == [True, True]
    save_article(fresh(story), by=ada, body="<p>Two officials counted.</p>")
    assert told_the_author() == [True, True]  # until the next step
    desk(ada).post(step(story, "send_to_check"))
    assert told_the_author() == [False, False]


def test_asking_for_a_step_changes_nothing(story, ada):
    answer = desk(ada).get(step(story, "send_to_check"))
    assert (answer.status_code, fresh(story).state, story.history.count()) == (200, "draft", 1)


def test_a_step_on_a_story_that_changed_meanwhile_is_refused(story, ada, vera):
    seen = story.version
    save_article(fresh(story), by=vera, headline="Talks end")
    answer = desk(ada).post(step(story, "send_to_check"), {"version": seen})
    assert (fresh(story).state, answer.context["form"]["version"].value()) == ("draft", str(fresh(story).version))
    assert "Somebody else changed" in problems(answer)[0]


@pytest.mark.parametrize(("key", "status"), [("send_back", 403), ("make_ready", 403), ("release", 404), ("x", 404)])
def test_ada_takes_no_step_that_is_not_hers(story, ada, key, status):
    assert [desk(ada).get(step(story, key)).status_code, desk(ada).post(step(story, key)).status_code] == [status] * 2


def test_vera_publishes_what_two_people_made(checked, vera):
    answer = desk(vera).post(publishing(checked), filled(desk(vera).get(publishing(checked)).context["form"]))
    edition = Edition.objects.get()
    assert (answer.status_code, edition.kind, edition.by, fresh(checked).state) == (302, "first", vera, "released")
    assert told(answer) == ["Published as edition 1."]


def test_each_sentence_of_the_gate_leads_to_its_claim(story, ada, vera):
    claim = a_claim(story, ada)
    article = ready(story, by=vera)
    shown = desk(vera).get(publishing(article)).context["gate"]
    assert shown == [(
        "Claim 1, “They agreed to cut duties on 24 goods”: it has no source yet.",
        f"{page('articles_article_claims', article.pk)}?claim={claim.public_id}#claim",
    )]  # fmt: skip


def test_what_no_reason_lifts_leaves_no_button(story, vera):
    shown = desk(vera).get(publishing(story))
    assert shown.context["gate"][0][0] == "The story is “Draft”, not ready."
    assert '<button type="submit" class="default">' not in shown.content.decode()


def test_publishing_past_the_gate_is_refused_by_the_server_with_every_sentence(story, ada, vera):
    a_claim(story, ada)
    a_claim(story, ada, "“We listened,”")
    article = ready(story, by=vera)
    answer = desk(vera).post(publishing(article), {"version": article.version, "reason": "Because."})
    assert (len(problems(answer)), Edition.objects.count(), fresh(article).state) == (2, 0, "ready")
    assert answer.context["form"]["reason"].value() == "Because."


def test_an_override_needs_its_reason_and_is_written_down(story, ada, vera):
    a_claim(story, ada)
    article = ready(story, by=vera)
    form = desk(vera).get(publishing(article)).context["form"]
    desk(vera).post(publishing(article), filled(form, override="The minister speaks at noon."))
    row = Override.objects.get()
    assert (row.reason, row.by, len(row.gate)) == ("The minister speaks at noon.", vera, 1)


def test_one_person_alone_needs_a_reason_too(ada, boris, vera):
    article = a_story(vera)
    confirmed(a_claim(article, vera), attach=vera, check=boris)
    article = ready(article, by=vera)
    form = desk(vera).get(publishing(article)).context["form"]
    refused = desk(vera).post(publishing(article), filled(form, single_reader=True))
    assert problems(refused) == ["Write why no second person could check it."]
    desk(vera).post(publishing(article), filled(form, single_reader=True, reason="Night desk."))
    edition = Edition.objects.get()
    assert (edition.release, edition.reason, edition.follow_up_due is not None) == (
        Release.SINGLE_READER, "Night desk.", True
    )  # fmt: skip


def test_a_correction_says_what_was_wrong_and_which_claims_it_concerns(checked, vera):
    publish(checked, by=vera)
    save_article(fresh(checked), by=vera, dateline="Geneva")
    article = ready(checked, by=vera)
    form = desk(vera).get(publishing(article)).context["form"]
    refused = desk(vera).post(publishing(article), filled(form, kind="correction"))
    assert (problems(refused), refused.context["form"]["kind"].value()) == (
        ["Write what was wrong, and what the story says now: readers see it."], "correction"
    )  # fmt: skip
    claim = article.claims.get()
    told = {
        "correction_kind": "correction",
        "correction_text": "The place was missing.",
        "correction_claims": [claim.pk],
    }
    desk(vera).post(publishing(article), filled(form, kind="correction", **told))
    row = Edition.objects.first().corrections.get()
    assert (row.kind, row.text, [c.claim for c in row.claims.all()]) == (
        "correction",
        "The place was missing.",
        [claim],
    )


def test_a_story_is_withdrawn_with_a_reason(checked, vera):
    publish(checked, by=vera)
    address = page("articles_article_withdraw", checked.pk)
    assert problems(desk(vera).post(address)) == ["Write why the story is withdrawn: readers see it."]
    desk(vera).post(address, {"reason": "The communiqué was forged."})
    assert (Edition.objects.first().kind, Edition.objects.first().reason) == (
        "withdrawal", "The communiqué was forged."
    )  # fmt: skip


def test_who_may_only_withdraw_sees_the_published_headline_and_no_way_into_the_story(checked, vera):
    publish(checked, by=vera)
    save_article(fresh(checked), by=vera, headline="A secret working headline")
    admin = desk(person("amin", "Amin", "Manage", "administrator"))
    lists = admin.get(page("articles_publication_changelist")).content.decode()
    row = admin.get(page("articles_publication_change", fresh(checked).publication.pk)).content.decode()
    html = admin.get(page("articles_article_withdraw", checked.pk)).content.decode()
    for shown in (lists, row, html):
        assert ("secret" in shown, "Talks on tariffs end in Geneva" in shown) == (False, True)
        assert {tag["href"] for tag in tags_of(shown, "a")}.isdisjoint(
            {page("articles_article_changelist"), page("articles_article_change", checked.pk)}
        )
    assert page("articles_publication_changelist") in [tag["href"] for tag in tags_of(html, "a")]


def test_who_reads_the_story_goes_back_to_it(checked, vera):
    publish(checked, by=vera)
    html = desk(vera).get(page("articles_article_withdraw", checked.pk)).content.decode()
    assert page("articles_article_change", checked.pk) in [tag["href"] for tag in tags_of(html, "a")]


def test_a_story_that_is_withdrawn_already_says_so_and_asks_nothing(checked, vera):
    publish(checked, by=vera)
    withdraw(fresh(checked), by=vera, reason="It was forged.")
    answer = desk(vera).get(page("articles_article_withdraw", checked.pk))
    assert "This story is withdrawn already, since" in text_of(answer.content.decode())
    assert ("It was forged." in answer.content.decode(), 'name="reason"' in answer.content.decode()) == (True, False)


def test_reasons_typed_before_somebody_was_faster_stay_on_the_page(checked, ada, vera):
    client, going = desk(vera), page("articles_article_withdraw", checked.pk)
    publish(checked, by=vera)
    withdraw(fresh(checked), by=vera, reason="It was forged.")
    answer = client.post(going, {"reason": "The source took it back."})
    assert (len(problems(answer)), "The source took it back.</textarea>" in answer.content.decode()) == (1, True)

    other = a_story(ada, headline="Second talks")
    a_claim(other, ada)
    form = client.get(publishing(ready(other, by=vera))).context["form"]
    take_step(fresh(other), "reopen", by=vera)
    answer = client.post(publishing(other), filled(form, override="The minister speaks.", reason="Noon."))
    assert (answer.context["form"]["reason"].value(), answer.context["form"].left_over) == (
        "Noon.", [("Publish over these objections, because", "The minister speaks.")]
    )  # fmt: skip
    assert "The minister speaks.</textarea>" in answer.content.decode()


@pytest.mark.parametrize("name", ["articles_article_publish", "articles_article_withdraw"])
def test_who_may_not_publish_gets_no_page_for_it(checked, ada, boris, name):
    clients = [desk(ada), desk(boris)]
    answers = [
        getattr(client, how)(page(name, checked.pk)).status_code for client in clients for how in ("get", "post")
    ]
    assert (answers, Edition.objects.count()) == ([403] * 4, 0)
