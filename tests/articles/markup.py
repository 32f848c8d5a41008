"""Random HTML for tests of the body: every tag we know and some we do not, well-formed and broken."""

from hypothesis import strategies as st

WORDS = st.text(alphabet="ab é\u0301\u0338\u00a0\u200b—“”’<>&'\"\n", max_size=12)
ENTITIES = st.sampled_from(["&amp;", "&lt;b&gt;", "&nbsp;", "&#x301;", "&#1;", "&eacute;", "&", "&#8212;"])
BLOCKS = ["p", "h1", "h2", "h3", "h5", "ul", "ol", "li", "blockquote", "div", "table", "tr", "td", "section", "pre"]
INLINE = ["a", "strong", "b", "em", "i", "span", "u"]
LINKS = ["https://example.org/a?b=1&c=2", "http://example.org", "mailto:desk@example.org", "javascript:alert(1)"]
LINKS += ["/relative", "data:text/html,x", "https://example.org/a b", " https://example.org/\n", 'https://e.org/"x"']
TAGS = st.sampled_from(
    [f"<{tag}>" for tag in BLOCKS + INLINE]
    + [f"</{tag}>" for tag in BLOCKS + INLINE]
    + [f"<a href='{link}'>" for link in LINKS if "'" not in link]
    + [
        "<br>",
        "<br/>",
        "<hr>",
        "<!-- aside -->",
        "<ol start='3'>",
        "<script>alert(1)</script>",
        "<img src=x onerror=y>",
    ]
)
SOUP = st.lists(st.one_of(WORDS, ENTITIES, TAGS), max_size=25).map("".join)


def _element(inner):
    return st.tuples(st.sampled_from(BLOCKS + INLINE), inner).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>")


TREES = st.recursive(
    st.one_of(WORDS.map(lambda text: text.replace("<", "&lt;")), ENTITIES, st.just("<br>")),
    lambda inner: st.lists(st.one_of(inner, _element(inner)), max_size=4).map("".join),
    max_leaves=20,
)
HTML = st.one_of(SOUP, TREES)
