"""Copies of sources: fetched, given, kept as they came."""

import gzip
import hashlib
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection

from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.fetching import Fetched, fetch
from policydesk.lib.guarding import NotFetched
from sources import archiving
from sources.archiving import LARGEST, ask_for_copy, capture, keep_upload
from sources.excerpting import take_extract
from sources.keeping import check_can_read_file, name_for_download, read_file
from sources.models import CaptureRequest, Snapshot, SnapshotFile
from tests.safety.sites import Site, limits_for, moved, page, standing
from tests.stories import a_source, fresh

AT, LATER = datetime(2024, 1, 28, 12, tzinfo=UTC), datetime(2024, 2, 1, 12, tzinfo=UTC)
PAGE = b"<!doctype html><p>They agreed to cut duties on 24 goods."


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.CAPTURE_ENABLED = True


@pytest.fixture
def source(ada):
    return a_source(ada)


def site(body=PAGE, content_type="text/html; charset=utf-8", said=None):
    """What fetches: it answers with `body`, or fails with `said`."""

    def get(url, seen=None):
        if said:
            raise NotFetched(said)
        return Fetched(url, f"{url}/final", 200, content_type, body, (("Server", "x"),), AT)

    return get


def stored():
    """The names of all files on the disk."""
    root = storages["copies"]
    folders = root.listdir("")[0] if root.exists("") else []
    return {f"{folder}/{name}" for folder in folders for name in root.listdir(folder)[1]}


def test_a_page_is_kept_as_it_came_with_where_it_came_from(source, boris):
    kept = capture(source, by=boris, at=AT, get=site())
    copy, file = Snapshot.objects.get(), SnapshotFile.objects.get()
    assert (kept.snapshot, kept.is_new, copy.source, copy.taken_by, copy.taken_at) == (copy, True, source, boris, AT)
    assert (copy.kind, copy.url, copy.final_url, copy.http_status, copy.content_type, copy.sha256) == (
        "full", source.url, f"{source.url}/final", 200, "text/html; charset=utf-8", hashlib.sha256(PAGE).hexdigest(),
    )  # fmt: skip
    assert (file.size, file.content_type, file.sha256, file.headers) == (
        len(PAGE), "text/html", copy.sha256, [["Server", "x"]],
    )  # fmt: skip
    assert read_file(file) == PAGE
    asked = CaptureRequest.objects.get()
    assert (asked.source, asked.asked_by, asked.asked_at, asked.result, asked.outcome, asked.snapshot) == (
        source, boris, AT, "saved", "A copy was saved: HTML, 56\xa0bytes.", copy,
    )  # fmt: skip
    assert name_for_download(copy) == f"{source.public_id}-2024-01-28-{copy.sha256[:8]}.html"


def test_the_same_bytes_again_make_no_copy_and_it_is_noted_that_somebody_looked(source, boris):
    first = capture(source, by=boris, at=AT, get=site()).snapshot
    take_extract(source, "They agreed to cut duties.", by=boris, at=LATER)
    before = stored()
    again = capture(source, by=None, at=LATER, get=site())
    assert (again.snapshot, again.is_new, stored()) == (first, False, before)
    looked = CaptureRequest.objects.first()
    assert (looked.asked_by, looked.asked_at, looked.result, looked.snapshot) == (None, LATER, "unchanged", first)
    assert looked.outcome == "Nothing has changed since the copy of 28 January 2024."
    capture(source, by=boris, at=LATER, get=site(b"<p>Changed."))
    back = capture(source, by=boris, get=site())
    assert (back.is_new, SnapshotFile.objects.count()) == (True, 3)  # what stands there now is what counts


