"""The forms of the claims page together: one may be posted, the others show what stands."""

from typing import Any

from django.http import Http404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from actors.fields import offered_actors
from articles.admin.citation_forms import SOURCES, CitationForm, CiteForm
from articles.admin.claim_forms import ACTORS, CheckForm, ClaimForm, PlaceForm, RetireForm, StatementForm, WordsForm
from articles.admin.mark_forms import MarkForm
from articles.admin.note_form import ClaimNoteForm
from articles.admin.spare_form import SpareForm
from articles.admin.speakers import SpeakerForm
from articles.admin.story_forms import KeysForm, RedoForm, UndoForm
from articles.admin.suggestion_forms import ReuseForm, SuggestForm
from articles.admin.waive_form import WaiveForm
from articles.admin.word_forms import RewordForm
from articles.enums import Verdict
from articles.models import Article, Citation, Claim, Waiver
from policydesk.lib.admin_forms import stands_as
from policydesk.lib.errors import may
from policydesk.lib.people import desk_name
from sources.fields import offered_sources
from sources.grading import typed_words
from sources.keeping import check_can_read_file
from sources.models import Snapshot, Source

OF_STORY = (UndoForm, RedoForm, KeysForm, SuggestForm, SpareForm, RewordForm)


class Bench:
    """Forms of `article` and, when one is chosen, of `claim` (loaded with its evidence). `data` names one as `do`."""

    def __init__(self, article: Article, claim: Claim | None, user: Any, data: Any = None) -> None:
        self.data, self.do = data, (data or {}).get("do", "")
        self.mark = MarkForm(article, self._bound("mark"))
        of_story = [kind(article, self._bound(kind.do)) for kind in OF_STORY]
        *_others, self.spare, self.reword = of_story
        self.forms: list[Any] = [self.mark, *of_story]
        if claim is None:
            return
        self.details = ClaimForm(user, self._bound("claim"), instance=claim)
        self.check = CheckForm(claim, self._bound("check"))
        self.place = PlaceForm(claim, self._bound("place"))
        self.words = WordsForm(claim, self._bound("words"))
        self.statement = StatementForm(claim, self._bound("statement"))
        self.retire = RetireForm(claim, self._bound("retire"))
        self.waive = WaiveForm(claim, self._bound("waive"))
        self.reuse = ReuseForm(claim, self._bound("reuse"))
        self.said_by = SpeakerForm(claim, self._bound("said_by"))
        self.note = ClaimNoteForm(claim, self._bound("note"))
        self.cite = CiteForm(claim, self._bound("cite"))
        self.citations = self._citations(claim, user)
        self.forms += [self.details, self.check, self.place, self.words, self.statement, self.retire, self.cite]
        self.forms += [self.waive, self.reuse, self.said_by, self.note]
        self.forms += self.citations

    def _citations(self, claim: Claim, user: Any) -> list[CitationForm]:
        rows = claim.citations.all()
        typed = typed_words(row.excerpt for row in rows)
        return [
            CitationForm(
                row,
                self._bound(f"citation-{row.pk}"),
                reads=_reads_copies(row, user),
                typed_by=typed.get(row.excerpt.seen_in_id, "") if row.excerpt else "",
            )
            for row in rows
        ]

    @property
    def lists(self) -> dict[str, Any]:
        """What the fields of its forms offer, by the name of the list: once on the page, whichever claim is shown."""
        used = Source.objects.filter(citations__claim__article=self.mark.article).distinct()
        return {ACTORS: offered_actors(), SOURCES: offered_sources(used.select_related("publisher", "copy_of"))}

    @property
    def chosen(self) -> list[str]:
        """The other claims that were chosen for the source that is being attached."""
        return self.cite["others"].value() or [] if self.do == "cite" else []

    def _bound(self, do: str) -> Any:
        return self.data if self.do == do else None

    @property
    def posted(self) -> Any:
        """The form that was posted. Raises Http404 when the page has no such form."""
        for form in self.forms:
            if form.is_bound:
                return form
        raise Http404


def _reads_copies(citation: Citation, user: Any) -> bool:
    """Whether the person may read the copies of the source: few may read those of a confidential one."""
    return may(check_can_read_file, Snapshot(source=citation.source), user)


def clash(bench: Bench, claim: Claim) -> dict[str, Any] | None:
    """Two verdicts that met on one claim: who recorded theirs and when, and which one was chosen here."""
    theirs = max(claim.checks.all(), key=lambda row: row.pk, default=None)
    if bench.posted is not bench.check or theirs is None:
        return None
    mine = Verdict(bench.check.cleaned_data["verdict"])
    told = {"who": desk_name(theirs.by), "theirs": theirs.get_verdict_display(), "at": theirs.at}
    return told | {"mine": mine.label, "verdict": mine.value}


def overtaken(form: Any, claim: Claim) -> list[tuple[str, str]]:
    """What stands now, after somebody was faster: who, the last check, and each field that was typed otherwise."""
    at, by = _last_change(claim)
    stands = [(_("Last changed by"), _at(desk_name(by) if by else _("the desk’s own programs"), at))]
    check = max(claim.checks.all(), key=lambda row: row.pk, default=None)
    if check:
        stands.append((str(check.get_verdict_display()), _at(desk_name(check.by), check.at)))
    return stands + [(str(form.fields[name].label), stands_as(form, name)) for name in form.overtaken()]


def _last_change(claim: Claim) -> tuple[Any, Any]:
    """When and by whom the claim was changed last, or what moves its version: its evidence, a waiver, a check."""
    parts = (Claim.history.filter(id=claim.pk), *(kind.history.filter(claim=claim.pk) for kind in (Citation, Waiver)))
    saves = [row for rows in parts for row in rows.select_related("history_user").order_by("-history_date")[:1]]
    found = [(row.history_date, row.history_user) for row in saves]
    return max([*found, *((check.at, check.by) for check in claim.checks.all())], key=lambda one: one[0])


def _at(who: str, when: Any) -> str:
    return _("%(who)s at %(time)s") % {"who": who, "time": date_format(localtime(when), "H:i")}
