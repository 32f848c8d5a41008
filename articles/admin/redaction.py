"""Legal redactions: the queue of what waits for a second person, and the record of what was done."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy

from articles.admin.reading import OfStoryAdmin
from articles.admin.redaction_answer import answer_view
from articles.enums import RedactionState
from articles.models import Redaction, RedactionRequest
from articles.surveying import table_name
from policydesk.lib.admin import RecordAdmin, person
from policydesk.lib.queues import QueueFilter

ASKED_BY: Any = person("asked_by", gettext_lazy("asked by"))
CONFIRMED_BY: Any = person("confirmed_by", gettext_lazy("confirmed by"))


class RequestFilter(QueueFilter):
    """Redactions that wait for a second person, until somebody asks for the others."""

    states = RedactionState


@admin.register(RedactionRequest)
class RedactionRequestAdmin(OfStoryAdmin, RecordAdmin):
    """What waits comes first; nothing of it changes but its answer."""

    list_display = ("article", "basis", "reference", ASKED_BY, "asked_at", "state")
    list_filter = (RequestFilter, "basis")
    list_select_related = ("article", "asked_by")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The ground, everything that would be touched, and what one may answer."""
        return answer_view(self, request, self.allowed_object(request, object_id))


@admin.register(Redaction)
class RedactionAdmin(OfStoryAdmin):
    """Every redaction that was done: who asked, who confirmed, on what ground, and what it touched."""

    list_display = ("sequence", "article", "basis", "reference", ASKED_BY, CONFIRMED_BY, "at")
    list_filter = ("basis", "at")
    list_select_related = ("article", "asked_by", "confirmed_by")
    fields = (
        "article", "basis", "reference", "reason", ASKED_BY, "asked_at", CONFIRMED_BY, "at", "touched", "rows",
        "sequence", "previous_digest", "digest",
    )  # fmt: skip
    readonly_fields = ("touched", "rows", ASKED_BY, CONFIRMED_BY)

    @admin.display(description=gettext_lazy("editions that were touched"))
    def touched(self, redaction: Redaction) -> str:
        """Each by its story, with what its content hashes to since."""
        rows = redaction.editions.select_related("edition__article")
        return format_html_join(
            "",
            '<p>{}, {} <span class="hash">{}</span></p>',
            ((row.edition.article, row.edition, row.content_sha256) for row in rows),
        )

    @admin.display(description=gettext_lazy("rows of other tables"))
    def rows(self, redaction: Redaction) -> str:
        """How many rows of each table held the words."""
        return format_html_join("", "<p>{}: {}</p>", ((table_name(t), n) for t, n in redaction.places.items()))
