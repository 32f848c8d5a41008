"""The form and the list of stories."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.claiming import retire_claim
from articles.editing import add_author, save_article, take_step
from articles.models import Article, ArticleAuthor
from articles.publishing import publish
from tests.desk import claims_page, desk, filled, page, problems, saved, told
from tests.pages import text_of
from tests.stories import BODY, WORDS, a_claim, a_story, confirmed, fresh, ready


@pytest.fixture
def story(ada):
    return a_story(ada)


def address(article: Article) -> str:
    return page("articles_article_change", article.pk)


def test_ada_writes_a_story_and_is_its_author(ada):
    answer = desk(ada).post(page("articles_article_add"), {
        "headline": "Talks resume", "body": "<p>They met.</p>", "story_date": "2024-03-05", "work_type": "reporting",
        "tag_list": "Trade, trade talks",
    })  # fmt: skip
    article = Article.objects.get()
    assert (answer.status_code, article.headline, article.slug, article.body, article.state) == (
        302, "Talks resume", "talks-resume", "<p>They met.</p>", "draft"
    )  # fmt: skip
    assert ([author.user for author in article.authors.all()], article.history.get().history_user) == ([ada], ada)
    assert sorted(tag.name for tag in article.tags.all()) == ["Trade", "trade talks"]


def test_a_new_story_speaks_from_today_in_the_desks_time_zone(ada, monkeypatch, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 24, 20, tzinfo=UTC))
    form = desk(ada).get(page("articles_article_add")).context["adminform"].form
    assert form["story_date"].value() == date(2026, 11, 25)


def test_a_spelled_day_is_taken_and_a_missing_one_is_named(story, ada):
    saved(desk(ada), address(story), story_date="24 Nov 2026")
    assert fresh(story).story_date == date(2026, 11, 24)
    answer = saved(desk(ada), address(story), story_date="")
    assert "Story date: This field is required." in text_of(answer.content.decode())


def test_a_story_without_a_headline_comes_back_with_its_text(ada):
    answer = desk(ada).post(page("articles_article_add"), {"body": "<p>They met.</p>", "story_date": "2024-03-05"})
    assert (Article.objects.count(), answer.context["adminform"].form["body"].value()) == (0, "<p>They met.</p>")
    assert ("#id_headline", "This field is required.", "Headline") in answer.context["problems"]
    assert "Headline: This field is required." in text_of(answer.content.decode())


def test_a_control_character_is_refused_beside_its_field(story, ada):
    answer = saved(desk(ada), address(story), headline="Talks \x01 end")
    assert problems(answer) == ["Remove the control character U+0001 at position 7."]
    assert fresh(story).headline == "Talks on tariffs end in Geneva"


def test_what_the_schema_does_not_hold_is_taken_out_of_the_body(story, ada):
    saved(desk(ada), address(story), body='<p style="color:red" onclick="x()">They <b>met</b>.<script>x</script></p>')
    assert fresh(story).body == "<p>They <strong>met</strong>.</p>"


def test_blank_lines_typed_without_the_editor_make_paragraphs(story, ada):
    saved(desk(ada), address(story), body="They met.\r\n\r\nThey <b>talked</b>.\r\nAnd ate.")
    assert fresh(story).body == "<p>They met.</p>\n<p>They <strong>talked</strong>. And ate.</p>"


def test_tags_that_are_not_kept_are_named_with_their_number(story, ada):
    answer = saved(desk(ada), address(story), body="<p>a</p><table><tr><td>b<td>c</table><u>d</u><script>e</script>")
    assert told(answer)[:2] == [
        "Tags that a story cannot hold were left out; their words stay: td (2 times), table (1 time), tr (1 time), "
        "u (1 time).",
        "Left out with what stood in them: script (1 time).",
    ]
    kept = saved(desk(ada), address(story), body="<h2>a</h2><p>b<br><i>c</i></p>")
    assert not [sentence for sentence in told(kept) if "left out" in sentence.lower()]


def test_line_ends_of_a_browser_are_no_change(story, ada):
    save_article(story, by=ada, standfirst="One.\nTwo.")
    client = desk(ada)
    form = client.get(address(story)).context["adminform"].form
    data = filled(form, standfirst="One.\r\nTwo.", body=fresh(story).body.replace("\n", "\r\n"))
    before = (fresh(story).version, story.history.count())
    client.post(address(story), data)
    assert (fresh(story).version, story.history.count()) == before


def test_a_save_says_what_became_of_the_claims(story, ada):
    a_claim(story, ada)
    gone = a_claim(story, ada, "“We listened,”")
    retire_claim(a_claim(story, ada, "Geneva on Monday"), by=ada, reason="No claim.")
    body = BODY.replace("“We listened,” the minister said.", "").replace("<p>The two", "<p>On Monday morning the two")
    answer = saved(desk(ada), address(story), body=body)
    link = f'<a href="{claims_page(story)}">Look at the claims</a>'
    address_of_it = f"{claims_page(story)}?claim={gone.public_id}#claim"
    listed = f'<li><a href="{address_of_it}">Claim 2</a>: “We listened,” is not in the text any more</li>'
    assert told(answer)[:1] == [f"1 moved, 1 lost. {link}<ul>{listed}</ul>"]
    assert fresh(gone).anchor_state == "lost"


def test_editing_a_ready_story_says_that_it_is_a_draft_again(story, vera):
    article = ready(story, by=vera)
    answer = saved(desk(vera), address(article), headline="Talks end")
    assert (fresh(article).state, told(answer)[0]) == ("draft", "The story is a draft again, because its text changed.")


def test_a_frozen_address_is_text(story, ada, boris, vera):
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    publish(ready(story, by=vera), by=vera)
    form = desk(vera).get(address(story)).context["adminform"].form
    assert "slug" not in form.fields
    saved(desk(vera), address(story), headline="Talks end")
    assert fresh(story).slug == "talks-on-tariffs-end-in-geneva"


def test_a_provisional_headline_asks_to_be_settled(story, ada):
    Article.objects.bulk_update([Article(pk=story.pk, headline_provisional=True)], ["headline_provisional"])
    assert "headline_provisional" in desk(ada).get(address(story)).context["adminform"].form.fields
    saved(desk(ada), address(story), headline="Talks end")
    assert not fresh(story).headline_provisional
    assert "headline_provisional" not in desk(ada).get(address(story)).context["adminform"].form.fields


def test_who_may_not_edit_reads_the_story_as_a_story(story, boris):
    shown = desk(boris).get(address(story)).content.decode()
    assert ("<h2>What was agreed</h2>" in shown, "<textarea" in shown, 'name="_save"' in shown) == (True, False, False)


def test_who_may_not_edit_cannot_by_force(story, boris):
    answer = desk(boris).post(address(story), {"headline": "Forged", "body": "<p>x</p>", "story_date": "2024-03-05"})
    assert (answer.status_code, fresh(story).headline) == (403, "Talks on tariffs end in Geneva")


def test_a_reporter_sees_and_finds_her_own_stories_only(ada, vera):
    mine, other = a_story(ada), a_story(vera, headline="A canary of Vera's")
    client = desk(ada)
    shown = client.get(page("articles_article_changelist")).context["cl"].queryset
    answers = [client.get(page(f"articles_article_{name}", other.pk)).status_code for name in ("claims", "history")]
    assert (list(shown), answers) == ([mine], [404, 404])
    assert list(client.get(f"{page('articles_article_changelist')}?q=canary").context["cl"].queryset) == []


def test_the_list_counts_settled_claims_of_all(story, ada, boris):
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    a_claim(story, ada, "“We listened,”")
    assert ">1/2</a>" in desk(ada).get(page("articles_article_changelist")).content.decode()


def test_the_list_is_filtered_by_tag(story, ada, vera):
    save_article(story, by=ada, tag_list="Trade")
    a_story(vera, tag_list="War")
    shown = desk(vera).get(f"{page('articles_article_changelist')}?tag=trade").context["cl"].queryset
    assert list(shown) == [story]


@pytest.mark.parametrize(
    ("who", "options"),
    [
        ("ada", [("Send to check", "")]),
        ("boris", [("Send to check", "You may not send stories to check. Ask their author or an editor.")]),
        ("vera", [("Send to check", "")]),
    ],
)
def test_what_a_person_may_not_do_is_a_sentence_and_no_button(story, ada, boris, vera, who, options):
    answer = desk({"ada": ada, "boris": boris, "vera": vera}[who]).get(address(story))
    assert [(option.label, option.sentence) for option in answer.context["panel"].options] == options
    assert ('<button type="submit" data-leaves>Send to check</button>' in answer.content.decode()) is (
        options[0][1] == ""
    )


def test_only_the_page_with_the_editor_may_use_what_the_editor_injects(story, ada):
    client = desk(ada)
    form, history = (client.get(page(f"articles_article_{name}", story.pk)) for name in ("change", "history"))
    assert ("sha256-" in form["Content-Security-Policy"], "nonce-" in form["Content-Security-Policy"]) == (True, True)
    nonce = form["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    assert f'<script type="importmap" nonce="{nonce}">' in form.content.decode()
    assert "sha256-" not in history["Content-Security-Policy"]
    assert "unsafe" not in form["Content-Security-Policy"]


def test_a_second_author_may_edit_and_is_told_apart_from_readers(story, ada, noor, vera):
    add_author(story, ada, by=vera)
    take_step(fresh(story), "send_to_check", by=ada)
    assert desk(ada).post(address(story), {"headline": "x"}).status_code == 403
    assert ArticleAuthor.objects.count() == 1
    assert WORDS in desk(ada).get(address(story)).content.decode()


def test_the_list_names_the_authors_as_colleagues_do(story, ada, vera):
    add_author(story, vera, by=vera)
    assert "Ada Report, Vera Publish" in text_of(desk(vera).get(page("articles_article_changelist")).content.decode())


def test_the_list_asks_as_much_for_three_stories_as_for_one(story, ada, vera, django_assert_num_queries):
    client, address = desk(vera), page("articles_article_changelist")
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in (2, 3):
        a_story(ada, headline=f"Story {number}")
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_lists_of_editions_and_overrides_name_people_as_colleagues_do(story, ada, vera):
    publish(ready(story, by=vera), by=vera, override="Noon.")
    for name in ("edition", "override"):
        shown = text_of(desk(ada).get(page(f"articles_{name}_changelist")).content.decode())
        assert ("Vera Publish" in shown, "vera" in shown) == (True, False)
