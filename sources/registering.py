"""One way to bring a source in: the same address never makes a second one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.text import clean_text
from sources.addressing import canonical_address, is_address, plain_address
from sources.identifying import check_unveiling
from sources.models import Source, SourceQuerySet
from sources.sharing import DECIDING, check_sharing, tell_sharing


def check_can_add_source(by: Any) -> None:
    """Raises NotAllowed unless `by` may bring sources in."""
    if not by.has_perm("sources.add_source"):
        raise NotAllowed(_("You may not add sources. Ask a reporter, a checker or an editor."))


@transaction.atomic
def register_source(
    *, by: Any, title: str, url: str = "", change_reason: str = "", **fields: Any
) -> tuple[Source, bool]:
    """The source at `url`, made from the other fields when there is none yet. Returns it and whether it is new."""
    known = Source.objects.at_address(url).first() if url else None
    if known:
        return known, False
    check_can_add_source(by)
    source = Source(owner=by)
    _set(source, {"title": title, "url": url, **fields})
    check_sharing(source, by)
    try:
        with transaction.atomic():
            write_source(source, by=by, reason=change_reason)
    except IntegrityError:
        known = Source.objects.at_address(url).first()  # somebody brought it in at this very moment
        if known is None:
            raise
        return known, False
    return source, True


def check_can_change_source(source: Source, by: Any) -> None:
    """Raises NotAllowed unless `by` may change `source`: their own, or with the right to any."""
    if not by.has_perm("sources.change_source"):
        raise NotAllowed(_("You may not change sources."))
    if source.owner_id != by.pk and not by.has_perm("sources.change_any_source"):
        raise NotAllowed(_("You may change the sources that you brought in. Ask a checker or an editor."))


def can_change_source(source: Source, by: Any) -> bool:
    """Whether `check_can_change_source` would let `by` through."""
    try:
        check_can_change_source(source, by)
    except NotAllowed:
        return False
    return True


@transaction.atomic
def change_source(source: Source, *, by: Any, version: int | None = None, **fields: Any) -> bool:
    """Change fields of `source`. Returns whether anything changed. Raises NotAllowed, Stale, ValidationError."""
    check_can_change_source(source, by)
    _set(source, fields)
    check_unveiling(source, by)
    check_sharing(source, by)
    return write_source(source, by=by, version=version)


def write_source(source: Source, *, by: Any, version: int | None = None, reason: str = "", **fields: Any) -> bool:
    """What forms and imports share, in the caller's transaction. Decides nothing about permission.

    `by=None` is the desk's own program. Returns whether anything changed. Raises Stale, ValidationError.
    """
    _set(source, fields)
    changed = source.changed_fields()
    if not changed:
        return False
    _lock_with_original(source)
    source.full_clean(exclude=["public_id"])
    if not source._state.adding:
        source.take_version(version)
    source.save(by=by, change_reason=reason)
    if DECIDING & set(changed):
        tell_sharing(source)
    return True


def _set(source: Source, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(source, name, value)


def _lock_with_original(source: Source) -> None:
    """Two people who make copies of each other's originals take turns: else both would find no copy yet."""
    if source.copy_of_id:
        rows = Source.objects.select_for_update().filter(pk__in=[source.pk, source.copy_of_id])
        list(rows.order_by("pk").values_list("pk"))


def find_source(typed: str, *, by: Any) -> Source:
    """The source that a person means by `typed`: an address, a public id, or its title.

    An unknown address becomes a draft source, so that nobody is sent to another page. Raises Refused with a
    sentence when nothing or more than one thing fits.
    """
    typed = clean_text(typed).strip()
    if not is_address(typed):
        return known_source(typed)
    title = canonical_address(typed)[:400]
    try:
        return register_source(by=by, title=title, url=plain_address(typed), draft=True)[0]
    except ValidationError as refusal:
        sentence = _("This is no address that a browser opens. Copy it there once more, whole and without spaces.")
        raise Refused(sentence, "source") from refusal


def known_source(typed: str) -> Source:
    """The source that a person means by `typed`, of those that the desk has. Raises Refused with a sentence."""
    typed = clean_text(typed).strip()
    if not typed:
        raise Refused(_("Name a source: its title, its number, or its address."))
    found = list(_asked().at_address(typed)) if is_address(typed) else _named(typed)
    if len(found) == 1:
        return found[0]
    if found:
        numbers = ", ".join(source.public_id for source in found)
        raise Refused(
            _("More than one source is called that. Give its number instead: %(numbers)s.") % {"numbers": numbers}
        )
    raise Refused(
        _("No source is called “%(typed)s”. Choose one from the list, or paste its address.") % {"typed": typed}
    )


def is_new_address(typed: str) -> bool:
    """Whether `typed` is an address at which no source of the desk stands: `find_source` would make one."""
    address = canonical_address(clean_text(typed))
    return bool(address) and not Source.objects.filter(canonical_url=address).exists()


def _named(typed: str) -> list[Source]:
    number = typed.rpartition("·")[2].strip() or typed  # the list offers “Title · number”
    by_number = list(_asked().filter(public_id=number.lower()))
    return by_number or list(_asked().called(typed)[:5])


def _asked() -> SourceQuerySet:
    """Sources with what a passage asks of each: whether it is an interview, and by which rules."""
    return Source.objects.select_related("interview")
