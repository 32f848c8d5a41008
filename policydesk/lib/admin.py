"""The base of every page of the admin. It decides nothing: rows come from `visible_to`, writes go through rules.

What a rule refuses comes back on the form, with everything that was typed. Nothing is deleted here: records
are retired, people are deactivated.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms import BaseInlineFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policydesk.lib.admin_forms import RecordForm, problems_of
from policydesk.lib.errors import Refused, Stale
from policydesk.lib.histories import (
    Beside,
    LeftOut,
    entries,
    nothing_left_out,
    saved_when,
    version_in_words,
    who_saved,
)
from policydesk.lib.people import desk_name

# What the filters of a list add to the name of their field.
LOOKUPS = ("", "__exact", "__isnull", "__gte", "__lt", "__id__exact")


class Gone(Http404):
    """What the page was about was taken away. `str(error)` tells by whom and when, to who may know it.

    `instead` is (address, label of the button) where what was typed can be sent on; None where nothing takes it.
    """

    def __init__(self, sentence: str, instead: tuple[str, Any] | None = None) -> None:
        super().__init__(sentence)
        self.instead = instead


def person(name: str, label: Any) -> Any:  # a callable that the stubs of the admin do not know as a field
    """A field or column that names the person in field `name`: as text, since few may open an account's page."""

    @admin.display(description=label, ordering=f"{name}__last_name")
    def named(record: models.Model) -> str:
        user = getattr(record, name)
        return desk_name(user) if user else "–"

    named.__name__ = name
    return named


