"""What the start page says beside a source, a commitment, a proposed status, or an import."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.models import Commitment, StatusProposal
from policydesk.lib.people import desk_name
from policydesk.models import ImportRun
from policydesk.start.saying import day, moment
from sources.models import Source


def closed(source: Source, _at: datetime) -> str:
    """Since when its address does not open."""
    return _("not since %(day)s") % {"day": day(source.closed_since)}


def retracted(source: Source, _at: datetime) -> str:
    """When it was retracted, or the original that it repeats."""
    return _("retracted on %(day)s") % {"day": day(source.retraction.retracted_at)}


def proposed(proposal: StatusProposal, _at: datetime) -> str:
    """Who proposed it."""
    who = desk_name(proposal.proposed_by) if proposal.proposed_by_id else _("an import")
    return _("proposed by %(who)s") % {"who": who}


def overdue(commitment: Commitment, _at: datetime) -> str:
    """The day that its words give."""
    return _("was due %(day)s") % {"day": commitment.due_on.for_people()}


def on_its_sheet(commitment: Commitment) -> list[tuple[str, str]]:
    """Where it is confirmed."""
    return [
        (_("The sheet of its occasion"), reverse("admin:commitments_occasion_sheet", args=[commitment.occasion_id]))
    ]


def to_review(commitment: Commitment, _at: datetime) -> str:
    """Until when to look again."""
    return _("to be looked at again by %(day)s") % {"day": day(commitment.review_by)}


def imported(run: ImportRun, _at: datetime) -> str:
    """When, in whose name, and what came of it."""
    said = {"when": moment(run.at), "what": run.in_words, "who": desk_name(run.by) if run.by_id else ""}
    return (_("%(when)s, %(who)s: %(what)s") if run.by_id else _("%(when)s: %(what)s")) % said
