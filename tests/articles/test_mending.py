"""Other words in one place of a body."""

import pytest

from articles.mending import mended_body

BODY = '<p>The <strong>two sides</strong> met in <a href="https://example.org/" rel="noopener">Geneva</a> today.</p>\n<p>Two.</p>'
FIRST = "The two sides met in Geneva today."


@pytest.mark.parametrize(
    ("words", "inner"),
    [
        ("The three sides met in Geneva yesterday.", "The <strong>three sides</strong> met in {link} yesterday."),
        ("The two sides met today.", "The <strong>two sides</strong> met today."),
        ("Today the two sides met in Geneva today.", "Today the <strong>two sides</strong> met in {link} today."),
    ],
)
def test_words_that_stay_keep_their_tags_and_new_ones_are_text(words, inner):
    link = '<a href="https://example.org/" rel="noopener">Geneva</a>'
    assert mended_body(BODY, 0, len(FIRST), words) == f"<p>{inner.format(link=link)}</p>\n<p>Two.</p>"


def test_a_word_in_a_link_is_exchanged_within_it():
    assert ">Bern</a> today.</p>" in mended_body(BODY, 0, len(FIRST), FIRST.replace("Geneva", "Bern"))


def test_a_later_block_is_changed_alone_and_a_place_over_two_blocks_is_none():
    assert mended_body(BODY, len(FIRST) + 2, len(FIRST) + 6, "<Three> & more").endswith(
        "<p>&lt;Three&gt; &amp; more</p>"
    )
    with pytest.raises(ValueError, match="no block"):
        mended_body(BODY, 0, len(FIRST) + 6, "Three.")
