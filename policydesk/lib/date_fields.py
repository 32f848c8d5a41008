"""PartialDate in models and forms: one field that brings its two date columns along."""

from contextlib import suppress
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policydesk.lib.dates import PartialDate, in_edtf

LONGEST = len("2024-01-08/2024-01-09")
ORDER = {"gt", "gte", "lt", "lte", "range"}


def parsed(value: Any) -> PartialDate | str:
    """`value` as a PartialDate, or "" for nothing. Raises ValidationError with a sentence."""
    if value is None or value == "" or isinstance(value, PartialDate):
        return value or ""
    try:
        return PartialDate(str(value).strip())
    except ValueError as error:
        sentence = _(
            "Write the date as 2024, 2024-01, 2024-01-28 or 28 January 2024, or a span as 2024-01-08/2024-01-09."
        )
        raise ValidationError(sentence, code="partial_date") from error


class _Text(DeferredAttribute):
    """Turns what is assigned into a PartialDate at once, so that equal dates never look changed."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        with suppress(ValidationError):  # kept as typed: full_clean() and save() refuse it beside its field
            value = parsed(value)
        instance.__dict__[self.field.attname] = value


class DayField(forms.DateField):
    """One whole day: as a calendar writes it, or spelled, as “24 Nov 2026”."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": gettext_lazy("Write the day as 2026-11-24 or 24 Nov 2026."),
    }

    def to_python(self, value: Any) -> date | None:
        return super().to_python(in_edtf(value) if isinstance(value, str) else value)


class PartialDateFormField(forms.CharField):
    """A line of text that must be a partial date; cleans to a PartialDate, or "" when left empty."""

    def to_python(self, value: Any) -> PartialDate | str:
        return parsed(in_edtf(super().to_python(value)))

    def run_validators(self, value: Any) -> None:
        super().run_validators(str(value))


class EdgeField(models.DateField):
    """`<name>_earliest` or `<name>_latest`: the first or last day that the partial date `<name>` may mean.

    Nobody sets it: each write computes it anew. Null when there is no date.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"null": True, "editable": False})

    def pre_save(self, instance: models.Model, add: bool) -> date | None:
        name, _separator, edge = self.name.rpartition("_")
        value = getattr(parsed(getattr(instance, name)), edge, None)
        setattr(instance, self.attname, value)
        return value


class PartialDateField(models.CharField):
    """EDTF level 0 text; the attribute is a PartialDate, or "" when empty.

    Adds two date columns to its model, `<name>_earliest` and `<name>_latest`, for queries and order; its own
    text answers no `<` or `>`. A save with `update_fields` must name the three of them.
    """

    descriptor_class = _Text

    def __init__(self, *args: Any, edges: bool = True, **kwargs: Any) -> None:
        self.edges = edges  # False in copies: migrations and history carry the date columns themselves
        super().__init__(*args, **{"max_length": LONGEST} | kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        if self.edges:
            self.edges = False
            cls.add_to_class(f"{name}_earliest", EdgeField(self.verbose_name))
            cls.add_to_class(f"{name}_latest", EdgeField(self.verbose_name))

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"edges": False}

    def get_lookup(self, lookup_name: str) -> Any:
        return None if lookup_name in ORDER else super().get_lookup(lookup_name)

    def from_db_value(self, value: str | None, *_connection: Any) -> PartialDate | str:
        return PartialDate(value) if value else ""

    def to_python(self, value: Any) -> PartialDate | str:
        return parsed(value)

    def run_validators(self, value: Any) -> None:
        super().run_validators(str(value))

    def pre_save(self, instance: models.Model, add: bool) -> PartialDate | str:
        return parsed(super().pre_save(instance, add))

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else str(value)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> forms.Field:
        return super().formfield(**{"form_class": PartialDateFormField} | kwargs)
