"""Claims are marked in the text without a word of it changing, and nothing active comes out."""

import json
import re

import pytest
from django.utils import translation
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.projecting import clean_body, project
from articles.rendering import Mark, render_body, render_json, render_line, stored
from tests.articles.markup import HTML

SPANS = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=6)
MARKER = re.compile(r'<a class="ref [^"]*" href="#claim-\d+">.*?</a>')


def mark(start, end, number=1, css="confirmed", label="Confirmed", glyph="✓"):
    return Mark(start, end, number, css, label, f"#claim-{number}", glyph)


def marker(number=1, css="confirmed", label="Confirmed", glyph="✓"):
    return (
        f'<a class="ref {css}" href="#claim-{number}"><span class="sr">Claim </span>{number}'
        f'<span class="g" aria-hidden="true"> {glyph}</span><span class="sr">, {label}. Show source</span></a>'
    )


def without_markers(html):
    """What is left when the links go, and the spans with their ids and classes too."""
    return re.sub(r"</?span[^>]*>", "", MARKER.sub("", html))


@given(HTML)
@settings(max_examples=100)
def test_without_marks_the_body_is_what_cleaning_makes(html):
    assert render_body(html, []) == clean_body(html)


@given(HTML, SPANS)
@settings(max_examples=300)
def test_marks_change_no_word_and_no_tag(html, spans):
    marks = [mark(start, end, number) for number, (start, end) in enumerate(spans, start=1)]
    drawn = render_body(html, marks)
    text = project(html).text
    assert clean_body(without_markers(drawn)) == clean_body(html)
    assert project(MARKER.sub("", drawn)).text == text
    visible = [one.number for one in marks if text[max(0, one.start) : max(0, one.end)].strip()]
    assert sorted(int(found) for found in re.findall(r'href="#claim-(\d+)"', drawn)) == visible
    assert sorted(int(found) for found in re.findall(r'id="t(\d+)"', drawn)) == visible


@given(HTML, SPANS)
@settings(max_examples=200)
def test_marked_html_is_well_formed(html, spans):
    drawn = render_body(html, [mark(start, end, number) for number, (start, end) in enumerate(spans, start=1)])
    open_tags = []
    for closing, name in re.findall(r"<(/?)([a-z0-9]+)[^<]*?(?=>)", drawn):
        if closing:
            assert open_tags.pop() == name
        elif name != "br":
            assert name != "a" or "a" not in open_tags  # no link within a link
            open_tags.append(name)
    assert open_tags == []


def test_a_claim_is_a_span_and_a_link_to_its_card():
    html = "<p>They met on Tuesday, again.</p>"
    assert render_body(html, [mark(9, 19)]) == (
        f'<p>They met <span class="c confirmed" id="t1">on Tuesday</span>{marker()}, again.</p>'
    )


def test_white_space_at_the_ends_of_a_mark_is_not_drawn():
    assert render_body("<p>a bc d</p>", [mark(1, 5)]) == (
        f'<p>a <span class="c confirmed" id="t1">bc</span>{marker()} d</p>'
    )


def test_a_claim_over_tags_and_blocks_is_drawn_in_pieces_with_one_id_and_one_link():
    html = "<p>one <em>two</em> three</p><ul><li>four five</li></ul>"
    start, end = project(html).text.index("two"), project(html).text.index(" five")
    assert render_body(html, [mark(start, end)]) == (
        '<p>one <em><span class="c confirmed" id="t1">two</span></em><span class="c confirmed"> three</span></p>\n'
        f'<ul><li><span class="c confirmed">four</span>{marker()} five</li></ul>'
    )


def test_a_claim_over_a_line_break_keeps_it():
    assert render_body("<p>a<br>b</p>", [mark(0, 3)]) == (
        f'<p><span class="c confirmed" id="t1">a<br>b</span>{marker()}</p>'
    )


