"""The body is cleaned into one canonical form, and its plain text is what a reader sees."""

import html as entities
import re
from unicodedata import combining, normalize

import nh3
import pytest
from hypothesis import given, settings

from articles.projecting import blocks, clean_body, project
from policydesk.lib.text import clean_text
from tests.articles.markup import HTML

# What a page shows, by other means than ours: every text node, white space and invisible characters aside.
UNSEEN = {"script", "style", "template", "title", "iframe"}


def letters(text):
    """Every letter, in order; accents go last, because NFD sorts those that our blocks keep apart."""
    found = re.sub(r"[\s\u200b\x00-\x1f]", "", normalize("NFD", text))
    return [char for char in found if not combining(char)], sorted(char for char in found if combining(char))


def seen(html):
    return entities.unescape(nh3.clean(html, tags=set(), clean_content_tags=UNSEEN))


@given(HTML)
@settings(max_examples=200)
def test_cleaning_twice_changes_nothing_more(html):
    clean = clean_body(html)
    assert clean_body(clean) == clean


@given(HTML)
@settings(max_examples=200)
def test_no_letter_is_lost_or_added(html):
    assert letters(project(html).text) == letters(seen(html))


@given(HTML)
@settings(max_examples=200)
def test_the_text_of_the_clean_body_is_the_text_of_the_body(html):
    once, again = project(html), project(clean_body(html))
    assert again.text == once.text
    assert [block.kind for block in again.blocks] == [block.kind for block in once.blocks]


@given(HTML)
@settings(max_examples=200)
def test_clean_html_is_clean_text_too(html):
    """A column that cleans its text must not change a byte of it: NFC could melt an accent into a tag."""
    assert clean_text(clean_body(html)) == clean_body(html)


@given(HTML)
@settings(max_examples=200)
def test_blocks_say_where_they_stand(html):
    found = project(html)
    assert [found.text[block.start : block.end] for block in found.blocks] == [block.text for block in found.blocks]
    assert found.text == "\n\n".join(block.text for block in found.blocks)
    assert all(block.text.strip() and "\n\n" not in block.text for block in found.blocks)


