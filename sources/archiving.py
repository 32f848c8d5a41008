"""Dated copies of sources: fetched from their address, or given as a file. The only caller of the network."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.template.defaultfilters import date as worded
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.fetching import Fetched, Seen, capture_is_off, fetch
from policydesk.lib.guarding import NotFetched
from policydesk.lib.text import bare_name
from sources.enums import CaptureResult, SnapshotKind, TextKind, Trouble
from sources.extracting import Extraction, extract
from sources.keeping import drop_files, write_file
from sources.models import CaptureRequest, Snapshot, SnapshotFile, Source
from sources.reading import keep_words
from sources.sharing import tell_of_copy
from sources.sniffing import ENDINGS, file_type

Getting = Callable[[str, Seen | None], Fetched]  # a page of the network; of one that was seen, only if it changed

LARGEST = 25_000_000  # bytes of a file that is given to us
KEPT = "PDF, HTML, TXT, PNG, JPEG, WebP"


@dataclass(frozen=True)
class Kept:
    """The copy that the desk has now, and whether it is a new one: the same bytes again make none.

    Nor does a document with the same words; `by_words` says that it had other bytes.
    """

    snapshot: Snapshot
    is_new: bool
    by_words: bool = False


# --- From the network ----------------------------------------------------------------------------------------
def check_can_capture(source: Source, by: Any) -> None:
    """Raises a sentence unless `by` (None: the desk's own programs) may have `source` fetched now."""
    if by is not None and not by.has_perm("sources.capture_source"):
        raise NotAllowed(_("You may not fetch copies from the network. Ask a checker or an editor."))
    if not settings.CAPTURE_ENABLED:
        raise Refused(capture_is_off())
    if not source.url:
        raise Refused(_("The source has no address. Give it one, or upload the file."))
    if not source.is_public:
        raise Refused(_("The source is not public, and fetching it would tell the site that we look. Upload a file."))


def ask_for_copy(source: Source, *, by: Any, at: datetime | None = None) -> CaptureRequest:
    """Put the source on the list of those that `capturesources --queued` fetches. Raises NotAllowed or Refused."""
    check_can_capture(source, by)
    with transaction.atomic():
        take_turns(source)
        if source.capture_requests.filter(done_at=None).exists():
            raise Refused(_("A copy was asked for already, and waits its turn."))
        return CaptureRequest.objects.create(source=source, asked_by=by, asked_at=at or timezone.now())


def capture(
    source: Source,
    *,
    by: Any,
    at: datetime | None = None,
    asked: CaptureRequest | None = None,
    get: Getting = fetch,
) -> Kept:
    """Fetch the source and keep what comes, unless it is what the newest copy has. Never call it inside a transaction.

    A site that told of the newest copy when it changed is asked for the page only if it changed since. What came of it
    is written into `asked`, or a row of its own: that somebody looked counts too. `by=None` is the desk's own program.
    Raises NotAllowed or Refused with a sentence, which is written down as well.
    """
    at = at or timezone.now()
    asked = asked or CaptureRequest(source=source, asked_by=by, asked_at=at)
    asked.url, newest = source.url, _newest(source)
    try:
        check_can_capture(source, by)
        found = get(source.url, _seen(source, newest))
        kept = Kept(newest, is_new=False) if newest and found.is_unchanged else _keep_fetched(source, found, by, at)
    except Refused as refusal:
        settle_failed(source, str(refusal), by=by, asked=asked, trouble=_trouble(refusal))
        raise
    _settle(asked, CaptureResult.SAVED if kept.is_new else CaptureResult.UNCHANGED, told(kept), kept.snapshot)
    return kept


def _seen(source: Source, newest: Snapshot | None) -> Seen | None:
    """What the site said when it gave us the newest copy, if that is from the address which the source has now."""
    if newest is None or newest.kind != SnapshotKind.FULL or newest.url != source.url:
        return None
    said = {name.lower(): value for name, value in newest.file.headers if value.isascii()}
    return Seen(newest.final_url, said.get("etag", ""), said.get("last-modified", ""))


def _keep_fetched(source: Source, found: Fetched, by: Any, at: datetime) -> Kept:
    content_type = file_type(found.body, said=found.content_type)
    if not content_type:
        raise Refused(_("What came is none of the files that we keep: %(kept)s.") % {"kept": KEPT})
    snapshot = Snapshot(
        kind=SnapshotKind.FULL, url=source.url, final_url=found.final_url, http_status=found.status,
        content_type=Truncator(bare_name(found.content_type)).chars(200), taken_by=by, taken_at=at,
    )  # fmt: skip
    file = SnapshotFile(content_type=content_type, headers=[list(pair) for pair in found.headers])
    return _keep(source, found.body, snapshot, file)


def _trouble(refusal: Refused) -> str:
    """What a refusal says of the address: nothing where it is one of ours."""
    if not isinstance(refusal, NotFetched):
        return ""
    return Trouble.GONE if refusal.gone else Trouble.CLOSED if refusal.closed else ""


def told(kept: Kept) -> str:
    """What a capture or an upload brought, in a sentence."""
    if not kept.is_new:
        day = {"day": worded(localtime(kept.snapshot.taken_at), "j F Y")}
        if kept.by_words:
            return _("The words are those of the copy of %(day)s; something around them has changed.") % day
        return _("Nothing has changed since the copy of %(day)s.") % day
    file = kept.snapshot.file
    return _("A copy was saved: %(ending)s, %(size)s.") % {
        "ending": ENDINGS[file.content_type][0].upper(), "size": filesizeformat(file.size)
    }  # fmt: skip


def settle_failed(
    source: Source, sentence: str, *, by: Any, asked: CaptureRequest | None = None, trouble: str = ""
) -> None:
    """Write down that no copy came of it, why, and what that says of the address, if anything."""
    asked = asked or CaptureRequest(source=source, asked_by=by)
    asked.url, asked.trouble = source.url, trouble
    _settle(asked, CaptureResult.FAILED, sentence)


def _settle(asked: CaptureRequest, result: CaptureResult, sentence: str, snapshot: Snapshot | None = None) -> None:
    asked.done_at, asked.result, asked.outcome, asked.snapshot = timezone.now(), result, sentence, snapshot
    asked.save()


# --- From a person -------------------------------------------------------------------------------------------
def check_can_upload(by: Any) -> None:
    """Raises NotAllowed unless `by` may give files to the desk."""
    if not by.has_perm("sources.add_snapshot"):
        raise NotAllowed(_("You may not add copies. Ask a reporter, a checker or an editor."))


def keep_upload(source: Source, file: File, *, by: Any, note: str = "", at: datetime | None = None) -> Kept:
    """Keep a file that a person has of the source. Raises NotAllowed, Refused, or ValidationError by field."""
    check_can_upload(by)
    name = PurePath((file.name or "").replace("\\", "/")).name
    data = _checked_upload(name, file)
    snapshot = Snapshot(kind=SnapshotKind.UPLOAD, url=source.url, note=note, taken_by=by, taken_at=at or timezone.now())
    given = SnapshotFile(content_type=file_type(data), file_name=Truncator(bare_name(name)).chars(200))
    return _keep(source, data, snapshot, given)


def _checked_upload(name: str, file: File) -> bytes:
    ending = PurePath(name).suffix.lstrip(".").lower()
    if ending not in {each for endings in ENDINGS.values() for each in endings}:
        raise Refused(_("The desk keeps %(kept)s. Save the document as one of these.") % {"kept": KEPT})
    if not file.size:
        raise Refused(_("The file is empty."))
    if file.size > LARGEST:
        raise Refused(_("The file has more than %(count)d MB: give a smaller one.") % {"count": LARGEST // 1_000_000})
    data = file.read()
    if ending not in ENDINGS.get(file_type(data), ()):
        raise Refused(
            _("The file is called “%(name)s”, and its content is something else. Save it anew, under its right type.")
            % {"name": bare_name(name)}
        )
    return data


# --- Both ----------------------------------------------------------------------------------------------------
def _keep(source: Source, data: bytes, snapshot: Snapshot, file: SnapshotFile) -> Kept:
    """Store the file and then its rows, or neither. Its words are taken out before: that is slow."""
    sha256 = hashlib.sha256(data).hexdigest()
    if known := _newest_if(source, sha256):
        return Kept(known, is_new=False)
    words = extract(data, file.content_type, said=snapshot.content_type)
    if held := _held(source, sha256, words, snapshot, file):
        return held
    snapshot.source, snapshot.sha256 = source, sha256
    file.sha256, file.size, file.name = sha256, len(data), write_file(data)
    try:
        with transaction.atomic():
            take_turns(source)
            held = _held(source, sha256, words, snapshot, file)
            if not held:
                _write(snapshot, file, words)
    except BaseException:
        drop_files([file.name])
        raise
    if held:
        drop_files([file.name])
    return held or Kept(snapshot, is_new=True)


def _held(source: Source, sha256: str, words: Extraction, snapshot: Snapshot, file: SnapshotFile) -> Kept | None:
    """What makes the copy needless: the newest one has its bytes, or says the same. None where it is needed."""
    if known := _newest_if(source, sha256):
        return Kept(known, is_new=False)
    known = _newest_saying(source, words, snapshot, file)
    return Kept(known, is_new=False, by_words=True) if known else None


def _write(snapshot: Snapshot, file: SnapshotFile, words: Extraction) -> None:
    # Rows that we hold already, and addresses that were asked or answered: they stand as they are.
    snapshot.clean_fields(exclude=["source", "taken_by", "url", "final_url"])
    snapshot.save()
    file.snapshot = snapshot
    file.clean_fields(exclude=["snapshot"])
    file.save()
    keep_words(file, words, by=snapshot.taken_by)
    tell_of_copy(snapshot)


def take_turns(source: Source) -> None:
    """Inside a transaction: of two who keep the same document at one moment, the second finds what the first kept."""
    list(Source.objects.select_for_update().filter(pk=source.pk).values_list("pk"))


def _newest_if(source: Source, sha256: str) -> Snapshot | None:
    """The newest copy of the document, if it has these bytes still."""
    newest = _newest(source)
    return newest if newest and newest.sha256 == sha256 else None


def _newest_saying(source: Source, words: Extraction, snapshot: Snapshot, file: SnapshotFile) -> Snapshot | None:
    """The newest copy, if both were fetched, are of one type and say the same: advertisements differ at every look."""
    newest = _newest(source)
    alike = newest and newest.kind == snapshot.kind == SnapshotKind.FULL
    if not alike or file.content_type != newest.file.content_type or not words.text:
        return None
    return newest if newest.texts.filter(kind=TextKind.EXTRACTED, sha256=words.sha256).exists() else None


def _newest(source: Source) -> Snapshot | None:
    newest = source.snapshots.exclude(kind=SnapshotKind.EXTRACT).select_related("file").first()
    return newest if newest and hasattr(newest, "file") and not newest.file.removed else None
