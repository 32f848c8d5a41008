"""Getting rid of a mistaken draft: a story that no reader saw and nobody checked, with all that hangs on it.

What a check or an edition refers to is never deleted. The history keeps every row, and who discarded it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.editing import check_can_edit
from articles.models import Article, Check, Citation, CommentRequest, Note, ProposedWords, Rejection, Waiver
from policydesk.lib.errors import Refused


@dataclass(frozen=True)
class Going:
    """What goes with a story: how many of each, and whether it came from a seed file, which would bring it back."""

    claims: int
    citations: int
    notes: int
    revisions: int
    from_seed: bool


def what_goes(article: Article) -> Going:
    """What `discard` would take away beside the text."""
    return Going(
        claims=article.claims.count(),
        citations=Citation.objects.filter(claim__article=article).count(),
        notes=article.notes.count(),
        revisions=article.proposed_revisions.count(),
        from_seed=article.import_ref is not None,
    )


def check_can_discard(article: Article, by: Any) -> None:
    """Raises a sentence unless `by` may edit the story, no reader ever saw it, and none of its claims was checked."""
    check_can_edit(article, by)
    if article.editions.exists():
        raise Refused(_("The story was published. What readers saw is never deleted; a publisher may withdraw it."))
    if Check.objects.filter(claim__article=article).exists():
        raise Refused(_("Somebody checked a claim of this story. What a check refers to is never deleted."))


@transaction.atomic
def discard(article: Article, *, by: Any, version: int | None = None) -> None:
    """Delete the story with its claims, their citations, its notes and what imports proposed; histories stay.

    Raises NotAllowed, Stale, or Refused with a sentence; then nothing is deleted. Sources and passages stay.
    """
    check_can_discard(article, by)
    article.take_version(version)
    reason = _("The story was discarded.")
    try:
        _delete(article, by, reason)
    except ProtectedError as error:
        kinds = sorted({str(capfirst(row._meta.verbose_name_plural)) for row in error.protected_objects})
        raise Refused(_("Other records of the desk refer to it: %(kinds)s.") % {"kinds": ", ".join(kinds)}) from error


def discarded(pk: str, asker: Any) -> Any:
    """The last row in the history of the story `pk` when it was discarded and `asker` may know; else None.

    Authors go with the story: of who may not read every story, those may know who saved a version of it.
    """
    rows = Article.history.filter(id=pk) if pk.isdecimal() else Article.history.none()
    went = rows.filter(history_type="-").select_related("history_user").first()
    knows = asker.has_perm("articles.read_any_article") or rows.filter(history_user=asker).exists()
    return went if went and knows else None


def _delete(article: Article, by: Any, reason: str) -> None:
    for claim in article.claims.filter(denied_by__isnull=False):
        claim.denied_by = None
        claim.save(by=by, change_reason=reason)
    citations, notes = Citation.objects.filter(claim__article=article), Note.objects.filter(article=article)
    waivers, asked = Waiver.objects.filter(article=article), CommentRequest.objects.filter(article=article)
    words, rejected = ProposedWords.objects.filter(article=article), Rejection.objects.filter(article=article)
    beside = (*citations, *notes, *waivers, *asked, *words, *rejected, *article.proposed_revisions.all())
    for row in (*beside, *article.claims.all(), article):
        row.delete(by=by, change_reason=reason)
