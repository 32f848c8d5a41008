"""What the start page says beside a source, a commitment, or a proposed status."""

from datetime import datetime

from django.utils.translation import gettext as _

from commitments.models import Commitment, StatusProposal
from policydesk.lib.people import desk_name
from policydesk.start.saying import day
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


def to_review(commitment: Commitment, _at: datetime) -> str:
    """Until when to look again."""
    return _("to be looked at again by %(day)s") % {"day": day(commitment.review_by)}
