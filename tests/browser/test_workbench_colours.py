"""Contrast at the workbench where axe cannot tell it.

It paints no highlights; it passes over what lies under another pane, a sign alone and a word of one letter, and it sees
no key cap, which is made by the style. All of it is reckoned here, from the colours that the browser computes.
"""

import re

import pytest

from articles.sparing import spare
from tests.browser.at_work import opened, press
from tests.desk import claims_page
from tests.policydesk.test_style import contrast
from tests.stories import a_claim, a_story, confirmed, sourced

ENOUGH, OF_LINES = 4.5, 3

# Of all words on the page, and of what the style writes before and behind them: which element, its colours down to the
# first that hides what is below, how opaque the whole is, and whether it stands in the story.
PAINTED = r"""() => {
    const layers = (one) => {
        const found = [];
        for (; one; one = one.parentElement) {
            const colour = getComputedStyle(one).backgroundColor;
            found.push(colour);
            if (!/, 0(\.\d+)?\)$/.test(colour)) break;
        }
        return found;
    };
    const opacity = (one) => { let all = 1; for (; one; one = one.parentElement) all *= getComputedStyle(one).opacity; return all; };
    const rows = [];
    const row = (one, style, name, all) => rows.push([name + " " + one.outerHTML.slice(0, 80), style.color, layers(one), all, Boolean(one.closest("#story"))]);
    const seen = new Set();
    const walk = document.createTreeWalker(document.getElementById("content"), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const one = walk.currentNode.parentElement;
        if (!walk.currentNode.data.trim() || seen.has(one) || !one.checkVisibility()) continue;
        seen.add(one);
        if (!one.closest("script, style, .sr, :disabled")) row(one, getComputedStyle(one), "", opacity(one));
    }
    for (const one of document.querySelectorAll("#content *")) for (const part of ["::before", "::after"]) {
        const style = getComputedStyle(one, part);
        if (!/^"./.test(style.content) || style.display === "none" || !one.checkVisibility()) continue;
        row(one, style, part, opacity(one) * style.opacity);
    }
    return rows;
}"""
SETTLED = "() => Promise.all(document.getAnimations().map(one => one.finished)).then(() => null)"  # links fade over
HIGHLIGHTS = """() => Object.fromEntries(["cursor", "chosen", "waived", "offered"].map((name) => {
    const style = getComputedStyle(document.getElementById("story"), `::highlight(${name})`);
    return [name, [style.color, style.backgroundColor, style.textDecorationColor]];
}))"""


def rgba(colour):
    numbers = [float(number) for number in re.findall(r"[\d.]+", colour)]
    assert colour.startswith("rgb"), colour
    return (*numbers[:3], numbers[3] if len(numbers) > 3 else 1)


def over(colour, below, opacity=1.0):
    """`colour` as it looks over one that hides what is below it."""
    *channels, alpha = rgba(colour)
    alpha *= opacity
    return "rgb({}, {}, {})".format(*(alpha * a + (1 - alpha) * b for a, b in zip(channels, rgba(below), strict=False)))


def paper(layers):
    """What the layers are together; under the last of them the canvas of the window is taken for white."""
    below = "rgb(255, 255, 255)"
    for layer in reversed(layers):
        below = over(layer, below)
    return below


def apart(one, other):
    return contrast(
        *("#{:02x}{:02x}{:02x}".format(*(round(channel) for channel in rgba(row)[:3])) for row in (one, other))
    )


@pytest.mark.parametrize("width", [1280, pytest.param(320, marks=pytest.mark.soak)])
def test_all_words_stand_out_from_what_is_below_them_under_highlights_too(visit, ada, boris, width):
    story = a_story(ada)
    confirmed(a_claim(story, ada, "“We listened,”"), attach=ada, check=boris)
    sourced(a_claim(story, ada), ada, "Minutes")
    spare(story, "Talks on tariffs end in Geneva", "common", by=boris)
    page = opened(visit, claims_page(story), boris, width=width)
    press(page, "g")
    page.wait_for_selector("#suggested[open]")
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLED)
        rows, lit = page.evaluate(PAINTED), page.evaluate(HIGHLIGHTS)
        faint = {}
        for name, colour, layers, opacity, in_story in rows:
            own = paper(layers)
            written = [colour, lit["waived"][0]] if in_story else [colour]
            papers = [own, *(over(lit[lamp][1], own) for lamp in ("cursor", "chosen"))] if in_story else [own]
            least = min(apart(over(one, below, opacity), below) for one in written for below in papers)
            if least < ENOUGH:
                faint[name] = round(least, 2)
            if in_story and min(apart(lit["offered"][2], below) for below in papers) < OF_LINES:
                faint["underline"] = name
        assert faint == {}, scheme
