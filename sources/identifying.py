"""Who may know, and write down, who a hidden source is; what of the source itself would tell it to all others."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from policydesk.lib.errors import NotAllowed
from sources.enums import Confidentiality
from sources.models import Source
from sources.models.identity import SourceIdentity

TELLING = ("title", "authors", "url", "publisher")  # fields of a confidential source that may name somebody
KNOWING = "sources.view_sourceidentity"


def may_know(source: Source, user: Any) -> bool:
    """Whether `user` may see the identity behind `source`: its owner, or who holds the permission."""
    return source.owner_id == user.pk or user.has_perm(KNOWING)


def is_hidden_from(source: Source, user: Any) -> bool:
    """Whether the source is confidential, and `user` must not learn who it is: not from what is TELLING either."""
    return source.confidentiality == Confidentiality.CONFIDENTIAL and not may_know(source, user)


def not_hidden_from(user: Any) -> Q:
    """The same of rows: the sources of which `user` may be told everything."""
    return Q() if user.has_perm(KNOWING) else ~Q(confidentiality=Confidentiality.CONFIDENTIAL) | Q(owner=user)


def check_unveiling(source: Source, by: Any) -> None:
    """Raises NotAllowed where `source`, as it is about to be saved, would be confidential no more, and `by` is none of
    those who may know who it is."""
    if "confidentiality" not in source.changed_fields() or may_know(source, by):
        return
    if Source.objects.filter(pk=source.pk, confidentiality=Confidentiality.CONFIDENTIAL).exists():
        raise NotAllowed(_("Only those who may know who a confidential source is make it known to others."))


class Untold:
    """What histories of `sources` keep from `user`: called with a version and the one before it, it names the fields.

    Of a source that is confidential now nothing TELLING is told, of whatever time; of any other not what stood in it
    while it was: it may have become public only because a name was taken out.
    """

    def __init__(self, sources: Iterable[Source], user: Any) -> None:
        unknown = [source for source in sources if not may_know(source, user)]
        self.unknown = {source.pk for source in unknown}
        self.hidden = {source.pk for source in unknown if is_hidden_from(source, user)}

    def __call__(self, row: Any, earlier: Any) -> tuple[str, ...]:
        """The fields of this change that are left out."""
        then = [version.confidentiality for version in (row, earlier) if version is not None]
        hidden = row.id in self.hidden or (row.id in self.unknown and Confidentiality.CONFIDENTIAL in then)
        return TELLING if hidden else ()


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
