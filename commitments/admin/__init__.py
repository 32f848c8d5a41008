"""The ledger in the admin: one file per model; what came of a commitment has pages of its own."""

from commitments.admin.commitment import CommitmentAdmin
from commitments.admin.log import StatusChangeAdmin
from commitments.admin.occasion import OccasionAdmin
from commitments.admin.proposal import StatusProposalAdmin

__all__ = ["CommitmentAdmin", "OccasionAdmin", "StatusChangeAdmin", "StatusProposalAdmin"]
