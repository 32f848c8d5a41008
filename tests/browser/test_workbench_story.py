"""A whole story at the workbench: by keyboard alone, without JavaScript, and by thumb."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.management import call_command

from articles.editing import save_article
from articles.models import Article, Check, Claim
from sources.excerpting import take_extract
from tests.articles.admin.test_workbench_long import story_of
from tests.browser.at_work import opened, press, saved
from tests.conftest import person
from tests.desk import claims_page, page
from tests.ledger import an_actor
from tests.stories import BODY, PASSAGE, a_claim, a_source, a_story, fresh, ready, sourced

SEED = Path(__file__).parents[2] / "seeds" / "2024-01-28-beijing-working-group.txt"
WALKED = 8  # sentences, the headline among them: each becomes a claim
NEW = "https://example.org/denial?utm_source=mail"
DONE = ["confirmed", "confirmed", "partly", "attributed", "disputed", "confirmed", "confirmed", "confirmed"]


@pytest.fixture
def beijing(ada):
    """The seed, loaded in Ada's name, and two sources in which its sentences stand."""
    call_command("loadseeds", str(SEED), user="ada", verbosity=0)
    story = Article.objects.get()
    for title, kind in (("White House readout", "primary_official"), ("Transcript of the call", "primary_official")):
        take_extract(a_source(ada, title, source_class=kind), story.text_of("body"), by=ada)
    an_actor(ada, "Scripps News")
    return story


@pytest.fixture
def pia(db):
    return person("pia", "Pia", "Publish", "publisher")


def words_of(claim):
    """The words to paste as a passage."""
    return claim.exact if claim.part == "body" else "A delegation led by Jen Daskal will be in China"


def walk_to(tab, selector):
    """Press Tab until the focus is there."""
    for _step in range(120):
        if tab.evaluate("one => document.activeElement.matches(one)", selector):
            return
        press(tab, "Tab")
    pytest.fail(f"Tab does not lead to {selector}")


def until(tab, script):
    """Wait until the script says something: the content policy lets a page evaluate none by itself."""
    for _look in range(200):
        if tab.evaluate(script):
            return
        tab.wait_for_timeout(25)
    pytest.fail(script)


def stepped(visit, user, name, *args, says):
    """Open the page of a step, walk to its button, press it."""
    tab = visit(page(name, *args), user=user)
    walk_to(tab, "form.deskform button.default")
    press(tab, "Enter")
    tab.wait_for_selector(f".messagelist:has-text('{says}')")


def published(visit, story, ada, vera, pia):
    for user, key, says in ((ada, "send_to_check", "In check"), (vera, "make_ready", "Ready")):
        stepped(visit, user, "articles_article_step", story.pk, key, says=says)
    stepped(visit, pia, "articles_article_publish", story.pk, says="Published as edition 1")


def claimed(story):
    return list(story.claims.in_text_order())


def test_the_whole_story_is_marked_sourced_checked_and_published_by_keyboard(visit, beijing, ada, boris, vera, pia):
    tab = opened(visit, claims_page(beijing), ada)
    for number in range(WALKED):
        press(tab, *(["ArrowDown"] if number else []), "n")
        tab.wait_for_selector(f"#list > li:nth-child({number + 1})")
    claims = claimed(beijing)
    assert len(claims) == WALKED
    press(tab, "c", "Home")
    tab.wait_for_selector(f"[aria-selected=true][data-claim='{claims[0].public_id}']")
    for number, claim in enumerate(claims):
        tab.wait_for_selector(f"[aria-selected=true][data-claim='{claim.public_id}']")
        press(tab, *("swhi" if number == 0 else "stra" if number == 5 else "1"))
        if number in (0, 5):
            tab.wait_for_selector("#offers [aria-selected=true]")
            press(tab, "Enter")
        tab.wait_for_selector("[name=passage]:focus")
        until(tab, "document.querySelector('#id_cite-source').value")
        tab.keyboard.insert_text(words_of(claim))
        if number != 3:
            press(tab, "Control+Enter")
            continue
        press(tab, "Escape", "b")  # said by
        tab.wait_for_selector("#id_claim-speaker:focus")
        tab.keyboard.insert_text("Scripps News")
        press(tab, "Control+Enter")
    saved(tab)
    assert ([row.citations.count() for row in claims], tab.loads) == ([1] * WALKED, [])
    tab = opened(visit, claims_page(beijing, claims[0]), boris)
    for key, claim in zip("vvptdvvv", claims, strict=True):
        tab.wait_for_selector(f"[aria-selected=true][data-claim='{claim.public_id}']")
        press(tab, key)
        if key == "p":
            tab.wait_for_selector("#id_check-note:focus")
            tab.keyboard.insert_text("The number alone.")
            press(tab, "Control+Enter")
        elif key == "d":
            tab.wait_for_selector("#id_cite-source:focus")
            tab.keyboard.insert_text(NEW)
            tab.wait_for_selector("#offers [role=option]:has-text('Create source')")
            press(tab, "Enter", "Control+Enter")
    tab.wait_for_selector("#ready:has-text('All 8 claims are resolved.')")
    checks = Check.objects.order_by("pk")
    assert ([row.verdict for row in checks], {row.by for row in checks}, tab.loads) == (DONE, {boris}, [])
    published(visit, beijing, ada, vera, pia)
    sources = {row.source.canonical_url for claim in claims for row in claim.citations.all()}
    assert (len(sources), "example.org/denial" in sources, fresh(beijing).publication.edition.by) == (3, True, pia)


