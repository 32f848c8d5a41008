"""Accessibility as axe sees it."""

from collections.abc import Iterable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# A scheme changes colours and a width the layout: the first two hold both of each. `make soak` looks at all four.
LOOKS = pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("light", 1280),
        ("dark", 320),
        pytest.param("dark", 1280, marks=pytest.mark.soak),
        pytest.param("light", 320, marks=pytest.mark.soak),
    ],
)

# The desk is looked at in the narrow and dark one of them: it has many pages, and each look takes seconds.
DESK_LOOKS = pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("dark", 320),
        *(pytest.param(*each, marks=pytest.mark.soak) for each in (("light", 1280), ("dark", 1280), ("light", 320))),
    ],
)

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

# What of the focus is seen: an outline or a shadow of two pixels, in sight, and nothing else over its middle.
SEEN = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const ring = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
    const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 20)];
    const top = document.elementFromPoint(x, y);
    const over = !top || !(one.contains(top) || top.contains(one) || one.labels?.[0]?.contains(top));
    return one === document.body || (ring && !over) ? "" : `${one.outerHTML.slice(0, 120)} ring: ${ring} over: ${over}`;
}"""


def violations(page: Page) -> list[str]:
    """Return one line for each place that breaks a rule: rule, selector, what is wrong. Empty is good.

    What axe cannot decide is left out; test_workbench_colours.py reckons the contrasts among it.
    """
    # No preloading: to read a page's style block, axe writes one of its own, and the content policy reports that.
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"], "preload": False})
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def sideways_scroll(page: Page) -> int:
    """Return by how many CSS pixels the page is wider than its window. Needs JavaScript switched on."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def barriers(page: Page) -> tuple[list[str], int]:
    """Return both: ([], 0) is a page that shuts nobody out."""
    return violations(page), sideways_scroll(page)


def barriers_at(page: Page, addresses: Iterable[str], *, unfold: bool = False) -> dict[str, tuple[list[str], int]]:
    """Go to each address in turn, in one window; return the barriers of those that have any.

    `unfold` opens what is folded first.
    """
    found = {}
    for address in addresses:
        page.goto(address)
        if unfold:
            page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
        found[address] = barriers(page)
    return {address: bad for address, bad in found.items() if bad != ([], 0)}


def focus_out_of_sight(page: Page, steps: int) -> list[str]:
    """Press Tab so many times; return what had the focus while nobody could see that."""
    found = []
    for _step in range(steps):
        page.keyboard.press("Tab")
        found.append(page.evaluate(SEEN))
    return list(filter(None, found))
