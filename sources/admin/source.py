"""A source in the admin: the work, the copies and passages that the desk holds, and how to add some."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, F, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.defaultfilters import date as worded
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from actors.fields import ActorField, with_way_to_add
from policydesk.lib.admin import person
from policydesk.lib.admin_forms import RecordForm, plain_lines, problems_of
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.clock import by_the_desk
from policydesk.lib.errors import may
from policydesk.lib.histories import Beside
from sources.admin.columns import COLUMNS
from sources.admin.copies import ask_view, file_view, held, let_out_view, upload_view, vouch_view, warc_view
from sources.admin.filters import AddressFilter, RetractedFilter
from sources.admin.finding import find_view
from sources.admin.interviews import interview_view, noted, seen_view
from sources.admin.passages import passages_of, tell_added
from sources.admin.texts import ADDING, adding_forms
from sources.admin.veiling import VeilingAdmin
from sources.enums import Confidentiality
from sources.fields import SourceField
from sources.identifying import is_hidden_from, may_know
from sources.interviewing import may_read_interview
from sources.keeping import check_can_read_file
from sources.models import Excerpt, Interview, Sharing, Snapshot, SnapshotText, Source
from sources.opening import last_good_copy, opening_of, with_looks
from sources.registering import can_change_source, change_source, register_source

OWNER = person("owner", gettext_lazy("owner"))
# By the order of the list, too, nobody learns who published a source that is not public.
PUBLISHER = Case(When(confidentiality=Confidentiality.PUBLIC, then=F("publisher__name")), default=None)


class SourceForm(RecordForm):
    """Says in words what the database would refuse without."""

    publisher = ActorField(
        label=gettext_lazy("Publisher"),
        help_text=with_way_to_add(gettext_lazy("An actor, by any of its names. Missing here?")),
    )
    copy_of = SourceField(
        label=gettext_lazy("Copy of"),
        help_text=gettext_lazy(
            "The original, when this only repeats it. A copy is never primary and is no second origin. "
            "A copy of a copy is kept as a copy of the original."
        ),
    )

    def clean_url(self) -> str:
        """One address, one source: name the one that has it."""
        url = self.cleaned_data["url"]
        known = Source.objects.at_address(url).exclude(pk=self.instance.pk).first() if url else None
        if known:
            raise forms.ValidationError(
                _("This address is source %(number)s already: “%(title)s”.")
                % {"number": known.public_id, "title": known}
            )
        return url

    def clean(self) -> dict[str, Any]:
        """Readers must see something of a hidden source, and who stands behind one that is no draft."""
        cleaned = super().clean()
        if cleaned.get("confidentiality") != Confidentiality.PUBLIC and not cleaned.get("described_as"):
            self.add_error("described_as", _("Write what readers see of a source that is not public."))
        if not cleaned.get("source_class") and not cleaned.get("draft") and "source_class" not in self.errors:
            self.add_error("source_class", _("Choose who stands behind it. Only a draft may leave it open."))
        return cleaned


@admin.register(Source)
class SourceAdmin(TableAdmin, VeilingAdmin):
    """A work that carries claims."""

    form = SourceForm
    change_form_template = "admin/sources/source/change_form.html"
    list_display = ("__str__", "published_by", "published", "kind", "source_class", "cited", "stands")
    list_filter = ("draft", RetractedFilter, AddressFilter, "kind", "source_class", "confidentiality", "language")
    list_select_related = ("publisher", "copy_of")
    ordering = ("-pk",)  # counting citations drops the order of the model
    search_fields = ("title", "publisher__name", "authors", "url", "public_id", "described_as")
    readonly_fields = ("public_id", OWNER)
    table = COLUMNS
    fieldsets = (
        (None, {"fields": ("title", "url", "kind", "source_class", "publisher", "authors", "published", "language")}),
        (gettext_lazy("Origin"), {"fields": ("copy_of", "origin_group", "anonymous")}),
        (
            gettext_lazy("What readers may know"),
            {
                "fields": ("confidentiality", "described_as", "public_copy", "embargo_until"),
                "description": gettext_lazy(
                    "Title, authors, address and publisher of a confidential source are shown, found and told in "
                    "histories only to its owner, to editors and to those who may know who it is. All others at the "
                    "desk see how it is described."
                ),
            },
        ),
        (gettext_lazy("At the desk"), {"fields": ("draft", OWNER, "public_id")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> tuple[Any, ...]:
        """Whether readers get whole copies is only read by who may not decide it."""
        shares = request.user.has_perm("sources.share_copies")
        return (*super().get_readonly_fields(request, obj), *(() if shares else ("public_copy",)))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Sources with the number of their citations, and with what looks at their addresses tell."""
        return with_looks(super().get_queryset(request)).annotate(cited_count=Count("citations", distinct=True))

    @admin.display(description=gettext_lazy("publisher"), ordering=PUBLISHER)
    def published_by(self, source: Source) -> str:
        """The publisher of a public source; of others the list says no more than how they are described."""
        return str(source.publisher) if source.is_public and source.publisher_id else "–"

    @admin.display(description=gettext_lazy("cited"), ordering="cited_count")
    def cited(self, source: Source) -> int:
        """How many claims stand on it."""
        return source.cited_count

    @admin.display(description=gettext_lazy("state"))
    def stands(self, source: Source) -> str:
        """Whether it counts no more, cannot be opened any more, or is a draft; empty for any other."""
        if source.retraction:
            return _("Retracted")
        if source.closed_since:
            since = {"day": worded(localtime(source.closed_since), "j F Y")}
            return _("Address does not open since %(day)s") % since
        return _("Draft") if source.draft else ""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """An address typed without its scheme is https; day and time of an embargo are one field, without a script."""
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        if db_field.name == "embargo_until":
            moment = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            now = _("By the desk's clock, where it is %(now)s now.") % {"now": by_the_desk(timezone.now())}
            return db_field.formfield(widget=moment, help_text=f"{db_field.help_text} {now}")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_form(self, request: HttpRequest, form: SourceForm, change: bool) -> Source:
        """A new source comes in by the rule, which names its owner. Raises ValidationError where somebody brought the
        address in at this very moment: what was typed here is not what they wrote."""
        if change:
            return super().save_form(request, form, change)
        form.save_m2m = lambda: None  # nothing here hangs on many rows
        source, new = register_source(by=request.user, **form.cleaned_data)
        if not new:
            raise forms.ValidationError(_("Somebody brought it in at this very moment. Nothing was saved."))
        return source

    def has_change_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        """Who may change this source, by the rule."""
        return super().has_change_permission(request, obj) and (obj is None or can_change_source(obj, request.user))

    def save_model(self, request: HttpRequest, obj: Source, form: SourceForm, change: bool) -> None:
        """The rule writes; a new source was written when it came in."""
        if change:
            change_source(obj, by=request.user, version=form.cleaned_data["version"])

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The form, and below it what the desk holds of the work."""
        source = kwargs.get("obj")
        if source and source.pk:
            copies, hidden = held(source, request), is_hidden_from(source, request.user)
            if hidden:
                copies["looks"] = ()  # what came of a look may name the site
            adds, reads = request.user.has_perm("sources.add_excerpt"), copies["may_read_files"]
            context |= {
                "passages": passages_of(source, reads=reads),
                "adding": adding_forms(source, reads=reads) if adds else (),
                "interview": noted(source, request.user),
                "opening": None if hidden else opening_of(source),
                "last_copy": last_good_copy(source),
                "identity_url": self._identity_url(source, request),
                **copies,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def _identity_url(self, source: Source, request: HttpRequest) -> str:
        """Where the identity of a hidden source is kept, for those who may know it."""
        if source.is_public or not may_know(source, request.user):
            return ""
        if hasattr(source, "identity"):
            return reverse("admin:sources_sourceidentity_change", args=[source.identity.pk])
        return f"{reverse('admin:sources_sourceidentity_add')}?source={source.pk}"

    def get_urls(self) -> list[URLPattern]:
        """The stock addresses, and those that find words, add words and copies and give a file out."""
        own = (
            ("words/<slug:what>/", "words", self.words_view),
            ("upload/", "upload", self.upload_view),
            ("interview/", "interview", self.interview_view),
            ("interview/seen/", "seen", require_POST(self.seen_view)),
            ("capture/", "capture", require_POST(self.capture_view)),
            ("copies/<int:number>/file/", "file", require_safe(self.file_view)),
            ("copies/<int:number>/share/", "share", require_POST(self.share_view)),
            ("copies/<int:number>/unshare/", "unshare", require_POST(self.unshare_view)),
            ("translations/<int:number>/read/", "vouch", require_POST(self.vouch_view)),
            ("copies/warc/", "warc", require_safe(self.warc_view)),
        )
        return [
            path("find/", self.admin_site.admin_view(self.find_view), name="sources_source_find"),
            *(
                path(f"<path:object_id>/{end}", self.admin_site.admin_view(view), name=f"sources_source_{name}")
                for end, name, view in own
            ),
            *super().get_urls(),
        ]

    def find_view(self, request: HttpRequest) -> HttpResponse:
        """Ask where words could be from."""
        return find_view(self, request)

    def upload_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Give the desk a file of the source."""
        return upload_view(self, request, self.allowed_object(request, object_id))

    def capture_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for a copy from the network."""
        return ask_view(request, self.allowed_object(request, object_id))

    def history_beside_for(self, request: HttpRequest, record: Source) -> tuple[Beside, ...]:
        """Its texts, which files readers may have, and what was noted of an interview, for those who may read it."""
        lets = Beside(Sharing, "snapshot__source", "snapshot")
        texts, notes = Beside(SnapshotText, "snapshot__source", "snapshot"), Beside(Interview, "source", "source")
        reads = may(check_can_read_file, Snapshot(source=record), request.user)
        return (lets, *([texts] if reads else ()), *([notes] if may_read_interview(record, request.user) else ()))

    def interview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Note how an interview was held, and what was agreed."""
        return interview_view(self, request, self.allowed_object(request, object_id))

    def seen_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say to have seen the notes."""
        return seen_view(request, self.allowed_object(request, object_id))

    def file_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """Give the file of a copy out."""
        return file_view(request, self.allowed_object(request, object_id), number)

    def share_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """Let readers have an uploaded copy."""
        return let_out_view(request, self.allowed_object(request, object_id), number, shared=True)

    def unshare_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """Keep an uploaded copy inside the desk."""
        return let_out_view(request, self.allowed_object(request, object_id), number, shared=False)

    def warc_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Give all files of the source out, as one WARC file."""
        return warc_view(request, self.allowed_object(request, object_id))

    def vouch_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """Say to have read a translation beside the original."""
        return vouch_view(request, self.allowed_object(request, object_id), number)

    def words_view(self, request: HttpRequest, object_id: str, what: str) -> HttpResponse:
        """Add an extract or a passage; what the rule refuses stays in the form with its sentence."""
        source = self.allowed_object(request, object_id)
        if what not in ADDING:
            raise Http404
        if not request.user.has_perm("sources.add_excerpt"):
            raise PermissionDenied(_("You may not add passages. Ask a reporter, a checker or an editor."))
        form = ADDING[what](plain_lines(request.POST) or None, source=source)
        if request.method == "POST" and (done := form.add_to(source, by=request.user)):
            if isinstance(done, Excerpt):
                tell_added(request, source, done)
            else:
                messages.success(request, _("Added: %(what)s") % {"what": done})
            return redirect("admin:sources_source_change", source.pk)
        context = {"form": form, "problems": problems_of(form), "title": form.title, "original": source}
        return self.page(request, "admin/sources/source/words.html", **context)
