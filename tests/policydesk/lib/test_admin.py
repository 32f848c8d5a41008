"""What every page of the admin shares: versions, histories, filters, no deleting."""

import pytest
from django.contrib.admin import site
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import Actor, Alias
from actors.registering import register_actor
from articles.editing import save_article
from articles.models import Article
from policydesk.lib.admin import GuardedAdmin
from tests.desk import before_and_after, desk, page, problems, saved
from tests.stories import a_story, fresh


@pytest.fixture
def china(vera):
    return register_actor(by=vera, kind="state", name="China", aliases=[{"text": "PRC", "kind": "abbreviation"}])[0]


def address(actor: Actor) -> str:
    return page("actors_actor_change", actor.pk)


def test_every_model_of_the_admin_is_guarded():
    assert [model for model, admin in site._registry.items() if not isinstance(admin, GuardedAdmin)] == []


def test_a_save_goes_into_the_history_in_the_name_of_the_person(china, vera, boris):
    saved(desk(boris), address(china), summary="A state in East Asia.")
    last = fresh(china).history.first()
    assert (last.summary, last.history_user, fresh(china).version) == ("A state in East Asia.", boris, 2)


def test_a_save_that_changes_nothing_leaves_no_trace(china, boris):
    saved(desk(boris), address(china), summary="First line.\r\nSecond line.")
    before = (china.history.count(), LogEntry.objects.count(), fresh(china).version)
    saved(desk(boris), address(china))
    assert (china.history.count(), LogEntry.objects.count(), fresh(china).version) == before


def test_a_late_form_is_refused_and_keeps_what_was_typed(china, boris, vera):
    mine = desk(boris)
    form = mine.get(address(china)).context
    saved(desk(vera), address(china), summary="Vera's words.")
    response = late(mine, china, form, summary="My words.")
    assert fresh(china).summary == "Vera's words."
    assert problems(response) == [
        "Somebody else changed “China” after you opened it. Nothing was saved: look, then save again."
    ]
    assert response.context["overtaken"] == [("Summary", "Vera's words.")]
    assert response.context["adminform"].form["summary"].value() == "My words."
    assert response.content.decode().split("<title>")[1].startswith("Error: China")


def test_after_looking_the_same_form_may_be_sent_again(china, boris, vera):
    mine = desk(boris)
    form = mine.get(address(china)).context
    saved(desk(vera), address(china), summary="Vera's words.")
    late(mine, china, late(mine, china, form, summary="My words.").context)
    assert [row.summary for row in china.history.all()] == ["My words.", "Vera's words.", ""]


def late(client, actor, context, **changes):
    """Send a form that was opened before, with its inline rows."""
    from_page = context["adminform"].form
    data = {field.html_name: field.value() for field in from_page}
    for inline in context["inline_admin_formsets"]:
        for form in [inline.formset.management_form, *inline.formset.forms]:
            data |= {field.html_name: field.value() for field in form}
    typed = data | changes
    return client.post(
        address(actor), {key: value for key, value in typed.items() if value is not None and value is not False}
    )


def test_a_late_form_with_other_names_only_is_refused_too(china, boris, vera):
    mine = desk(boris)
    form = mine.get(address(china)).context
    saved(desk(vera), address(china), summary="Vera's words.")
    response = late(mine, china, form, **{"aliases-0-text": "P.R.C."})
    assert (response.status_code, Alias.objects.get().text) == (200, "PRC")


def test_other_names_are_changed_and_taken_away_in_the_name_of_the_person(china, boris):
    late(desk(boris), china, desk(boris).get(address(china)).context, **{"aliases-0-DELETE": "on"})
    gone = Alias.history.first()
    assert (Alias.objects.count(), gone.history_type, gone.history_user, fresh(china).version) == (0, "-", boris, 2)


