"""Actors in the admin, with their other names and the offices they held."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.admin.actor_rows import AliasInline, TenureInline
from actors.enums import ActorKind
from actors.fields import ActorField
from actors.merging import check_can_merge, merge, part
from actors.models import Actor, Alias, Tenure
from actors.registering import change_actor, check_can_change_actor, lookalikes, register_actor
from policydesk.lib.admin_forms import RecordForm, RefusableForm, VersionField, plain_lines, problems_of
from policydesk.lib.admin_rows import WithRowsAdmin
from policydesk.lib.errors import Refused, may
from policydesk.lib.histories import Beside
from policydesk.lib.row_forms import Row


class ActorForm(RecordForm):
    """Says in words what the database would refuse without."""

    class Meta:
        error_messages = {
            "slug": {"invalid": gettext_lazy("Write letters from a to z, digits and hyphens only, as “joe-biden”.")},
            "iso3166": {"max_length": gettext_lazy("A country code has two letters, as US or CN.")},
        }

    def clean(self) -> dict[str, Any]:
        """Ask for the description of somebody whom readers may not know by name."""
        cleaned = super().clean()
        if cleaned.get("kind") == ActorKind.UNNAMED and not cleaned.get("described_as"):
            self.add_error("described_as", _("Write how readers see this person, as “a senior U.S. official”."))
        return cleaned


class MergeForm(RefusableForm, forms.Form):
    """Into which actor; nothing to fill in when it is to be parted again."""

    version = VersionField(required=False)
    into = ActorField(
        label=gettext_lazy("Merge into"),
        help_text=gettext_lazy("The actor that stays. Type its name, or “Name · slug”."),
    )
    blames = "into"

    def __init__(self, data: Any, *, version: int) -> None:
        super().__init__(data, initial={"version": version})

    def clean_into(self) -> Actor | None:
        """Ask for the other actor unless a merge is undone."""
        into = self.cleaned_data["into"]
        if into is None and "part" not in self.data:
            raise forms.ValidationError(_("Name the actor that stays."))
        return into


class MergedFilter(admin.SimpleListFilter):
    """Actors that stand for themselves, or those that lead on to another."""

    title = gettext_lazy("merged")
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """One choice beside the usual list."""
        return [("yes", _("Merged ones"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Unless asked for, merged ones are out of the way."""
        return queryset.exclude(merged_into=None) if self.value() else queryset


