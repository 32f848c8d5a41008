"""Actors in the admin, with their other names and the offices they held."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.enums import ActorKind
from actors.fields import ActorField
from actors.merging import check_can_merge, merge, part
from actors.models import Actor, Alias, Tenure, name_key
from actors.registering import lookalikes, take_turns
from policydesk.lib.admin import RecordAdmin
from policydesk.lib.admin_forms import RecordForm, RefusableForm, VersionField, plain_lines, problems_of
from policydesk.lib.errors import Refused, may
from policydesk.lib.former_slugs import remember_slug
from policydesk.lib.histories import Beside


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


class AliasFormSet(forms.BaseInlineFormSet):
    """All other names of one actor: the database takes each once in a language, whatever its case."""

    def clean(self) -> None:
        """Say beside the second of two equal names that it is there already."""
        super().clean()
        seen: set[tuple[str, str]] = set()
        for form in self.forms:
            row = getattr(form, "cleaned_data", {})
            if not row.get("text"):
                continue
            name = name_key(row["text"]), row.get("lang", "")
            if name in seen:
                form.add_error("text", _("This name is there already: once in each language is enough."))
            seen.add(name)


class AliasInline(admin.StackedInline):
    """Other names, so that a story's words find their actor."""

    model = Alias
    formset = AliasFormSet
    fields = (("text", "lang", "kind"), ("valid_from", "valid_to", "matchable"))
    extra = 1
    verbose_name_plural = gettext_lazy("other names")


class TenureForm(forms.ModelForm):
    """An office; where it is held is typed by name, as everywhere."""

    organisation = ActorField(
        required=True,
        label=gettext_lazy("Organisation or state"),
        help_text=Tenure._meta.get_field("organisation").help_text,
    )


class TenureInline(admin.StackedInline):
    """Offices of a person, each from when to when."""

    model = Tenure
    form = TenureForm
    fk_name = "person"
    fields = (("office", "organisation"), ("start", "end", "acting"))
    extra = 1


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
class ActorAdmin(RecordAdmin):
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

    def save_model(self, request: HttpRequest, obj: Actor, form: ActorForm, change: bool) -> None:
        """Look once more that nobody took the slug at this very moment; lead readers of an old address on."""
        take_turns()
        obj.validate_unique()
        earlier = Actor.objects.values_list("slug", flat=True).get(pk=obj.pk) if change else obj.slug
        super().save_model(request, obj, form, change)
        if obj.edition_actors.exists() or Actor.objects.public().filter(pk=obj.pk).exists():
            remember_slug(obj, earlier)
        if not change or "name" in form.changed_data:
            self._warn_of_lookalikes(request, obj)

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
