"""What each role finds at the workbench: every control leads to something that they may do there, or is not drawn."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from articles.citing import cite
from articles.editing import take_step
from articles.models import Claim, Keyboard
from articles.noting import add_note
from articles.sparing import spare
from tests.conftest import person
from tests.desk import claims_page, desk
from tests.pages import tags_of
from tests.stories import a_claim, a_source, a_story, fresh, sourced

STYLE = Path(__file__).parents[3] / "static" / "policydesk" / "css" / "desk.css"
MARKING = "cite claim citation mark note place retire reword spare statement suggest undo"
ROLES = {  # what each may do at the workbench of a draft, another's or their own, as the names of its forms
    "checker": f"check reuse waive {MARKING}",
    "editor": f"check reuse waive {MARKING}",
    "publisher": "note",
    "auditor": "",
    "reporter of the story": MARKING,
    "reporter of the story in check": "note",
}
LEADS = {  # where a control of the script leads, as it stands on the page that needs none
    **dict.fromkeys("nw", 'name="do" value="mark"'), **dict.fromkeys("OKL", 'name="do" value="spare"'),
    **dict.fromkeys("[]", 'href="[^"]*#claim"'), "g": 'id="suggestions"', "i": 'name="do" value="reword"',
    "z": 'name="do" value="undo"', "Z": 'name="do" value="redo"', "!": 'name="priority"', "o": 'class="citation" data-source',
    "reword-dialog": 'name="do" value="reword"', "more": 'class="more" id="more" popover',
}  # fmt: skip
OF_ALL = {"?", "keys"}  # the table of keys, with the switch of their own keyboard
DRAWN = re.compile(r"\.taps:not\(:has\(~ #panel \[value=(\w+)\]\)\) \[data-key=(\w)\]")  # while the panel has it


@pytest.fixture(params=ROLES)
def role(request):
    return request.param


@pytest.fixture
def who(db, role):
    return person("somebody", "Some", "Body", role.partition(" ")[0])


@pytest.fixture
def html(role, who, ada, ines, vera):
    """The claims page on which much is to be done: with one claim, of which everything is to be said."""
    author = who if " of " in role else ada
    sourced(a_claim(a_story(ada, headline="Elsewhere"), ada), ada, "Other source")
    story = a_story(author)
    claim = a_claim(story, author, statement="Both sides cut duties.")
    cite(claim, a_source(author, "Minutes"), by=author, passage="agreed to cut duties on 25 goods")
    add_note(story, "Who counted?", by=vera, claim=claim)
    Claim.objects.filter(pk=claim.pk).update(stated_for="They agreed")
    spare(story, "Talks on tariffs end in Geneva", "common", by=ines)
    if role.endswith("check"):
        take_step(fresh(story), "send_to_check", by=author)
    return desk(who).get(claims_page(story, claim)).content.decode()


def forms_of(html):
    """The names of the forms on the page, and of those two that are buttons."""
    page = html[html.index('class="ready"') : html.index("<template")]
    names = [tag["value"].partition("-")[0] for tag in tags_of(page, "input") if tag.get("name") == "do"]
    return {*names, *(tag["value"] for tag in tags_of(page, "button") if tag.get("name") == "do")} - {"redo"}


def test_each_role_finds_the_forms_that_it_may_send_and_no_dead_button(role, html):
    assert " ".join(sorted(forms_of(html))) == " ".join(sorted(ROLES[role].split()))


def test_each_control_of_the_script_leads_to_what_stands_on_the_page_for_that_role(role, html):
    page, _start, live = html.partition('<template id="live">')
    tools, _start, taps = live.partition('id="taps"')
    there = {name for name, place in LEADS.items() if re.search(place, live if name == "more" else page)}
    drawn = {tag["data-key"] for tag in tags_of(tools, "button") if "data-key" in tag}
    drawn |= {
        tag["popovertarget"] for tag in tags_of(tools, "button") if "popovertarget" in tag and "data-key" not in tag
    }
    drawn |= {tag["id"] for tag in tags_of(live, "dialog")}
    assert drawn == there | OF_ALL
    drawn_while = {key: form for form, key in DRAWN.findall(STYLE.read_text(encoding="utf-8"))}
    assert drawn_while == {"s": "cite", "m": "check"}
    assert {tag["data-key"] for tag in tags_of(taps, "button") if "data-key" in tag} == drawn_while.keys()
    buttons = [*tags_of(page, "button"), *tags_of(live, "button")]
    assert [tag for tag in buttons if "disabled" in tag or tag.get("aria-disabled")] == []


def test_each_link_of_the_workbench_opens_for_that_role_and_each_place_on_the_page_is_there(role, html, who):
    client, page = desk(who), html[html.index('class="ready"') : html.index("<template")]
    links = {urlsplit(tag["href"]) for tag in tags_of(page, "a")}
    here = {link for link in links if not link.path or link.path.endswith(f"/{html_path(html)}")}
    lost = {link.fragment for link in here if link.fragment and f'id="{link.fragment}"' not in html}
    assert (len(links - here) >= 4, lost) == (True, set())
    assert {link.path for link in links - here if client.get(link.geturl()).status_code != 200} == set()


def html_path(html):
    """The end of the address of the page."""
    return re.search(r'data-url="[^"]*?(article/\d+/claims/)"', html)[1]


def test_each_role_switches_the_keys_of_its_own_keyboard(role, html, who):
    client, address = desk(who), re.search('data-url="([^"]*)"', html)[1]
    assert (client.post(address, {"do": "keys"}).status_code, Keyboard.objects.get().user) == (302, who)


@pytest.mark.parametrize(("roles", "status"), [(["administrator"], 403), (["reporter"], 404)])
def test_whom_the_story_is_not_open_to_finds_no_workbench(ada, roles, status):
    user = person("somebody", "Some", "Body", *roles)
    claim = a_claim(a_story(ada), ada)
    assert desk(user).get(claims_page(claim.article, claim)).status_code == status
