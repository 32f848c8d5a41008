"""Actors in the admin, with their other names."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.enums import ActorKind
from actors.models import Actor, Alias, name_key
from actors.registering import take_turns
from policydesk.lib.admin import RecordAdmin
from policydesk.lib.admin_forms import RecordForm
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


@admin.register(Actor)
class ActorAdmin(RecordAdmin):
    """Who says or does something."""

    form = ActorForm
    list_display = ("name", "kind", "names", "iso3166", "country")
    list_filter = ("kind",)
    list_select_related = ("country",)
    ordering = ("name", "pk")  # counting names drops the order of the model
    search_fields = ("name", "sort_name", "native_name", "aliases__text")
    prepopulated_fields: ClassVar[dict[str, Sequence[str]]] = {"slug": ("name",)}
    inlines = (AliasInline,)
    fieldsets = (
        (None, {"fields": ("kind", "name", "described_as", "summary")}),
        (gettext_lazy("Names and address"), {"fields": ("native_name", "sort_name", "slug")}),
        (gettext_lazy("Known elsewhere as"), {"fields": ("iso3166", "wikidata", "country")}),
    )
    history_beside = (Beside(Alias, "actor", "text"),)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Actors with the number of their other names."""
        return super().get_queryset(request).annotate(alias_count=Count("aliases", distinct=True))

    @admin.display(description=gettext_lazy("other names"), ordering="alias_count")
    def names(self, actor: Actor) -> int:
        """How many other names lead here."""
        return actor.alias_count

    def save_model(self, request: HttpRequest, obj: Actor, form: ActorForm, change: bool) -> None:
        """Look once more that nobody took the slug at this very moment."""
        take_turns()
        obj.validate_unique()
        super().save_model(request, obj, form, change)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Actor | None = None) -> dict[str, Any]:
        """The slug follows the name until it is saved; later it is an address."""
        return {} if obj else self.prepopulated_fields
