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
from articles.admin.story_forms import KeysForm, RedoForm, UndoForm
from articles.admin.waive_form import WaiveForm
from articles.enums import Verdict
from articles.models import Article, Citation, Claim
from policydesk.lib.admin_forms import stands_as
from policydesk.lib.errors import may
from policydesk.lib.people import desk_name
from sources.fields import offered_sources
from sources.grading import typed_words
from sources.keeping import check_can_read_file
from sources.models import Snapshot, Source

OF_STORY = (UndoForm, RedoForm, KeysForm)


class Bench:
    """Forms of `article` and, when one is chosen, of `claim` (loaded with its evidence). `data` names one as `do`."""

    def __init__(self, article: Article, claim: Claim | None, user: Any, data: Any = None) -> None:
        self.data, self.do = data, (data or {}).get("do", "")
        self.mark = MarkForm(article, self._bound("mark"))
        self.forms: list[Any] = [self.mark, *(kind(article, self._bound(kind.do)) for kind in OF_STORY)]
        if claim is None:
            return
        self.details = ClaimForm(user, self._bound("claim"), instance=claim)
        self.check = CheckForm(claim, self._bound("check"))
        self.place = PlaceForm(claim, self._bound("place"))
        self.words = WordsForm(claim, self._bound("words"))
        self.statement = StatementForm(claim, self._bound("statement"))
        self.retire = RetireForm(claim, self._bound("retire"))
        self.waive = WaiveForm(claim, self._bound("waive"))
        self.cite = CiteForm(claim, self._bound("cite"))
        self.citations = self._citations(claim, user)
        self.forms += [self.details, self.check, self.place, self.words, self.statement, self.retire, self.cite]
        self.forms.append(self.waive)
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
        used = Source.objects.filter(citations__claim__article=self.mark.article).select_related("publisher").distinct()
        return {ACTORS: offered_actors(), SOURCES: offered_sources(used)}

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
    last = claim.history.select_related("history_user").latest("history_date")
    who = desk_name(last.history_user) if last.history_user_id else _("the desk’s own programs")
    stands = [(_("Last changed by"), _at(who, last.history_date))]
    check = max(claim.checks.all(), key=lambda row: row.pk, default=None)
    if check:
        stands.append((str(check.get_verdict_display()), _at(desk_name(check.by), check.at)))
    return stands + [(str(form.fields[name].label), stands_as(form, name)) for name in form.overtaken()]


def _at(who: str, when: Any) -> str:
    return _("%(who)s at %(time)s") % {"who": who, "time": date_format(localtime(when), "H:i")}
