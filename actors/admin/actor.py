"""Actors in the admin, with their other names and the offices they held."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.admin.actor_rows import AliasInline, TenureInline
from actors.admin.merge import merge_view
from actors.enums import ActorKind
from actors.fields import ActorField
from actors.merging import check_can_merge
from actors.models import Actor, Alias, Tenure, name_key
from actors.registering import change_actor, check_can_change_actor, mistakable, register_actor
from policydesk.lib.admin_forms import RecordForm
from policydesk.lib.admin_rows import WithRowsAdmin
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.errors import may
from policydesk.lib.histories import Beside
from policydesk.lib.row_forms import Row


class ActorForm(RecordForm):
    """Says in words what the database would refuse without."""

    class Meta:
        error_messages = {
            "slug": {"invalid": gettext_lazy("Write letters from a to z, digits and hyphens only, as “joe-biden”.")},
            "iso3166": {"max_length": gettext_lazy("A country code has two letters, as US or CN.")},
        }

    parent = ActorField(label=gettext_lazy("Part of"), help_text=Actor._meta.get_field("parent").help_text)
    another = forms.BooleanField(
        required=False,
        label=gettext_lazy("It is another one, in spite of its name"),
        help_text=gettext_lazy("Then tell the two apart by their summaries: readers see both."),
    )
    taken_for: tuple[Actor, ...] = ()  # others whose names the eye takes for the one that was typed, until it is ticked

    def clean(self) -> dict[str, Any]:
        """Ask for the description of somebody whom readers may not know by name, and whether a name is a new one."""
        cleaned = super().clean()
        if cleaned.get("kind") == ActorKind.UNNAMED and not cleaned.get("described_as"):
            self.add_error("described_as", _("Write how readers see this person, as “a senior U.S. official”."))
        if "name" in self.changed_data and cleaned.get("name") and not cleaned.get("another"):
            self.taken_for = tuple(mistakable(cleaned["name"], but=self.instance))
            for other in self.taken_for:
                self.add_error("name", _why_not_this_name(cleaned["name"], other))
        return cleaned

    @property
    def changed_data(self) -> list[str]:
        """What the record will have: the tick is none of it."""
        return [name for name in super().changed_data if name != "another"]


def _why_not_this_name(name: str, other: Actor) -> str:
    said = {"name": name, "other": other.name, "kind": other.get_kind_display()}
    if name_key(name) == name_key(other.name):
        return _("There is “%(other)s” (%(kind)s) already. Use it, or tick that this is another one.") % said
    sentence = _("“%(name)s” looks like “%(other)s” (%(kind)s). Use that one, or tick that this is another one.")
    return sentence % said


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
class ActorAdmin(TableAdmin, WithRowsAdmin):
    """Who says or does something."""

    form = ActorForm
    change_form_template = "admin/actors/actor/change_form.html"
    list_display = ("name", "kind", "names", "iso3166", "country", "merged_into")
    list_filter = ("kind", MergedFilter)
    list_select_related = ("country", "merged_into")
    ordering = ("name", "pk")  # counting names drops the order of the model
    search_fields = ("name", "sort_name", "native_name", "aliases__text")
    table: ClassVar[dict[str, Any]] = {
        "slug": "slug",
        "name": "name",
        "kind": "kind",
        "other_names": "alias_count",
        "iso3166": "iso3166",
        "country": lambda actor: str(actor.country or ""),
        "merged_into": lambda actor: actor.merged_into.slug if actor.merged_into else "",
    }
    prepopulated_fields: ClassVar[dict[str, Sequence[str]]] = {"slug": ("name",)}
    inlines = (AliasInline, TenureInline)
    fieldsets = (
        (None, {"fields": ("kind", "name", "described_as", "summary")}),
        (gettext_lazy("Names and address"), {"fields": ("native_name", "sort_name", "slug")}),
        (gettext_lazy("Belongs to"), {"fields": ("country", "parent")}),
        (gettext_lazy("Known elsewhere as"), {"fields": ("iso3166", "wikidata")}),
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
        fields = {name: value for name, value in form.cleaned_data.items() if name not in ("version", "another")}
        return fields | {"aliases": rows.get(Alias), "tenures": rows.get(Tenure)}

    def get_prepopulated_fields(self, request: HttpRequest, obj: Actor | None = None) -> dict[str, Any]:
        """The slug follows the name until it is saved; later it is an address."""
        return {} if obj else self.prepopulated_fields

    # --- Merging -----------------------------------------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        """The stock addresses, and the page that merges one actor into another or parts them."""
        view = self.admin_site.admin_view(partial(merge_view, self))
        return [path("<path:object_id>/merge/", view, name="actors_actor_merge"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The stock form, with the way to merging for who may."""
        context["may_merge"] = kwargs.get("obj") is not None and may(check_can_merge, request.user)
        return super().render_change_form(request, context, *args, **kwargs)
