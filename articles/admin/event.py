"""What people are told of: the messages of a person, each with its way on; and, for administrators, what did not
get through."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.admin.notes import notes_url
from articles.admin.steps import claim_address
from articles.alerting import be_done
from articles.delivering import try_again
from articles.event_kinds import Delivery, EventKind
from articles.models import Alert, Event
from policydesk.lib.admin import ReadingAdmin, person
from policydesk.lib.errors import NotAllowed

BY = person("by", gettext_lazy("by"))
OF_CLAIMS = (EventKind.LOST, EventKind.RETRACTED)


def event_address(event: Event) -> str:
    """Where what happened is looked at and settled."""
    if event.path:
        return event.path
    if event.note:
        return notes_url(event.article, event.claim)
    if event.kind in OF_CLAIMS and event.claim is None:
        return reverse("admin:articles_article_claims", args=[event.article_id])
    return claim_address(event.article, event.claim.public_id if event.claim else "")


class DoneFilter(admin.SimpleListFilter):
    """New messages, until somebody asks for those that were put away."""

    title = gettext_lazy("put away")
    parameter_name = "done"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """One choice beside the new ones."""
        return [("yes", _("Put away"))]

    def choices(self, changelist: Any) -> Any:
        """The first choice says what it means here."""
        first, *rest = super().choices(changelist)
        return [first | {"display": _("New")}, *rest]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Those of the choice."""
        return queryset.exclude(done_at=None) if self.value() == "yes" else queryset.open()


@admin.register(Alert)
class AlertAdmin(ReadingAdmin):
    """The messages of whoever asks, and of nobody else."""

    list_display = ("__str__", "at")
    list_filter = (DoneFilter,)
    list_select_related = ("event__article", "event__by")
    actions = ("put_away",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With what a message says and leads to."""
        rows = super().get_queryset(request)
        return rows.select_related("event__article", "event__by", "event__claim", "event__note")

    @admin.display(description=gettext_lazy("at"), ordering="event__at")
    def at(self, alert: Alert) -> Any:
        """When it happened."""
        return alert.event.at

    @admin.action(description=gettext_lazy("Put away"), permissions=["view"])
    def put_away(self, request: HttpRequest, rows: QuerySet) -> None:
        """Several at once."""
        alerts = list(rows)
        for alert in alerts:
            be_done(alert, by=request.user)
        said = ngettext("%d message is put away.", "%d messages are put away.", len(alerts))
        messages.success(request, said % len(alerts))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """What happened, the way to it, and the button that puts the message away."""
        alert = self.allowed_object(request, object_id)
        if request.method == "POST":
            be_done(alert, by=request.user)
            messages.success(request, _("The message is put away."))
            return redirect("admin:index")
        context = {"original": alert, "address": event_address(alert.event), "title": _("Message")}
        return self.page(request, "admin/articles/alert/message.html", **context)


class GotThroughFilter(admin.SimpleListFilter):
    """Events of which a letter or the webhook did not get through."""

    title = gettext_lazy("delivery")
    parameter_name = "delivery"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """One choice beside all."""
        return [("failing", _("Did not get through"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Those of the choice."""
        return queryset.undelivered() if self.value() == "failing" else queryset


@admin.register(Event)
class EventAdmin(ReadingAdmin):
    """What was sent and what was not. It names stories by number: who looks after the machine reads none of them."""

    list_display = ("__str__", "at", BY, "webhook", "letters")
    list_filter = (GotThroughFilter, "kind")
    fields = ("kind", "at", BY, "webhook", "letters")
    readonly_fields = fields
    change_form_template = "admin/articles/event/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the letters."""
        return super().get_queryset(request).select_related("by").prefetch_related("alerts__user")

    @admin.display(description=gettext_lazy("webhook"))
    def webhook(self, event: Event) -> str:
        """How far its call got."""
        return how_far(event)

    @admin.display(description=gettext_lazy("letters"))
    def letters(self, event: Event) -> str:
        """How far each letter got; those that are not to be sent are left out."""
        sent = [alert for alert in event.alerts.all() if alert.delivery != Delivery.NONE]
        rows = (_("%(who)s: %(how)s") % {"who": alert.user.get_username(), "how": how_far(alert)} for alert in sent)
        return "; ".join(rows) or "–"

    def get_urls(self) -> list[URLPattern]:
        """The stock addresses, and the button that tries again."""
        view = self.admin_site.admin_view(require_POST(self.retry_view))
        return [path("<path:object_id>/retry/", view, name="articles_event_retry"), *super().get_urls()]

    def retry_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Let the next run try again."""
        event = self.allowed_object(request, object_id)
        try:
            try_again(event, by=request.user)
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        messages.success(request, _("The next run of “publishdue” tries again."))
        return redirect("admin:articles_event_change", event.pk)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Stock, with the button where something did not get through."""
        failing = Event.objects.undelivered().filter(pk=object_id if object_id.isdecimal() else None).exists()
        kwargs["extra_context"] = {"may_retry": failing and request.user.has_perm("articles.retry_event")}
        return super().change_view(request, object_id, *args, **kwargs)


def how_far(sending: Any) -> str:
    """“Waiting, tried 2 times: it answered 500”."""
    state = str(Delivery(sending.delivery).label)
    if not sending.error:
        return state
    told = {"state": state, "error": sending.error}
    tried = ngettext("%(state)s, tried %(tries)d time: %(error)s", "%(state)s, tried %(tries)d times: %(error)s",
                     sending.tries)  # fmt: skip
    return tried % (told | {"tries": sending.tries})
