"""Forms of the rows below a record: told apart by what they name, given to the rule all together."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.db.models.query import QuerySet
from django.forms import BaseInlineFormSet, HiddenInput, ModelChoiceField
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policydesk.lib.admin_forms import RecordForm, stands_as
from policydesk.lib.histories import pointers

Row = dict[str, Any]


class RowForm(RecordForm):
    """One row below a record, told apart by the fields of `told_apart_by`; `twice` says that there are two."""

    told_apart_by: ClassVar[tuple[str, ...]] = ()
    more: ClassVar[tuple[str, ...]] = ()  # further fields of the row
    twice: ClassVar[Any] = gettext_lazy("It is there already: once is enough.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = () if self.instance._state.adding else self.initial.keys() & self.told_apart_by
        for name in standing:  # the record that the page has, not its number
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


def rearranged(data: QueryDict, prefix: str, order: Sequence[int]) -> QueryDict:
    """What was sent for the formset `prefix`, with the forms of these numbers, in this order; others are left out."""
    made = data.copy()
    for name in data:
        if re.match(rf"{prefix}-\d+-", name):
            del made[name]
    for place, number in enumerate(order):
        before = f"{prefix}-{number}-"
        for name in data:
            if name.startswith(before):
                made.setlist(f"{prefix}-{place}-{name.removeprefix(before)}", data.getlist(name))
    made[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(len(order))
    return made


class _KnownRow(ModelChoiceField):
    """Which row a form is about, of those that the page has asked for: one that goes meanwhile is told by the rule."""

    def __init__(self, rows: QuerySet, **kwargs: Any) -> None:
        super().__init__(rows, **kwargs)
        self._rows = {str(row.pk): row for row in rows}  # the field's own queryset would ask once more, for each form

    def to_python(self, value: Any) -> Any:
        """The row, without asking the database."""
        if value in self.empty_values:
            return None
        if str(value) not in self._rows:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return self._rows[str(value)]


class RowFormSet(BaseInlineFormSet):
    """Rows below a record; who gives one twice is told beside the second.

    A row that somebody took away while the form was open stays on it as a new one with all that was typed into it;
    one into which nothing was typed goes. (Stock formsets would not show it again, and never be valid.)
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.back: list[str] = []  # rows that were taken away, as they stood
        if self.is_bound and self.management_form.is_valid():
            self._part_from_gone(self.initial_form_count(), self.total_form_count())

    def _part_from_gone(self, initial: int, total: int) -> None:
        """Put what was typed into rows that are gone behind those that stand, as new rows."""
        standing = {str(row.pk) for row in self.get_queryset()}
        sent = {number: self.data.get(f"{self.add_prefix(number)}-{self._key}", "") for number in range(initial)}
        if standing.issuperset(sent.values()):
            return
        ended = self.model.history.filter(history_type="-", **{self.fk.name: self.instance.pk})
        ended = ended.select_related(*pointers(self.model))
        stood = ({field.name: getattr(row, field.name) for field in row.tracked_fields} for row in ended)
        rows = {str(values[self._key]): self.model(**values) for values in stood}
        gone = {number: rows[pk] for number, pk in sent.items() if pk in rows and pk not in standing}
        typed = [number for number, row in gone.items() if self._typed_into(number, row)]
        self.back = [str(gone[number]) for number in typed]
        stay = [number for number in sent if number not in gone]
        self.data = rearranged(cast(QueryDict, self.data), self.prefix, [*stay, *typed, *range(initial, total)])
        self.data[f"{self.prefix}-{INITIAL_FORM_COUNT}"] = str(len(stay))
        for number in range(len(stay), len(stay) + len(typed)):
            self.data[f"{self.add_prefix(number)}-{self._key}"] = ""
        del self.management_form  # read again

    @property
    def _key(self) -> str:
        return self.model._meta.pk.name

    def _typed_into(self, number: int, row: Model) -> bool:
        """Whether the form says anything else than the row did when it went, and does not take it away as well."""
        form = self.form(self.data, prefix=self.add_prefix(number), instance=row, **self.form_kwargs)
        return form.has_changed() and f"{form.prefix}-{DELETION_FIELD_NAME}" not in self.data

    def get_queryset(self) -> QuerySet:
        """The rows in the order of the forms that were sent: the page names each form by the row at its place."""
        rows = super().get_queryset()
        if self.is_bound:
            places = {self.data.get(f"{self.add_prefix(n)}-{self._key}"): n for n in range(len(rows))}
            rows._result_cache.sort(key=lambda row: places.get(str(row.pk), len(places)))
        return rows

    def overtaken(self) -> list[tuple[str, str]]:
        """Label and words of what stands in the rows where a person typed otherwise, and of rows that came or went."""
        told, shown = [], {form.instance.pk for form in self.initial_forms}
        for form in self.initial_forms:
            names = [name for name in form.overtaken() if name not in (DELETION_FIELD_NAME, self._key)]
            row = form.initial[form.told_apart_by[0]]
            told += [(f"{row}: {form.fields[name].label}", stands_as(form, name)) for name in names]
        told += [(_("Added meanwhile"), str(row)) for row in self.get_queryset() if row.pk not in shown]
        return told + [(_("Taken away meanwhile; saving again puts it back"), row) for row in self.back]

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
        """All rows that shall stand, as the rule takes them: those of the form, and those that it did not show.

        A row of the form comes in the place of one that somebody else added meanwhile and that has the same name.
        """
        given = [form.given() for form in self.kept()]
        named = [[row[name] for name in self.form.told_apart_by] for row in given]
        shown = {form.instance.pk for form in self.initial_forms}
        related = [field.name for field in self.model._meta.concrete_fields if field.is_relation]
        others = self.model.objects.filter(**{self.fk.name: self.instance.pk}).exclude(pk__in=shown)
        others = [self.form.as_given(row) for row in others.select_related(*related)]
        return given + [row for row in others if [row[name] for name in self.form.told_apart_by] not in named]

    def validate_unique(self) -> None:
        """Nothing: `clean` says it in better words."""
