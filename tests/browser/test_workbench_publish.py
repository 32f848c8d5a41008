"""Publishing without leaving the workbench: the page that stands, in a dialog."""

import pytest

from articles.claiming import retire_claim
from tests.browser.at_work import opened, press
from tests.browser.axe import DESK_LOOKS, barriers
from tests.browser.conftest import session_cookie
from tests.conftest import person
from tests.desk import claims_page
from tests.stories import a_claim, a_story, confirmed, fresh, ready

SIDEWAYS = "one => one.scrollWidth - one.clientWidth"
LEAVES = "dispatchEvent(new Event('beforeunload', { cancelable: true }))"


@pytest.fixture
def story(ada, boris, vera):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    return ready(claim.article, by=vera)


def test_a_story_is_seen_as_readers_will_and_published_in_a_dialog_over_the_workbench(visit, live_server, story, vera):
    pia = person("pia", "Pia", "Publish", "publisher")
    page = opened(visit, claims_page(story), pia)
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
    page.wait_for_selector(
        "#said:has-text('then open this again: what you typed is kept.') a:visible:text-is('Sign in')"
    )
    page.context.add_cookies(session)
    open_claim = a_claim(story, vera, "“We listened,”")
    press(page, "Enter")
    page.wait_for_selector("#publish[open] .gate:has-text('We listened')")  # as the gate stands by now
    assert page.input_value("#publish [name=time]") == "06:00"  # what was typed is kept
    page.route("**/schedule/", lambda route: route.fulfill(status=404, body="Gateway"))
    page.click("#publish button.default")
    page.wait_for_selector("#publish .unsent:text-is('That could not be loaded. Try again.')")
    page.unroute("**/schedule/")
    page.context.clear_cookies(name="session")
    page.click("#publish button.default")
    page.wait_for_selector(
        "#publish .unsent:has-text('You were signed out.') a[target=_blank]:visible:text-is('Sign in')"
    )
    page.context.add_cookies(
        [session_cookie(pia, live_server.url)]
    )  # signed in again: another session than that of the form
    page.click("#publish button.default")
    page.wait_for_selector("#publish .problems:has-text('passed')")
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


def test_the_dialog_waits_for_what_is_being_saved_and_stays_shut_over_what_is_not(visit, story):
    page = opened(visit, claims_page(story), person("pia", "Pia", "Publish", "publisher"))
    held = []
    page.route(
        "**/claims/**", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    page.click("#tools [data-key='?']")
    page.click("#keys [name=single_keys]")  # a change that anybody may make
    page.click("#keys button")
    page.click("#ready a:text-is('Publish…')")
    page.wait_for_selector("#said:text-is('Your changes are being saved. It opens then.')")
    held.pop().continue_()
    page.wait_for_selector("#publish[open] h2:text-is('Publish')")
    page.click("#publish .shut")
    page.click("#tools [data-key='?']")
    page.click("#keys [name=single_keys]")
    page.click("#keys button")
    page.click("#ready a:text-is('Publish…')")
    page.wait_for_selector("#said:text-is('Your changes are being saved. It opens then.')")
    held.pop().abort()
    page.wait_for_selector("#said:text-is('Not opened: your changes are not saved yet.')")
    assert page.locator("#publish[open]").count() == 0


@DESK_LOOKS
def test_the_dialog_that_publishes_has_no_barriers(visit, story, scheme, width):
    page = opened(visit, claims_page(story), person("pia", "Pia", "Publish", "publisher"), scheme=scheme, width=width)
    found = {}
    for name, button in (("Publish…", "Publish"), ("Schedule…", "Schedule")):
        page.click(f"#ready a:text-is('{name}')")
        page.wait_for_selector(f"#publish button.default:text-is('{button}')")
        found[name] = (barriers(page), page.eval_on_selector("#publish", SIDEWAYS))
        press(page, "Escape")
        page.wait_for_selector("#publish:not([open])", state="attached")
    assert found == {"Publish…": (([], 0), 0), "Schedule…": (([], 0), 0)}
