"""The keys of the workbench: no two meanings, each in the table and the guide, each with something to press beside it."""

import re
from pathlib import Path

from articles.admin.workbench_lines import KEYS
from articles.admin.workbench_words import keys, verdict_keys
from articles.citing import cite
from articles.enums import Verdict
from tests.desk import claims_page, desk
from tests.pages import tags_of
from tests.stories import a_claim, a_source, a_story

HERE = Path(__file__).parents[3]
SCRIPTS = HERE / "static" / "policydesk" / "js" / "bench"
GUIDE = HERE / "docs" / "editors" / "workbench.md"


def test_every_verdict_but_taking_back_has_a_key_of_its_own():
    assert set(Verdict) - set(KEYS) == {Verdict.VOID}
    assert len(set(KEYS.values())) == len(KEYS)


KEY = re.compile(r'(?<![\w.("])("[^"]+"|[A-Za-z]+): ')


SPREAD = re.compile(r"\.\.\.(?:Object\.fromEntries\()?([\w.]+)")


def panes() -> tuple[list[str], list[str]]:
    """The keys of the story (those of word mode among them) and of the list, with those that are spread in."""
    script = (SCRIPTS / "keys.js").read_text(encoding="utf-8")
    bodies = [script.split(f"get {name}()")[1].split("\n  }\n")[0] for name in ("shared", "story", "list")]
    spread = [SPREAD.findall(body) for body in bodies]
    assert spread == [[], ["this.shared", "ends"], ["this.shared", "digits", "verdicts"]]
    shared, story, inside = ([key.strip('"') for key in KEY.findall(body)] for body in bodies)
    assert ({"n", "g", "?"} <= set(shared), {"ArrowLeft", "Enter"} <= set(story)) == (True, True)
    digits = re.search(r'const digits = \[\.\.\."(\d+)"\]', script)[1]
    return shared + story, [*shared, *inside, *digits, *verdict_keys()]


def test_no_key_has_two_meanings_in_one_pane():
    story, inside = panes()
    assert ({"w", "c", "i", "j"} <= set(story), {"z", "[", "s", "9", "v"} <= set(inside)) == (True, True)
    twice = [sorted(key for key in set(pane) if pane.count(key) > 1) for pane in (story, inside)]
    assert twice == [[], []]


ARROWS = {"ArrowDown": "↓", "ArrowUp": "↑", "ArrowLeft": "←", "ArrowRight": "→", "Escape": "Esc", "Z": "Shift+Z"} | {
    key: f"Shift+{key}" for key in "OKL"
}


def test_every_key_of_the_scripts_is_in_the_table_of_keys_and_in_the_guide():
    script = (SCRIPTS / "keys.js").read_text(encoding="utf-8")
    maps = [script.split(f"get {name}()")[1].split("\n  }\n")[0] for name in ("shared", "story", "list")]
    maps.append((SCRIPTS / "suggesting.js").read_text(encoding="utf-8").split("const act = {")[1].split("}[")[0])
    found = (
        {key.strip('"') for body in maps for key in KEY.findall(body)} | set(KEYS.values()) | {"Ctrl+Enter", "Ctrl+S"}
    )
    assert {"Home", "End", "?", "a", "r", "Delete", "Backspace", "i", "ArrowLeft", "Escape"} <= found
    rows = [row for _where, rows in keys() for row in rows]
    told = {word.strip(",.;") for names, does in rows for word in f"{names} {does}".split()}
    guide = set(re.findall("`([^`]+)`", GUIDE.read_text(encoding="utf-8")))
    wanted = {ARROWS.get(key, key) for key in found}
    assert (sorted(wanted - told), sorted(wanted - guide)) == ([], [])


WALKS = (
    "ArrowDown",
    "ArrowUp",
    "ArrowLeft",
    "ArrowRight",
    "Home",
    "End",
    "j",
    "k",
    "c",
    "Enter",
    "Escape",
    "Backspace",
)
FIELDS = {  # where a key leads that has no button of its own
    **dict.fromkeys(WALKS, 'href="[^"]*#claim"'),  # a press on a sentence or a row does the same
    "s": 'id="id_cite-source"', "e": 'id="id_cite-passage"', "b": 'id="id_claim-speaker"', "m": 'id="id_check-note"',
    "Delete": 'name="do" value="retire"', "w": 'name="do" value="waive"',
}  # fmt: skip


def test_every_key_has_a_button_a_field_or_a_link_that_does_the_same(ada, boris):
    claim = a_claim(a_story(ada), ada)
    cite(claim, a_source(ada), by=ada, passage="agreed to cut duties on 25 goods")  # asks for a waiver
    for number in range(8):
        a_source(ada, f"Source {number}")
    story, inside = panes()
    html = desk(boris).get(claims_page(claim.article, claim)).content.decode()
    bar = [tag for tag in tags_of(html.partition('<template id="live">')[2], "button") if "data-key" in tag]
    pressed = {
        name: {tag["data-key"] for tag in bar if tag.get("data-pane", name) == name} for name in ("story", "list")
    }
    verdicts = {
        key for verdict, key in KEYS.items() if re.search(f'(name="verdict" value|data-verdict)="{verdict}"', html)
    }
    led = {key for key, field in FIELDS.items() if re.search(field, html)}
    assert sorted(set(story) - pressed["story"] - (led - {"w"})) == []  # there it is word mode
    assert sorted(set(inside) - pressed["list"] - led - verdicts - set(keyed_sources(boris, claim))) == []


def keyed_sources(user, claim, typed=""):
    """The keys that stand at the sources that are offered for the claim, in their order."""
    offered = desk(user).get(f"{claims_page(claim.article)}sources/", {"claim": claim.public_id, "q": typed})
    return [tag["aria-keyshortcuts"] for tag in tags_of(offered.json()["options"], "div") if "aria-keyshortcuts" in tag]


def test_the_sources_at_hand_show_the_digits_that_take_them_and_what_was_typed_for_shows_none(ada, boris):
    claim = a_claim(a_story(ada), ada)
    for number in range(11):
        a_source(ada, f"Source {number}")
    assert keyed_sources(boris, claim) == [*"123456789"]
    assert keyed_sources(boris, claim, "Source") == []