@admin.register(Actor)
class ActorAdmin(WithRowsAdmin):
    """Who says or does something."""

    form = ActorForm
    change_form_template = "admin/actors/actor/change_form.html"
    list_display = ("name", "kind", "names", "iso3166", "country", "merged_into")
    list_filter = ("kind", MergedFilter)
    list_select_related = ("country", "merged_into")
    ordering = ("name", "pk")  # counting names drops the order of the model
    search_fields = ("name", "sort_name", "native_name", "aliases__text")
    prepopulated_fields: ClassVar[dict[str, Sequence[str]]] = {"slug": ("name",)}
    inlines = (AliasInline, TenureInline)
    fieldsets = (
        (None, {"fields": ("kind", "name", "described_as", "summary")}),
        (gettext_lazy("Names and address"), {"fields": ("native_name", "sort_name", "slug")}),
        (gettext_lazy("Known elsewhere as"), {"fields": ("iso3166", "wikidata", "country")}),
    )
    history_beside = (Beside(Alias, "actor", "text"), Beside(Tenure, "person", "office"))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Actors with the number of their other names."""
        return super().get_queryset(request).annotate(alias_count=Count("aliases", distinct=True))

    @admin.display(description=gettext_lazy("other names"), ordering="alias_count")
    def names(self, actor: Actor) -> int:
        """How many other names lead here."""
        return actor.alias_count

    def get_inline_instances(self, request: HttpRequest, obj: Actor | None = None) -> list[Any]:
        """Only people hold offices; who may only read is shown no list that is empty."""
        shown = super().get_inline_instances(request, obj)
        person = obj is None or obj.kind == ActorKind.PERSON
        shown = [inline for inline in shown if person or not isinstance(inline, TenureInline)]
        if obj is None or self.has_change_permission(request, obj):
            return shown
        return [inline for inline in shown if inline.model.objects.filter(**{inline.fk_name or "actor": obj}).exists()]

    def has_change_permission(self, request: HttpRequest, obj: Actor | None = None) -> bool:
        """Who may change actors, by the rule."""
        return may(check_can_change_actor, request.user)

    # --- Saving ------------------------------------------------------------------------------------------
    def register(self, request: HttpRequest, form: ActorForm, rows: dict[type[Model], list[Row]]) -> Actor:
        """A new actor by the rule. Raises ValidationError where somebody took the address at this very moment."""
        actor, new = register_actor(by=request.user, **self._given(form, rows))
        if not new:
            raise ValidationError({"slug": [Actor._meta.get_field("slug").error_messages["unique"]]})
        return actor

    def change(self, request: HttpRequest, form: ActorForm, rows: dict[type[Model], list[Row]]) -> None:
        """By the rule, with the version that was seen."""
        version = form.cleaned_data["version"]
        change_actor(form.instance, by=request.user, version=version, **self._given(form, rows))

    def _given(self, form: ActorForm, rows: dict[type[Model], list[Row]]) -> dict[str, Any]:
        fields = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return fields | {"aliases": rows.get(Alias), "tenures": rows.get(Tenure)}

    def save_related(self, request: HttpRequest, form: ActorForm, formsets: list[Any], change: bool) -> None:
        """All of it by the rule; then what its name may be taken for."""
        super().save_related(request, form, formsets, change)
        if not change or "name" in form.changed_data:
            self._warn_of_lookalikes(request, form.instance)

    def _warn_of_lookalikes(self, request: HttpRequest, actor: Actor) -> None:
        for other in lookalikes(actor):
            sentence = _("“%(name)s” looks like “%(other)s”. If they are one, merge them; if not, tell them apart.")
            messages.warning(request, sentence % {"name": actor.name, "other": other.name})

    def get_prepopulated_fields(self, request: HttpRequest, obj: Actor | None = None) -> dict[str, Any]:
        """The slug follows the name until it is saved; later it is an address."""
        return {} if obj else self.prepopulated_fields

    # --- Merging -----------------------------------------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        """The stock addresses, and the page that merges one actor into another or parts them."""
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<path:object_id>/merge/", view, name="actors_actor_merge"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The stock form, with the way to merging for who may."""
        context["may_merge"] = kwargs.get("obj") is not None and may(check_can_merge, request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say what follows from a merge, and do it; a merged actor may be parted again."""
        actor = self.allowed_object(request, object_id)
        if not may(check_can_merge, request.user):
            raise PermissionDenied(_("You may not merge actors. Ask an editor."))
        form = MergeForm(plain_lines(request.POST) if request.method == "POST" else None, version=actor.version)
        if form.is_bound and form.is_valid() and self._merged(request, actor, form):
            return redirect("admin:actors_actor_change", actor.merged_into_id or actor.pk)
        title = _("Part again") if actor.merged_into_id else _("Merge")
        context = {"original": actor, "form": form, "title": title, "problems": problems_of(form)}
        return self.page(request, "admin/actors/actor/merge.html", **context)

    def _merged(self, request: HttpRequest, actor: Actor, form: MergeForm) -> bool:
        into, version = form.cleaned_data["into"], form.cleaned_data["version"]
        try:
            if actor.merged_into_id:
                part(actor, by=request.user, version=version)
                said = _("“%(name)s” stands for itself again.") % {"name": actor.name}
            else:
                merge(actor, into, by=request.user, version=version)
                said = _("“%(name)s” leads to “%(into)s” now.") % {"name": actor.name, "into": into.name}
        except Refused as refusal:
            form.add_refusal(refusal)
            return False
        messages.success(request, said)
        return True
