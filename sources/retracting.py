"""Taking a source out of what counts, and taking that back. What stands on it, the apps above know."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.text import clean_text, normalise
from sources.models import Source
from sources.models.identity import SourceIdentity

SHORTEST_NAME = 4  # shorter ones stand inside other words


def check_can_retract(by: Any) -> None:
    """Raises NotAllowed unless `by` may retract sources and take that back."""
    if not by.has_perm("sources.retract_source"):
        raise NotAllowed(_("You may not retract sources. Ask an editor."))


def carriers(source: Source) -> QuerySet[Source]:
    """The source and its copies: what falls with it."""
    return Source.objects.filter(Q(pk=source.pk) | Q(copy_of=source)).select_related("copy_of").order_by("pk")


@transaction.atomic
def retract(
    source: Source,
    *,
    by: Any,
    reason: str,
    replaced_by: Source | None = None,
    at: datetime | None = None,
    version: int | None = None,
) -> None:
    """Say that the source counts no more, and why; its copies fall with it. Readers see the reason.

    Raises NotAllowed, Stale, or Refused with a sentence: without a reason, when it is retracted already, or when
    the reason names a source that readers may not know.
    """
    check_can_retract(by)
    if source.retracted_at:
        raise Refused(_("The source is retracted already."))
    reason = clean_text(reason, "reason").strip()
    if not reason:
        raise Refused(_("Write why the source counts no more: readers see it."), "reason")
    for named in filter(None, (source, replaced_by)):
        _refuse_names(named, reason)
    source.take_version(version)
    source.retracted_at, source.retracted_by, source.retracted_reason = at or timezone.now(), by, reason
    source.replaced_by = replaced_by
    source.save(by=by, change_reason=reason)


@transaction.atomic
def take_back(source: Source, *, by: Any, reason: str, version: int | None = None) -> None:
    """Say that the source counts after all. The history keeps that it was retracted, and `reason`.

    Raises NotAllowed, Stale, or Refused without a reason or when it is not retracted itself.
    """
    check_can_retract(by)
    if not source.retracted_at:
        raise Refused(_("The source is not retracted."))
    reason = clean_text(reason, "reason").strip()
    if not reason:
        raise Refused(_("Write why the source counts after all: it stands in the history."), "reason")
    source.take_version(version)
    source.retracted_at, source.retracted_by, source.retracted_reason, source.replaced_by = None, None, "", None
    source.save(by=by, change_reason=reason)


def _refuse_names(source: Source, reason: str) -> None:
    """The reason goes to readers: it may hold nothing of what they may not know of a hidden source."""
    if source.is_public:
        return
    identity = SourceIdentity.objects.filter(source=source).first()
    secrets = [source.title, source.authors, source.url, identity.name if identity else ""]
    said = normalise(reason).casefold()
    if any(len(word) >= SHORTEST_NAME and normalise(word).casefold() in said for word in secrets):
        sentence = _("The reason names a source that readers may not know. Write it without its name and title.")
        raise Refused(sentence, "reason")


def retracted_under_claims_of(sources: QuerySet[Source], user: Any) -> QuerySet[Source]:
    """Of `sources` the retracted ones, and copies of such, that a claim of a living story stands on which `user` may
    read. The one that was retracted first comes first."""
    claims = Source._meta.get_field("citations").related_model._meta.get_field("claim").related_model._default_manager
    fallen = sources.filter(Q(retracted_at__isnull=False) | Q(copy_of__retracted_at__isnull=False))
    mine = claims.living().visible_to(user).filter(citations__source__in=fallen.order_by().values("pk"))
    return fallen.filter(pk__in=mine.order_by().values("citations__source")).order_by("retracted_at", "pk")