def test_what_fails_is_noted_with_its_sentence_and_keeps_nothing(source, boris):
    before = stored()
    for get, sentence in (
        (site(said="The site does not answer."), "The site does not answer."),
        (site(b"PK\x03\x04"), "What came is none of the files that we keep: PDF, HTML, TXT, PNG, JPEG, WebP."),
        (site(b""), "What came is none of the files that we keep: PDF, HTML, TXT, PNG, JPEG, WebP."),
        (
            site(b"<svg/>", "image/svg+xml"),
            "What came is none of the files that we keep: PDF, HTML, TXT, PNG, JPEG, WebP.",
        ),
    ):
        with pytest.raises(Refused, match=sentence):
            capture(source, by=boris, get=get)
        asked = CaptureRequest.objects.first()
        assert (asked.result, asked.outcome, asked.snapshot) == ("failed", sentence, None)
    assert (Snapshot.objects.count(), stored()) == (0, before)


def test_who_may_have_what_fetched(source, ada, boris, vera, noor, settings):
    hidden = a_source(ada, "Memo", confidentiality="confidential", described_as="an official")
    for where, by, sentence in (
        (source, ada, "You may not fetch copies from the network. Ask a checker or an editor."),
        (source, noor, "You may not fetch copies from the network. Ask a checker or an editor."),
        (a_source(ada, "Paper", url=""), vera, "The source has no address. Give it one, or upload the file."),
        (hidden, vera, "The source is not public, and fetching it would tell the site that we look. Upload a file."),
    ):
        for act in (ask_for_copy, partial(capture, get=site())):
            with pytest.raises(Refused) as refusal:
                act(where, by=by)
            assert str(refusal.value) == sentence
    settings.CAPTURE_ENABLED = False
    with pytest.raises(Refused, match="is off"):
        ask_for_copy(source, by=boris)
    assert Snapshot.objects.count() == 0


def test_one_request_waits_at_a_time(source, boris, vera):
    asked = ask_for_copy(source, by=boris, at=AT)
    with pytest.raises(Refused, match="was asked for already"):
        ask_for_copy(source, by=vera)
    capture(source, by=boris, asked=asked, get=site())
    assert (fresh(asked).result, CaptureRequest.objects.count()) == ("saved", 1)
    assert ask_for_copy(source, by=vera).asked_by == vera


@pytest.mark.parametrize("again", [PAGE, PAGE + b"<!-- another advertisement -->"])
def test_two_who_save_the_same_page_in_one_moment_make_one_copy(source, boris, monkeypatch, again):
    before, writing = stored(), archiving.write_file

    def slow(data):
        monkeypatch.setattr(archiving, "write_file", writing)
        capture(source, by=None, get=site())  # the other one is done before this one writes its rows
        return writing(data)

    monkeypatch.setattr(archiving, "write_file", slow)
    kept = capture(source, by=boris, get=site(again))
    assert (kept.is_new, kept.snapshot, len(stored() - before)) == (False, Snapshot.objects.get(), 1)
    assert kept.by_words == (again != PAGE)


def test_a_full_disk_is_a_sentence(source, ada, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storages["copies"], "_save", full)
    with pytest.raises(Refused, match="could not be stored: No space left on device"):
        keep_upload(source, upload(), by=ada)


def test_a_page_comes_from_a_real_server_into_the_folder_of_copies(ada, boris):
    there = page(gzip.compress(PAGE), content_encoding="gzip", content_type="text/html; charset=utf-8")
    with standing(Site({"/readout": moved("/final"), "/final": there})) as server:
        source = a_source(ada, "Readout", url=f"http://site.test:{server.port}/readout")
        get = partial(fetch, limits=limits_for(server))
        copy = capture(source, by=boris, get=get).snapshot
        server.pages = {}
        with pytest.raises(Refused, match="404"):
            capture(source, by=boris, get=get)
    assert (copy.final_url, read_file(copy.file)) == (f"http://site.test:{server.port}/final", PAGE)
    assert ["Content-Encoding", "gzip"] in fresh(copy.file).headers
    assert [row.result for row in CaptureRequest.objects.all()] == ["failed", "saved"]


@pytest.mark.django_db(transaction=True)
def test_the_network_is_asked_outside_every_transaction(source, boris):
    inside = []

    def get(url, seen=None):
        inside.append(connection.in_atomic_block)
        return site()(url)

    capture(source, by=boris, get=get)
    assert inside == [False]


def upload(name="report.pdf", data=b"%PDF-1.7 They agreed."):
    return ContentFile(data, name)


