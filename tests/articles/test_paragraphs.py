"""Plain text becomes paragraphs, sub-headings and lists; no word is lost, and what is no heading is none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.paragraphs import as_html, with_paragraphs
from articles.projecting import clean_body

PROSE = "They met on Monday."
LINES = st.sampled_from(
    ["Talks", "A line of words", PROSE, "- item", "•item", "", " ", "Q Why?", "MS. LEE: So", "1", "a<b"]
)


def kinds(*paragraphs):
    return re.findall(r"<(h2|p|li)>(.*?)</\1>", as_html("\n\n".join(paragraphs)))


@pytest.mark.parametrize(
    "heading",
    [
        "Talks",
        "What is on the table",
        "TRADE & PROSPERITY",
        "A Wider Circle",
        "Pillar No. 2: Improve safety",
        "3. Scope of work",
        "“Innovation” in practice",
        "Electric Vehicles (EVs)",
        "A Fifty-Year Plan for the Coasts and Harbours of Arland, Borovia and the Islands Between, 2024–2074",
        "谈判",
    ],
)
def test_a_short_line_of_its_own_without_a_full_stop_is_a_heading(heading):
    assert kinds(heading, PROSE) == [("h2", heading.replace("&", "&amp;")), ("p", PROSE)]


@pytest.mark.parametrize(
    "line",
    [
        "Short, but a sentence.",
        "Is it a heading?",
        "They agreed on the following:",
        "He said it “is over.”",
        "and so on",
        "(i) the authority of an agency",
        "[Redacted]",
        "MS. PRICE: I see",
        "Q Can you say more",
        "The tariff will increase by",
        "Keep what is eligible; and",
        "The minister said: “no more",
        "So —",
        "May 5, 2024",
        "First one thing. Then another",
        "The two sides will finish their work on rules for digital trade and for services in the weeks of spring",
        "word " * 25,
    ],
)
def test_other_short_lines_are_paragraphs(line):
    assert kinds(line, PROSE) == [("p", line.strip()), ("p", PROSE)]


def test_two_headings_may_follow_one_another_but_three_lines_are_a_list_of_something():
    assert kinds("Annex II", "Export control", PROSE) == [("h2", "Annex II"), ("h2", "Export control"), ("p", PROSE)]
    assert kinds("Utah", "Ohio", "Iowa", PROSE) == [("p", "Utah"), ("p", "Ohio"), ("p", "Iowa"), ("p", PROSE)]


def test_a_line_with_nothing_under_it_is_no_heading():
    assert kinds(PROSE, "END") == [("p", PROSE), ("p", "END")]


def test_place_and_time_above_a_speech_are_no_headings():
    assert kinds("State Dining Room", "1:42 P.M. EDT", "MS. LEE: Hello. Thank you.") == [
        ("p", "State Dining Room"),
        ("p", "1:42 P.M. EDT"),
        ("p", "MS. LEE: Hello. Thank you."),
    ]
    assert kinds("Port Selden, Arland", "MS. LEE: Hello. Thank you.")[0] == ("p", "Port Selden, Arland")


def test_a_heading_may_stand_over_a_list():
    assert kinds("Next steps", "- Meet", "- Talk") == [("h2", "Next steps"), ("li", "Meet"), ("li", "Talk")]


@pytest.mark.parametrize("bullet", ["- ", "* ", "· ", "• ", "•", "▪ ", "◦", "●", "‣ ", "■ "])
def test_bullets_make_list_items_in_one_paragraph_or_several(bullet):
    together = as_html(f"Agreed:\n{bullet}one\n  goes on\n{bullet}two\n\n{bullet}three\n\nEnd.")
    assert together == "<p>Agreed:</p>\n<ul>\n<li>one goes on</li>\n<li>two</li>\n<li>three</li>\n</ul>\n<p>End.</p>"


def test_a_dash_within_a_line_or_before_a_number_is_no_bullet():
    assert kinds("It fell -5 percent.", "-5 percent was measured.") == [
        ("p", "It fell -5 percent."),
        ("p", "-5 percent was measured."),
    ]


def test_lines_of_a_paragraph_are_joined_by_spaces():
    assert kinds("They met\n  on\tMonday\nin Geneva") == [("p", "They met on\tMonday in Geneva")]


@pytest.mark.parametrize("ornament", ["###", "* * *", "-----", "• • •", "…"])
def test_lines_of_ornaments_are_left_out(ornament):
    assert kinds(PROSE, ornament) == [("p", PROSE)]


def test_markup_is_escaped():
    assert as_html("a <b> & c.") == "<p>a &lt;b&gt; &amp; c.</p>"


def test_no_text_makes_no_html():
    assert as_html("") == as_html("\n \n") == ""


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_every_word_is_kept_in_order_and_lists_are_closed(text):
    html = as_html(text)
    words = re.sub(r"<[^>]+>", " ", html).replace("&lt;", "<").split()
    wanted = re.sub(r"(?m)^\s*(•|- )", " ", text).split()
    assert words == wanted
    assert html.count("<ul>") == html.count("</ul>")


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        ("One.\n\nTwo.\n \n\nThree.", "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>"),
        ("One\nline.", "<p>One line.</p>"),
        ("<em>One.\n\nTwo.</em>", "<p><em>One.</em></p>\n<p><em>Two.</em></p>"),
        ("<h2>Talks</h2>\nOne.\n\nTwo.", "<h2>Talks</h2>\n<p>One.</p>\n<p>Two.</p>"),
        ("<p>One\n\nand the same.</p>", "<p>One and the same.</p>"),
        ("<ul>\n\n<li>One</li>\n\n<li>Two</li>\n\n</ul>", "<ul><li>One</li>\n<li>Two</li></ul>"),
        ("1 < 2\n\n3 > 2", "<p>1 &lt; 2</p>\n<p>3 &gt; 2</p>"),
    ],
)
def test_a_blank_line_outside_blocks_begins_a_paragraph(typed, body):
    assert clean_body(with_paragraphs(typed)) == body
    assert with_paragraphs(body) == body
