"""Bringing occasions and commitments in, and changing them: the record with its parties, links and reports.

Adding is proposing: nothing of it is public until an editor publishes the commitment. Who adds may change what they
added while only they have touched it, which its history tells; anybody else's needs the right to change.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from actors.models import Actor
from articles.models import Claim
from commitments.enums import PartyRole
from commitments.models import Commitment, CommitmentFormerSlug, Link, Occasion, Participant, Party, Report
from commitments.publishing import blockers
from commitments.rating import standing_entries
from commitments.tracking import refresh_parties
from policydesk.lib.errors import NotAllowed, Refused, may
from policydesk.lib.history import VersionedRecord
from policydesk.lib.public_ids import new_public_id
from policydesk.lib.rows import Below, write_with_rows

EDITABLE = (
    *("title", "slug", "summary", "undertaking", "occasion", "made_on", "due_words", "due_on", "review_by"),
    *("bindingness", "verifiability", "interpretive_note", "contested_by", "contested_note", "tag_list"),
)


def _touched_by_others(record: VersionedRecord, by: Any, *rows: type) -> bool:
    """Whether anybody but `by` wrote a version of the record or of the rows below it; imports count as others."""
    key = record._meta.model_name
    histories = [record.history.all(), *(row.history.filter(**{key: record.pk}) for row in rows)]
    return any(history.exclude(history_user=by).exists() for history in histories)


# --- Occasions ---------------------------------------------------------------------------------------------
def check_can_add_occasion(by: Any) -> None:
    """Raises NotAllowed unless `by` may add occasions."""
    if not by.has_perm("commitments.add_occasion"):
        raise NotAllowed(_("You may not add occasions. Ask a reporter, a checker or an editor."))


def check_can_change_occasion(occasion: Occasion, by: Any) -> None:
    """Raises NotAllowed unless `by` may change any, or added this one and nobody else touched it or sees it."""
    if by.has_perm("commitments.change_occasion"):
        return
    check_can_add_occasion(by)
    if _touched_by_others(occasion, by, Participant):
        raise NotAllowed(_("You may change only what you added and nobody else touched. Ask a checker or an editor."))
    if occasion.commitments.exclude(published_at=None).exists():
        raise NotAllowed(_("Readers have seen this occasion. Ask a checker or an editor to change it."))


@transaction.atomic
def register_occasion(*, by: Any, participants: Iterable[Actor] = (), **fields: Any) -> Occasion:
    """A new occasion with who took part in it. Raises NotAllowed, Refused, or ValidationError by field."""
    check_can_add_occasion(by)
    occasion = Occasion()
    write_occasion(occasion, by=by, participants=participants, **fields)
    return occasion


@transaction.atomic
def change_occasion(
    occasion: Occasion,
    *,
    by: Any,
    version: int | None = None,
    participants: Iterable[Actor] | None = None,
    **fields: Any,
) -> bool:
    """Change fields, and make `participants` all who took part when given. Returns whether anything changed.

    Raises NotAllowed, Refused, Stale, or ValidationError by field.
    """
    check_can_change_occasion(occasion, by)
    return write_occasion(occasion, by=by, version=version, participants=participants, **fields)


def write_occasion(
    occasion: Occasion,
    *,
    by: Any,
    version: int | None = None,
    reason: str = "",
    participants: Iterable[Actor] | None = None,
    **fields: Any,
) -> bool:
    """What forms and imports share, in the caller's transaction. Decides nothing about permission.

    `by=None` is the desk's own program. Returns whether anything changed.
    """
    _assign(occasion, fields, ("name", "slug", "kind", "date", "place"))
    if occasion._state.adding and not occasion.slug:
        occasion.slug = _free_slug(Occasion, occasion.name)
    given = None if participants is None else [{"actor": actor} for actor in participants]
    rows = [Below(Participant, ("actor",), given)]
    return write_with_rows(occasion, rows, by=by, version=version, reason=reason)


# --- Commitments -------------------------------------------------------------------------------------------
def check_can_add(by: Any) -> None:
    """Raises NotAllowed unless `by` may add commitments."""
    if not by.has_perm("commitments.add_commitment"):
        raise NotAllowed(_("You may not add commitments. Ask a reporter, a checker or an editor."))


def check_can_change(commitment: Commitment, by: Any) -> None:
    """Raises NotAllowed unless `by` may change any, or added this one, readers never saw it, nobody else touched it."""
    if by.has_perm("commitments.change_commitment"):
        return
    check_can_add(by)
    if commitment.published_at:
        raise NotAllowed(_("Readers have seen this commitment. Ask a checker or an editor to change it."))
    if _touched_by_others(commitment, by, Party, Link, Report):
        raise NotAllowed(_("You may change only what you added and nobody else touched. Ask a checker or an editor."))


def can_change(commitment: Commitment, by: Any) -> bool:
    """Whether `check_can_change` would let `by` through."""
    return may(check_can_change, commitment, by)


@transaction.atomic
def register_commitment(
    *,
    by: Any,
    parties: Iterable[dict[str, Any]],
    links: Iterable[dict[str, Any]] = (),
    reports: Iterable[Claim] = (),
    **fields: Any,
) -> Commitment:
    """A new commitment, which readers do not see yet.

    `parties`: dicts of actor, role, and where it helps side and own_wording (a passage); `links`: dicts of kind and
    other (a commitment); `reports`: claims. Without a slug the title gives one. Raises NotAllowed, Refused, or
    ValidationError by field.
    """
    check_can_add(by)
    reports = list(reports)
    _refuse_hidden(reports, by)
    commitment = Commitment()
    write_commitment(commitment, by=by, parties=parties, links=links, reports=reports, **fields)
    return commitment


@transaction.atomic
def change_commitment(
    commitment: Commitment,
    *,
    by: Any,
    version: int | None = None,
    parties: Iterable[dict[str, Any]] | None = None,
    links: Iterable[dict[str, Any]] | None = None,
    reports: Iterable[Claim] | None = None,
    **fields: Any,
) -> bool:
    """Change fields, and make parties, links or reports the whole of what is given. Returns whether anything changed.

    `version` is the one the person's form showed. What readers see must stay fit for them. Raises NotAllowed,
    Refused, Stale, or ValidationError by field.
    """
    check_can_change(commitment, by)
    if reports is not None:
        reports = list(reports)
        known = set(commitment.reports.values_list("claim_id", flat=True))
        _refuse_hidden([claim for claim in reports if claim.pk not in known], by)
    return write_commitment(commitment, by=by, version=version, parties=parties, links=links, reports=reports, **fields)


def write_commitment(
    commitment: Commitment,
    *,
    by: Any,
    version: int | None = None,
    reason: str = "",
    parties: Iterable[dict[str, Any]] | None = None,
    links: Iterable[dict[str, Any]] | None = None,
    reports: Iterable[Claim] | None = None,
    **fields: Any,
) -> bool:
    """What forms and imports share, in the caller's transaction. Decides nothing about permission.

    `by=None` is the desk's own program. Returns whether anything changed.
    """
    _assign(commitment, fields, EDITABLE)
    commitment.tag_list = ", ".join(commitment.tag_names())
    if commitment._state.adding and not commitment.slug:
        commitment.slug = _free_slug(Commitment, commitment.title)
    parties = None if parties is None else list(parties)
    _refuse_new_pledgers(commitment, parties)
    below = [
        Below(Party, ("actor", "role"), parties),
        Below(Link, ("kind", "other"), links),
        Below(Report, ("claim",), None if reports is None else [{"claim": claim} for claim in reports]),
    ]
    stood = set(blockers(commitment)) if commitment.public else set()
    left = _address_left(commitment)
    if not write_with_rows(commitment, below, by=by, version=version, reason=reason):
        return False
    commitment.tags.set(commitment.tag_names())
    _keep_address(commitment, left)
    refresh_parties(commitment)
    if commitment.public and (found := [line for line in blockers(commitment) if line not in stood]):
        raise Refused("\n".join(found))
    return True


def _assign(record: VersionedRecord, fields: dict[str, Any], known: tuple[str, ...]) -> None:
    if unknown := set(fields) - set(known):
        raise TypeError(f"not fields that are written here: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(record, name, value)


def _free_slug(model: type[Commitment] | type[Occasion], name: str) -> str:
    """The first free slug that `name` suggests; a number where it has no Latin letter."""
    stem = slugify(name)[:76].strip("-") or f"{model._meta.model_name}-{new_public_id()}"
    slug, number = stem, 2
    while model.objects.filter(slug=slug).exists():
        slug, number = f"{stem}-{number}", number + 1
    return slug


def _refuse_hidden(claims: list[Claim], by: Any) -> None:
    """Nobody ties a commitment to a claim of a draft that they may not read."""
    wanted = {claim.pk for claim in claims}
    if Claim.objects.visible_to(by).filter(pk__in=wanted).count() < len(wanted):
        raise NotAllowed(_("You may not read the story of one of these claims."))


def _refuse_new_pledgers(commitment: Commitment, rows: list[dict[str, Any]] | None) -> None:
    """An entry of the log about all who undertook it judged those who were there: nobody joins them unjudged."""
    if commitment._state.adding or rows is None:
        return
    there = {party.actor_id for party in commitment.pledgers}
    joining = [row["actor"] for row in rows if row["role"] == PartyRole.PLEDGER and row["actor"].pk not in there]
    if joining and any(entry.party_id is None for entry in standing_entries(commitment)):
        sentence = _(
            "The log speaks of all who undertook it, and %(actor)s was not among them. Take that entry back first."
        )
        raise Refused(sentence % {"actor": joining[0]})


def _address_left(commitment: Commitment) -> str:
    """The address that readers know and that this write changes; else empty."""
    if not commitment.published_at or "slug" not in commitment.changed_fields():
        return ""
    return Commitment.objects.values_list("slug", flat=True).get(pk=commitment.pk)


def _keep_address(commitment: Commitment, left: str) -> None:
    """Readers who kept the address that was left are led on; one that is taken up again leads nowhere else."""
    if left:
        commitment.former_slugs.filter(slug=commitment.slug).delete()
        CommitmentFormerSlug.objects.create(of=commitment, slug=left)
