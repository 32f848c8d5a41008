"""Stories, claims and editions in the admin: one file per model; workbench.py is the claims page."""

from articles.admin.article import ArticleAdmin
from articles.admin.check import CheckAdmin
from articles.admin.claim import ClaimAdmin
from articles.admin.comments import CommentRequestAdmin
from articles.admin.edition import EditionAdmin, OverrideAdmin, PublicationAdmin
from articles.admin.event import AlertAdmin, EventAdmin
from articles.admin.handover import HandoverAdmin
from articles.admin.notes import NoteAdmin
from articles.admin.notice import CorrectionAdmin, NoticeAdmin
from articles.admin.proposed_revision import ProposedRevisionAdmin
from articles.admin.reader_report import ReaderReportAdmin
from articles.admin.redaction import RedactionAdmin, RedactionRequestAdmin
from articles.admin.source import CitedSourceAdmin

__all__ = [
    "AlertAdmin",
    "ArticleAdmin",
    "CheckAdmin",
    "CitedSourceAdmin",
    "ClaimAdmin",
    "CommentRequestAdmin",
    "CorrectionAdmin",
    "EditionAdmin",
    "EventAdmin",
    "HandoverAdmin",
    "NoteAdmin",
    "NoticeAdmin",
    "OverrideAdmin",
    "ProposedRevisionAdmin",
    "PublicationAdmin",
    "ReaderReportAdmin",
    "RedactionAdmin",
    "RedactionRequestAdmin",
]
