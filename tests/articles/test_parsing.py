"""A story arrives as text: what is understood, and what is refused by line and column."""

import time
from contextlib import suppress

import pytest

from articles.parsing import SeedError, Story, decode, parse_story

LEAD = "Arland and Borovia will open talks in Port Selden on Tuesday, the first in nine years. Both need them."
RAW = f""" date 2024-03-05 {LEAD}

What is on the table

Arland wants the catch cut by 12 percent—a tenth of what it was. “We listened,” the minister said.

They met before."""

MARKDOWN = """---
id: 007
date: 2024-03-05
title: "Talks: a beginning"
tags: [Herring, 'Port Selden', Herring]
byline: Ada Report
work_type: analysis
---

Arland *wants* the [catch](https://example.org) cut.

## What may follow

- One
- Two
"""

PROVISIONAL = "no headline; used the first clause. Edit it before publishing."


def parts(story):
    return [(block.kind, block.text) for block in story.blocks]


def headline(lead):
    story = parse_story(f"date 2024-03-05 {lead}")
    assert story.headline_provisional
    assert story.warnings == (PROVISIONAL,)
    return story.headline


def refusal(text, *, markdown=False):
    with pytest.raises(SeedError) as refused:
        parse_story(text, markdown=markdown)
    return str(refused.value)


def test_the_lead_may_stand_on_the_date_line_and_its_first_clause_is_a_provisional_headline():
    story = parse_story(RAW)
    assert (story.date, story.headline, story.headline_provisional, story.warnings) == (
        "2024-03-05",
        "Arland and Borovia will open talks in Port Selden on Tuesday",
        True,
        (PROVISIONAL,),
    )
    assert parts(story) == [
        ("p", LEAD),
        ("h2", "What is on the table"),
        ("p", "Arland wants the catch cut by 12 percent—a tenth of what it was. “We listened,” the minister said."),
        ("p", "They met before."),
    ]


def test_a_title_stands_on_the_date_line_before_a_blank_line():
    assert parse_story("date 2024-03-05 Talks \u2060 open\n\nThe lead.\n") == Story(
        date="2024-03-05",
        headline="Talks open",
        body="<p>The lead.</p>",
        blocks=parse_story("date 2024-03-05 Talks open\n\nThe lead.").blocks,
    )


@pytest.mark.parametrize("end", [".", "?", "!", ".”", "!)"])
def test_a_line_that_ends_like_a_sentence_is_the_lead(end):
    story = parse_story(f"date 2024-03-05 Talks open{end}\n\nMore follows.")
    assert (story.headline_provisional, parts(story)) == (True, [("p", f"Talks open{end}"), ("p", "More follows.")])


def test_without_a_blank_line_the_line_is_part_of_the_lead():
    story = parse_story("date 2024-03-05 Talks open\nin Port Selden.\n\nMore.")
    assert parts(story) == [("p", "Talks open in Port Selden."), ("p", "More.")]


def test_a_line_too_long_for_a_title_is_the_lead():
    long = "word " * 90
    assert parts(parse_story(f"date 2024-03-05 {long}\n\nMore.")) == [("p", long.strip()), ("p", "More.")]


def test_a_date_alone_on_its_line_is_followed_by_the_lead():
    story = parse_story("date 2024-03-05\n\nA heading\n\nThe talks are open now in the port. More.")
    assert (story.headline, [kind for kind, _text in parts(story)]) == (
        "The talks are open now in the port",
        ["h2", "p"],
    )


@pytest.mark.parametrize("text", ["\ufeff{}", "\n\n{}", "  {}", "{}\n\n\n"])
def test_byte_order_mark_blank_lines_and_spaces_around_are_normal(text):
    plain = "date 2024-03-05 Talks open\n\nThe lead.\n\nHeading\n\nText."
    assert parse_story(text.format(plain)) == parse_story(plain)


def test_windows_and_old_mac_line_ends_are_normal():
    plain = "date 2024-03-05 Talks open\n\nThe lead.\n\nHeading\n\nText."
    assert parse_story(plain.replace("\n", "\r\n")) == parse_story(plain.replace("\n", "\r")) == parse_story(plain)


