"""What stands around the frozen page of a story: head, navigation, footing and banners.

The frame of the newest version of a story without notices is the same for all of its footing: it is drawn once.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

HEAD, MAIN = "\x01head\x01", "\x01main\x01"  # control characters, which no text of ours can hold
MOST = 32  # frames are kept: footings in languages


def framed(head: str, main: str, *, release: str, old: bool, **banner: Any) -> str:
    """The whole page: the frame around `head` and `main`, with what a `banner` says of this version alone."""
    # While somebody works on the templates, each page shows them as they are.
    if old or banner or settings.DEBUG:
        before, between, after = _draw(release=release, old=old, **banner)
    else:
        before, between, after = _plain(release, get_language(), settings.SITE_URL, settings.DESK_FOUR_EYES)
    return f"{before}{head}{between}{main}{after}"


@lru_cache(MOST)
def _plain(release: str, *_depends: Any) -> tuple[str, str, str]:
    """The frame without banners; the further arguments are all that it depends on. Nothing asks for the reader."""
    return _draw(release=release, old=False)


def _draw(**context: Any) -> tuple[str, str, str]:
    page = render_to_string("articles/article.html", context | {"head": HEAD, "main": MAIN, "section": "stories"})
    before, _mark, rest = page.partition(HEAD)
    between, _mark, after = rest.partition(MAIN)
    return before, between, after
