"""Naming authors: an editor's page for a story that came in by import and belongs to nobody."""

import pytest

from articles.editing import can_edit, is_author
from articles.models import ArticleAuthor
from tests.conftest import person
from tests.desk import desk, page, problems, told
from tests.stories import a_story


@pytest.fixture
def imported(ada):
    """A story that nobody wrote."""
    story = a_story(ada)
    ArticleAuthor.objects.all().delete()
    return story


def naming(article):
    return page("articles_article_authors", article.pk)


def test_an_editor_names_the_reporter_of_an_imported_story(imported, ada, vera):
    assert (can_edit(imported, ada), desk(ada).get(naming(imported)).status_code) == (False, 404)
    answer = desk(vera).post(naming(imported), {"person": ada.pk})
    assert (answer.url, is_author(imported, ada), can_edit(imported, ada)) == (
        page("articles_article_change", imported.pk), True, True
    )  # fmt: skip
    assert told(answer) == ["Ada Report is an author now."]


def test_people_of_the_desk_who_are_no_authors_yet_are_offered(imported, ada, boris, vera, noor):
    left = person("lena", "Lena", "Leaves", "reporter")
    left.is_active = False
    left.save()
    desk(vera).post(naming(imported), {"person": ada.pk})
    shown = desk(vera).get(naming(imported)).context
    assert (shown["authors"], list(shown["form"].fields["person"].queryset)) == (["Ada Report"], [boris, vera])
    assert [desk(vera).post(naming(imported), {"person": who.pk}).status_code for who in (noor, left, ada)] == [200] * 3
    assert ArticleAuthor.objects.count() == 1


def test_nobody_chosen_is_a_sentence(imported, vera):
    assert problems(desk(vera).post(naming(imported), {})) == ["This field is required."]


@pytest.mark.parametrize(("who", "offered"), [("vera", True), ("boris", False)])
def test_only_who_may_name_authors_finds_the_way(imported, boris, vera, who, offered):
    html = desk({"boris": boris, "vera": vera}[who]).get(page("articles_article_change", imported.pk)).content.decode()
    assert (naming(imported) in html) == offered
