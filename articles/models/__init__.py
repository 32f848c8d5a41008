"""What we say: stories, claims, citations, checks, editions."""

from articles.models.article import Article, ArticleAuthor, ArticleTag, ProposedRevision
from articles.models.check import Check, CheckContent
from articles.models.claim import Citation, Claim
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
from articles.models.note import Mention, Note
from articles.models.presence import Presence
from articles.models.redaction import RedactedEdition, Redaction
from articles.models.redaction_request import RedactionRequest
from articles.models.stoppage import Stoppage
from articles.models.waiver import Waiver

__all__ = [
    "Article",
    "ArticleAuthor",
    "ArticleTag",
    "ChainHead",
    "Check",
    "CheckContent",
    "Citation",
    "Claim",
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
    "Keyboard",
    "Mention",
    "Note",
    "Notice",
    "Override",
    "Presence",
    "ProposedRevision",
    "Publication",
    "RedactedEdition",
    "Redaction",
    "RedactionRequest",
    "Stoppage",
    "Waiver",
]