class GuardedAdmin(admin.ModelAdmin):
    """Row rules, only the listed filters, no deleting, and a history that cannot be written to."""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """The rows that the asker may see; every page and every lookup of the admin starts here."""
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, called by what it lists: one comes to work on the rows, not to select one."""
        found = super().get_changelist_instance(request)
        if not found.is_popup:
            found.title = str(capfirst(self.opts.verbose_name_plural))
        return found

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Whether a filter of this list asks it. `?body__startswith=` would answer letter by letter."""
        return lookup in {name + tail for name in self._filter_names() for tail in LOOKUPS}

    def _filter_names(self) -> list[str]:
        names = []
        for item in self.list_filter:
            item = item[0] if isinstance(item, tuple) else item
            names.append(item if isinstance(item, str) else item.parameter_name)
        return names

    def action_checkbox(self, obj: models.Model) -> str:
        """The stock box of a row, without the template that it is drawn with a hundred times a page."""
        label = format_html(_("Select this object for an action - {}"), obj)
        box = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
        return format_html(box, ACTION_CHECKBOX_NAME, obj.pk, label)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: what others refer to is retired, with who, when and why."""
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The actions of the list; deleting in bulk is none of them."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def get_urls(self) -> list[URLPattern]:
        """The stock addresses; those of the history answer GET and HEAD, and nothing else."""
        for url in (urls := super().get_urls()):
            if url.name and url.name.endswith("_history"):
                url.callback = require_safe(url.callback)
        return urls

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The admin's own log of the row, for who may read the row."""
        self.allowed_object(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def allowed_object(self, request: HttpRequest, object_id: str) -> Any:
        """The row when the asker may read it; else 404 or 403, as on its own page."""
        record = self.get_object(request, unquote(object_id)) if self.has_view_permission(request) else None
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        if record is None:
            raise self.missing(request, unquote(object_id))
        return record

    def missing(self, request: HttpRequest, object_id: str) -> Http404:
        """What is raised where no such row is, or none that the asker may see."""
        return Http404()

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """Stock, but what was typed into the form of a row that is gone must not go with it."""
        if request.method == "POST":
            raise self.missing(request, unquote(object_id))
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    def page(self, request: HttpRequest, template: str | list[str], **context: Any) -> TemplateResponse:
        """One of our own pages inside the admin's frame."""
        frame = {**self.admin_site.each_context(request), "opts": self.model._meta}
        return TemplateResponse(request, template, frame | context)


class ReadingAdmin(GuardedAdmin):
    """Lists and pages that are only read."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: such rows are written by the rules alone."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: such rows never change by hand."""
        return False


class RecordAdmin(GuardedAdmin):
    """Desk records: versions are compared before a write, the history says old and new in words."""

    form = RecordForm
    history_beside: ClassVar[tuple[Beside, ...]] = ()
    history_words: ClassVar[dict[str, Callable[[str], str]]] = {}

    # --- Saving ------------------------------------------------------------------------------------------
    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The form. A refusal undoes the write as a whole and comes back as an error on the same form."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (Refused, ValidationError) as refusal:
            request.refusal = refusal
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[RecordForm]:
        """The form class of this request: it knows what the rule said, if it was asked already."""
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, "refusal", None)})

    def save_model(self, request: HttpRequest, obj: Any, form: RecordForm, change: bool) -> None:
        """Write the record in the name of the person; a form that changed nothing writes nothing."""
        if change and form.has_changed() and "version" in form.cleaned_data:
            obj.take_version(form.cleaned_data["version"])
        obj.save(by=request.user)

    def save_related(self, request: HttpRequest, form: RecordForm, formsets: list[Any], change: bool) -> None:
        """Rows below the record count as a change of it: they take its version too."""
        if change and not form.has_changed() and any(formset.has_changed() for formset in formsets):
            form.instance.take_version(form.cleaned_data.get("version"))
        super().save_related(request, form, formsets, change)

    def save_formset(self, request: HttpRequest, form: RecordForm, formset: BaseInlineFormSet, change: bool) -> None:
        """Write the rows below the record in the name of the person."""
        for row in formset.save(commit=False):
            row.save(by=request.user)
        for row in formset.deleted_objects:
            row.delete(by=request.user)
        formset.save_m2m()

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The admin's own log keeps no line for a save that changed nothing."""
        return super().log_change(request, obj, message) if message else None

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The stock form with our summary of problems, and what stands now where somebody was faster."""
        form = context["adminform"].form
        if context["errors"]:
            forms = [form, *(row for inline in context["inline_admin_formsets"] for row in inline.formset.forms)]
            context["problems"] = [problem for each in forms for problem in problems_of(each)]
        if isinstance(getattr(request, "refusal", None), Stale):
            newest = form.instance.history.select_related("history_user").latest("history_date")
            below = [row for inline in context["inline_admin_formsets"] for row in inline.formset.overtaken()]
            context["overtaken"] = self._overtaken(form, newest) + below
            context["saved_last"] = {"who": who_saved(newest), "when": saved_when(newest)}
        return super().render_change_form(request, context, *args, **kwargs)

    def _overtaken(self, form: RecordForm, newest: Any) -> list[tuple[str, str]]:
        """Label and present words of each field that the person would overwrite."""
        stands = version_in_words(newest, self.history_words, empty=True)
        wanted = {str(capfirst(self.opts.get_field(name).verbose_name)) for name in form.overtaken()}
        return [(label, words) for label, words in stands if label in wanted]

    # --- History -----------------------------------------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        """The stock addresses and one for each earlier version, which is read and never posted to."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_version"
        view = require_safe(self.admin_site.admin_view(self.version_view))
        return [path("<path:object_id>/history/<int:history_id>/", view, name=name), *super().get_urls()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What changed, newest first: old and new in words, who, when and why."""
        record = self.allowed_object(request, object_id)
        beside, left_out = self.history_beside_for(request, record), self.history_left_out_for(request, record)
        told = entries(record, beside, self.history_words, left_out)
        return self.page(request, "admin/history.html", original=record, entries=told, title=_("History"))

    def history_beside_for(self, request: HttpRequest, record: Any) -> tuple[Beside, ...]:
        """The rows beside `record` whose history the asker may read."""
        return self.history_beside

    def history_left_out_for(self, request: HttpRequest, record: Any) -> LeftOut:
        """The fields of each version of `record` that the asker is not told."""
        return nothing_left_out

    def version_view(self, request: HttpRequest, object_id: str, history_id: int) -> HttpResponse:
        """The record as it stood after one save."""
        record = self.allowed_object(request, object_id)
        row = get_object_or_404(record.history.select_related("history_user"), history_id=history_id)
        own = f"admin/{self.opts.app_label}/{self.opts.model_name}/version.html"
        return self.page(
            request,
            [own, "admin/version.html"],
            original=record,
            row=row,
            fields=version_in_words(
                row, self.history_words, left_out=self.history_left_out_for(request, record)(row, None)
            ),
            may_change=self.has_change_permission(request, record),
            title=_("Version"),
        )
