"""Who promised what to whom, on which occasion, and what came of it."""

from commitments.models.commitment import Commitment, CommitmentQuerySet, Party, reading_key
from commitments.models.filing import CommitmentFormerSlug, CommitmentTag
from commitments.models.link import Link, Report
from commitments.models.occasion import Occasion, Participant
from commitments.models.review import Review, ReviewedSource
from commitments.models.status import ProposalEvidence, StatusChange, StatusEvidence, StatusProposal

__all__ = [
    "Commitment",
    "CommitmentFormerSlug",
    "CommitmentQuerySet",
    "CommitmentTag",
    "Link",
    "Occasion",
    "Participant",
    "Party",
    "ProposalEvidence",
    "Report",
    "Review",
    "ReviewedSource",
    "StatusChange",
    "StatusEvidence",
    "StatusProposal",
    "reading_key",
]
