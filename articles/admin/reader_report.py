"""Reports of readers at the desk: the queue, and the page on which one is worked."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.reading import OfStoryAdmin
from articles.admin.report_form import ReportForm
from articles.deciding import check_can_work
from articles.models import ReaderReport
from articles.report_states import OPEN, ReportState
from policydesk.lib.admin import RecordAdmin, person
from policydesk.lib.admin_forms import posted, problems_of, settle
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.errors import may
from policydesk.lib.people import desk_name

WORKED_BY: Any = person("assigned_to", gettext_lazy("worked on by"))


class StateFilter(admin.SimpleListFilter):
    """Reports by how far the desk got; `open` are those that wait."""

    title, parameter_name = gettext_lazy("state"), "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """What waits, what waits for the asker, and each state."""
        return [("open", _("Waiting")), ("mine", _("Yours, waiting")), *ReportState.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Those of the chosen state."""
        if self.value() in ("open", "mine"):
            mine = {"assigned_to": request.user} if self.value() == "mine" else {}
            return queryset.filter(state__in=OPEN, **mine)
        return queryset.filter(state=self.value()) if self.value() else queryset


@admin.register(ReaderReport)
class ReaderReportAdmin(TableAdmin, OfStoryAdmin, RecordAdmin):
    """What readers wrote. Who they are stands on the page of a report alone, for who may work it."""

    table: ClassVar[dict[str, Any]] = {
        "story": lambda report: report.article.headline,
        "claim": lambda report: report.claim.exact if report.claim_id else "",
        "version": "edition_number",
        "message": "message",
        "received_at": lambda report: report.received_at.isoformat(),
        "state": "state",
        "worked_on_by": lambda report: desk_name(report.assigned_to) if report.assigned_to_id else "",
        "decided": lambda report: "" if report.state in OPEN else report.decided,
        "decided_by": lambda report: desk_name(report.decided_by) if report.decided_by_id else "",
        "decided_at": lambda report: report.decided_at.isoformat() if report.decided_at else "",
    }

    list_display = ("__str__", "received_at", "state", WORKED_BY)
    list_filter = (StateFilter,)
    list_select_related = ("article", "claim", "assigned_to", "decided_by")
    search_fields = ("message", "article__headline")
    ordering = ("received_at", "pk")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The report, what it is about, and what one may do with it."""
        report = self.allowed_object(request, object_id)
        works, data = may(check_can_work, request.user), posted(request)
        if data is not None and not works:
            raise PermissionDenied(_("You may not work reader reports. Ask a checker, an editor or a publisher."))
        form = ReportForm(data, report, request.user)
        done: list[str] = []
        if data is not None and settle(form, report, lambda: done.append(form.apply(report, by=request.user))):
            messages.success(request, done[0])
            return redirect("admin:articles_readerreport_change", report.pk)
        claims = reverse("admin:articles_article_claims", args=[report.article_id])
        context = {
            "original": report,
            "title": _("Reader report"),
            "form": form,
            "works": works,
            "is_open": report.state in OPEN,
            "claim_url": f"{claims}?claim={report.claim.public_id}#claim" if report.claim_id else claims,
            "problems": problems_of(form),
        }
        return self.page(request, "admin/articles/readerreport/work.html", **context)
