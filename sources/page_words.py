"""PURE  The words of a web page: its article without menus and notices; all it says where no article is found."""

from trafilatura import bare_extraction, html2txt, load_html

from sources.decoding import decoded

SHORTEST = 250  # characters; a shorter article is a guess that may leave half of a short page out
LONGEST = 2_000_000  # characters of markup in which an article is looked for
TAGS = 20_000  # in as many; to weigh more takes longer than anybody waits


def words_of_page(content: bytes, *, said: str = "") -> tuple[str, list[str]]:
    """The title of the page and its words, block by block with empty lines between. Raises NotReadable.

    Nothing is fetched: the page is read as it was saved, and no program in it runs.
    """
    html = decoded(content, said=said, page=True)
    tree = load_html(html)
    if tree is None:  # a piece of a page alone is refused
        tree = load_html(f"<html><body>{html}</body></html>")
    if tree is None:
        return "", [""]
    title = tree.findtext(".//title") or ""
    small = len(html) <= LONGEST and html.count("<") <= TAGS
    article = bare_extraction(tree, include_comments=False, favor_recall=True) if small else None
    text = (article.text or "") if article else ""
    if len(text) < SHORTEST:
        text = html2txt(tree) or text
    return title, [text.replace("\n", "\n\n")]
