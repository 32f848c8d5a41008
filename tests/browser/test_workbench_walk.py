"""The way by `]` to what is unresolved: what is checked first, then the others."""

from tests.browser.at_work import opened, press
from tests.desk import claims_page
from tests.stories import WORDS, a_claim, a_story


def test_what_is_checked_first_comes_first_and_what_was_left_open_in_its_turn(visit, ada):
    story = a_story(ada)
    for words in ("met in Geneva", WORDS, "“We listened,”"):
        a_claim(story, ada, words)
    page = opened(visit, claims_page(story), ada)
    press(page, "End", "!")
    page.wait_for_selector("#list li:nth-child(3) .first:text-is('Check first')")
    press(page, "ArrowUp", "!")
    page.wait_for_selector("#list li:nth-child(2) .first")
    walked = []
    for key in ("Home", *"]]]]"):  # both of them first, then the others too
        press(page, key)
        walked.append(chosen(page))
    assert walked == ["1", "2", "3", "1", "2"]
    press(page, "End", "!")
    page.wait_for_selector("#list li:nth-child(3):not(:has(.first))")
    press(page, "ArrowUp", "]")  # behind those that are checked first come the others, from the top
    assert chosen(page) == "1"


def chosen(page):
    return page.locator("[aria-selected=true] .words").inner_text().split(".")[0]
