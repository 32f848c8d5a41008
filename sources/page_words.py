"""PURE  The words of a web page: its article without menus and notices; all it says where no article is found."""

import json
import subprocess
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from sources.decoding import NotReadable, decoded
from sources.page_child import title_and_words

# Characters of markup that take less than two seconds, whatever they are: 10,000 <br>, 6,000 attributes of one tag.
HARMLESS = 40_000
SECONDS = 10.0  # for any other page, of which two megabytes of ordinary prose take two
READER = [sys.executable, "-m", "sources.page_child"]
HOUSE = Path(__file__).resolve().parent.parent


def words_of_page(content: bytes, *, said: str = "") -> tuple[str, list[str]]:
    """The title of the page and its words, block by block with empty lines between. Raises NotReadable.

    Nothing is fetched: the page is read as it was saved, and no program in it runs. A long one is read by a process of
    its own, which ends after `SECONDS` and has a bound to its memory.
    """
    html = decoded(content, said=said, page=True)
    title, text = title_and_words(html) if len(html) <= HARMLESS else _apart(html)
    return title, [text.replace("\n", "\n\n")]


def _apart(html: str) -> tuple[str, str]:
    try:
        done = subprocess.run(
            READER, input=html.encode("utf-8", errors="surrogatepass"), capture_output=True, check=True,
            timeout=SECONDS, cwd=HOUSE, env={},
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        told = _("Reading the page took more than %(count)d seconds, and was stopped. Its words can be typed.")
        raise NotReadable(told % {"count": round(SECONDS)}) from late
    except subprocess.CalledProcessError as broken:
        raise NotReadable(_("The page asks more of a reader than any page needs. Its words can be typed.")) from broken
    title, text = json.loads(done.stdout)
    return title, text
