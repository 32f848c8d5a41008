"""A list of the admin as CSV: the same rows for the same filter and the same person, each row as it is read."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from policydesk.lib.tables import as_csv

MOST = 20_000  # rows of a table, which is made in memory; the page of a longer list says so
AT_ONCE = 500  # rows that are held at a time


class TableAdmin:
    """For a page of the admin: its list as a table. `table` names the columns, each with what it takes from a row."""

    table: ClassVar[dict[str, str | Callable[[Any], Any]]] = {}
    change_list_template = "admin/change_list_with_table.html"

    def get_urls(self) -> list[URLPattern]:
        """The address of the table before those of the list."""
        view = self.admin_site.admin_view(require_safe(self.table_view))
        return [path("index.csv", view, name=f"{self._name()}_csv"), *super().get_urls()]

    def _name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, with the way to its table of the same filter."""
        query = request.GET.copy()
        query.pop("p", None)
        asked = f"?{query.urlencode()}" if query else ""
        table = {"table_address": reverse(f"admin:{self._name()}_csv") + asked, "table_most": MOST}
        table |= {"place": self._name(), "asked": query.urlencode()}
        return super().changelist_view(request, table | (extra_context or {}))

    def table_view(self, request: HttpRequest) -> HttpResponse:
        """Every row of the list, whatever page of it one was on."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse(f"admin:{self._name()}_changelist") + "?e=1")
        found = self.with_table(rows)[:MOST].iterator(chunk_size=AT_ONCE)
        columns = self.table.values()
        cells = ([_value(row, column) for column in columns] for row in found)
        return as_csv(f"{self.opts.model_name}s", list(self.table), cells)

    def with_table(self, rows: Any) -> Any:
        """The rows with what the columns ask for."""
        return rows


def _value(row: Any, column: str | Callable[[Any], Any]) -> Any:
    value = column(row) if callable(column) else getattr(row, column)
    return value() if callable(value) else value
