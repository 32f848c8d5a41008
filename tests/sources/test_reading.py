"""The words of copies: taken out of what is kept, typed from scans, translated; passages follow them."""

import hashlib
from functools import partial
from io import StringIO

import pytest
from django.core.management import call_command

from articles.assembling import assemble
from articles.cautioning import warnings
from articles.checking import record_check
from articles.citing import cite
from articles.gating import judge
from articles.models import Edition
from policydesk.lib.errors import NotAllowed, Refused
from sources.archiving import capture, keep_upload, told
from sources.enums import TranslationKind
from sources.excerpting import add_excerpt, take_extract
from sources.models import CaptureRequest, Snapshot, SnapshotFile, SnapshotText
from sources.page_marks import unmarked
from sources.reading import add_translation, type_text, unread, vouch_for
from tests.sources.documents import page_of, pdf_in_columns
from tests.sources.test_archiving import AT, LATER, site, upload
from tests.stories import a_claim, a_source, a_story, fresh

WORDS = "They agreed to cut duties on 24 goods before the end of the year, and to meet again in Beijing. " * 4
PAGES = [[["The first page says who was there."]], [["They agreed to cut", "duties on 24 goods."]]]
PICTURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def source(ada, settings):
    settings.CAPTURE_ENABLED = True
    return a_source(ada)


def test_the_words_of_a_file_are_kept_with_it_and_a_passage_names_its_page(source, ada):
    waiting = add_excerpt(source, "They agreed to cut duties on 24 goods.", by=ada)
    copy = keep_upload(source, upload(data=pdf_in_columns(PAGES)), by=ada).snapshot
    text = SnapshotText.objects.get(snapshot=copy)
    assert (text.kind, text.by, text.sha256) == ("extracted", None, hashlib.sha256(text.text.encode()).hexdigest())
    assert [text.text[start:][:8] for _number, start in text.pages] == ["The firs", "They agr"]
    assert (text.page_at(0), text.page_at(text.text.index("24"))) == (1, 2)
    assert (fresh(waiting).grade, fresh(waiting).locator, fresh(waiting).seen_in) == ("normalised", "", copy)
    placed = add_excerpt(source, "They agreed to cut duties", by=ada)
    assert (placed.grade, placed.locator, placed.paragraph, placed.snapshot) == ("normalised", "p. 2", None, copy)
    assert add_excerpt(source, "They agreed to cut duties", by=ada) == placed
    assert add_excerpt(source, "The first page says", by=ada, locator="cover").locator == "cover"


def test_what_holds_no_words_says_so_and_its_passages_have_no_text_to_stand_in(source, ada):
    passage = add_excerpt(source, "They agreed to cut duties on 24 goods.", by=ada)
    copy = keep_upload(source, upload("photo.png", PICTURE), by=ada).snapshot
    assert (copy.file.wordless, copy.texts.count()) == ("It is a picture: its words can be typed.", 0)
    assert unread() == []

    text = type_text(copy, "[page 4]\nThe signatures.\n[Page 5]\r\nThey agreed to cut duties on 24 goods.\n", by=ada)
    assert (text.kind, text.by, text.pages) == ("typed", ada, [(4, 0), (5, 16)])
    assert text.text == "The signatures.\nThey agreed to cut duties on 24 goods."
    assert (fresh(passage).grade, add_excerpt(source, "agreed to cut duties", by=ada).locator) == ("exact", "p. 5")
    with pytest.raises(Refused, match="it never changes"):
        type_text(copy, "Other words of it.", by=ada)


def test_a_claim_whose_passage_reads_otherwise_in_a_new_copy_asks_for_another_look(source, ada, boris):
    claim = a_claim(a_story(ada), ada)
    capture(source, by=boris, at=AT, get=site(page_of(WORDS)))
    cite(claim, source, by=ada, passage="cut duties on 24 goods", directness="primary")
    record_check(fresh(claim), "confirmed", by=boris)
    capture(source, by=None, at=LATER, get=site(page_of(WORDS.replace("24", "26"))))
    assert fresh(claim).needs_recheck


def test_a_page_that_says_the_same_makes_no_copy_and_it_is_noted_that_somebody_looked(source, boris):
    first = capture(source, by=boris, at=AT, get=site(page_of(WORDS))).snapshot
    again = capture(source, by=None, at=LATER, get=site(page_of(WORDS).replace(b"All the news", b"Other news")))
    assert (again.snapshot, again.is_new, Snapshot.objects.count()) == (first, False, 1)
    sentence = "The words are those of the copy of 28 January 2024; something around them has changed."
    assert (told(again), CaptureRequest.objects.first().outcome) == (sentence, sentence)
    given = keep_upload(source, upload("page.html", page_of(WORDS) + b"<!-- -->"), by=boris)
    assert given.is_new  # who gives a file means that file


