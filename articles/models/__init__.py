"""What we say: stories, claims, citations, checks, editions."""

from articles.models.arrival import Arrival
from articles.models.article import Article, ArticleAuthor, ArticleTag
from articles.models.check import Check, CheckContent
from articles.models.claim import Citation, Claim
from articles.models.comment_request import CommentRequest
from articles.models.correction import CorrectedClaim, Correction, Notice
from articles.models.deed import Deed, Keyboard
from articles.models.edition import (
    ChainHead,
    Edition,
    EditionActor,
    EditionCitation,
    EditionClaim,
    EditionContent,
    EditionPage,
    EditionTag,
    Override,
    Publication,
)
from articles.models.event import Alert, Event
from articles.models.handover import Handover
from articles.models.note import Mention, Note
from articles.models.presence import Presence
from articles.models.preview_link import PreviewLink
from articles.models.proposed_revision import ProposedRevision
from articles.models.proposed_words import ProposedWords
from articles.models.reader_report import ReaderReport
from articles.models.redaction import RedactedEdition, Redaction
from articles.models.redaction_request import RedactionRequest
from articles.models.rejection import Rejection
from articles.models.stoppage import Stoppage
from articles.models.waiver import Waiver

__all__ = [
    "Alert",
    "Arrival",
    "Article",
    "ArticleAuthor",
    "ArticleTag",
    "ChainHead",
    "Check",
    "CheckContent",
    "Citation",
    "Claim",
    "CommentRequest",
    "CorrectedClaim",
    "Correction",
    "Deed",
    "Edition",
    "EditionActor",
    "EditionCitation",
    "EditionClaim",
    "EditionContent",
    "EditionPage",
    "EditionTag",
    "Event",
    "Handover",
    "Keyboard",
    "Mention",
    "Note",
    "Notice",
    "Override",
    "Presence",
    "PreviewLink",
    "ProposedRevision",
    "ProposedWords",
    "Publication",
    "ReaderReport",
    "RedactedEdition",
    "Redaction",
    "RedactionRequest",
    "Rejection",
    "Stoppage",
    "Waiver",
]