def test_a_history_says_old_and_new_by_words_and_who(china, vera, boris):
    china.summary = "A state in Asia.\nIts capital is Beijing.\nIt is large."
    china.save(by=vera)
    china.summary, china.name = china.summary.replace("Asia", "East Asia"), "People's Republic of China"
    china.save(by=boris)
    newest = desk(vera).get(page("actors_actor_history", china.pk)).context["entries"][0]
    changes = {change.label: change for change in newest.changes}
    assert before_and_after(changes["Name"]) == ("China", "People's Republic of China")
    assert before_and_after(changes["Summary"]) == ("A state in Asia.", "A state in East Asia.")
    assert [(piece.kind, piece.text) for piece in changes["Summary"].rows[0]][1] == ("new", "East ")
    assert (newest.who, newest.act) == ("Boris Check", "Changed")


def test_a_history_shows_the_first_of_many_changed_paragraphs_and_counts_the_others(china, vera):
    china.summary = "\n".join(f"Paragraph {number}." for number in range(30))
    china.save(by=vera)
    newest = desk(vera).get(page("actors_actor_history", china.pk)).context["entries"][0]
    (change,) = newest.changes
    assert (len(change.rows), change.more) == (12, 18)


def test_a_history_holds_the_rows_that_belong_to_the_record(china, vera):
    shown = desk(vera).get(page("actors_actor_history", china.pk)).context["entries"]
    assert sorted(entry.what for entry in shown) == ["", "Alias: PRC"]


def test_a_history_asks_as_many_questions_for_thirty_versions_as_for_three(china, vera):
    def questions() -> int:
        client = desk(vera)
        with CaptureQueriesContext(connection) as seen:
            client.get(page("actors_actor_history", china.pk))
        return len(seen)

    def versions(count: int) -> None:
        for number in range(count):
            china.summary = f"Version {china.history.count()} {number}"
            china.save(by=vera)

    versions(2)
    few = questions()
    versions(27)
    assert questions() == few


def test_an_earlier_version_is_shown_as_it_stood(ada, vera):
    article = a_story(ada)
    first = article.history.get()
    save_article(article, by=ada, headline="Talks end")
    shown = desk(vera).get(page("articles_article_version", article.pk, first.history_id))
    assert ("Headline", "Talks on tariffs end in Geneva") in shown.context["fields"]


def test_the_history_has_no_style_of_its_own(china, vera):
    assert "style=" not in desk(vera).get(page("actors_actor_history", china.pk)).content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("who", ["ada", "boris", "vera"])
def test_no_address_of_a_history_takes_anything_but_a_question(ada, boris, vera, who, method):
    article = a_story(ada)
    before = (fresh(article).version, article.history.count(), Article.objects.get().headline)
    client = desk({"ada": ada, "boris": boris, "vera": vera}[who])
    addresses = [
        page("articles_article_history", article.pk),
        page("articles_article_version", article.pk, article.history.get().history_id),
        f"/admin/articles/article/{article.pk}/history/{article.history.get().history_id}/",
    ]
    answers = [getattr(client, method)(url, {"headline": "Forged", "state": "released"}) for url in addresses]
    assert [answer.status_code for answer in answers] == [405] * 3
    assert (fresh(article).version, article.history.count(), Article.objects.get().headline) == before


@pytest.mark.parametrize("question", ["body__startswith=x", "authors__user__password__startswith=a", "headline=x"])
def test_a_list_answers_only_what_its_filters_ask(ada, vera, question):
    a_story(ada)
    assert desk(vera).get(f"{page('articles_article_changelist')}?{question}").status_code == 400


@pytest.mark.parametrize(
    "question", ["state__exact=draft", "story_date__gte=2024-01-01", "tag=trade", "q=tariffs", "o=1"]
)
def test_a_list_answers_its_own_filters(ada, vera, question):
    a_story(ada)
    assert desk(vera).get(f"{page('articles_article_changelist')}?{question}").status_code == 200


def test_nothing_is_deleted_one_by_one_or_in_bulk(china, vera, django_user_model):
    root = django_user_model.objects.create_superuser("root", password="x")
    client = desk(root)
    one = client.post(page("actors_actor_delete", china.pk), {"post": "yes"})
    client.post(page("actors_actor_changelist"), {"action": "delete_selected", "_selected_action": china.pk})
    assert (one.status_code, Actor.objects.count()) == (403, 1)