def test_markup_in_raw_text_is_text():
    assert parse_story("date 2024-03-05 A <b> & c\n\n1 < 2 & <script>x</script>.").body == (
        "<p>1 &lt; 2 &amp; &lt;script&gt;x&lt;/script&gt;.</p>"
    )


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("The talks are open. More.", "The talks are open"),
        ("On Tuesday, the envoys of both sides arrived in Port Selden, they said.", None),
        (
            "Arland cut its catch by more than ten percent—twice the plan.",
            "Arland cut its catch by more than ten percent",
        ),
        ("Two sides sat down at last in Geneva; nothing was signed.", "Two sides sat down at last in Geneva"),
        ("They fight deaths in the U.S.", "They fight deaths in the U.S."),
        ("Is there a plan? Nobody knows.", "Is there a plan?"),
        ("“We listened.” He left.", "“We listened.”"),
        ("\u200fThe \u2067talks\u2069 are open.", "The talks are open"),
    ],
)
def test_the_first_clause_is_short_enough_for_a_headline_and_long_enough_to_say_something(lead, expected):
    assert headline(lead) == (expected or "On Tuesday, the envoys of both sides arrived in Port Selden")


def test_a_clause_without_end_is_cut_between_words():
    assert headline("word " * 60) == "word " * 23 + "word…"
    assert headline("x" * 500) == "x" * 119 + "…"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "1:1: the file is empty."),
        (" \n\ufeff\n", "1:1: the file is empty."),
        ("Talks open.\n", "1:1: no date. Expected: date YYYY-MM-DD"),
        ("\n  Talks open.\n", "2:3: no date. Expected: date YYYY-MM-DD"),
        ("date\n", "1:1: no date. Expected: date YYYY-MM-DD"),
        ("date 2024-13-28", '1:6: not a date: "2024-13-28". Expected: date YYYY-MM-DD'),
        (" date 2024-02-30 Title\n\nText.", '1:7: not a date: "2024-02-30". Expected: date YYYY-MM-DD'),
        ("date 20240128 T\n\nText.", '1:6: not a date: "20240128". Expected: date YYYY-MM-DD'),
        ("date " + "9" * 99, f'1:6: not a date: "{"9" * 40}". Expected: date YYYY-MM-DD'),
        ("date 2024-03-05", "1:1: there is no paragraph under the date."),
        ("date 2024-03-05 Title\n\n###\n", "1:1: there is no paragraph under the date."),
        ("date 2024-03-05 T\u2067itle\n\nText.", "1:18: Remove the direction mark U+2067 at position 2."),
        ("date 2024-03-05\n\nA\u202eb", "3:2: the character U+202E (byte 0xE2) does not belong in a text. Remove it."),
        ("date 2024-03-05 T\n\nab\x00c", "3:3: the character U+0000 (byte 0x00) does not belong in a text. Remove it."),
        ("a" * 1_000_001, "1:1: the text is longer than 1,000,000 characters, which no story is. Split it."),
    ],
)
def test_what_is_no_story_is_refused_by_line_and_column(text, error):
    assert refusal(text) == error


def test_markdown_brings_its_front_matter():
    story = parse_story(MARKDOWN, markdown=True)
    assert story == Story(
        date="2024-03-05",
        headline="Talks: a beginning",
        body='<p>Arland <em>wants</em> the <a href="https://example.org" rel="noopener">catch</a> cut.</p>\n'
        "<h2>What may follow</h2>\n<ul><li>One</li>\n<li>Two</li></ul>",
        blocks=story.blocks,
        import_ref="007",
        tags=("Herring", "Port Selden"),
        byline="Ada Report",
        work_type="analysis",
    )


def markdown(matter, content="Text of it."):
    return parse_story(f"---\n{matter}\n---\n{content}", markdown=True)


def test_only_the_date_is_needed():
    story = markdown("date: 2024-03-05")
    assert story == Story(
        "2024-03-05",
        "Text of it",
        "<p>Text of it.</p>",
        story.blocks,
        headline_provisional=True,
        warnings=(PROVISIONAL,),
    )


def test_a_leading_heading_of_the_first_order_is_the_title():
    story = markdown("date: 2024-03-05", "# Talks *open*\n\nText.\n\n# Part two\n\nMore.")
    assert (story.headline, story.headline_provisional) == ("Talks open", False)
    assert parts(story) == [("p", "Text."), ("h2", "Part two"), ("p", "More.")]


def test_the_title_said_again_as_a_heading_is_left_out():
    assert parts(markdown("date: 2024-03-05\ntitle: Talks", "# Talks\n\nText.")) == [("p", "Text.")]
    assert parts(markdown("date: 2024-03-05\ntitle: Talks", "# Other\n\nText.")) == [("h2", "Other"), ("p", "Text.")]


