"""How the workbench looks and stays put: its tools, its line on top, its panes."""

import pytest

from tests.browser.at_work import opened, press
from tests.browser.axe import DESK_LOOKS, barriers, focus_out_of_sight
from tests.desk import claims_page
from tests.stories import a_claim, a_story, confirmed, sourced

TOP = "document.getElementById('bench').getBoundingClientRect().top"
SCROLLED = "selector => document.querySelector(selector).scrollTop"
SMALL = "all => all.filter(one => Math.min(one.offsetWidth, one.offsetHeight) < 24).map(one => one.textContent)"
ROWS = """all => new Set(all.filter(one => one.offsetParent).map(one => one.offsetTop)).size"""


@pytest.fixture
def story(ada):
    return a_story(ada)


@DESK_LOOKS
def test_the_tools_stand_in_one_row_and_each_key_of_them_has_a_button(visit, story, ada, boris, scheme, width):
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    page = opened(visit, claims_page(story), boris, scheme=scheme, width=width)
    assert page.eval_on_selector_all("#tools > button", ROWS) == 1
    page.focus("[popovertarget=more]:not(#more *)")
    press(page, "Enter")
    page.wait_for_selector("#more:popover-open")
    shown = page.locator("#tools [aria-keyshortcuts]:visible")
    keys = {one.get_attribute("aria-keyshortcuts") for one in shown.all()}
    assert keys == {*"ng]z[o!wi?", "Shift+Z", "Shift+O", "Shift+K", "Shift+L"}
    assert (page.eval_on_selector_all("#tools button", SMALL), barriers(page)) == ([], ([], 0))
    press(page, "Tab", "Tab", "Enter")  # the saved copy, by its button
    page.wait_for_selector("#said:has-text('The claim has no source yet') , #copy:not([hidden])")
    assert page.locator("#more:popover-open").count() == 0


def test_whatever_the_line_on_top_says_the_panes_stay_where_they_are(visit, story, ada, boris):
    claim = sourced(a_claim(story, ada), ada)
    page = opened(visit, claims_page(story, claim), boris)
    assert page.locator("#saved").inner_text() == "What you do is saved as you go."
    tops = [page.evaluate(TOP)]
    page.route("**/claims/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    press(page, "d")  # opens the field of what it lacks
    page.wait_for_selector("#id_cite-source:focus")
    tops.append(page.evaluate(TOP))
    press(page, "Escape", "Escape", "v")
    page.wait_for_selector("#saved[data-state=down] button")
    tops.append(page.evaluate(TOP))
    page.evaluate("document.getElementById('said').textContent = 'Somebody else changed it. '.repeat(20)")
    tops.append(page.evaluate(TOP))
    page.unroute("**/claims/**")
    page.click("#saved button")
    page.wait_for_selector("#saved[data-state=saved]")
    tops.append(page.evaluate(TOP))
    assert len(set(tops)) == 1


def test_a_message_takes_the_room_of_the_idle_line_on_a_narrow_screen(visit, story, ada, boris):
    claim = sourced(a_claim(story, ada), ada)
    page = opened(visit, claims_page(story, claim), boris, width=390)
    assert page.locator("#saved").is_visible()
    press(page, "z")
    page.wait_for_selector("#said.wrong:text-is('There is nothing of yours to undo.')")  # which is no loss
    assert page.locator("#saved").inner_text().startswith("Saved")
    page.reload()
    page.wait_for_selector(".live")
    page.evaluate(
        "document.getElementById('said').textContent = 'Partly confirmed needs a note: what is right, what is not.'"
    )
    assert (page.locator("#saved").is_visible(), page.locator("#said").bounding_box()["width"] > 300) == (False, True)


def test_the_next_claim_begins_at_its_top_and_one_retired_again_takes_its_panel_along(visit, story, ada, boris):
    first, other = sourced(a_claim(story, ada), ada), sourced(a_claim(story, ada, "“We listened,”"), ada, "Minutes")
    page = opened(visit, claims_page(story, first), boris)
    page.fill("#id_check-note", "Read in full.")
    assert page.evaluate(SCROLLED, ".pane") > 0
    press(page, "Control+Enter")
    page.wait_for_selector("#claim-title:has-text('Claim 2')")
    assert page.evaluate(SCROLLED, ".pane") == 0
    page.click("summary:text-is('Retire')")
    page.fill("#id_retire-reason", "No claim.")
    press(page, "Control+Enter")
    page.wait_for_selector("#claim-title:text-is('Claim 1 of 1')")
    press(page, "z")
    page.wait_for_selector("#claim-title:text-is('Claim 2 of 2')")
    assert page.locator("[aria-selected=true]").get_attribute("data-claim") == other.public_id
    press(page, "Shift+Z")
    page.wait_for_selector("#claim-title:text-is('Claim 1 of 1')")
    assert page.locator("[aria-selected=true]").get_attribute("data-claim") == first.public_id


def test_the_next_claim_begins_at_its_top_in_the_sheet_too(visit, story, ada, boris):
    first = sourced(a_claim(story, ada), ada)
    sourced(a_claim(story, ada, "“We listened,”"), ada, "Minutes")
    page = opened(visit, claims_page(story, first), boris, width=390)
    page.fill("#id_check-note", "Read in full.")
    assert page.evaluate(SCROLLED, "#sheet") > 0
    page.eval_on_selector("#panel [rel=next]", "link => link.click()")
    page.wait_for_selector("#claim-title:has-text('Claim 2')")
    assert page.evaluate(SCROLLED, "#sheet") == 0


def test_what_is_saved_is_seen_on_a_narrow_screen_wherever_one_is(visit, story, ada, boris):
    claim = sourced(a_claim(story, ada), ada)
    page = opened(visit, claims_page(story, claim), boris, width=320)
    page.fill("#id_check-note", "Read in full.")  # down in the sheet
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    press(page, "Control+Enter")
    page.wait_for_selector("#saved[data-state=saved]")
    line = page.locator("#line").bounding_box()
    assert (line["x"], line["y"], line["width"]) == (0, 0, 320)
    assert page.evaluate("document.elementFromPoint(20, 20).closest('#line') !== null")
    page.evaluate("scrollTo(0, 0)")
    assert page.locator("#header").bounding_box()["y"] >= line["height"]


def test_beside_an_open_claim_on_a_narrow_screen_the_focus_is_in_sight(visit, story, ada, boris):
    claim = sourced(a_claim(story, ada), ada)
    page = opened(visit, claims_page(story, claim), boris, width=320)
    page.focus("#panel [name=verdict]")
    assert focus_out_of_sight(page, 40) == []  # through the rest of it, what lies behind it, and round


def test_where_nothing_is_suggested_no_box_stands_open(visit, ada, boris):
    story = a_story(ada, body="<p>They met.</p>")
    plain = visit(claims_page(story), user=boris, javascript=False)
    assert plain.locator("#suggestions").is_visible() is False
    page = opened(visit, claims_page(story), boris)
    page.focus("#story")
    press(page, "g")
    page.wait_for_selector("#said:text-is('Nothing is suggested now.')")
    assert page.locator("#suggestions").is_visible() is False
    assert page.evaluate("document.activeElement.id") == "story"