@pytest.mark.parametrize(
    ("html", "clean", "text"),
    [
        ("", "", ""),
        ("loose words", "<p>loose words</p>", "loose words"),
        ("<p>One\n  line <b>bold</b>.</p>", "<p>One line <strong>bold</strong>.</p>", "One line bold."),
        ("<p>a</p>tail<p>b", "<p>a</p>\n<p>tail</p>\n<p>b</p>", "a\n\ntail\n\nb"),
        ("<p>a<br>b <br> c</p>", "<p>a<br>b<br>c</p>", "a\nb\nc"),
        ("<p>a<br><br>b</p>", "<p>a</p>\n<p>b</p>", "a\n\nb"),
        ("<p><br>a<br></p>", "<p>a</p>", "a"),
        ("<p>&nbsp;</p><p></p><h2> </h2>", "", ""),
        ("<h1>A</h1><h4>B</h4>", "<h2>A</h2>\n<h3>B</h3>", "A\n\nB"),
        ("<div>a</div><div>b</div>", "<p>a</p>\n<p>b</p>", "a\n\nb"),
        ("<div>a<p>b</p>c</div>", "<p>a</p>\n<p>b</p>\n<p>c</p>", "a\n\nb\n\nc"),
        ("<tr><td>a</td>", "<p>a</p>", "a"),
        (
            "<table><tr><td>Utah</td><td>5</td></tr><tr><td>Ohio</td></table>",
            "<p>Utah 5</p>\n<p>Ohio</p>",
            "Utah 5\n\nOhio",
        ),
        ("<ul><li><p>a</p></li><li>b</li></ul>", "<ul><li>a</li>\n<li>b</li></ul>", "a\n\nb"),
        ("<ul><li>a<p>more</p></li></ul>", "<ul><li>a\n<p>more</p></li></ul>", "a\n\nmore"),
        ("<ol start='3'><li>c</li></ol>", '<ol start="3"><li>c</li></ol>', "c"),
        ("<ol start='x'><li>c</li></ol>", "<ol><li>c</li></ol>", "c"),
        ("<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a\n<ul><li>b</li></ul></li></ul>", "a\n\nb"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a\n<ul><li>b</li></ul></li></ul>", "a\n\nb"),
        ("<ul>loose<li>a</li></ul>", "<ul><li>loose</li>\n<li>a</li></ul>", "loose\n\na"),
        ("<li>a</li><li>b</li>", "<p>a</p>\n<p>b</p>", "a\n\nb"),
        ("<blockquote>a<p>b</p></blockquote>", "<blockquote><p>a</p>\n<p>b</p></blockquote>", "a\n\nb"),
        ("<strong><p>a</p><p>b</p></strong>", "<p><strong>a</strong></p>\n<p><strong>b</strong></p>", "a\n\nb"),
        ("<em>a</em><em>b</em>", "<p><em>ab</em></p>", "ab"),
        ("<i><b>a</b></i>", "<p><strong><em>a</em></strong></p>", "a"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3"),
        ("<p>a\u200bb\u2060c\ufeff</p>", "<p>abc</p>", "abc"),
        ("<p>cafe\u0301</p>", "<p>café</p>", "café"),
        ("<p>cafe<b>\u0301</b></p>", "<p>café</p>", "café"),
        ("<p>&#x338;a</p>", "<p>&#x338;a</p>", "\u0338a"),
        ("<p>a\u00a0b</p>", "<p>a\u00a0b</p>", "a\u00a0b"),
        ("a<script>alert(1)</script><!-- b --><style>p{}</style>c", "<p>ac</p>", "ac"),
        ("<p style='color:red' class='x' onclick='y'>a<img src=x onerror=z></p>", "<p>a</p>", "a"),
    ],
)
def test_html_is_cleaned_into_one_form(html, clean, text):
    assert (clean_body(html), project(html).text) == (clean, text)


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://example.org/a?b=1&amp;c=2", "https://example.org/a?b=1&amp;c=2"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        (" https://exa\nmple.org/a b ", "https://example.org/a%20b"),
        ("https://example.org/?q=&quot;&gt;", "https://example.org/?q=&quot;&gt;"),
    ],
)
def test_a_link_keeps_its_web_or_mail_address(href, kept):
    assert clean_body(f'<p><a href="{href}" target="_blank">a</a></p>') == (
        f'<p><a href="{kept}" rel="noopener">a</a></p>'
    )


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVa\nScript:x",
        "data:text/html,x",
        "/a",
        "//example.org",
        "#a",
        "",
        "ftp://a.org",
        "https://",
        "vbscript:x",
        "\x01javascript:x",
        "&#106;avascript:x",
        "https:example.org",
    ],
)
def test_any_other_link_goes_and_its_words_stay(href):
    assert clean_body(f'<p>see <a href="{href}">this</a></p>'.replace("\x01", "&#1;")) == "<p>see this</p>"


def test_a_block_is_called_what_a_reader_calls_it():
    html = "<h2>a</h2><p>b</p><ul><li>c<p>d</p></li></ul><blockquote><p>e</p><ul><li>f</li></ul></blockquote><h3>g</h3>"
    assert [(block.kind, block.text) for block in blocks(html)] == [
        ("h2", "a"),
        ("p", "b"),
        ("li", "c"),
        ("li", "d"),
        ("blockquote", "e"),
        ("li", "f"),
        ("h3", "g"),
    ]


def test_control_characters_are_refused_by_name_and_place():
    with pytest.raises(ValueError, match=r"^Remove the control character U\+0001 at position 5\.$"):
        clean_body("<p>a\x01b</p>")


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("a" * 1_000_001, r"^The text is too long: at most 1,000,000 characters fit\.$"),
        ("</div>" * 9_000 + "<div>" * 2_001, r"^The text holds too many tags within tags: at most 2,000 fit\.$"),
        ("<div>" * 20_001, r"^The text holds too many tags and character codes: at most 20,000 fit\.$"),
        ("&amp;" * 20_001, r"^The text holds too many tags and character codes: at most 20,000 fit\.$"),
        ("\u0338" * 20_001, r"^The text holds too many tags and character codes: at most 20,000 fit\.$"),
        ("a\u00a0" * 50_001, r"^The text holds too many no-break spaces and signs like « and §: at most 50,000 fit\.$"),
    ],
)
def test_what_no_story_is_is_refused(html, sentence):
    with pytest.raises(ValueError, match=sentence):
        clean_body(html)


def test_nesting_ends_somewhere_and_keeps_every_word():
    html = "<blockquote>a<ul><li>b" * 50
    assert project(clean_body(html)).text == "\n\n".join("ab" * 50)
    assert clean_body(clean_body(html)) == clean_body(html)
