"""Words blanked in texts, bodies and contents: found however they are set, with every place kept around them."""

import json

from hypothesis import given
from hypothesis import strategies as st

from articles.blanking import Moved, blank_body, blank_content
from articles.projecting import clean_body, project
from articles.seeking import ADDRESSES, PROSE, Words
from tests.samples import sample_content

MARK = "[gone]"
# Texts of an edition's content that nobody wrote; its body is cleaned as HTML.
OPAQUE = {
    *("slug", "public_id", "sha256", "fingerprint", "body", "story_date", "work_type", "language", "kind", "role"),
    *("at", "first_at", "follow_up_due", "taken_at", "published", "event_date", "release", "status", "reading"),
    *("part", "speech_act", "stance", "directness", "basis", "grade", "source_class"),
}
NAME = Words(("Jane Doe",), MARK)


def test_case_typography_and_white_space_do_not_count():
    for text in ("Jane Doe", "JANE\nDOE", "Jane\u00a0 Doe", "Ja\u00adne Doe"):
        assert NAME.blank(f"So {text}’s house.") == f"So {MARK}’s house."
    assert Words(('the "wall" - built',), MARK).blank("See the “wall” – built.") == f"See {MARK}."


def test_a_word_is_a_whole_word_where_case_is_written():
    assert Words(("Jane Doe", "Anna"), MARK).blank("Jane Doering, Hannah, Anna.") == f"Jane Doering, Hannah, {MARK}."
    assert Words(("王小明先生",), MARK).blank("昨天王小明先生说") == f"昨天{MARK}说"


def test_an_address_loses_them_between_its_hyphens():
    assert NAME.blank_slug("police-question-jane-doe-in-selden") == "police-question-in-selden"
    assert (NAME.blank_slug("jane-doe"), NAME.blank_slug("jane-doering")) == ("", "jane-doering")


def test_an_address_that_was_cut_loses_the_beginning_of_a_passage():
    words = Words(("Jane Doe of Selden was questioned by the police about the fire",), MARK)
    assert words.blank_slug("jane-doe-of-selden-was-quest-2") == ""
    before = "what-we-know-of-the-fire-in-the-old-mill-of-selden"
    assert words.blank_slug(f"{before}-jane-doe-of-selden-was") == before
    for other in ("jane-doe-of-selden", "jane-doe-of-selden-went-home", "news-of-jane-doe-of-selden-was"):
        assert words.blank_slug(other) == other  # too little of it, something else, nothing that was cut


def test_an_address_of_another_site_is_read_as_people_read_it():
    for path in ("2024/john-doe-arrested", "wiki/John_Doe", "who?q=John%20Doe", "who?q=john+doe", "john.doe.html"):
        assert Words(("John Doe",), MARK).in_url(f"https://example.org/{path}"), path
    assert Words(("Иван Петров",), MARK).in_url(
        "https://example.org/%D0%98%D0%B2%D0%B0%D0%BD_%D0%9F%D0%B5%D1%82%D1%80%D0%BE%D0%B2"
    )
    assert not Words(("John Doe",), MARK).in_url("https://example.org/john-doering")


def test_a_body_keeps_its_tags_and_loses_a_link_that_names_them():
    html = '<p>See <strong>Jane</strong> <a href="https://example.org/Doe" rel="noopener">Doe</a> now.</p>\n<p>Jane</p>'
    assert blank_body(html, NAME)[0] == f"<p>See <strong>{MARK}</strong> now.</p>\n<p>Jane</p>"
    link = '<p><a href="https://example.org/selden" rel="noopener">a town</a></p>'
    assert blank_body(link, Words(("Selden",), MARK))[0] == "<p>a town</p>"
    link = '<p><a href="https://example.org/2024/jane-doe_5" rel="noopener">her</a>, <strong>not strong</strong></p>'
    assert blank_body(link, NAME)[0] == "<p>her, <strong>not strong</strong></p>"
    assert blank_body(link, Words(("noopener",), MARK))[0] == link
    two = "<ul><li>To Jane</li>\n<li>Doe went</li></ul>"
    assert blank_body(two, NAME)[0] == f"<ul><li>To {MARK}</li>\n<li>{MARK} went</li></ul>"


@given(st.text("aJ <>&é\n", max_size=60), st.text("aJ é", min_size=1, max_size=4))
def test_the_text_of_a_blanked_body_is_the_blanked_text(text, word):
    body = clean_body(f"<p>{text}</p><h2>{word}</h2><ul><li><em>{text}</em> x</ul>")
    if not word.strip():
        return
    words = Words((word.strip(),), MARK)
    html, blanking = blank_body(body, words)
    assert project(html).text == blanking.blank(project(body).text)
    assert clean_body(html) == html


def test_a_claim_keeps_its_place_around_the_mark():
    content = sample_content()
    claim = next(row for row in content["claims"] if row["part"] == "body")
    first = " ".join(claim["exact"].split()[:2])
    done = blank_content(content, Words((first,), MARK), Moved())
    text = project(done["article"]["body"]).text
    for row in (row for row in done["claims"] if row["part"] == "body"):
        assert text[row["start"] : row["end"]] == row["exact"]
        assert text[: row["start"]].endswith(row["prefix"])
    assert done["claims"][content["claims"].index(claim)]["exact"].startswith(MARK)
    assert first.casefold() not in json.dumps(done, ensure_ascii=False).casefold()


def test_words_that_are_not_there_change_nothing_and_words_of_the_program_stay():
    content = sample_content()
    assert blank_content(content, Words(("never written",), MARK), Moved()) == content
    assert blank_content(content, Words(("attributes", "figure", "primary_official"), MARK), Moved()) == content


def test_every_text_of_a_content_is_prose_or_named_here():
    """A key that comes later is put on the one list or the other by whoever adds it; what is printed today is asked in test_assembling."""
    assert keys_of_texts(sample_content()) - PROSE - ADDRESSES - OPAQUE == set()


def keys_of_texts(value, key=""):
    """The keys of every text in `value`, however deep."""
    if isinstance(value, dict):
        return {found for name, inner in value.items() for found in keys_of_texts(inner, name)}
    if isinstance(value, list):
        return {found for inner in value for found in keys_of_texts(inner, key)}
    return {key} if isinstance(value, str) else set()
