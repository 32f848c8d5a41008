"""Taking up an earlier version of a story's text again: as a save like any other, which the history names."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.editing import Saved, check_can_edit, write_text
from articles.importing import foretell_claims
from articles.models import Article
from articles.revising import compared
from policydesk.lib.differing import Row
from policydesk.lib.errors import Refused
from policydesk.lib.histories import saved_when

# The text and what stands beside it. The address is frozen, and on what footing it goes out is a publisher's matter.
RESTORED = ("headline", "standfirst", "body", "dateline", "story_date", "byline", "work_type", "tag_list")


@dataclass(frozen=True)
class Difference:
    """One field in which the earlier version differs: `rows` lead from the present text to that version."""

    name: str
    label: str
    rows: list[Row]


def differences(article: Article, version: Any) -> list[Difference]:
    """What taking up `version`, a row of the story's history, would change, in the order of the form."""
    return [
        Difference(
            name,
            str(capfirst(Article._meta.get_field(name).verbose_name)),
            compared(name, getattr(article, name), getattr(version, name)),
        )
        for name in RESTORED
        if getattr(article, name) != getattr(version, name)
    ]


def claims_at_stake(article: Article, version: Any) -> tuple[tuple[int, str], ...]:
    """Number and fate of each claim that the text of `version` would move, change, lose or bring back."""
    return foretell_claims(article, version)


@transaction.atomic
def restore(article: Article, version: Any, *, by: Any, expected: int | None = None) -> Saved:
    """Write the text of `version`, a row of this story's history, into the story; its claims follow.

    Who may edit the text may do so. `expected` is the version of the story that the person saw. The story is a draft
    afterwards, as after any change of its text, and readers go on seeing what was published. A version that does not
    differ writes nothing. Raises NotAllowed, Stale, ValidationError, or Refused for a row of another story.
    """
    check_can_edit(article, by)
    if version.id != article.pk:
        raise Refused(_("This version is of another story."))
    fields = {name: getattr(version, name) for name in RESTORED}
    if version.headline != article.headline:
        fields["headline_provisional"] = version.headline_provisional
    reason = _("Restored from the version of %(when)s") % {"when": saved_when(version)}
    return write_text(article, by=by, version=expected, reason=reason, **fields)
