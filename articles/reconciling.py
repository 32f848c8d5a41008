"""Saving a story that somebody else saved meanwhile: both changes are kept, or both are shown."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.editing import EDITABLE, Saved, save_article
from articles.merging import Merged, merge_fields
from articles.models import Article
from articles.projecting import clean_body
from policydesk.lib.errors import Stale
from policydesk.lib.removal import TakenOut, brings_back


class Conflicting(Stale):
    """Both changed the same paragraph or field: `merged` holds what could be put together, and what could not."""

    def __init__(self, sentence: str, merged: Merged) -> None:
        super().__init__(sentence)
        self.merged = merged


@transaction.atomic
def reconcile(article: Article, *, by: Any, base: int | None, **typed: Any) -> tuple[Article, Saved]:
    """Save `typed` fields, made from the version `base` (the number of a row of the history), into the story as it
    stands now. Returns the story and what the save did.

    Raises Conflicting when both changed one paragraph or field, TakenOut when words went by law since, and Stale when
    `base` is unknown; NotAllowed.
    """
    standing = Article.objects.select_for_update().get(pk=article.pk)
    opened = standing.history.filter(history_id=base).first() if base else None
    if opened is None:
        raise Stale(_("Somebody else saved the story after you opened it. Nothing was saved: look, then save again."))
    names = [name for name in typed if name in EDITABLE]
    mine = typed | ({"body": clean_body(typed["body"])} if "body" in typed else {})
    if brings_back({name: mine[name] for name in names}, vars(opened), vars(standing)):
        raise TakenOut
    merged = merge_fields(*({name: source[name] for name in names} for source in (vars(opened), mine, vars(standing))))
    if merged.conflicts:
        sentence = _("Somebody else changed the same passage while you were editing. Nothing was saved: choose below.")
        raise Conflicting(sentence, merged)
    return standing, save_article(standing, by=by, version=standing.version, **merged.values)
