"""The words of files: pages, PDFs of several producers, texts, pictures and nonsense."""

import hashlib
import random
import sys
import unicodedata

import pytest
from fpdf.enums import EncryptionMethod

from policydesk.lib.text import clean_text
from sources import page_words
from sources.enums import Grade
from sources.extracting import State, extract
from sources.matching import match
from sources.page_words import HARMLESS
from sources.sniffing import ENDINGS, HTML, PDF, PNG, TEXT
from tests.sources.documents import page_of, pdf_by_hand, pdf_in_columns, pdf_of_paragraphs

LONG = "Both sides agreed to cut duties on twenty-four goods by ten percent, and to meet again before the end of the year. "
SCRIPTS = {
    "gb2312": "双方同意在北京举行会谈，共有二十四名代表出席。",
    "windows-1251": "Стороны договорились снизить пошлины на 24 товара.",
    "windows-1256": "اتفق الجانبان على خفض الرسوم على أربع وعشرين سلعة.",
    "shift_jis": "双方は北京で会談することで合意した。",
    "iso-8859-1": "Die Zölle würden für “24 Güter” gesenkt.".replace("“", "\x93").replace("”", "\x94"),
}


def test_a_page_gives_its_article_without_menus_and_its_title():
    found = extract(page_of(LONG * 3, "“Ten percent,” he said.", "A list follows.", title="On  trade"), HTML)
    assert (found.state, found.title, found.pages, found.sentence) == (State.TEXT, "On trade", (), "")
    assert found.text == f"{(LONG * 3).strip()}\n\n“Ten percent,” he said.\n\nA list follows."
    assert found.sha256 == hashlib.sha256(found.text.encode()).hexdigest()
    short = extract(b"<!doctype html><p>They agreed to cut duties on 24 goods.<p>Nothing else.", HTML)
    assert short.text == "They agreed to cut duties on 24 goods. Nothing else."
    assert extract(b"<p>A piece of a page.", HTML).text == "A piece of a page."
    assert extract(b"<ul>" + b"<li>One of many links.</li>" * 20_000, HTML).text.startswith("One of many links. One of")


def test_pages_and_texts_are_read_in_the_encoding_they_name_and_pages_where_they_name_none():
    for charset, words in SCRIPTS.items():
        text = words.replace("\x93", "“").replace("\x94", "”")
        whole = words * 12
        encoded = page_of(whole, charset=charset if "8859" not in charset else "latin-1")
        assert text in extract(encoded, HTML).text, charset
        bare = page_of(whole, charset=charset if "8859" not in charset else "latin-1", said=False)
        assert text in extract(bare, HTML, said=f"text/html; charset={charset}").text, charset
        assert text in extract(encoded.replace(b"<main>", b"<main>\xff"), HTML).text, charset  # one broken letter
        for codec in ("utf-8", "utf-8-sig", "utf-16"):
            assert extract(text.encode(codec), TEXT).text == text
    assert SCRIPTS["gb2312"] in extract(page_of(SCRIPTS["gb2312"] * 12, charset="gb2312", said=False), HTML).text
    plain = SCRIPTS["windows-1251"].encode("cp1251")
    assert extract(plain, TEXT, said="text/plain; charset=windows-1251").text == SCRIPTS["windows-1251"]
    unsaid = extract(plain, TEXT)
    assert (unsaid.state, unsaid.text) == (State.REFUSED, "")
    assert unsaid.sentence == (
        "In what encoding its letters are written is not said. Save it as UTF-8 and upload that."
    )


def test_a_transcript_keeps_its_lines_and_speakers():
    transcript = "THE PRESIDENT:  We agreed.\r\n\r\nQ\tOn what?\r\nTHE PRESIDENT:  On 24 goods.\x0c"
    assert extract(transcript.encode(), TEXT).text == (
        "THE PRESIDENT:  We agreed.\n\nQ\tOn what?\nTHE PRESIDENT:  On 24 goods."
    )


def test_a_pdf_in_columns_gives_each_page_its_place_and_loses_running_heads():
    pages = [
        [
            ["First column begins with a de\ufb01nite", "promise: duties on goods are re-"],
            ["duced by ten percent, and the of-", "\ufb01ce in Beijing stays open until"],
        ],
        [["May 2026, said the minister. A fur-"], ["ther meeting follows."]],
        [["The third page says nothing."]],
    ]
    found = extract(pdf_in_columns(pages, head="Joint statement", title="On trade"), PDF)
    assert (found.state, found.title, len(found.pages)) == (State.TEXT, "On trade", 3)
    for at, first in zip(found.pages, ("Joint statement", "May 2026", "The third page"), strict=True):
        assert found.text[at:].startswith(first)
    for passage in (
        "a definite promise: duties on goods are reduced by ten percent, and the office in Beijing",
        "stays open until May 2026, said the minister. A further meeting follows.",
    ):
        assert match(passage, found.text).grade == Grade.NORMALISED, found.text
    assert found.text.count("Joint statement") == 1
    assert found.text.endswith("3 of 3")


