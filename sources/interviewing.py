"""Interviews: what was agreed with whom, who saw the notes, and when two unnamed people count as two."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.text import clean_text
from sources.enums import SPOKEN, Confidentiality, GroundRules
from sources.identifying import may_know
from sources.models import Interview, Source
from sources.registering import check_can_change_source, write_source
from sources.signals import standing_changed

FIELDS = ("date", "medium", "notes_by", "recorded", "recording", "ground_rules", "known_to")


# --- What is agreed ------------------------------------------------------------------------------------------
def check_can_write_interview(source: Source, by: Any) -> None:
    """Raises a sentence unless `by` may note how this source came about.

    Day, place and who was there can tell who a confidential source is: those who may not know that neither read nor
    write them.
    """
    check_can_change_source(source, by)
    if source.confidentiality == Confidentiality.CONFIDENTIAL and not may_know(source, by):
        raise NotAllowed(_("The interview of a confidential source is for its owner and for editors."))
    if source.kind not in SPOKEN and source.notes is None:
        raise Refused(_("Say first that the source is an interview, or a personal communication: its kind."))


def may_read_interview(source: Source, user: Any) -> bool:
    """Whether `user` may read more of it than the ground rules and who saw the notes."""
    return source.confidentiality != Confidentiality.CONFIDENTIAL or may_know(source, user)


@transaction.atomic
def write_interview(
    source: Source, *, by: Any, version: int | None = None, described_as: str = "", **fields: Any
) -> Interview:
    """Note the interview, or change what was noted: `fields` are those of `FIELDS`, and `independent_because`.

    Under any other ground rules than “on the record” readers see how the person is described, and no more: a public
    source becomes one of background, described as `described_as`. Raises NotAllowed, Refused, Stale, or
    ValidationError by field.
    """
    check_can_write_interview(source, by)
    interview = source.notes or Interview(source=source)
    before = (source.origin, interview.ground_rules)
    for name, value in fields.items():
        setattr(interview, name, value)
    _call_independent(interview, by)
    if interview.seen_by_id and interview.seen_by_id == interview.notes_by_id:
        interview.seen_by = None
    if not interview.recorded:
        interview.recording = ""
    if not interview.changed_fields():
        return interview
    interview.full_clean(exclude=["source", "seen_by", "independent_by"])  # rows that we hold already
    if interview.pk:
        interview.take_version(version)
    if not interview.is_on_record and source.is_public:
        _hide(source, described_as, by)
    interview.save(by=by)
    source.interview = interview
    if (source.origin, interview.ground_rules) != before:
        standing_changed.send(Source, source=source, by=by)
    return interview


def _hide(source: Source, described_as: str, by: Any) -> None:
    """What was not said on the record never stands under a name."""
    words = clean_text(described_as, "described_as").strip() or source.described_as
    if not words:
        raise ValidationError({"described_as": _("Write what readers see of a source that is not public.")})
    write_source(source, by=by, confidentiality=Confidentiality.BACKGROUND, described_as=words)


def _call_independent(interview: Interview, by: Any) -> None:
    """Who changes why it counts apart answers for it, and must be allowed to."""
    interview.independent_because = clean_text(interview.independent_because).strip()
    if "independent_because" not in interview.changed_fields() or not (interview.pk or interview.independent_because):
        return
    if not by.has_perm("sources.call_independent"):
        raise NotAllowed(_("Only an editor says that unnamed people are independent of one another."))
    interview.independent_by = by if interview.independent_because else None


# --- A second pair of eyes -----------------------------------------------------------------------------------
def check_can_see_notes(interview: Interview, by: Any) -> None:
    """Raises a sentence unless `by` may say to have read the notes as the second person."""
    if not by.has_perm("sources.add_excerpt"):
        raise NotAllowed(_("You may not vouch for notes. Ask a reporter, a checker or an editor."))
    if not may_read_interview(interview.source, by):
        raise NotAllowed(_("The interview of a confidential source is for its owner and for editors."))
    if by.pk == interview.notes_by_id:
        raise NotAllowed(_("You took these notes. Another person must see them."))
    if interview.seen_by_id:
        raise Refused(_("Somebody has seen the notes already."))


@transaction.atomic
def see_notes(interview: Interview, *, by: Any, version: int | None = None) -> None:
    """Say that `by` has seen the notes, or heard the recording. Raises NotAllowed, Refused or Stale."""
    check_can_see_notes(interview, by)
    interview.take_version(version)
    interview.seen_by = by
    interview.save(by=by)


def after_new_words(source: Source, *, by: Any) -> None:
    """Words from the notes of `source` were typed that no second person has seen: nobody vouches for them yet.

    In the caller's transaction. It is another version: who looks at a page without these words vouches for nothing.
    What somebody saw before stays in the history.
    """
    interview = Interview.objects.select_for_update().filter(source=source).first()
    if interview is None:
        return
    interview.take_version()
    if interview.seen_by_id:
        interview.seen_by = None
        interview.save(by=by)


# --- What may be cited ---------------------------------------------------------------------------------------
def check_can_be_cited(source: Source) -> None:
    """Raises Refused for what was said off the record."""
    if source.notes and source.notes.ground_rules == GroundRules.OFF_RECORD:
        raise Refused(_("This was said off the record: it is for the desk to know, and is never cited."), "source")
