"""Admin of records whose rule writes them together with the rows below: all of the form, or nothing."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from policydesk.lib.admin import RecordAdmin
from policydesk.lib.admin_forms import RecordForm
from policydesk.lib.row_forms import Row, RowFormSet


class RowInline(admin.StackedInline):
    """Rows that come and go with the record's form, for whoever may change the record."""

    formset = RowFormSet
    extra = 1
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whoever may write the record."""
        return self.parent_admin(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whoever may write the record."""
        return self.parent_admin(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whoever may write the record: a row that others speak of the rule keeps."""
        return self.parent_admin(request, obj)

    def parent_admin(self, request: HttpRequest, obj: Model | None) -> bool:
        """What the page of the record says."""
        page = self.admin_site._registry[self.parent_model]
        return page.has_change_permission(request, obj) if obj else page.has_add_permission(request)


class WithRowsAdmin(RecordAdmin):
    """Hands the whole form to one rule. A subclass says which, and how its rows are given."""

    def register(self, request: HttpRequest, form: RecordForm, rows: dict[type[Model], list[Row]]) -> Any:
        """Make the record by its rule."""
        raise NotImplementedError

    def change(self, request: HttpRequest, form: RecordForm, rows: dict[type[Model], list[Row]]) -> None:
        """Change the record by its rule."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: RecordForm, change: bool) -> None:
        """Nothing yet: record and rows are written at once."""

    def save_related(self, request: HttpRequest, form: RecordForm, formsets: list[Any], change: bool) -> None:
        """Write all of it by the rule, which compares versions."""
        rows = {formset.model: formset.given() for formset in formsets}
        if change:
            self.change(request, form, rows)
            return
        made = self.register(request, form, rows)
        form.instance.pk, form.instance._state.adding = made.pk, False
        form.instance.refresh_from_db()

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """For the stock log of actions: which fields, and which kinds of rows."""
        message = super().construct_change_message(request, form, None, add)
        changed = [str(formset.model._meta.verbose_name_plural) for formset in formsets if formset.has_changed()]
        return message if add or not changed else [*message, {"changed": {"fields": changed}}]