def test_pdfs_of_other_producers_say_the_same():
    made = extract(pdf_of_paragraphs([LONG * 4, "A soft\u00adhyphen stands here, and 24 goods there."]), PDF)
    assert match((LONG * 4).strip(), made.text).grade == Grade.NORMALISED
    assert match("A softhyphen stands here, and 24 goods there.", made.text).grade in (Grade.EXACT, Grade.NORMALISED)
    letters = {65: "П", 66: "о", 67: "шлины", 68: "\ud83d", 69: "e\u0301", 70: "\x00"}
    by_hand = extract(pdf_by_hand(b"BT /F 12 Tf 72 700 Td (ABC D E F 24) Tj ET", letters=letters), PDF)
    assert (by_hand.state, by_hand.pages) == (State.TEXT, (0,))
    assert by_hand.text.startswith("Пошлины")
    assert "é" in by_hand.text
    assert clean_text(by_hand.text) == by_hand.text


def test_what_asks_too_much_is_refused_with_a_sentence():
    shown = b"BT /F 12 Tf 72 700 Td (Hello there) Tj ET\n"
    locked = pdf_of_paragraphs(
        ["A secret."], owner_password="x", user_password="y", encryption_method=EncryptionMethod.AES_256
    )
    for content, options, sentence in (
        (pdf_by_hand(shown, pages=2001), {}, "The PDF has more than 2000 pages. Upload the part that you cite."),
        (pdf_by_hand(b" " * 30_000_000), {}, "The PDF unpacks to more than any document needs. It was not read."),
        (pdf_by_hand(shown * 50), {"seconds": -1}, "Reading the PDF took more than -1 seconds, and was stopped."),
        (locked, {}, "The PDF is locked with a password. Save it without one, and upload that."),
        (b"%PDF-1.7\nnothing", {}, "The PDF is damaged: its words could not be read."),
    ):
        found = extract(content, PDF, **options)
        assert (found.state, found.text, found.sentence) == (State.REFUSED, "", sentence)
    closed = pdf_of_paragraphs(["Open to readers."], owner_password="x", encryption_method=EncryptionMethod.AES_256)
    assert extract(closed, PDF).text == "Open to readers."
    endless = extract(b"word " * 1_100_000, TEXT)
    assert endless.sentence == "Its text has more than 5 million characters, and was not taken."


def test_a_long_page_is_read_by_a_process_of_its_own_within_bounds(monkeypatch):
    long = page_of(LONG * 300, *["“Ten percent,” he said. \U0001f4b6"] * 900, title="On trade")
    found = extract(long, HTML)
    assert (found.title, len(found.text) > HARMLESS, found.text[-27:]) == (
        "On trade", True, "\n\n“Ten percent,” he said. \U0001f4b6"
    )  # fmt: skip
    monkeypatch.setattr(page_words, "SECONDS", 0.3)
    late = extract(b"<!doctype html>" + b"<br>" * 300_000, HTML)
    assert (late.state, late.sentence) == (
        State.REFUSED, "Reading the page took more than 0 seconds, and was stopped. Its words can be typed."
    )  # fmt: skip
    monkeypatch.setattr(page_words, "READER", [sys.executable, "-c", "raise MemoryError"])
    assert extract(long, HTML).sentence == "The page asks more of a reader than any page needs. Its words can be typed."


def test_no_text_is_no_error():
    for content, content_type in (
        (pdf_by_hand(b""), PDF),
        (b"<!doctype html><script>x()</script>", HTML),
        (b" \n", TEXT),
    ):
        found = extract(content, content_type)
        assert (found.state, found.text) == (State.NO_TEXT, "")
        assert found.sentence == (
            "It holds no text: it may be a scan, or a page that a program fills. Its words can be typed."
        )
    assert extract(b"\x89PNG", PNG).sentence == "It is a picture: its words can be typed."


def test_no_bytes_make_it_fail_and_all_text_is_clean():
    chance = random.Random(16)
    whole = [pdf_of_paragraphs(["Words of a PDF."]), page_of(LONG), LONG.encode()]
    nonsense = [
        b"",
        b"\xff\xfe\x00",
        b"<",
        b"<p>" * 3000,
        b"<!doctype html><p>\x00a&#xd800;&#0;\xe2\x80\xae",
        chance.randbytes(3000),
    ]
    for content in (*nonsense, *(_damaged(each, chance) for each in whole * 4)):
        for content_type in ENDINGS:
            found = extract(content, content_type)
            assert bool(found.text) == (found.state == State.TEXT) == (not found.sentence)
            assert clean_text(found.text) == found.text == unicodedata.normalize("NFC", found.text)


def _damaged(content: bytes, chance: random.Random) -> bytes:
    broken = bytearray(content)
    for _ in range(10):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken[: chance.randrange(len(broken))] if chance.random() < 0.3 else broken)


@pytest.mark.parametrize("pile", ["\u0301" * 200, "\u0344" * 30, "e\x00\u0301\u200b\u0302"])
def test_accents_in_piles_are_lowered_rather_than_refused(pile):
    found = extract(f"a{pile} and words".encode(), TEXT)
    assert clean_text(found.text) == found.text
    assert found.text.endswith(" and words")
