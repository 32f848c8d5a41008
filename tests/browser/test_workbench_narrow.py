"""The workbench by keys where its panes stack: on a small screen, or a page enlarged to 400 %."""

import pytest

from tests.browser.at_work import opened, press
from tests.desk import claims_page
from tests.stories import a_claim, a_story, sourced

TOPIC = "On day {n} of the talks the two sides lifted {n} of the duties that each of them had set the year before."
IN_SIGHT = """() => {
    const list = document.getElementById("list"), at = document.activeElement;
    const seen = at === list ? list.querySelector("[aria-selected=true]") : at;
    const { top, bottom } = seen.getBoundingClientRect();
    return [at.id, at.id === "story" ? top < innerHeight - 80 : top >= 0 && bottom <= innerHeight];
}"""


@pytest.fixture
def story(ada):
    rows = [TOPIC.format(n=n) for n in range(1, 15)]
    story = a_story(ada, body="".join(f"<p>{row}</p>" for row in rows))
    for row in rows:
        a_claim(story, ada, row)
    sourced(story.claims.in_text_order()[2], ada)
    return story


def seen(page):
    """Which part has the focus, and whether the window shows it, or of the list the chosen row."""
    page.wait_for_timeout(50)  # a frame or two: what is scrolled to is drawn then
    return tuple(page.evaluate(IN_SIGHT))


@pytest.mark.parametrize(("width", "height"), [(320, 700), (640, 500)])
def test_what_has_the_focus_is_in_sight_where_panes_stack(visit, story, boris, width, height):
    page = opened(visit, claims_page(story), boris, width=width)
    page.set_viewport_size({"width": width, "height": height})
    page.reload()
    page.wait_for_selector(".live")
    assert (seen(page), page.evaluate("scrollY")) == (("story", True), 0)  # a page begins at its top
    page.focus("#list")
    for key in ("j", "j", "End", "k", "]", "Home"):
        press(page, key)
        assert seen(page) == ("list", True), key
    press(page, "Enter")
    page.wait_for_selector("#claim-title:focus")
    assert seen(page) == ("claim-title", True)
    press(page, "Escape")
    assert seen(page) == ("list", True)
    page.focus("#story")
    press(page, "End")  # in the story the window follows its cursor
    low, high = page.evaluate(
        "(({top, bottom}) => [top, bottom])([...CSS.highlights.get('cursor')][0].getBoundingClientRect())"
    )
    assert 0 <= low < high <= height


def test_suggestions_are_in_sight_as_one_tabs_through_them(visit, ada, boris):
    story = a_story(ada, body="".join(f"<p>{TOPIC.format(n=n)}</p>" for n in range(20, 30)))
    page = opened(visit, claims_page(story), boris, width=640)
    page.set_viewport_size({"width": 640, "height": 500})
    page.focus("#story")
    press(page, "g")
    page.wait_for_selector("#suggested[open] button:focus")
    for _step in range(6):
        press(page, "Tab")
        assert page.evaluate(
            "(({top, bottom}) => top >= 0 && bottom <= innerHeight)(document.activeElement.getBoundingClientRect())"
        )
