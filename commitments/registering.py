"""Bringing occasions and commitments in, and changing them: the record with its parties, links and reports.

Adding is proposing: nothing of it is public until an editor publishes the commitment.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor
from actors.tag_names import present_names
from actors.tagging import set_tags
from articles.models import Claim
from articles.relating import relate
from commitments.addressing import address_left, free_slug
from commitments.enums import Fulfilment, LinkKind, PartyRole
from commitments.evidencing import Trouble, in_sentences
from commitments.gating import blockers
from commitments.models import Commitment, Link, Occasion, Participant, Party, Report
from commitments.permitting import check_can_add, check_can_add_occasion, check_can_change, check_can_change_occasion
from commitments.rating import misfits, standing_entries
from commitments.tracking import refresh_parties
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.former_slugs import remember_slug
from policydesk.lib.history import VersionedRecord, bookkeep, bookkeep_all
from policydesk.lib.rows import Below, write_with_rows

EDITABLE = (
    *("title", "slug", "summary", "undertaking", "occasion", "made_on", "due_words", "due_on", "review_by"),
    *("bindingness", "verifiability", "interpretive_note", "own_act", "contested_by", "contested_note", "tag_list"),
)
# A change of these alone is no news to readers: where it is filed, what the desk reminds itself of, what hangs by it.
SILENT = ("slug", "tag_list", "review_by", "Link", "Report")


# --- Occasions ---------------------------------------------------------------------------------------------
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
        occasion.slug = free_slug(Occasion, occasion.name)
    given = None if participants is None else [{"actor": actor} for actor in participants]
    rows = [Below(Participant, ("actor",), given)]
    if not (changed := write_with_rows(occasion, rows, by=by, version=version, reason=reason)):
        return False
    if changed.difference(SILENT):
        shown, now = list(occasion.commitments.public().select_for_update()), timezone.now()
        for commitment in shown:
            commitment.edited_at = now
        bookkeep_all(shown)
    return True


# --- Commitments -------------------------------------------------------------------------------------------
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
    check_can_read(reports, by)
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
        check_can_read([claim for claim in reports if claim.pk not in known], by)
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
    """What forms and imports share, in the caller's transaction; the log waits. Decides nothing about permission.

    `by=None` is the desk's own program. Returns whether anything changed.
    """
    list(Commitment.objects.select_for_update().filter(pk=commitment.pk).values_list("pk"))
    _assign(commitment, fields, EDITABLE)
    commitment.tag_list = ", ".join(present_names(commitment.tag_names()))
    if commitment._state.adding and not commitment.slug:
        commitment.slug = free_slug(Commitment, commitment.title)
    parties, links = (None if rows is None else list(rows) for rows in (parties, links))
    _refuse_half_a_challenge(commitment)
    if not commitment._state.adding:
        _refuse_other_pledgers(commitment, parties)
        _refuse_unlinking(commitment, links)
    below = _below(parties, links, reports)
    stood = (set(blockers(commitment)), commitment.stories()) if commitment.public else (set(), set())
    left = address_left(commitment)
    if not (changed := write_with_rows(commitment, below, by=by, version=version, reason=reason)):
        return False
    _refuse_dates_against_the_log(commitment, changed)
    set_tags(commitment)
    if left:
        remember_slug(commitment, left)
    refresh_parties(commitment)
    if commitment.public:
        _settle_with_readers(commitment, changed, stood)
    return True


def _below(parties: Any, links: Any, reports: Any) -> list[Below]:
    """The rows below a commitment; None leaves those of a kind as they are."""
    return [
        Below(Party, ("actor", "role"), parties),
        Below(Link, ("kind", "other"), links),
        Below(Report, ("claim",), None if reports is None else [{"claim": claim} for claim in reports]),
    ]


def _settle_with_readers(commitment: Commitment, changed: set[str], stood: tuple[set[Trouble], set[int]]) -> None:
    """What they see must stay fit for them; that it changed is news, and stories name it as it is now.

    `stood`: what was wrong before, which stops nobody, and the stories that reported it.
    """
    wrong, stories = stood
    if found := [trouble for trouble in blockers(commitment) if trouble not in wrong]:
        raise Refused(in_sentences(found))
    if changed.difference(SILENT):
        bookkeep(commitment, edited_at=timezone.now())
    if changed & {"title", "slug", "made_on", "Report"}:
        relate(stories | commitment.stories())


def _assign(record: VersionedRecord, fields: dict[str, Any], known: tuple[str, ...]) -> None:
    if unknown := set(fields) - set(known):
        raise TypeError(f"not fields that are written here: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(record, name, value)


def check_can_read(claims: list[Claim], by: Any) -> None:
    """Nobody ties a commitment to a claim of a draft that they may not read."""
    wanted = {claim.pk for claim in claims}
    if Claim.objects.visible_to(by).filter(pk__in=wanted).count() < len(wanted):
        raise NotAllowed(_("You may not read the story of one of these claims."))


def _refuse_half_a_challenge(commitment: Commitment) -> None:
    """A challenge has its passage and its note, or there is none."""
    if commitment.contested_by_id and not commitment.contested_note:
        raise ValidationError({"contested_note": _("Write who disputes what: readers see it.")})
    if commitment.contested_note and not commitment.contested_by_id:
        raise ValidationError({"contested_by": _("Give the passage in which it is disputed.")})


def _refuse_other_pledgers(commitment: Commitment, rows: list[dict[str, Any]] | None) -> None:
    """An entry of the log about all who undertook it judged those who were there: nobody joins them unjudged, and
    nobody leaves what was said of them."""
    if rows is None:
        return
    there = {party.actor.present for party in commitment.parties.undertaking().select_related("actor__merged_into")}
    given = {row["actor"].present for row in rows if row["role"] == PartyRole.PLEDGER}
    if there == given or all(entry.party_id for entry in standing_entries(commitment)):
        return
    if joining := given - there:
        sentence = _(
            "The log speaks of all who undertook it, and %(actor)s was not among them. Take that entry back first."
        )
    else:
        sentence = _(
            "The log speaks of all who undertook it, and %(actor)s was among them. Take that entry back first."
        )
    raise Refused(sentence % {"actor": min(map(str, joining or there - given))})


def _refuse_unlinking(commitment: Commitment, links: list[dict[str, Any]] | None) -> None:
    """What the log calls superseded stays superseded by something."""
    if links is None:
        return
    kept = {row["other"].pk for row in links if row["kind"] == LinkKind.SUPERSEDES}
    for link in commitment.links.filter(kind=LinkKind.SUPERSEDES).exclude(other__in=kept).select_related("other"):
        if any(entry.to_status == Fulfilment.SUPERSEDED for entry in standing_entries(link.other)):
            sentence = _("The log says that “%(other)s” is superseded by this one. Take that entry back first.")
            raise Refused(sentence % {"other": link.other})


def _refuse_dates_against_the_log(commitment: Commitment, changed: set[str]) -> None:
    """An entry that holds was possible by the dates of its day: it is taken back before they make it impossible."""
    if "id" in changed or not changed & {"made_on", "due_on"}:  # a new one has no log
        return
    for entry in standing_entries(commitment):
        told = {"status": entry.get_to_status_display(), "since": entry.effective_on.for_people()}
        sentence = _("The log says “%(status)s” since %(since)s. %(why)s Take that entry back first.")
        if found := misfits(commitment, entry.to_status, entry.effective_on):
            raise ValidationError({name: sentence % (told | {"why": why}) for name, why in found.items()})
