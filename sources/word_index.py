"""The index over the terms of stretches: FTS5 on SQLite, GIN over a `tsvector` on PostgreSQL. The only SQL about it.

Triggers of the database keep the one of SQLite in step with the table, whoever writes; PostgreSQL does so by itself.
Like the triggers of append-only tables it is put in after every `migrate`, and a system check says when it is missing.
"""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from sources.models import TextStretch

TABLE = TextStretch._meta.db_table
INDEX = f"{TABLE}_terms"  # on SQLite a table, on PostgreSQL an index
TAKEN_OUT = f"INSERT INTO {INDEX} ({INDEX}, rowid, terms) VALUES ('delete', old.id, old.terms);"
PUT_IN = f"INSERT INTO {INDEX} (rowid, terms) VALUES (new.id, new.terms);"
# Terms are plain letters, each once in a stretch: neither their places nor their number would tell anything.
OPTIONS = f"content='{TABLE}', content_rowid='id', tokenize='ascii', detail=none, columnsize=0"
PARTS = {
    "sqlite": {
        INDEX: f"CREATE VIRTUAL TABLE {INDEX} USING fts5(terms, {OPTIONS})",
        f"{INDEX}_in": f"CREATE TRIGGER {INDEX}_in AFTER INSERT ON {TABLE} BEGIN {PUT_IN} END",
        f"{INDEX}_out": f"CREATE TRIGGER {INDEX}_out AFTER DELETE ON {TABLE} BEGIN {TAKEN_OUT} END",
        f"{INDEX}_anew": f"CREATE TRIGGER {INDEX}_anew AFTER UPDATE ON {TABLE} BEGIN {TAKEN_OUT} {PUT_IN} END",
    },
    # Without a list of what is still to be sorted in: what was added last is found as fast as the rest.
    "postgresql": {INDEX: f"CREATE INDEX {INDEX} ON {TABLE} USING gin (terms) WITH (fastupdate = off)"},
}
CATALOGUE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE name = %s OR name LIKE %s",
    "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
    " AND (indexname = %s OR indexname LIKE %s)",
}
# How rows are asked that hold every one of some terms: (from where, name of the key, condition, what joins the terms).
ASKING = {
    "sqlite": (INDEX, "rowid", f"{INDEX} MATCH %s", " AND "),
    "postgresql": (TABLE, "id", "terms @@ %s::tsquery", " & "),
}
Wanted = tuple[Sequence[str], float]  # terms that stand together, and how much that tells


def missing_parts(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of what should stand in this database and does not; nothing while there is no table to index."""
    if TABLE not in connection.introspection.table_names():
        return []
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE[connection.vendor], [INDEX, f"{INDEX}_%"])
        standing = {row[0] for row in cursor.fetchall()}
    return [name for name in PARTS[connection.vendor] if name not in standing]


def install_index(connection: BaseDatabaseWrapper) -> None:
    """Put in what is missing, and on SQLite read the table anew then. Idempotent."""
    missing = missing_parts(connection)
    with connection.cursor() as cursor:
        for name in missing:
            cursor.execute(PARTS[connection.vendor][name])
        if missing and connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')")


def forget_taken_out(connection: BaseDatabaseWrapper) -> None:
    """Write the index of SQLite anew: until then it keeps, marked as gone, the terms of rows that were deleted."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('optimize')")


def counts(connection: BaseDatabaseWrapper, terms: Sequence[str], *, most: int) -> list[int]:
    """In how many stretches each term stands, counted up to `most`."""
    place, _key, condition, _and = ASKING[connection.vendor]
    one = f"(SELECT count(*) FROM (SELECT 1 FROM {place} WHERE {condition} LIMIT {most:d}) AS held)"
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join([one] * len(terms)), terms)
        return list(cursor.fetchone())


def heaviest(
    connection: BaseDatabaseWrapper, wanted: Sequence[Wanted], *, most: int, each: int
) -> list[tuple[int, float]]:
    """The `most` stretches that hold most of what is `wanted`, as (key, sum of the weights), the heaviest first.

    Of each wanted group of terms at most `each` stretches are read.
    """
    place, key, condition, joined = ASKING[connection.vendor]
    weighed = f"SELECT {key} AS stretch, CAST(%s AS double precision) AS weight FROM {place} WHERE {condition}"
    one = f"SELECT * FROM ({weighed} LIMIT {each:d}) AS held"
    every = " UNION ALL ".join([one] * len(wanted))
    values = [value for terms, weight in wanted for value in (weight, joined.join(terms))]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT stretch, sum(weight) AS total FROM ({every}) AS found"
            f" GROUP BY stretch ORDER BY total DESC, stretch DESC LIMIT {most:d}",
            values,
        )
        return cursor.fetchall()
