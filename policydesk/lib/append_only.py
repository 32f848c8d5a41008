"""Append-only tables: no column of such a row ever changes and no row goes.

The model refuses in words; row triggers refuse what goes past the model. The triggers are put in after every
`migrate` (on SQLite a table remake drops them silently) and a system check says when one is missing.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from policydesk.lib.errors import Refused

OPERATIONS = ("update", "delete")

SQLITE_TRIGGER = """
CREATE TRIGGER IF NOT EXISTS {name} BEFORE {operation} ON {table}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION policydesk_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP; END $$
"""
POSTGRES_TRIGGER = """
CREATE OR REPLACE TRIGGER {name} BEFORE {operation} ON {table}
FOR EACH ROW EXECUTE FUNCTION policydesk_append_only()
"""


class AppendOnlyQuerySet(models.QuerySet):
    """Reads and inserts; every other write is refused."""

    def update(self, **kwargs: Any) -> int:
        raise Refused(_("Rows of %(table)s are never changed.") % {"table": self.model._meta.verbose_name_plural})

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Refused(_("Rows of %(table)s are never deleted.") % {"table": self.model._meta.verbose_name_plural})


class AppendOnly(models.Model):
    """Base of rows that are written once. Saving again or deleting raises Refused."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Refused(_("“%(row)s” was written once and is never changed.") % {"row": self})
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Refused(_("“%(row)s” is never deleted.") % {"row": self})


def append_only_tables() -> list[str]:
    """Names of the tables that the triggers guard, sorted."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly))


def _trigger_name(table: str, operation: str) -> str:
    return f"{table}_no_{operation}"


def _expected(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str]]:
    present = set(connection.introspection.table_names())
    tables = [table for table in append_only_tables() if table in present]
    return {_trigger_name(table, op): (table, op) for table in tables for op in OPERATIONS}


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that should stand in this database and do not, sorted."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        standing = {row[0] for row in cursor.fetchall()}
    return sorted(set(_expected(connection)) - standing)


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put in every trigger that is missing. Idempotent; passes over tables that do not exist yet."""
    expected = _expected(connection)
    missing = missing_triggers(connection)
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if missing and connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for name in missing:
            table, operation = expected[name]
            template = SQLITE_TRIGGER if connection.vendor == "sqlite" else POSTGRES_TRIGGER
            message = f"{table} is append-only: {operation} refused"
            cursor.execute(template.format(name=quote(name), operation=operation, table=quote(table), message=message))


def remove_triggers(connection: BaseDatabaseWrapper, tables: Collection[str] | None = None) -> None:
    """Take the triggers out, of all tables or of some: for a migration, a redaction on SQLite, a test."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for name, (table, _operation) in _expected(connection).items():
            if tables is not None and table not in tables:
                continue
            on_table = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {quote(name)}{on_table}")


@contextmanager
def lifted_triggers(schema_editor: Any) -> Iterator[None]:
    """For data migrations on append-only tables: the triggers are out inside the block and back after it."""
    remove_triggers(schema_editor.connection)
    try:
        yield
    finally:
        install_triggers(schema_editor.connection)


@contextmanager
def lifted_for_the_law(connection: BaseDatabaseWrapper, tables: Collection[str]) -> Iterator[None]:
    """For a legal redaction, inside its transaction: the triggers of `tables` are off in the block and on after it.

    Others see no moment without them: both databases do this within transactions. An error in the block undoes that
    transaction, and this with it. PostgreSQL does not drop them: it would wait for every reader of the table, and one
    who goes on to write waits for us.
    """
    if connection.vendor != "postgresql":
        remove_triggers(connection, tables)
        yield
        install_triggers(connection)
        return
    _switch(connection, tables, "DISABLE")
    yield
    _switch(connection, tables, "ENABLE")


def _switch(connection: BaseDatabaseWrapper, tables: Collection[str], how: str) -> None:
    connection.check_constraints()  # else it refuses to touch triggers of tables with constraints still to check
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for name, (table, _operation) in _expected(connection).items():
            if table in tables:
                cursor.execute(f"ALTER TABLE {quote(table)} {how} TRIGGER {quote(name)}")