def test_the_whole_story_is_marked_sourced_checked_and_published_without_javascript(
    visit, beijing, ada, boris, vera, pia
):
    tab = visit(claims_page(beijing), user=ada, javascript=False)
    for number in range(WALKED):
        if number:
            tab.click("#mark > summary")
        tab.click(".sentences button >> nth=0")
    claims = claimed(beijing)
    assert len(claims) == WALKED
    for number, claim in enumerate(claims):
        tab.goto(claims_page(beijing, claim))
        if number == 3:
            tab.fill("#id_claim-speaker", "Scripps News")
            tab.click("form:has(#id_claim-speaker) button.default")
        for source in ("White House readout", *([NEW] if number == 4 else [])):
            if number == 4 and source == NEW:
                tab.click("#cite > summary")
                tab.select_option("#id_cite-stance", "contradicts")
            else:
                tab.fill("#id_cite-passage", words_of(claim))
            tab.fill("#id_cite-source", source)
            tab.select_option("#id_cite-directness", "primary")
            tab.click("button:text-is('Attach')")
    tab = visit(claims_page(beijing), user=boris, javascript=False)
    for verdict, claim in zip(DONE, claims, strict=True):
        tab.goto(claims_page(beijing, claim))
        tab.fill("#id_check-note", "The number alone." if verdict == "partly" else "")
        tab.click(f"button[name=verdict][value={verdict}]")
    assert [row.verdict for row in Check.objects.order_by("pk")] == DONE
    for user, name, args in (
        (ada, "articles_article_step", ("send_to_check",)),
        (vera, "articles_article_step", ("make_ready",)),
        (pia, "articles_article_publish", ()),
    ):
        tab = visit(page(name, beijing.pk, *args), user=user, javascript=False)
        tab.click("form.deskform button.default")
    assert fresh(beijing).publication.edition.by == pia


def test_a_story_is_marked_checked_published_corrected_and_withdrawn_by_thumb(visit, ada, boris, vera, pia):
    story = a_story(ada, byline="Ada Report")
    a_source(ada, "Joint communiqué")
    hand = {"width": 390, "touch": True}
    tab = opened(visit, claims_page(story), ada, **hand)
    tab.tap("#story p:has-text('They agreed')", position={"x": 40, "y": 12})
    tab.tap("#tools [data-key=n]")
    tab.wait_for_selector("#sheet #claim-title")
    assert (tab.is_visible("#taps [data-key=s]"), tab.is_visible("#taps [data-key=m]")) == (True, False)  # own words
    tab.tap("#taps [data-key=s]")
    tab.wait_for_selector("#offers [role=option]")
    tab.tap("#offers [role=option]")
    tab.fill("#id_cite-passage", PASSAGE)
    small = tab.evaluate(
        """() => [...document.querySelectorAll("#tools button, #taps button, #sheet button")]
        .filter((one) => one.offsetParent && Math.min(one.offsetWidth, one.offsetHeight) < 24).length"""
    )
    tab.tap("button:text-is('Attach')")
    assert (saved(tab).startswith("Attached."), small, tab.loads) == (True, 0, [])
    claim = Claim.objects.get()
    tab = opened(visit, claims_page(story), boris, **hand)
    tab.tap("#story p:has-text('They agreed')", position={"x": 40, "y": 12})
    tab.tap("#taps [data-key=m]")
    tab.tap("button.verdict.confirmed")
    tab.wait_for_selector("#ready:has-text('The one claim is resolved.')")
    assert fresh(claim).status == "confirmed"
    ready(story, by=vera)
    tab = visit(page("articles_article_publish", story.pk), user=pia, **hand)
    tab.tap("form.deskform button.default")
    tab.wait_for_selector(".messagelist:has-text('Published as edition 1')")
    save_article(fresh(story), by=vera, body=BODY.replace("on Monday ", "on Tuesday "))
    ready(story, by=vera)
    tab = visit(page("articles_article_publish", story.pk), user=pia, **hand)
    tab.tap("input[name=kind][value=correction]")
    tab.tap("input[name=correction_kind][value=correction]")
    tab.fill("#id_correction_text", "They met on Tuesday, not on Monday.")
    tab.tap("form.deskform button.default:text-is('Publish')")
    tab.wait_for_selector(".messagelist:has-text('Published as edition 2')")
    tab = visit(page("articles_article_withdraw", story.pk), user=pia, **hand)
    tab.fill("#id_reason", "The source was wrong.")
    tab.tap("form.deskform button.default")
    tab.wait_for_selector(".messagelist:has-text('withdrawn')")
    assert [row.kind for row in story.editions.order_by("number")] == ["first", "correction", "withdrawal"]


