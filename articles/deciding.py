"""What the desk does with a report of a reader: somebody works on it, and decides in words."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import ReaderReport
from articles.report_states import OPEN, ReportState
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.text import clean_text


def check_can_work(by: Any) -> None:
    """Raises NotAllowed unless `by` may work reports of readers, and read their addresses."""
    if not by.has_perm("articles.work_report"):
        raise NotAllowed(_("You may not work reader reports. Ask a checker, an editor or a publisher."))


@transaction.atomic
def assign_report(
    report: ReaderReport, to: Any, *, by: Any, so_far: str | None = None, version: int | None = None
) -> None:
    """Let `to` work on it; `so_far` is what is written of the decision, None leaves what stands.

    Raises NotAllowed, Stale, or Refused once it was decided, and for who may not work it.
    """
    _take(report, by, version, OPEN)
    if not to.is_active or not to.has_perm("articles.work_report"):
        raise Refused(_("This person may not work reader reports. Choose a checker, an editor or a publisher."))
    report.assigned_to, report.state = to, ReportState.IN_WORK
    if so_far is not None:
        report.decided = clean_text(so_far).strip()
    report.save(by=by)


@transaction.atomic
def decide_report(
    report: ReaderReport, state: str, decided: str, *, by: Any, version: int | None = None, at: Any = None
) -> None:
    """Say what was decided: `answered` when something was or will be changed, `closed` when nothing is.

    Raises NotAllowed, Stale, or Refused without words and once it was decided.
    """
    decided = clean_text(decided).strip()
    _take(report, by, version, OPEN)
    if not decided:
        raise Refused(_("Say what was decided, and why."))
    report.state, report.decided = ReportState(state), decided
    report.decided_by, report.decided_at = by, at or timezone.now()
    report.save(by=by)


@transaction.atomic
def reopen_report(report: ReaderReport, *, by: Any, version: int | None = None) -> None:
    """Work on it again; the history keeps what had been decided. Raises NotAllowed, Stale, or Refused when open."""
    _take(report, by, version, (ReportState.ANSWERED, ReportState.CLOSED))
    report.state = ReportState.IN_WORK if report.assigned_to_id else ReportState.NEW
    report.decided, report.decided_by, report.decided_at = "", None, None
    report.save(by=by)


def _take(report: ReaderReport, by: Any, version: int | None, states: tuple[str, ...]) -> None:
    check_can_work(by)
    report.take_version(version)
    stands = ReportState(ReaderReport.objects.values_list("state", flat=True).get(pk=report.pk))
    if stands not in states:
        raise Refused(_("It is “%(state)s” already.") % {"state": stands.label})
