"""Who may know, and write down, who a hidden source is."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from policydesk.lib.errors import NotAllowed
from sources.models import Source
from sources.models.identity import SourceIdentity


def may_know(source: Source, user: Any) -> bool:
    """Whether `user` may see the identity behind `source`: its owner, or who holds the permission."""
    return source.owner_id == user.pk or user.has_perm("sources.view_sourceidentity")


def may_write(source: Source, user: Any) -> bool:
    """Whether `user` may write it down: its owner, or who holds the permission."""
    return source.owner_id == user.pk or user.has_perm("sources.change_sourceidentity")


@transaction.atomic
def write_identity(identity: SourceIdentity, *, by: Any, version: int | None = None) -> None:
    """Save the identity in the name of `by`, who saw `version` of it. Raises NotAllowed, Stale."""
    if not may_write(identity.source, by):
        raise NotAllowed(_("Only the owner of the source and editors write down who it is."))
    if identity.pk and identity.changed_fields():
        identity.take_version(version)
    identity.save(by=by)
