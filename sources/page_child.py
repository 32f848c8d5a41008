"""PURE  A program of its own that reads one hostile page: HTML on stdin, title and words as JSON on stdout.

`page_words` runs it, and ends it. What reads a page is C code that no thread can stop, and it may take all memory.
"""

import json
import resource
import sys

from trafilatura import bare_extraction, html2txt, load_html

SHORTEST = 250  # characters; a shorter article is a guess that may leave half of a short page out
LONGEST = 2_000_000  # characters of markup in which an article is looked for
TAGS = 20_000  # in as many; to weigh more takes longer than anybody waits
MEMORY = 1_000_000_000  # bytes of addresses; an ordinary page takes a quarter of it


def title_and_words(html: str) -> tuple[str, str]:
    """The title of the page, and its article; all it says where no article is found."""
    tree = load_html(html)
    if tree is None:  # a piece of a page alone is refused
        tree = load_html(f"<html><body>{html}</body></html>")
    if tree is None:
        return "", ""
    title = tree.findtext(".//title") or ""
    small = len(html) <= LONGEST and html.count("<") <= TAGS
    article = bare_extraction(tree, include_comments=False, favor_recall=True) if small else None
    text = (article.text or "") if article else ""
    if len(text) < SHORTEST:
        text = html2txt(tree) or text
    return title, text


def main() -> None:
    """Read, within the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    html = sys.stdin.buffer.read().decode("utf-8", errors="surrogatepass")
    sys.stdout.write(json.dumps(title_and_words(html)))


if __name__ == "__main__":
    main()