def test_a_link_to_a_card_never_stands_in_a_link_of_the_text():
    html = '<p><a href="https://example.org">one <strong>two</strong> three</a> four</p>'
    assert render_body(html, [mark(0, 3, 1), mark(4, 7, 2)]) == (
        '<p><a href="https://example.org" rel="noopener"><span class="c confirmed" id="t1">one</span> '
        '<strong><span class="c confirmed" id="t2">two</span></strong> three</a>'
        f"{marker(1)}{marker(2)} four</p>"
    )


def test_overlapping_claims_share_pieces_that_name_them_all():
    assert render_body("<p>abcdef</p>", [mark(0, 4, 1), mark(2, 6, 2, "partly caveat", "Partly confirmed", "◐")]) == (
        '<p><span class="c confirmed" id="t1">ab</span>'
        '<span class="c partly caveat" id="t2" data-claims="1 2">cd</span>'
        f'{marker(1)}<span class="c partly caveat">ef</span>{marker(2, "partly caveat", "Partly confirmed", "◐")}</p>'
    )


def test_a_claim_within_a_claim_leaves_the_outer_one_around_it():
    assert render_body("<p>abcdef</p>", [mark(2, 4, 1, "said", "Said, on record", "❝"), mark(0, 6, 2)]) == (
        '<p><span class="c confirmed" id="t2">ab</span>'
        f'<span class="c said" id="t1" data-claims="2 1">cd</span>{marker(1, "said", "Said, on record", "❝")}'
        f'<span class="c confirmed">ef</span>{marker(2)}</p>'
    )


def test_claims_that_begin_together_both_have_their_id():
    assert render_body("<p>abcd</p>", [mark(0, 2, 1), mark(0, 4, 2)]) == (
        '<p><span id="t2"><span class="c confirmed" id="t1" data-claims="2 1">ab</span></span>'
        f'{marker(1)}<span class="c confirmed">cd</span>{marker(2)}</p>'
    )


def test_adjacent_claims_stay_apart_and_taking_one_away_leaves_the_other():
    html = "<p>ab cd</p>"
    second = f'<span class="c confirmed" id="t2"> cd</span>{marker(2)}'.replace("> cd<", ">cd<")
    first = f'<span class="c confirmed" id="t1">ab</span>{marker(1)}'
    assert render_body(html, [mark(0, 2, 1), mark(3, 5, 2)]) == f"<p>{first} {second}</p>"
    assert render_body(html, [mark(3, 5, 2)]) == f"<p>ab {second}</p>"


def test_a_headline_is_escaped_and_marked():
    assert render_line("Cut by 3 < 4 & 5", [mark(7, 12)]) == (
        f'Cut by <span class="c confirmed" id="t1">3 &lt; 4</span>{marker()} &amp; 5'
    )
    assert render_line("Plain <b>") == "Plain &lt;b&gt;"


def test_marks_cannot_bring_markup_in():
    drawn = render_line("a", [Mark(0, 1, 1, '"><script>', "<b>", 'x" onclick="y', "<i>")])
    assert "<script" not in drawn
    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert 'onclick="' not in drawn


def test_hostile_html_comes_out_clean_whoever_stored_it():
    hostile = "<p onclick=x>a<script>b</script><a href='javascript:c'>d</a><svg onload=e></p>"
    assert render_body(hostile, [mark(0, 1)]) == f'<p><span class="c confirmed" id="t1">a</span>{marker()}d</p>'


def test_a_mark_without_a_sign_has_none():
    assert "aria-hidden" not in render_line("a", [mark(0, 1, glyph="")])


def test_the_sentence_for_the_ear_is_one_sentence_to_translators():
    with translation.override("de"):  # no catalogue: the English sentence, whole
        assert '<span class="sr">Claim </span>1' in render_line("a", [mark(0, 1)])


def test_json_in_a_script_element_cannot_end_it():
    value = {"a": "</script><!-- & \u2028"}
    drawn = render_json(value)
    assert json.loads(drawn) == value
    assert not set(drawn) & set("<>&\u2028")


@pytest.mark.parametrize("made", [render_body("<p>a</p>"), render_line("a"), render_json({}), stored("<main>")])
def test_what_is_drawn_is_safe(made):
    assert isinstance(made, SafeString)
