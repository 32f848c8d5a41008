"""What the start page says beside a claim: what happened to it, or which day of it comes."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.enums import AnchorState
from articles.models import Claim
from policydesk.start.saying import day, moment


def needs_a_look(claim: Claim, _at: datetime) -> str:
    """What happened to it, since when, and in which story."""
    state = AnchorState(claim.anchor_state)
    said = {
        "what": _("needs re-check") if state == AnchorState.ANCHORED else str(state.label).lower(),
        "when": moment(claim.look_since),
        "story": claim.article,
    }
    return _("%(what)s since %(when)s, in “%(story)s”") % said


def old(claim: Claim, _at: datetime) -> str:
    """When it was checked last, and in which story. Asks for `checked_on`."""
    return _("checked last on %(day)s, in “%(story)s”") % {"day": day(claim.checked_on), "story": claim.article}


def due(claim: Claim, at: datetime) -> str:
    """Which day of it has passed or comes, and in which story. Asks for `due_on`."""
    passed = claim.due_on < timezone.localdate(at)
    if claim.due_on == claim.event_due:
        said = (
            _("its day, %(day)s, has passed: did it happen? In “%(story)s”")
            if passed
            else _("comes on %(day)s, in “%(story)s”")
        )
    else:
        said = (
            _("was to be reviewed by %(day)s, in “%(story)s”")
            if passed
            else _("to be reviewed by %(day)s, in “%(story)s”")
        )
    return said % {"day": day(claim.due_on), "story": claim.article}