def test_two_people_at_once_lose_nothing_on_different_claims_and_see_both_values_on_one(visit, ada, boris, vera):
    story = a_story(ada)
    claims = [sourced(a_claim(story, ada, words), ada, words) for words in ("The two sides", "24 goods", "listened")]
    first, second = (
        opened(visit, claims_page(story, one), who) for one, who in zip(claims, (boris, vera), strict=False)
    )
    press(first, "v")
    press(second, "v")
    for tab in (first, second):
        assert saved(tab) == "Recorded: Confirmed."
    assert [fresh(one).status for one in claims[:2]] == ["confirmed", "confirmed"]
    for tab in (first, second):
        tab.click("#list li:nth-child(3)")
        tab.focus("#list")
        tab.wait_for_selector("#claim-title:text-is('Claim 3 of 3')")
    press(first, "v")
    saved(first)
    press(second, "u")
    second.wait_for_selector("#id_check-note:focus")
    second.keyboard.insert_text("I found nothing.")
    press(second, "Control+Enter")
    second.wait_for_selector(".problems")
    said = second.locator("#panel").inner_text()
    assert ("Boris Check set this claim to “Confirmed”" in said, "You chose “No source found”." in said) == (True, True)
    second.click("button:has-text('Change to “No source found”')")
    assert saved(second) == "Recorded: No source found."
    assert [(row.verdict, row.by) for row in claims[2].checks.order_by("pk")] == [
        ("confirmed", boris), ("unsupported", vera),
    ]  # fmt: skip
    assert (first.loads, second.loads) == ([], [])


def test_amid_many_claims_each_change_is_one_request_beside_the_panel_that_is_fetched_ahead(visit, ada, boris):
    story = story_of(ada, 20)
    claims = claimed(story)
    for claim in claims[:2]:
        sourced(claim, ada, f"Source of claim {claim.pk}")
    tab, sent = opened(visit, claims_page(story), boris), []
    tab.wait_for_selector("#claim-title:text-is('Claim 1 of 80')")
    tab.wait_for_load_state("networkidle")  # the panel of claim 2 is here
    tab.on("request", lambda request: request.resource_type in ASKED and sent.append(told(request)))
    for title in ("Claim 2 of 80", "Claim 3 of 80"):
        press(tab, "v")
        tab.wait_for_selector(f"#claim-title:text-is('{title}')")
    saved(tab)
    tab.wait_for_load_state("networkidle")
    first, second, third, fourth = (claim.public_id for claim in claims[:4])
    sent = [row for row in sent if "stamp" not in row[1]]  # a look at what colleagues do, which comes by the clock
    changes = [row for row in sent if row[0] == "POST"]
    assert changes == [("POST", {"claim": first}), ("POST", {"claim": second})]
    assert [row for row in sent if row not in changes] == [
        ("GET", {"claim": one, "only": "panel"}) for one in (third, fourth)
    ]
    assert [row.verdict for row in Check.objects.all()] == ["confirmed"] * 2


ASKED = {"document", "fetch", "xhr", "beacon", "ping", "eventsource"}  # not scripts, which come once, and the icon


def told(request):
    """What a request is: its method, and what it asks the page for."""
    return request.method, dict(parse_qsl(urlsplit(request.url).query))