def test_a_file_is_kept_as_it_was_given_under_a_name_that_tells_nothing(source, ada):
    kept = keep_upload(source, upload("C:\\Desk\\Report \u202eon talks.PDF"), by=ada, note="From the embassy.", at=AT)
    copy, file = Snapshot.objects.get(), SnapshotFile.objects.get()
    assert (kept.snapshot, copy.kind, copy.note, copy.taken_by, file.content_type, file.file_name) == (
        copy, "upload", "From the embassy.", ada, "application/pdf", "Report on talks.PDF",
    )  # fmt: skip
    assert set(file.name) <= set("0123456789abcdef/")
    assert Path(storages["copies"].path(file.name)).stat().st_mode & 0o777 == 0o600
    assert keep_upload(source, upload("again.pdf"), by=ada).is_new is False


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("report.exe", b"MZ", "The desk keeps PDF, HTML, TXT, PNG, JPEG, WebP. Save the document as one of these."),
        ("report", b"%PDF-1.7", "The desk keeps PDF, HTML, TXT, PNG, JPEG, WebP. Save the document as one of these."),
        ("drawing.svg", b"<svg/>", "The desk keeps PDF, HTML, TXT, PNG, JPEG, WebP. Save the document as one of these."),
        ("report.pdf", b"", "The file is empty."),
        ("report.pdf", b"%PDF-" + b"x" * LARGEST, "The file has more than 25 MB: give a smaller one."),
        *(
            (name, data, f"The file is called “{name}”, and its content is something else. Save it anew, under its right type.")
            for name, data in (
                ("report.pdf", b"<html>"), ("photo.png", b"\xff\xd8\xff"), ("page.txt", b"<html><script>"),
                ("drawing.html", b"<svg onload=x>"), ("notes.txt", b"MZ\x90\x00"), ("page.html", b"Just words."),
            )
        ),
    ],
)  # fmt: skip
def test_what_is_not_kept_is_refused_in_a_sentence(source, ada, name, data, sentence):
    with pytest.raises(Refused) as refusal:
        keep_upload(source, upload(name, data), by=ada)
    assert (str(refusal.value), Snapshot.objects.count()) == (sentence, 0)


def test_nothing_stays_on_the_disk_of_what_no_row_could_be_written_of(source, ada, vera, noor):
    before = stored()
    with pytest.raises(ValidationError):
        keep_upload(source, upload(), by=ada, note="p.\x012")
    with pytest.raises(NotAllowed):
        keep_upload(source, upload(), by=noor)
    assert (stored(), Snapshot.objects.count()) == (before, 0)


def test_a_file_that_is_missing_or_altered_is_a_sentence(source, ada):
    file = keep_upload(source, upload(), by=ada).snapshot.file
    with open(storages["copies"].path(file.name), "ab") as stored_file:
        stored_file.write(b"!")
    altered = hashlib.sha256(Path(storages["copies"].path(file.name)).read_bytes()).hexdigest()
    SnapshotFile.objects.filter(pk=file.pk).update(sha256=altered)  # the copy itself is written once
    with pytest.raises(Refused, match="was altered after it was saved"):
        read_file(fresh(file))
    storages["copies"].delete(file.name)
    with pytest.raises(Refused, match="is missing or cannot be read"):
        read_file(file)


def test_the_copies_of_a_confidential_source_are_for_those_who_may_know_who_it_is(ada, boris, vera, noor):
    hidden = a_source(ada, "Memo", confidentiality="confidential", described_as="an official")
    copy = keep_upload(hidden, upload(), by=ada).snapshot
    open_copy = keep_upload(a_source(ada), upload(), by=ada).snapshot
    may = {}
    for person in (ada, boris, vera, noor):
        for snapshot in (copy, open_copy):
            try:
                check_can_read_file(snapshot, person)
                may[person.username, snapshot is copy] = True
            except NotAllowed:
                may[person.username, snapshot is copy] = False
    assert [may[name, True] for name in ("ada", "boris", "vera", "noor")] == [True, False, True, False]
    assert [may[name, False] for name in ("ada", "boris", "vera", "noor")] == [True, True, True, False]
