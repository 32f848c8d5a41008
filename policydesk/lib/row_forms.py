"""Forms of the rows below a record: told apart by what they name, given to the rule all together."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BaseInlineFormSet, HiddenInput, ModelChoiceField
from django.utils.translation import gettext_lazy

from policydesk.lib.admin_forms import RecordForm

Row = dict[str, Any]


class RowForm(RecordForm):
    """One row below a record, told apart by the fields of `told_apart_by`; `twice` says that there are two."""

    told_apart_by: ClassVar[tuple[str, ...]] = ()
    more: ClassVar[tuple[str, ...]] = ()  # further fields of the row
    twice: ClassVar[Any] = gettext_lazy("It is there already: once is enough.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.initial.keys() & self.told_apart_by:  # the record that the page has, not its number
            self.initial[name] = getattr(self.instance, name)

    def given(self) -> Row:
        """The row as the rule takes it."""
        return {name: self.cleaned_data[name] for name in (*self.told_apart_by, *self.more)}

    def key(self) -> tuple[Any, ...]:
        """What tells it apart, as the database compares it."""
        return tuple(self.cleaned_data.get(name) for name in self.told_apart_by)

    @classmethod
    def as_given(cls, row: Model) -> Row:
        """A row that stands, as the rule takes it."""
        return {name: getattr(row, name) for name in (*cls.told_apart_by, *cls.more)}

    @property
    def stays(self) -> bool:
        """Whether it is filled in, and not to be taken away."""
        cleaned = getattr(self, "cleaned_data", {})
        return bool(cleaned.get(self.told_apart_by[0])) and not cleaned.get("DELETE")


class _KnownRow(ModelChoiceField):
    """Which row a form is about, of those that the page has asked for already."""

    def to_python(self, value: Any) -> Any:
        """The row, without asking the database once more for each."""
        found = {str(row.pk): row for row in self.queryset}
        if value in self.empty_values:
            return None
        if str(value) not in found:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return found[str(value)]


class RowFormSet(BaseInlineFormSet):
    """Rows below a record; who gives one twice is told beside the second."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """The stock fields; the row's own key costs no query."""
        super().add_fields(form, index)
        name, rows = self._pk_field.name, self.get_queryset()
        shown = form.fields[name]
        form.fields[name] = _KnownRow(rows, initial=shown.initial, required=False, widget=HiddenInput)

    def clean(self) -> None:
        """Look for two rows of one key among those that stay."""
        super().clean()
        seen = set()
        for form in self.kept():
            key = form.key()
            if key in seen:
                form.add_error(form.told_apart_by[0], form.twice)
            seen.add(key)

    def kept(self) -> list[RowForm]:
        """The forms of the rows that shall stand."""
        return [form for form in self.forms if form.stays]

    def given(self) -> list[Row]:
        """All rows that shall stand, as the rule takes them: those of the form, and those that it did not show."""
        shown = {form.instance.pk for form in self.initial_forms}
        related = [field.name for field in self.model._meta.concrete_fields if field.is_relation]
        others = self.model.objects.filter(**{self.fk.name: self.instance.pk}).exclude(pk__in=shown)
        others = others.select_related(*related)
        return [form.given() for form in self.kept()] + [self.form.as_given(row) for row in others]

    def validate_unique(self) -> None:
        """Nothing: `clean` says it in better words."""