def test_who_may_type_and_translate_and_what_a_translation_tells(source, ada, boris, noor, vera):
    copy = keep_upload(source, upload("photo.png", PICTURE), by=ada).snapshot
    translate = partial(add_translation, copy, "They agreed.", language="en", kind=TranslationKind.MACHINE)
    for refused, kind, sentence in (
        (partial(type_text, copy, "Words of it.", by=noor), NotAllowed, "You may not add the text of a copy."),
        (partial(translate, by=noor, translator="Program 3"), NotAllowed, "You may not add the text of a copy."),
        (partial(translate, by=ada), Refused, "Say who made the translation, or which program."),
        (partial(type_text, copy, " \n[page 2]\n", by=ada), Refused, "Write the words of the copy."),
    ):
        with pytest.raises(kind, match=sentence):
            refused()
    made = translate(by=ada, translator="Program 3", compared=True)
    own = add_translation(copy, "They agreed on it.", by=boris, language="en", kind=TranslationKind.OWN)
    assert (made.translation, made.translator, made.by, made.read_by) == ("machine", "Program 3", ada, ada)
    assert (own.kind, own.read_by, copy.texts.count()) == ("translation", None, 2)
    assert add_excerpt(source, "They agreed on it.", by=ada).grade == "no_text"  # it proves nothing

    hidden = a_source(vera, "Memo", confidentiality="confidential", described_as="an official")
    secret = keep_upload(hidden, upload("photo.png", PICTURE), by=vera).snapshot
    with pytest.raises(NotAllowed, match="for its owner and for editors"):
        type_text(secret, "Words of the memo.", by=ada)


def test_copies_kept_before_are_read_by_a_command_once(source, ada):
    take_extract(source, "They agreed to cut duties.", by=ada)
    for name, data in (("report.pdf", pdf_in_columns(PAGES)), ("photo.png", PICTURE), ("words.txt", b"Gone words.")):
        keep_upload(source, upload(name, data), by=ada)
    for text in SnapshotText.objects.filter(kind="extracted"):
        text.delete(by=None)
    for file in SnapshotFile.objects.all():
        file.wordless = ""
        file.save()
    gone = SnapshotFile.objects.get(content_type="text/plain")
    gone.name = "aa/gone"
    gone.save()
    for last in ("1 of 3 copies have a text now.", "0 of 1 copies have a text now."):
        out = StringIO()
        call_command("readcopies", stdout=out)
        assert out.getvalue().splitlines()[-1] == last
    assert f"  {source.public_id}   The file of this copy is missing or cannot be read." in out.getvalue()
    assert SnapshotText.objects.filter(kind="extracted").count() == 1


def test_marks_of_pages_are_lines_of_their_own():
    for text, without, pages in (
        ("No marks here.", "No marks here.", []),
        ("As said on [page 2] of it.", "As said on [page 2] of it.", []),
        ("Before.\n[p. 2]\n\nAfter.\n [PAGE 3] \nEnd.", "Before.\nAfter.\nEnd.", [(2, 8), (3, 15)]),
        ("[page 7]", "", [(7, 0)]),
    ):
        assert unmarked(text) == (without, pages)


def test_a_machine_translation_that_nobody_read_warns_at_the_gate_until_somebody_did(source, ada, boris, vera):
    story, copy = a_story(ada), keep_upload(source, upload("note.txt", b"Sie einigten sich."), by=ada).snapshot
    cite(a_claim(story, ada), source, by=ada)
    made = add_translation(
        copy, "They agreed.", by=ada, language="en", kind=TranslationKind.MACHINE, translator="Program 3"
    )

    def warned():
        return [warning.sentence for warning in warnings(story) if warning.code == "translation"]

    assert warned() == ["A translation of the source “Joint communiqué” was made by a program, and nobody has read it."]
    vouch_for(made, by=ada)  # she did not make it: the program did
    assert warned() == []
    edition = Edition(article=fresh(story), number=1, kind="first", at=LATER)
    content = assemble(fresh(story), edition, judge(fresh(story)), overrides=[], corrections=[])
    assert content["sources"][0]["translations"] == [
        {"copy": 1, "kind": "machine", "language": "en", "by": "Program 3", "read_by": "Ada Report"}
    ]
    typed = keep_upload(source, upload("photo.png", PICTURE), by=ada).snapshot
    with pytest.raises(Refused, match="This is no translation"):
        vouch_for(type_text(typed, "They agreed.", by=ada), by=boris)
