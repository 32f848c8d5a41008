"""Copies on the page of a source: given, asked for, told of, and given out as files alone."""

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from sources.archiving import capture, keep_upload
from sources.capturing import capture_each, queued
from sources.models import CaptureRequest, Snapshot
from tests.conftest import person
from tests.desk import desk, page, placed, problems, told
from tests.pages import text_of
from tests.policydesk.role_tables import ROLES, letter
from tests.sources.test_archiving import PAGE, site, upload
from tests.sources.test_capturing import World
from tests.stories import a_source, fresh


@pytest.fixture
def source(ada):
    return a_source(ada)


def sheet(source, user):
    """The page of the source as `user` sees it."""
    return desk(user).get(page("sources_source_change", source.pk))


def send(source, user, name="report.pdf", data=b"%PDF-1.7 They agreed.", **fields):
    file = SimpleUploadedFile(name, data, content_type="text/html")
    return desk(user).post(page("sources_source_upload", source.pk), {"upload-file": file, **fields})


def test_a_file_is_given_and_the_page_tells_all_of_it(source, ada, boris):
    answer = send(source, ada, **{"upload-note": "From the embassy."})
    copy = Snapshot.objects.get()
    assert (answer.url, told(answer)) == (
        page("sources_source_change", source.pk), ["A copy was saved: PDF, 21\xa0bytes."],
    )  # fmt: skip
    text = text_of(sheet(source, boris).content.decode())
    for words in (
        f"Ada Report · application/pdf, 21 bytes · SHA-256 {copy.sha256[:12]} · From the embassy.",
        "Download the file given as report.pdf",
    ):
        assert words in text
    assert told(send(source, ada, "again.pdf")) == [f"Nothing has changed since the copy of {copy.taken_at:%-d %B %Y}."]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("drawing.svg", b"<svg/>", "The desk keeps PDF, HTML, TXT, PNG, JPEG, WebP. Save the document as one of these."),
        ("report.pdf", b"", "The file is empty."),
        ("page.txt", b"<html>", "The file is called “page.txt”, and its content is something else. Save it anew, under its right type."),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_beside_the_file(source, ada, name, data, sentence):
    assert placed(send(source, ada, name, data)) == [("#id_upload-file", sentence)]
    assert Snapshot.objects.count() == 0


def test_a_note_that_no_text_may_hold_is_said_beside_it_and_no_file_is_needed_twice(source, ada):
    answer = send(source, ada, **{"upload-note": "p.\x012"})
    assert placed(answer) == [("#id_upload-note", "Remove the control character U+0001 at position 3.")]
    assert problems(desk(ada).post(page("sources_source_upload", source.pk), {})) == ["This field is required."]


HOSTILE = {
    "page.html": b"<html><script>alert(1)</script>", "words.txt": b"alert(1) <script>", "photo.png": b"\x89PNG\r\n\x1a\n<svg onload=x>",
    "report.pdf": b"%PDF-1.7 <script>",
}  # fmt: skip


def test_no_file_is_ever_shown_as_a_page(source, ada, boris):
    for name, data in HOSTILE.items():
        copy = keep_upload(source, upload(name, data), by=ada).snapshot
        answer = desk(boris).get(page("sources_source_file", source.pk, copy.pk))
        heads = {head: answer[head] for head in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")}
        assert heads == {
            "Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }  # fmt: skip
        ending = name.rpartition(".")[2]
        day = f"{copy.taken_at:%Y-%m-%d}"
        assert answer["Content-Disposition"] == (
            f'attachment; filename="{source.public_id}-{day}-{copy.sha256[:8]}.{ending}"'
        )
        assert ("no-store" in answer["Cache-Control"], answer.content) == (True, data)


def test_a_file_that_was_altered_or_removed_is_a_sentence_and_one_of_another_source_is_not_found(source, ada, boris):
    copy = keep_upload(source, upload(), by=ada).snapshot
    with open(storages["copies"].path(copy.file.name), "ab") as stored:
        stored.write(b"!")
    answer = desk(boris).get(page("sources_source_file", source.pk, copy.pk))
    assert (answer.url, told(answer)) == (
        page("sources_source_change", source.pk),
        ["The file of this copy was altered after it was saved. It is not shown; the backup has it."],
    )
    copy.file.removed = True
    copy.file.save()
    assert "Its file was removed for legal reasons." in sheet(source, boris).content.decode()
    assert told(desk(boris).get(page("sources_source_file", source.pk, copy.pk))) == [
        "The file of this copy was removed for legal reasons."
    ]
    other = a_source(ada, "Other")
    assert desk(boris).get(page("sources_source_file", other.pk, copy.pk)).status_code == 404
    assert desk(boris).post(page("sources_source_file", source.pk, copy.pk)).status_code == 405


def test_a_copy_is_asked_for_with_a_button_and_what_came_of_it_is_told(source, ada, boris, settings):
    assert "Save a copy" not in sheet(source, boris).content.decode()  # it is off
    settings.CAPTURE_ENABLED = True
    assert "Save a copy" not in sheet(source, ada).content.decode()  # not for reporters
    assert "Save a copy" in sheet(source, boris).content.decode()
    address = page("sources_source_capture", source.pk)
    assert told(desk(boris).post(address)) == [
        "Asked for. The copy is fetched with the next run of “capturesources --queued”."
    ]
    assert told(desk(boris).post(address)) == ["A copy was asked for already, and waits its turn."]
    assert "Boris Check · Asked for, and waits its turn." in text_of(sheet(source, ada).content.decode())
    list(capture_each(queued(), get=World(f"{source.url}/moved").get))
    text = text_of(sheet(source, ada).content.decode())
    assert f"The site led on to {source.url}/moved" in text
    assert "Boris Check · A copy was saved: TXT, " in text
    capture(fresh(source), by=None, get=site())
    assert "The desk's own programs · text/html, " in text_of(sheet(source, ada).content.decode())
    hidden = a_source(ada, "Memo", confidentiality="background", described_as="an official")
    assert "Save a copy: The source is not public, and fetching it would tell" in text_of(
        sheet(hidden, boris).content.decode()
    )


def test_the_file_of_a_confidential_source_is_offered_to_those_who_may_know_it(ada, boris):
    hidden = a_source(ada, "Memo", confidentiality="confidential", described_as="an official")
    copy = keep_upload(hidden, upload("canary.pdf"), by=ada, note="Zebulon gave it.").snapshot
    for user, offered in ((ada, True), (boris, False)):
        html = sheet(hidden, user).content.decode()
        shown = [words in html for words in ("Download the file", "canary.pdf", "Zebulon", copy.sha256[:12])]
        assert shown == [offered] * 4


#                     anonymous, stranger, reporter, checker, editor, publisher, auditor, administrator
MATRIX = {"upload": "llaaa---", "capture": "ll-aa---"}


@pytest.mark.parametrize("name", MATRIX)
def test_every_role_is_let_through_as_the_table_says(db, settings, name):
    settings.CAPTURE_ENABLED = True
    people = {role: person(role, role.title(), "Person", role) for role in ROLES[2:]}
    people["stranger"] = person("stranger", "Noor", "Stranger")
    source, found = a_source(people["editor"]), ""
    for role in ROLES:
        data = {"upload-file": SimpleUploadedFile("page.html", PAGE)} if name == "upload" else {}
        with transaction.atomic():  # each finds the desk as it was
            found += letter(role, people, page(f"sources_source_{name}", source.pk), data)
            transaction.set_rollback(True)
    assert found == MATRIX[name]
    assert (CaptureRequest.objects.count(), Snapshot.objects.count()) == (0, 0)
