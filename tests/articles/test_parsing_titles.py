"""Titles of Markdown stories: words, without the signs that Markdown is written with."""

import pytest

from articles.parsing import SeedError, parse_story


def headline(title: str) -> str:
    return parse_story(f"---\ndate: 2024-03-05\ntitle: {title}\n---\nText.", markdown=True).headline


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("'*Le Monde*: talks **open**'", "Le Monde: talks open"),
        ("'The [readout](https://example.org/a) of `COM(2024) 5`'", "The readout of COM(2024) 5"),
        ("2 * 3 & snake_case < 7", "2 * 3 & snake_case < 7"),
        (r"'Three \*stars\*'", "Three *stars*"),
        ("'![](a.png)'", "![](a.png)"),
        ("'# 1'", "# 1"),
    ],
)
def test_signs_of_markdown_are_no_words_of_a_title(title, words):
    assert headline(title) == words


def test_a_title_and_the_heading_that_says_it_again_are_compared_by_their_words():
    story = parse_story("---\ndate: 2024-03-05\ntitle: '*Talks* open'\n---\n# Talks **open**\n\nText.", markdown=True)
    assert (story.headline, story.body) == ("Talks open", "<p>Text.</p>")


def test_a_code_does_not_bring_in_what_a_title_may_not_hold():
    with pytest.raises(SeedError, match=r"^3:9: Remove the direction mark U\+2067 at position 2\.$"):
        headline("'A&#x2067;b'")
