"""Copies as a WARC file: read again by warcio, digests and all."""

import io
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from warcio.archiveiterator import ArchiveIterator

from sources.archiving import capture, keep_upload
from sources.excerpting import take_extract
from sources.packing import pack
from sources.registering import change_source
from tests.desk import desk, page, told
from tests.safety.crawling import ask
from tests.sources.test_archiving import PAGE, site
from tests.stories import a_source, fresh

PACKED = [["Content-Type", "text/html"], ["Content-Encoding", "gzip"], ["Content-Length", "7"], ["X-Odd", "café"]]


@pytest.fixture
def source(ada, settings):
    """An extract, a page that was fetched after a redirect, and a file that was given."""
    settings.CAPTURE_ENABLED = True
    source = a_source(ada)
    take_extract(source, "They agreed to cut duties on 24 goods.", by=ada)
    at = datetime(2024, 1, 28, 9, tzinfo=UTC)
    page = capture(source, by=None, at=at, get=site()).snapshot
    page.file.headers = PACKED
    page.file.save()
    keep_upload(source, ContentFile(b"They agreed.", "from-zebulon.txt"), by=ada, note="Zebulon gave it.")
    return fresh(source)


def packed(*sources, **how):
    out = io.BytesIO()
    told = pack(sources, out, **how)
    return out.getvalue(), told


def records(data):
    """Type, address, head and content of each record, its digests compared."""
    for record in ArchiveIterator(io.BytesIO(data), check_digests="raise"):
        heads = dict(record.rec_headers.headers)
        assert record.rec_headers.protocol == "WARC/1.1"
        yield heads, record.http_headers, record.content_stream().read()


@pytest.mark.parametrize("compressed", [False, True])
def test_another_reader_finds_each_copy_as_it_came_with_what_is_known_of_it(source, compressed):
    data, about_it = packed(source, compressed=compressed)
    info, response, about, resource, given = records(data)
    assert [row[0]["WARC-Type"] for row in (info, response, about, resource, given)] == [
        "warcinfo", "response", "metadata", "resource", "metadata",
    ]  # fmt: skip
    assert (response[2], response[0]["WARC-Date"]) == (PAGE, "2024-01-28T09:00:00.000000Z")
    assert response[1].statusline == "200 OK"
    assert response[1].headers == [
        ("Content-Type", "text/html"), ("X-Archive-Orig-Content-Encoding", "gzip"),
        ("X-Archive-Orig-Content-Length", "7"), ("X-Odd", "caf%C3%A9"), ("Content-Length", str(len(PAGE))),
    ]  # fmt: skip
    assert (resource[2], resource[0]["WARC-Target-URI"], resource[0]["Content-Type"]) == (
        b"They agreed.", f"urn:policydesk:{source.public_id}:3", "text/plain",
    )  # fmt: skip
    copy = source.snapshots.get(kind="upload")
    assert given[2].decode().split("\r\n") == [
        f"source: {source.public_id}", "title: Joint communiqué", "copy: 3", "kind: upload",
        f"address: {source.url}", f"sha256: {copy.sha256}", "",
    ]  # fmt: skip
    assert given[0]["WARC-Refers-To"] == resource[0]["WARC-Record-ID"]
    assert about_it.left_out == [f"{source.public_id}, copy 1: words that we typed; there is no file."]
    assert (about_it.count, about_it.failed, b"ebulon" in data) == (2, False, False)


def test_the_same_copies_give_the_same_bytes(source):
    assert packed(source) == packed(fresh(source))


def test_a_file_that_is_gone_is_named_and_the_others_are_written(source):
    page = source.snapshots.get(kind="full")
    page.file.removed = True
    page.file.save()
    storages["copies"].delete(source.snapshots.get(kind="upload").file.name)
    data, about_it = packed(source)
    assert (len(list(records(data))), about_it.count, about_it.failed) == (1, 0, True)
    assert about_it.left_out[1:] == [
        f"{source.public_id}, copy 2: The file of this copy was removed for legal reasons.",
        f"{source.public_id}, copy 3: The file of this copy is missing or cannot be read. Whoever runs the desk has a backup.",
    ]  # fmt: skip


def test_a_page_of_the_admin_gives_it_out_to_those_who_may_have_the_files(source, ada, boris, vera, monkeypatch):
    answer = desk(boris).get(page("sources_source_warc", source.pk))
    heads = ("Content-Type", "Content-Disposition", "X-Content-Type-Options")
    assert "no-store" in answer["Cache-Control"]
    assert [answer[head] for head in heads] == [
        "application/warc", f'attachment; filename="{source.public_id}.warc"', "nosniff",
    ]  # fmt: skip
    assert answer.getvalue() == packed(source)[0]
    assert "Download all files as WARC" in desk(boris).get(page("sources_source_change", source.pk)).content.decode()
    monkeypatch.setattr("sources.packing.LARGEST", 60)
    (sentence,) = told(desk(boris).get(page("sources_source_warc", source.pk)))
    assert sentence.startswith("The files have more than 0 MB.")
    monkeypatch.undo()
    hidden = a_source(ada, "Memo", confidentiality="confidential", described_as="an official")
    keep_upload(hidden, ContentFile(b"From Zebulon.", "memo.txt"), by=ada)
    assert [ask(desk(who), page("sources_source_warc", hidden.pk)).status_code for who in (ada, boris, vera)] == [
        200, 403, 200,
    ]  # fmt: skip
    assert "as WARC" not in desk(boris).get(page("sources_source_change", hidden.pk)).content.decode()


def test_no_record_of_a_hidden_source_has_an_address(source, vera):
    change_source(source, by=vera, confidentiality="background", described_as="an official")
    data, _about_it = packed(fresh(source))
    kept = [
        (heads.get("WARC-Target-URI", ""), body)
        for heads, _http, body in records(data)
        if heads["WARC-Type"] != "warcinfo"
    ]
    assert {uri for uri, _body in kept} == {f"urn:policydesk:{source.public_id}:{number}" for number in (2, 3)}
    assert b"example.org" not in b"".join(body for _uri, body in kept if body.startswith(b"source:"))
