"""The guides of docs/editors, walked: what they tell is done on the demonstration desk, and their pictures are taken.

The pictures in docs/images come from here: `make pictures` writes them, any other run takes them to see that they can
be taken. A phrase in *italics* in a guide is something that stands on a page; the walk reads the pages, so that a
guide cannot name what is not there.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page

from articles.models import Article
from policydesk.demonstrating import demonstrate, read_demonstration
from tests.browser.editor import SETTLED
from tests.desk import claims_page
from tests.desk import page as address
from tests.stories import fresh

ROOT = Path(__file__).parents[2]
GUIDES = [ROOT / "docs" / "editors" / f"{name}.md" for name in ("checking", "statuses", "publishing")]
PICTURES = ROOT / "docs" / "images"

HEADLINE = "Drug working group opens in Beijing"
OPENED = "The United States and China opened their working group on illegal drugs in Beijing on January 30"
QUOTED = "“We reached common understanding,”"
COUNTED = "Twenty officials sat at the table."
TEXT = [f"{OPENED}. {QUOTED} Wang Xiaohong said after the first session.", COUNTED]


class Walk:
    """One browser at the demonstration desk: acts as people in turn, reads every page, takes the pictures."""

    def __init__(self, visit: Callable[..., Page], people: dict, folder: Path) -> None:
        self.visit, self.people, self.folder = visit, people, folder
        self.read: list[str] = []
        self.taken: set[str] = set()
        self.page: Page

    def opens(self, who: str, path: str) -> Page:
        """Open a page as one of the accounts of the demonstration ("" for a reader), and read it."""
        self.page = self.visit(path, user=self.people.get(who))
        self.page.wait_for_load_state()
        self.reads()
        return self.page

    def reads(self) -> None:
        """Take up the words of the page, those in closed boxes and of buttons too."""
        self.read.append(self.page.evaluate("document.body.textContent"))
        self.read.append(self.page.evaluate("[...document.querySelectorAll('input')].map(i => i.value).join('\\n')"))

    def pictures(self, name: str, box: str = "") -> None:
        """Take a picture of what is in sight, or of one box."""
        self.reads()
        shown = self.page.locator(box).first if box else self.page
        shown.screenshot(path=self.folder / f"{name}.png", animations="disabled")
        self.taken.add(f"{name}.png")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def says(self, words: str) -> None:
        """Wait for what the workbench says."""
        self.page.wait_for_selector(f"#said:has-text('{words}')")
        self.reads()

    def works(self, who: str, story: Article) -> None:
        """Open the workbench."""
        self.opens(who, address("articles_article_claims", story.pk))
        self.page.wait_for_selector(".live")

    def cites(self, title: str, passage: str) -> None:
        """Attach a source by a part of its title, with the passage, to the chosen claim."""
        self.press("s")
        self.page.wait_for_selector("#id_cite-source:focus")
        self.page.keyboard.type(title)
        self.page.wait_for_selector("#offers [aria-selected=true]")
        self.press("Enter")
        self.page.wait_for_selector("[name=passage]:focus")
        self.page.keyboard.insert_text(passage)
        self.page.wait_for_selector(".graded")

    def steps(self, who: str, story: Article, label: str, **typed: str) -> None:
        """Take the story a step on, by the button on its form."""
        self.opens(who, address("articles_article_change", story.pk))
        self.page.click(f".next :is(a:text-is('{label}…'), button:text-is('{label}'))")
        self.page.wait_for_load_state()
        self.reads()
        for name, words in typed.items():
            self.page.fill(f"[name={name}]", words)
        if "/change/" not in self.page.url:
            self.submit(label)  # a page of its own asks first
        assert self.page.url.endswith("/change/"), self.page.inner_text("body")

    def submit(self, label: str) -> None:
        """Press the button with this label, and read what comes back."""
        self.page.get_by_role("button", name=label, exact=True).first.click()
        self.page.wait_for_load_state()
        self.reads()


@pytest.fixture
def walk(visit, transactional_db, tmp_path, monkeypatch) -> Walk:
    monkeypatch.chdir(ROOT)  # a picture shows the folder as it was named
    call_command("loadseeds", "seeds", verbosity=0)
    return Walk(visit, demonstrate().people, PICTURES if os.environ.get("PICTURES") else tmp_path)


@pytest.mark.soak  # two minutes; `make pictures` asks it, too
def test_what_the_guides_tell_can_be_done_and_is_called_so(walk):
    story = writes(walk)
    marks(walk, story)
    checks(walk, story)
    settles(walk, story)
    publishes(walk, story)
    corrects(walk, story)
    looks_around(walk)
    told = {guide.name: guide.read_text(encoding="utf-8") for guide in [*GUIDES, ROOT / "README.md"]}
    shown = {name for text in told.values() for name in re.findall(r"\]\((?:\S*/)?images/([\w-]+\.png)\)", text)}
    assert shown == walk.taken
    assert all((PICTURES / name).is_file() for name in shown)
    seen = flat(" ".join(walk.read))
    missing = {name: [said for said in named(text) if flat(said) not in seen] for name, text in told.items()}
    assert {name: said for name, said in missing.items() if said and name != "README.md"} == {}
    assert all(len(named(told[guide.name])) > 5 for guide in GUIDES)


def named(guide: str) -> list[str]:
    """What a guide says stands on a page: its phrases in italics, those under pictures aside."""
    lines = [line for line in guide.splitlines() if not line.startswith("*") or not line.endswith("*")]
    return re.findall(r"(?<![*\w])\*([^*\n]+)\*(?![*\w])", "\n".join(lines))


def flat(text: str) -> str:
    return " ".join(text.split())


# --- Checking a story in ten minutes ------------------------------------------------------------------------
def writes(walk: Walk) -> Article:
    """Ada writes three sentences."""
    page = walk.opens("ada", address("articles_article_add"))
    page.fill("#id_headline", HEADLINE)
    page.fill("#id_dateline", "Beijing")
    page.fill("#id_story_date", "30 January 2024")
    page.click("[contenteditable=true]")
    page.evaluate(SETTLED)
    page.keyboard.insert_text(TEXT[0])
    page.keyboard.press("Enter")
    page.keyboard.insert_text(TEXT[1])
    walk.submit("Save and continue editing")
    return Article.objects.get(headline=HEADLINE)


def marks(walk: Walk, story: Article) -> None:
    """She marks each sentence by one key, says who said the second, and sends the story to check."""
    walk.works("ada", story)
    for number in (1, 2, 3):
        walk.press("ArrowDown", "n")
        walk.page.wait_for_selector(f"#list > li:nth-child({number})")
    walk.pictures("marking")
    walk.press("c", "ArrowUp", "b")
    walk.page.wait_for_selector("#id_claim-speaker:focus")
    walk.page.select_option("#id_claim-kind", "quote")
    walk.page.fill("#id_claim-speaker", "Wang Xiaohong")
    walk.press("Escape")
    walk.page.wait_for_selector("#saved[data-state=saved]")
    walk.steps("ada", story, "Send to check")


def checks(walk: Walk, story: Article) -> None:
    """Boris finds the sources of two claims, and none for the third."""
    walk.opens("boris", address("index"))
    walk.pictures("start")
    walk.works("boris", story)
    walk.cites("Adrienne Watson", "on January 30-31, to launch the U.S.-PRC Counternarcotics Working Group")
    walk.pictures("passage")
    walk.press("Control+Enter")
    walk.page.wait_for_selector("#claim-title:has-text('Claim 2')")
    walk.cites("report on the opening", "We reached common understanding")
    walk.press("Control+Enter")
    walk.page.wait_for_selector("#claim-title:has-text('Claim 3')")
    walk.press("u")
    walk.page.wait_for_selector("#id_check-note:focus")
    walk.page.keyboard.insert_text("Neither readout gives a number of officials.")
    walk.press("Control+Enter")
    walk.says("Recorded: No source found.")
    walk.pictures("unsupported")
    walk.steps("boris", story, "Send back", note="Nobody gives the number of officials. Take the sentence out.")


def settles(walk: Walk, story: Article) -> None:
    """Ada takes the sentence out and its claim with it, and sends the story on; Vera declares it ready."""
    page = walk.opens("ada", address("articles_article_change", story.pk))
    page.click(f"[contenteditable] :text('{COUNTED}')", click_count=3)
    page.keyboard.press("Delete")
    walk.submit("Save and continue editing")
    lost = story.claims.get(exact=COUNTED)
    page = walk.opens("ada", claims_page(story, lost))
    page.click("summary:text-is('Retire')")
    page.fill("[name=reason]", "Nobody gives the number.")
    walk.submit("Retire the claim")
    walk.steps("ada", story, "Send to check")
    walk.steps("vera", story, "Declare ready")


# --- Publishing and correcting ------------------------------------------------------------------------------
def publishes(walk: Walk, story: Article) -> None:
    """Pia reads what the gate says, publishes, and a reader opens a number."""
    walk.opens("pia", address("articles_article_schedule", story.pk))
    walk.opens("pia", address("articles_article_publish", story.pk))
    walk.pictures("gate")
    walk.submit("Publish")
    page = walk.opens("", reverse("articles:article", args=[fresh(story).slug]))
    page.click("a[href='#claim-2']")
    walk.pictures("reader")


def corrects(walk: Walk, story: Article) -> None:
    """Vera words a claim otherwise, Boris checks it again, Pia publishes a correction."""
    page = walk.opens("vera", address("articles_article_change", story.pk))
    page.click("[contenteditable] > :first-child")
    page.evaluate(SETTLED)
    walk.press("Control+End", *["Backspace"] * len("after the first session."))
    page.keyboard.type("at the opening.")
    walk.submit("Save and continue editing")
    changed = story.claims.get(exact__contains="Wang Xiaohong")
    page = walk.opens("vera", claims_page(story, changed))
    walk.pictures("reworded")
    walk.submit("Accept the new words")
    walk.steps("vera", story, "Send to check")
    walk.works("boris", story)
    walk.press("v")
    walk.says("Recorded: Said, on record.")
    walk.steps("vera", story, "Declare ready")
    page = walk.opens("pia", address("articles_article_publish", story.pk))
    page.check("[name=kind][value=correction]")
    walk.submit("Start from this draft")
    walk.pictures("correction", "section.group")
    walk.submit("Publish")
    walk.opens("pia", address("articles_article_change", story.pk))


def looks_around(walk: Walk) -> None:
    """The story of the demonstration, at the desk and as readers have it; the labels that both share."""
    story = Article.objects.get(import_ref=read_demonstration()["story"])
    page = walk.opens("boris", claims_page(story, story.claims.get(import_ref="beijing-12")))
    walk.pictures("claims")
    walk.opens("ines", claims_page(story, story.claims.get(import_ref="beijing-14")))
    walk.pictures("verdicts", ".verdicts")
    walk.opens("", "/methodology/")
    walk.pictures("labels", ".labels")
    page = walk.opens("", reverse("articles:article", args=[story.slug]))
    page.click("a[href='#claim-12']")
    walk.pictures("story")
