"""Which whole copies readers may have, and under which number: as far as the rights go, and no further."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from policydesk.lib.errors import NotAllowed, may
from sources.enums import PublicCopy, SnapshotKind
from sources.models import Snapshot, Source
from sources.signals import sharing_changed

UNBOUND = datetime(1970, 1, 1, tzinfo=UTC)
DECIDING = {"public_copy", "confidentiality", "embargo_until"}  # fields of a source on which it hangs


def check_can_share(by: Any) -> None:
    """Raises NotAllowed unless `by` may say whether readers get whole copies of a source."""
    if not by.has_perm("sources.share_copies"):
        raise NotAllowed(_("You may not say whether readers get whole copies. Ask an editor."))


def check_sharing(source: Source, by: Any) -> None:
    """The same where what was set on `source` and not saved yet says so.

    The ground was given for what stands at the address: at another one the next fetched copy would be out unseen.
    """
    changed, adding = source.changed_fields(), source._state.adding
    if "public_copy" in changed and not (adding and source.public_copy == PublicCopy.NONE):
        check_can_share(by)
    if "url" in changed and not adding and source.public_copy != PublicCopy.NONE and not may(check_can_share, by):
        raise NotAllowed(_("Readers get whole copies of this source. Ask an editor to change its address."))


def is_shared(source: Source, snapshot: Snapshot) -> bool:
    """Whether readers may have the whole copy. Words that the desk typed are no copy of the document.

    The ground is one for the work: a file that somebody gave is a copy of it when an editor says so.
    """
    if not source.is_public or source.public_copy == PublicCopy.NONE:
        return False
    return snapshot.kind == SnapshotKind.FULL or (snapshot.kind == SnapshotKind.UPLOAD and is_let_out(snapshot))


def is_let_out(snapshot: Snapshot) -> bool:
    """Whether an editor lets readers have this uploaded copy."""
    return hasattr(snapshot, "sharing") and snapshot.sharing.shared


def is_open(source: Source, snapshot: Snapshot, *, at: datetime | None = None) -> bool:
    """The same at that moment, or now: an embargo holds back what the rights allow."""
    return is_shared(source, snapshot) and (source.embargo_until or UNBOUND) <= (at or timezone.now())


Numbered = list[tuple[int, Snapshot]]


def numbered(source: Source) -> Numbered:
    """The copies of the source with their numbers, in the order in which the desk got them: a number never moves."""
    return numbered_of([source])[source.pk]


def numbered_of(sources: Iterable[Source]) -> dict[int, Numbered]:
    """The same of several sources, by their keys, in one query. Each copy comes with file, sharing and source."""
    known = {source.pk: source for source in sources}
    found: dict[int, Numbered] = {pk: [] for pk in known}
    for snapshot in Snapshot.objects.filter(source__in=known).select_related("file", "sharing").order_by("pk"):
        snapshot.source = known[snapshot.source_id]
        found[snapshot.source_id].append((len(found[snapshot.source_id]) + 1, snapshot))
    return found


def tell_of_copy(snapshot: Snapshot) -> None:
    """Tell it of a copy that is new, where readers may have it. Asks how the source stands by now."""
    source = Source.objects.get(pk=snapshot.source_id)
    if is_shared(source, snapshot):
        tell_sharing(source)


def tell_sharing(source: Source) -> None:
    """Tell the apps above that readers may have other copies now, in the caller's transaction."""
    sharing_changed.send(Source, source=source)
