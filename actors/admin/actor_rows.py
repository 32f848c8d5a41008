"""The rows below an actor's form: its other names, and the offices that a person held."""

from typing import Any

from django.utils.translation import gettext_lazy

from actors.enums import AliasKind
from actors.fields import ActorField
from actors.models import Alias, Tenure, name_key
from policydesk.lib.admin_rows import RowInline
from policydesk.lib.row_forms import RowForm


class AliasForm(RowForm):
    """Another name: the database takes each once in a language, whatever its case."""

    told_apart_by, more = ("text", "lang"), ("kind", "matchable", "valid_from", "valid_to")
    twice = gettext_lazy("This name is there already: once in each language is enough.")

    def clean(self) -> dict[str, Any]:
        """A metonym is never found in text by itself, whatever the box says."""
        cleaned = super().clean()
        if cleaned.get("kind") == AliasKind.METONYM:
            cleaned["matchable"] = False
        return cleaned

    def key(self) -> tuple[Any, ...]:
        """In one case."""
        return name_key(self.cleaned_data["text"]), self.cleaned_data.get("lang", "")


class AliasInline(RowInline):
    """Other names, so that a story's words find their actor."""

    model, form = Alias, AliasForm
    fields = (("text", "lang", "kind"), ("valid_from", "valid_to", "matchable"))
    verbose_name_plural = gettext_lazy("other names")


class TenureForm(RowForm):
    """An office; where it is held is typed by name, as everywhere."""

    told_apart_by, more = ("office", "organisation", "start"), ("end", "acting")
    twice = gettext_lazy("This office is there already, from the same day.")

    organisation = ActorField(
        required=True,
        label=gettext_lazy("Organisation or state"),
        help_text=Tenure._meta.get_field("organisation").help_text,
    )


class TenureInline(RowInline):
    """Offices of a person, each from when to when."""

    model, form = Tenure, TenureForm
    fk_name = "person"
    fields = (("office", "organisation"), ("start", "end", "acting"))
    verbose_name_plural = gettext_lazy("offices held")
