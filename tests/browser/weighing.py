"""What a page makes a reader load."""

import gzip
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page

Load = list[tuple[str, int]]  # the ending of each file, and its bytes

REQUESTS = 4
BYTES = {"css": 8_192, "js": 4_096, "svg": 1_024}  # compressed; of anything else 30 KB


def too_heavy(visit: Callable[..., Page], addresses: tuple[str, ...]) -> dict[str, Load]:
    """Load each address in a window of its own, which holds no file yet; return what those above the budget loaded."""
    found = {address: _loaded(visit("about:blank"), address) for address in addresses}
    return {address: load for address, load in found.items() if _exceeds(load)}


def _loaded(page: Page, address: str) -> Load:
    got = []
    page.on("response", lambda answer: got.append(answer))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return [(urlsplit(answer.url).path.rpartition(".")[2], len(gzip.compress(answer.body()))) for answer in got]


def _exceeds(load: Load) -> bool:
    return len(load) > REQUESTS or any(weight > BYTES.get(kind, 30_720) for kind, weight in load)
