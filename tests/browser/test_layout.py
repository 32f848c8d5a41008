"""Nothing on the desk lies over something else or out of sight."""

import pytest

from tests.desk import page as address
from tests.stories import a_claim, a_story, confirmed

HIDDEN = "() => { const list = document.querySelector('.results'); return list.scrollWidth - list.clientWidth; }"
OVERLAP = """() => {
  const boxes = [...document.querySelectorAll('#content > h1, #content > h2, .object-tools a, .panel')]
    .map((part) => part.getBoundingClientRect());
  return boxes.some((a, i) => boxes.slice(i + 1).some((b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1));
}"""


@pytest.fixture
def story(ada, boris):
    story = a_story(
        ada,
        headline="A headline that is as long as headlines are, and says what both sides agreed",
        tag_list="Trade, tariffs",
    )
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    return story


@pytest.mark.parametrize("name", ["articles_article", "articles_claim", "articles_check", "sources_source"])
def test_every_column_of_a_list_is_in_sight_beside_the_filter(visit, story, vera, name):
    assert visit(address(f"{name}_changelist"), user=vera).evaluate(HIDDEN) == 0


@pytest.mark.parametrize("width", [1280, 320])
def test_the_tools_of_a_story_lie_beside_its_title(visit, story, vera, width):
    page = visit(address("articles_article_change", story.pk), user=vera, width=width)
    assert page.locator(".object-tools a").count() == 7
    assert page.evaluate(OVERLAP) is False


def test_headings_of_a_story_that_is_read_are_headings(visit, story, boris):
    page = visit(address("articles_article_change", story.pk), user=boris)
    ground = page.locator(".field-story h2").evaluate("heading => getComputedStyle(heading).backgroundColor")
    assert ground == "rgba(0, 0, 0, 0)"


def test_the_menu_of_blocks_has_a_sign_that_fonts_hold(visit, story, ada):
    page = visit(address("articles_article_change", story.pk), user=ada)
    menu = page.locator(".prose-menubar__selected").first
    assert menu.evaluate("menu => getComputedStyle(menu, '::after').content") == '"▾"'


def test_fields_end_with_their_rows_on_a_narrow_screen_in_a_popup_too(visit, ada):
    page = visit(address("sources_source_add") + "?_popup=1", user=ada, width=320)
    wide = "rows => rows.filter((row) => row.scrollWidth > row.clientWidth).map((row) => row.className)"
    assert page.locator(".form-row").evaluate_all(wide) == []
