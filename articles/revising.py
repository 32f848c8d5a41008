"""What a changed seed would bring to a story that people worked on: compared field by field, taken over or dropped."""

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.editing import Saved, check_can_edit, write_text
from articles.enums import RevisionState
from articles.importing import IMPORTED, UNSAID, foretell_claims, last_import
from articles.models import Article, ProposedRevision
from articles.projecting import project
from policydesk.lib.differing import Row, block_diff, word_diff
from policydesk.lib.errors import Refused
from policydesk.lib.text import clean_text


@dataclass(frozen=True)
class Change:
    """One field that the file would change: `rows` of pieces to read, and whether the desk changed it too."""

    name: str
    label: str
    rows: list[Row]
    desk_changed: bool


def changes(proposal: ProposedRevision) -> list[Change]:
    """The fields in which the proposal differs from the story as it stands, in the order of the form."""
    article, base = proposal.article, last_import(proposal.article)
    return [
        Change(
            name=name,
            label=str(capfirst(Article._meta.get_field(name).verbose_name)),
            rows=compared(name, getattr(article, name), getattr(proposal, name)),
            desk_changed=base is None or getattr(base, name) != getattr(article, name),
        )
        for name in IMPORTED
        if _speaks_of(proposal, name) and str(getattr(article, name)) != str(getattr(proposal, name))
    ]


def _speaks_of(proposal: ProposedRevision, name: str) -> bool:
    """Whether the file said anything of this field; what it passed over stays as it is."""
    return name not in UNSAID or bool(getattr(proposal, name))


def claims_at_stake(proposal: ProposedRevision) -> tuple[tuple[int, str], ...]:
    """Number and fate (moved, lost, back) of each claim that the whole proposal would touch."""
    proposed = copy(proposal)
    proposed.standfirst = proposal.standfirst or proposal.article.standfirst
    return foretell_claims(proposal.article, proposed)


def compared(name: str, old: Any, new: Any) -> list[Row]:
    """Two values of a field of stories, compared by words: the body by its paragraphs."""
    if name == "body":
        return block_diff(*([block.text for block in project(html).blocks] for html in (old, new)))
    return [word_diff(str(old), str(new))]


def check_can_settle(proposal: ProposedRevision, by: Any) -> None:
    """Raises a sentence unless `by` may take this proposal over or drop it: who may edit the story may."""
    check_can_edit(proposal.article, by)
    if proposal.state != RevisionState.OPEN:
        raise Refused(_("This was settled already: %(state)s.") % {"state": proposal.get_state_display().lower()})


@transaction.atomic
def accept(proposal: ProposedRevision, *, by: Any, fields: Collection[str], version: int | None = None) -> Saved:
    """Write the chosen `fields` of the proposal into the story, whose claims follow. Earlier proposals are overtaken.

    Raises NotAllowed, Stale, or Refused when nothing is chosen, it was settled, or a newer one waits.
    """
    proposal = _locked(proposal, by)
    if not fields:
        raise Refused(_("Choose what to take over, or drop the whole."))
    article = proposal.article
    if article.proposed_revisions.open().filter(pk__gt=proposal.pk).exists():
        raise Refused(_("A newer version of this file waits too. Settle that one; it overtakes this."))
    article.import_sha256 = proposal.import_sha256
    reason = _("Taken over from %(place)s") % {"place": proposal.place}
    taken = {name: getattr(proposal, name) for name in IMPORTED if name in fields}
    saved = write_text(article, by=by, version=version, reason=reason, **taken)
    for overtaken in article.proposed_revisions.open().filter(pk__lt=proposal.pk):
        _settle(overtaken, RevisionState.OVERTAKEN, by)
    _settle(proposal, RevisionState.ACCEPTED, by)
    return saved


@transaction.atomic
def drop(proposal: ProposedRevision, *, by: Any, note: str = "") -> None:
    """Leave the story as it is. The same file is not proposed again; a further change of it is."""
    _settle(_locked(proposal, by), RevisionState.DROPPED, by, clean_text(note).strip())


def _locked(proposal: ProposedRevision, by: Any) -> ProposedRevision:
    locked = ProposedRevision.objects.select_for_update().get(pk=proposal.pk)
    check_can_settle(locked, by)
    return locked


def _settle(proposal: ProposedRevision, state: str, by: Any, note: str = "") -> None:
    proposal.state, proposal.settled_by, proposal.settled_at, proposal.note = state, by, timezone.now(), note
    proposal.save(by=by)
