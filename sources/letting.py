"""Files that somebody gave to the desk, and that readers may have when an editor says so, one by one."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from policydesk.lib.errors import Refused
from sources.archiving import take_turns
from sources.enums import PublicCopy, SnapshotKind
from sources.models import Sharing, Snapshot
from sources.sharing import check_can_share, is_let_out, tell_sharing


def check_can_let_out(snapshot: Snapshot, by: Any, *, shared: bool = True) -> None:
    """Raises a sentence unless `by` may let readers have this uploaded copy now, or with `shared=False` keep it."""
    check_can_share(by)
    if snapshot.kind != SnapshotKind.UPLOAD:
        raise Refused(_("This is no uploaded file: the ground that the source has decides about it."))
    if shared and snapshot.source.public_copy == PublicCopy.NONE:
        raise Refused(_("Say first on what ground readers get whole copies of this source."))
    if is_let_out(snapshot) == shared:
        raise Refused(_("That is so already."))


@transaction.atomic
def let_out(snapshot: Snapshot, *, by: Any, shared: bool = True) -> None:
    """Let readers have this uploaded copy, or with `shared=False` keep it inside. Raises NotAllowed or Refused."""
    take_turns(snapshot.source)
    snapshot.refresh_from_db()
    check_can_let_out(snapshot, by, shared=shared)
    row = Sharing(snapshot=snapshot) if not hasattr(snapshot, "sharing") else snapshot.sharing
    row.shared = shared
    row.save(by=by)
    tell_sharing(snapshot.source)
