"""Copies of sources as one WARC 1.1 file, for whoever archives or compares them. The same copies of the
same sources give the same bytes: with title and address of a source its records change.

A fetched copy is a `response` with what the site said; a file that was given to the desk is a `resource` under a name
of our own, since nobody saw it at an address. Beside each stands a `metadata` record with its SHA-256 and its source.
No person, no note and no name of a file goes out.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO

from django.db.models import Sum
from django.utils.translation import gettext as _
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from policydesk.lib.errors import Refused
from sources.enums import SnapshotKind
from sources.keeping import read_file
from sources.models import Snapshot, SnapshotFile, Source
from sources.sharing import numbered_of

# What is kept is the page unpacked and whole: what the site said of how it came would make readers unpack it again.
OF_THE_WAY = {"content-encoding", "content-length", "transfer-encoding"}
LARGEST = 200_000_000  # bytes of files that one page gives out
FIELDS = "application/warc-fields"


@dataclass
class Packed:
    """How many copies went in, and what did not, in sentences; `failed` where a file should be there and is not."""

    count: int = 0
    left_out: list[str] = field(default_factory=list)
    failed: bool = False


def check_size(sources: Iterable[Source]) -> None:
    """Raises Refused when their files are too much for one answer of a page: the command line has no such limit."""
    files = SnapshotFile.objects.filter(snapshot__source__in=list(sources), removed=False)
    if (files.aggregate(size=Sum("size"))["size"] or 0) > LARGEST:
        raise Refused(
            _("The files have more than %(size)d MB. Whoever runs the desk can give them out, with “exportwarc”.")
            % {"size": LARGEST // 1_000_000}
        )


def pack(sources: Iterable[Source], out: BinaryIO, *, compressed: bool = False) -> Packed:
    """Write the copies of these sources, by number. Decides nothing about permission: who calls has asked.

    `compressed`: each record by itself, as readers of `.warc.gz` expect.
    """
    writer, packed = WARCWriter(out, gzip=compressed, warc_version="1.1"), Packed()
    sources = list(sources)
    copies = numbered_of(sources)
    rows = [(source, *row) for source in sources for row in copies[source.pk]]
    newest = max((snapshot.taken_at for _source, _number, snapshot in rows), default=datetime(1970, 1, 1, tzinfo=UTC))
    about = {"software": "Policy Desk", "format": "WARC File Format 1.1"}
    _write(writer, "warcinfo", "", fields=about, name=f"warcinfo/{newest.isoformat()}", at=newest)
    for source, number, snapshot in rows:
        _pack(writer, packed, source, number, snapshot)
    return packed


def _pack(writer: WARCWriter, packed: Packed, source: Source, number: int, snapshot: Snapshot) -> None:
    which = {"source": source.public_id, "number": number}
    if not hasattr(snapshot, "file"):
        packed.left_out.append(_("%(source)s, copy %(number)d: words that we typed; there is no file.") % which)
        return
    try:
        data = read_file(snapshot.file)
    except Refused as refusal:
        packed.failed = packed.failed or not snapshot.file.removed
        packed.left_out.append(_("%(source)s, copy %(number)d: %(why)s") % {**which, "why": refusal})
        return
    _write_copy(writer, source, number, snapshot, data)
    packed.count += 1


def _write_copy(writer: WARCWriter, source: Source, number: int, snapshot: Snapshot, data: bytes) -> None:
    name = f"{source.public_id}/{number}/{snapshot.sha256}"
    # The address of a hidden source tells who it is, and so does what the site said.
    known = snapshot.kind == SnapshotKind.FULL and source.is_public
    uri = snapshot.final_url or snapshot.url if known else f"urn:policydesk:{source.public_id}:{number}"
    about = {
        "source": source.public_id,
        "title": str(source),
        "copy": str(number),
        "kind": snapshot.kind,
        "address": source.url if source.is_public else "",
        "via": snapshot.url if known and snapshot.url != uri else "",
        "sha256": snapshot.sha256,
    }
    if known:
        _write(writer, "response", uri, name=name, at=snapshot.taken_at, data=data, http=_said(snapshot, len(data)))
    else:
        kind = snapshot.file.content_type
        _write(writer, "resource", uri, name=name, at=snapshot.taken_at, data=data, content_type=kind)
    _write(writer, "metadata", uri, name=f"metadata/{name}", at=snapshot.taken_at, fields=about, of=_id(name))


def _said(snapshot: Snapshot, length: int) -> StatusAndHeaders:
    """The head of the answer, as it fits the bytes that we hold; what the site said of the way is kept under X-."""
    told = [
        (f"X-Archive-Orig-{name}" if name.lower() in OF_THE_WAY else name, value)
        for name, value in snapshot.file.headers
    ]
    status = f"{snapshot.http_status or 200} OK"
    return StatusAndHeaders(status, [*told, ("Content-Length", str(length))], protocol="HTTP/1.1")


def _write(
    writer: WARCWriter,
    kind: str,
    uri: str,
    *,
    name: str,
    at: datetime,
    data: bytes = b"",
    fields: dict[str, str] | None = None,
    http: StatusAndHeaders | None = None,
    content_type: str = "",
    of: str = "",
) -> None:
    """One record, whose id follows from `name`. `fields` are lines of warc-fields, in place of `data`."""
    if fields:
        data = "".join(f"{key}: {value}\r\n" for key, value in fields.items() if value).encode()
        content_type = FIELDS
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    heads = {"WARC-Record-ID": _id(name), "WARC-Date": moment} | ({"WARC-Refers-To": of} if of else {})
    record = writer.create_warc_record(
        uri, kind, payload=BytesIO(data), length=len(data), warc_content_type=content_type, warc_headers_dict=heads,
        http_headers=http,
    )  # fmt: skip
    writer.write_record(record)


def _id(name: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'urn:policydesk:{name}')}>"
