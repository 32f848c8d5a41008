"""Notes that colleagues leave each other on a story or on one of its claims. No reader ever sees them."""

import re
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.alerting import alert
from articles.event_kinds import EventKind
from articles.models import Article, Claim, Mention, Note
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.text import clean_text

NAMED = re.compile(r"(?<![\w.@])@([\w.+-]*\w)")  # not the second half of an e-mail address, nor the full stop after it


def check_can_note(article: Article, by: Any) -> None:
    """Raises NotAllowed unless `by` may read the story on the desk and write there; an auditor only reads."""
    if not by.has_perm("articles.add_note") or not _reads(article, by):
        raise NotAllowed(_("You may not write notes on this story."))


def _reads(article: Article, user: Any) -> bool:
    return Article.objects.visible_to(user).filter(pk=article.pk).exists()


@transaction.atomic
def add_note(article: Article, text: str, *, by: Any, claim: Claim | None = None) -> Note:
    """Leave a note; `@name` in it tells a colleague by the name of their account.

    Raises NotAllowed, or Refused for an empty note, a claim of another story, and a name that nobody has who may
    read the story.
    """
    check_can_note(article, by)
    text = clean_text(text).strip()
    if not text:
        raise Refused(_("Write the note."))
    if claim is not None and claim.article_id != article.pk:
        raise Refused(_("That claim belongs to another story."))
    named = [_colleague(article, name) for name in dict.fromkeys(NAMED.findall(text))]
    note = Note(article=article, claim=claim, text=text, by=by)
    note.save(by=by)
    for user in dict.fromkeys(named):
        Mention.objects.create(note=note, user=user)
    if named:
        alert(EventKind.MENTION, article, by=by, to=named, claim=claim, note=note)
    return note


def _colleague(article: Article, name: str) -> Any:
    user = get_user_model().objects.filter(username__iexact=name, is_active=True).first()
    if user is None or not _reads(article, user):
        raise Refused(_("Nobody called @%(name)s reads this story.") % {"name": name})
    return user


@transaction.atomic
def resolve_note(note: Note, *, by: Any) -> None:
    """Say that the note is dealt with; it stays. Raises NotAllowed, or Refused when it is resolved already."""
    check_can_note(note.article, by)
    open_now = Note.objects.select_for_update().filter(pk=note.pk, resolved_at=None)
    if not open_now.exists():
        raise Refused(_("The note is resolved already."))
    note.resolved_at, note.resolved_by = timezone.now(), by
    note.save(by=by)
