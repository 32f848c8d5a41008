"""The timeline of a page of the ledger: which of its lines moved when, for `charting.py` to lay out."""

from collections.abc import Callable, Iterable
from datetime import date

from django.core.paginator import Page
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.enums import Reading
from commitments.charting import Chart, Entry, chart
from commitments.enums import SEVERAL
from commitments.filters import CommitmentFilter
from commitments.listing import Line
from commitments.models import StatusChange
from policydesk.lib.dates import PartialDate


def timeline(found: CommitmentFilter, page: Page, shown: list[Line], *, address: Callable[[str], str] = str) -> Chart:
    """The timeline of the lines of one page of the filter; `address` makes of a path what the picture links to."""
    steps: dict[int, list[date]] = {}
    log = StatusChange.objects.standing(found.asof).filter(commitment__in=[line.key for line in shown])
    for key, since in log.order_by().values_list("commitment", "effective_on_earliest"):
        steps.setdefault(key, []).append(since)
    entries = [_entry(line, steps.get(line.key, ()), address(line.address)) for line in shown]
    today = found.asof.day if found.asof else timezone.localdate()
    more = page.has_other_pages()
    return chart(entries, today, all_made=list(found.qs.values_list("made_on_earliest", flat=True)) if more else ())


def _entry(line: Line, steps: Iterable[date], href: str) -> Entry:
    return Entry(
        href=href,
        title=line.title,
        told=_told(line),
        reading=line.overdue or _reading(line),
        made=PartialDate(line.made_on),
        due=PartialDate(line.due_on) if line.due_on else None,
        steps=tuple(steps),
        late=line.overdue is not None,
    )


def _reading(line: Line) -> Reading:
    return line.standings[0].reading if len(line.standings) == 1 else SEVERAL


def _told(line: Line) -> str:
    """The whole of the row in words, for who hears it and for who points at it."""
    states = line.standings_in_words
    for flag in line.flags:
        states = _("%(states)s. %(flag)s") % {"states": states, "flag": flag}
    given = {"title": line.title, "made": line.made.words, "states": states, "due": line.due_words}
    if line.due:
        return _("%(title)s: promised %(made)s, due “%(due)s” (%(day)s). %(states)s") % (
            given | {"day": line.due.words}
        )
    if line.due_words:
        return _("%(title)s: promised %(made)s, due “%(due)s”. %(states)s") % given
    return _("%(title)s: promised %(made)s, no date given. %(states)s") % given
