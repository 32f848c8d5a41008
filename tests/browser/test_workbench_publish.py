"""Publishing without leaving the workbench: the page that stands, in a dialog."""

import pytest

from articles.claiming import retire_claim
from tests.browser.at_work import opened, press
from tests.browser.axe import barriers
from tests.conftest import person
from tests.desk import claims_page
from tests.stories import a_claim, a_story, confirmed, fresh, ready

LEAVES = "dispatchEvent(new Event('beforeunload', { cancelable: true }))"


@pytest.fixture
def story(ada, boris, vera):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    return ready(claim.article, by=vera)


def test_a_story_is_seen_as_readers_will_and_published_in_a_dialog_over_the_workbench(visit, story, vera):
    page = opened(visit, claims_page(story), person("pia", "Pia", "Publish", "publisher"))
    page.click("#ready a:text-is('Schedule…')")
    page.fill("#publish [name=day]", "2020-01-01")
    page.fill("#publish [name=time]", "06:00")
    press(page, "Enter")
    page.wait_for_selector("#publish .problems:has-text('passed')")
    assert page.input_value("#publish [name=time]") == "06:00"
    press(page, "Escape")
    page.wait_for_selector("#publish:not([open])", state="attached")
    assert page.evaluate("document.activeElement.textContent") == "Schedule…"
    assert page.evaluate(LEAVES) is False
    session = page.context.cookies()
    page.context.clear_cookies(name="session")
    press(page, "Enter")
    page.wait_for_selector("#said:has-text('then open this again: what you typed is kept.')")
    page.context.add_cookies(session)
    open_claim = a_claim(story, vera, "“We listened,”")
    press(page, "Enter")
    page.wait_for_selector("#publish[open] .gate:has-text('We listened')")  # as the gate stands by now
    assert page.input_value("#publish [name=time]") == "06:00"  # what was typed is kept
    page.route("**/schedule/", lambda route: route.fulfill(status=404, body="Gateway"))
    page.click("#publish button.default")
    page.wait_for_selector("#publish .unsent:text-is('That could not be loaded. Try again.')")
    page.unroute("**/schedule/")
    page.fill("#publish [name=day]", "")
    page.fill("#publish [name=time]", "")
    assert page.evaluate(LEAVES) is True
    page.click("#publish .shut")
    retire_claim(open_claim, by=vera, reason="No claim.")
    page.click("#ready a:text-is('Publish…')")
    page.click("#publish [data-preview]")
    shown = page.frame_locator("#publish iframe")
    shown.locator("article.card").first.wait_for(state="attached")
    assert "so readers get it once it is published" in shown.locator("aside.banner").inner_text()
    page.click("#publish [data-preview]")
    assert barriers(page) == ([], 0)
    page.click("#publish button.default")
    page.wait_for_selector("#said:has-text('Published as edition 1.')")
    assert "Released" in page.locator("#ready").inner_text()
    assert (fresh(story).publication.edition.number, page.locator("#ready a[data-dialog]").count()) == (1, 0)
    assert [url for url in page.loads if not url.endswith("/preview/")] == []
