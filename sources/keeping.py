"""The files of copies: written under random names, read back only as they were written, taken away by law alone."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from policydesk.lib.errors import NotAllowed, Refused
from sources.identifying import is_hidden_from, not_hidden_from
from sources.models import Snapshot, SnapshotFile, Source
from sources.sniffing import ENDINGS

NO_ROW_YET, LEFT_ALONE = timedelta(hours=1), timedelta(days=2)


def check_can_read_file(snapshot: Snapshot, by: Any) -> None:
    """Raises NotAllowed unless `by` may have the file: it may tell who a confidential source is."""
    if not by.has_perm("sources.view_snapshot"):
        raise NotAllowed(_("You may not read saved copies."))
    if is_hidden_from(snapshot.source, by):
        raise NotAllowed(_("The copies of a confidential source are for its owner and for editors."))


def readable_sources(by: Any) -> QuerySet[Source]:
    """The sources of which `by` may read the copies: what `check_can_read_file` asks, as one query."""
    if not by.has_perm("sources.view_snapshot"):
        return Source.objects.none()
    return Source.objects.filter(not_hidden_from(by))


def write_file(data: bytes) -> str:
    """Keep the bytes under a new random name, which is returned. Raises Refused when the disk does not take them."""
    name = secrets.token_hex(16)
    try:
        return storages["copies"].save(f"{name[:2]}/{name}", ContentFile(data))
    except OSError as error:
        raise Refused(_("The file could not be stored: %s.") % error.strerror) from error


def drop_files(names: Iterable[str]) -> None:
    """Take files away for good. One that is not there is passed over."""
    for name in names:
        storages["copies"].delete(name)


def read_file(file: SnapshotFile) -> bytes:
    """The bytes of a copy, exactly as they came. Raises Refused when they are gone, removed or altered."""
    if file.removed:
        raise Refused(_("The file of this copy was removed for legal reasons."))
    try:
        with storages["copies"].open(file.name) as stored:
            data = stored.read()
    except OSError as error:
        raise Refused(
            _("The file of this copy is missing or cannot be read. Whoever runs the desk has a backup.")
        ) from error
    if hashlib.sha256(data).hexdigest() != file.snapshot.sha256:  # written once, as the row of the file is not
        raise Refused(_("The file of this copy was altered after it was saved. It is not shown; the backup has it."))
    return data


def name_for_download(snapshot: Snapshot) -> str:
    """A plain name: number of the source, day, and the ending that the content has."""
    ending = ENDINGS[snapshot.file.content_type][0]
    return f"{snapshot.source.public_id}-{snapshot.taken_at:%Y-%m-%d}-{snapshot.sha256[:8]}.{ending}"


def sweep() -> None:
    """Take away files that a redaction removed, and that no row knows, where the machine stopped half-way.

    A file without a row goes when it is older than an hour, as its row may be on the way, and no older than two days:
    a desk that is pointed at another database loses nothing. Raises OSError.
    """
    drop_files(SnapshotFile.objects.filter(removed=True).values_list("name", flat=True))
    if recent := set(_recent()):
        drop_files(recent - set(SnapshotFile.objects.filter(name__in=recent).values_list("name", flat=True)))


def _recent() -> Iterator[str]:
    disk, now = storages["copies"], timezone.now()
    if not disk.exists(""):
        return
    for folder in disk.listdir("")[0]:
        for name in (f"{folder}/{file}" for file in disk.listdir(folder)[1]):
            if NO_ROW_YET < now - disk.get_modified_time(name) < LEFT_ALONE:
                yield name
