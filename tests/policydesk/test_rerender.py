"""Pages drawn anew: what an older renderer drew is replaced, and nothing but the drawing changes."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from articles.editing import save_article
from articles.models import EditionPage
from articles.presenting import RENDERER_VERSION
from articles.publishing import publish, withdraw
from articles.verifying import verify
from tests.stories import BODY, a_claim, a_story, confirmed, fresh, ready

OLD = {"html": "<main>Drawn wrongly.</main>", "renderer_version": 1}


@pytest.fixture
def story(ada, boris, vera):
    """A story of two editions."""
    story = a_story(ada)
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    publish(ready(story, by=vera), by=vera)
    save_article(fresh(story), by=vera, body=BODY + "<p>More.</p>")
    publish(ready(story, by=vera), by=vera)
    return fresh(story)


def rerender(*arguments):
    out = StringIO()
    call_command("rerender", *arguments, stdout=out)
    return out.getvalue()


def rows():
    """Every row of every table."""
    return {model: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()}


def pages():
    return list(EditionPage.objects.order_by("edition__sequence").values_list("html", "renderer_version"))


def test_a_fix_in_rendering_reaches_every_old_edition_and_changes_nothing_else(story):
    before = rows()
    EditionPage.objects.update(**OLD)
    told, notes = StringIO(), StringIO()
    call_command("verifyeditions", stdout=told, stderr=notes)  # what is sealed agrees: no fault
    assert notes.getvalue().count("for another SITE_URL; run manage.py rerender.") == 2
    assert told.getvalue().endswith("but for 2 pages that wait to be drawn anew: readers get them from the content.\n")
    assert rerender() == "2 pages drawn.\n"
    assert rows() == before
    assert list(verify()) == []


def test_a_page_that_is_up_to_date_is_drawn_only_when_all_are_asked_for(story):
    EditionPage.objects.filter(edition__number=2).update(**OLD | {"renderer_version": RENDERER_VERSION})
    assert (rerender(), pages()[1][0]) == ("0 pages drawn.\n", OLD["html"])
    assert rerender("--all") == "2 pages drawn.\n"
    assert list(verify()) == []


def test_a_page_that_is_missing_is_drawn(story):
    before = rows()
    EditionPage.objects.filter(edition__number=1).delete()
    rerender()
    assert rows() == before


def test_readers_get_what_waits_to_be_drawn_from_the_sealed_content(story, client, django_assert_num_queries):
    address = f"/articles/{story.publication.slug}/"
    addresses = (address, f"{address}editions/1/")
    drawn = [client.get(each).content for each in addresses]
    EditionPage.objects.update(**OLD)
    with django_assert_num_queries(3):
        client.get(address)
    assert [client.get(each).content for each in addresses] == drawn


def test_a_withdrawn_story_is_passed_over_and_its_earlier_editions_are_not(story, vera):
    withdraw(story, by=vera, reason="Forged.")
    before = rows()
    EditionPage.objects.update(**OLD)
    assert rerender("--all") == "2 pages drawn.\n"
    assert rows() == before
    assert EditionPage.objects.filter(edition__kind="withdrawal").count() == 0
