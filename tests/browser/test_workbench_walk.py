"""Where keys lead: to the claim that comes next, and each person to what is theirs to do."""

import pytest

from articles.admin import workbench_words
from articles.checking import record_check
from articles.editing import take_step
from tests.browser.at_work import opened, press
from tests.conftest import person
from tests.desk import claims_page
from tests.stories import WORDS, a_claim, a_story, fresh, sourced


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


def test_the_claim_to_begin_with_comes_with_the_page_and_its_panel_works(visit, ada, boris):
    story = a_story(ada)
    done, first, second = (
        sourced(a_claim(story, ada, words), ada) for words in ("met in Geneva", WORDS, "“We listened,”")
    )
    record_check(done, "confirmed", by=boris)
    page = visit("/admin/", user=boris)
    fetched = []
    page.on("request", lambda sent: "only=panel" in sent.url and fetched.append(sent.url))
    page.goto(claims_page(story))
    page.wait_for_selector(".live #claim-title:text-is('Claim 2 of 3')")
    page.wait_for_load_state("networkidle")
    assert [url.partition("claim=")[2].partition("&")[0] for url in fetched] == [second.public_id]  # the one after it
    press(page, "v")
    page.wait_for_selector("#said:text-is('Recorded: Confirmed.')")
    assert (fresh(first).status, fresh(second).status) == ("confirmed", "sourced")


def test_who_may_not_check_a_claim_is_led_to_the_note_to_colleagues(visit, ada):
    claim = sourced(a_claim(a_story(ada), ada), ada)
    page = opened(visit, claims_page(claim.article, claim), person("pia", "Pia", "Publish", "publisher"))
    press(page, "m")
    page.wait_for_selector("#id_note-text:focus")
    page.keyboard.insert_text("Who counted?")
    press(page, "Control+Enter")
    page.wait_for_selector("#said:text-is('The note is written.')")
    assert claim.notes.get().text == "Who counted?"


REFUSED = {"may_not_mark", "not_here", "not_now", "no_copy"}
SOAK = pytest.mark.soak  # two seconds each; tests/articles/admin/test_workbench_roles.py asks the page of each


@pytest.mark.parametrize("width", [1280, pytest.param(390, marks=SOAK)])
@pytest.mark.parametrize(
    "role",
    [
        "auditor",
        *(pytest.param(role, marks=SOAK) for role in ("checker", "editor", "publisher", "reporter", "in check")),
    ],
)
def test_no_control_that_is_seen_says_that_one_may_not(visit, ada, role, width):
    user = ada if role in ("reporter", "in check") else person("pat", "Pat", "Role", role)
    claim = sourced(a_claim(a_story(ada), ada), ada)
    if role == "in check":
        take_step(fresh(claim.article), "send_to_check", by=ada)
    page = opened(visit, claims_page(claim.article, claim), user, width=width)
    refused, said = {workbench_words.words()[name] for name in REFUSED}, {}
    for bar in ("taps", "tools"):
        keys = page.eval_on_selector_all(f"#{bar} [data-key]", SHOWN)
        for key in keys:
            page.evaluate("() => { document.getElementById('said').textContent = ''; }")
            page.eval_on_selector(f"#{bar} [data-key='{key}']", "button => button.click()")
            page.wait_for_timeout(300)  # what it leads to may have to be loaded
            said[key] = page.locator("#said").inner_text()
            page.evaluate("() => document.querySelectorAll('dialog[open]').forEach(one => one.close())")
    taps = {"checker": {"s", "m"}, "editor": {"s", "m"}, "reporter": {"s"}}.get(role, set()) if width == 390 else set()
    assert (said.keys() >= {"]", "[", "?"}, said.keys() & {"s", "m"}) == (True, taps)
    assert {key: told for key, told in said.items() if told in refused} == {}


# In sight, or in the menu that opens over the rest.
SHOWN = """all => all.filter(one => one.checkVisibility() || one.closest("[popover]")).map(one => one.dataset.key)"""