def test_markup_in_markdown_is_cleaned_and_pictures_are_left_out_with_a_warning():
    story = markdown(
        "date: 2024-03-05\ntitle: T", "A <b>b</b> <script>x</script> ![c](d.png) [e](javascript:f)\n\n<div>g</div>"
    )
    assert story.body == "<p>A <strong>b</strong> [e](javascript:f)</p>\n<p>g</p>"
    assert story.warnings == ("pictures were left out.",)


def test_tags_may_be_words_with_commas_between():
    assert markdown("date: 2024-03-05\ntags: a, b c,, a").tags == ("a", "b c")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("---\ntitle: T\n---\nText.", "1:1: no date. Expected: date: YYYY-MM-DD"),
        ("---\ndate: 2024-13-05\n---\nText.", '2:7: not a date: "2024-13-05". Expected: date: YYYY-MM-DD'),
        ("\n---\nid: x\ndate:   soon\n---\nText.", '4:9: not a date: "soon". Expected: date: YYYY-MM-DD'),
        ("---\ndate: 2024-03-05\n---\n", "1:1: there is no paragraph under the date."),
        (
            "---\ndate: 2024-03-05\nwork_type: news\n---\nText.",
            "3:12: unknown work_type “news”. Known: reporting, analysis, background, opinion, fact_check.",
        ),
        (
            f"---\ndate: 2024-03-05\ntitle: {'x' * 401}\n---\nText.",
            "3:8: the title is longer than 400 characters.",
        ),
        ("---\ndate: 2024-03-05\n---\n# T\u2067\n\nText.", "4:4: Remove the direction mark U+2067 at position 2."),
        (
            "---\ndate: 2024-03-05\n---\n" + "*" * 20_001,
            "1:1: the text holds more than 20,000 Markdown signs and lines, which no story does.",
        ),
    ],
)
def test_what_is_no_story_in_markdown_is_refused_by_line_and_column(text, error):
    assert refusal(text, markdown=True) == error


@pytest.mark.parametrize(
    "text",
    [
        "x" * 5_000_000,
        "date 2024-03-05 " + "x" * 900_000,
        "date 2024-03-05 " + "a, " * 300_000,
        "date 2024-03-05 " + "." * 900_000 + "x\n\ny",
        "date 2024-03-05 T\n\n" + "- a\n" * 200_000,
        "date 2024-03-05 T\n\n" + "a\n\n" * 300_000,
        "date 2024-03-05 T\n\n" + "& " * 450_000,
        "date 2024-03-05 " + "e" + "\u0301\u0323" * 400_000,
        "date" + " " * 900_000 + "x",
        "\n" * 900_000 + "date x",
        "---\ndate: 2024-03-05\n---\n" + "![" * 400_000,
        "---\n" * 240_000,
        "---\n" + "[" * 900_000 + "\n---\n",
    ],
    ids=lambda text: repr(text[:30]),
)
@pytest.mark.parametrize("markdown", [False, True])
def test_no_text_takes_long(text, markdown):
    """Processor time, not the clock: other programs may be at work. Quadratic time would be minutes."""
    before = time.process_time()
    with suppress(SeedError):
        parse_story(text, markdown=markdown)
    assert time.process_time() - before < 5


def test_bytes_become_text_with_plain_line_ends():
    assert decode(b"\xef\xbb\xbfdate\r\n\xc3\xa9\xe2\x81\xa0\n") == "date\né\n"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"\xff", "1:1: the byte 0xFF is not UTF-8. Save the file as UTF-8."),
        (b"\xef\xbb\xbfd\xff", "1:2: the byte 0xFF is not UTF-8. Save the file as UTF-8."),
        (b"date\r\n\xc3\xa9\xe9t", "2:2: the byte 0xE9 is not UTF-8. Save the file as UTF-8."),
        (b"\xed\xa0\x80", "1:1: the byte 0xED is not UTF-8. Save the file as UTF-8."),
        (b"a\nb\x00", "2:2: the character U+0000 (byte 0x00) does not belong in a text. Remove it."),
        (b"\x1b[31m", "1:1: the character U+001B (byte 0x1B) does not belong in a text. Remove it."),
        (b"a\xef\xbf\xbe", "1:2: the character U+FFFE (byte 0xEF) does not belong in a text. Remove it."),
    ],
)
def test_bad_bytes_are_named_with_line_and_column(data, error):
    with pytest.raises(SeedError) as refused:
        decode(data)
    assert str(refused.value) == error
