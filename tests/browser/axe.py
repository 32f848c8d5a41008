"""Accessibility as axe sees it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# A scheme changes colours and a width the layout: these two looks have both of each.
EVERY_LOOK = pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Page) -> list[str]:
    """Return one line for each place that breaks a rule: rule, selector, what is wrong. Empty is good."""
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
