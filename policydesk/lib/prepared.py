"""Queries of the hottest pages: their SQL is built once, then asked again with other values.

Building SQL from a QuerySet takes Django ten times as long as SQLite takes to answer it. A Prepared keeps what was
built, for each thread and its connection; rows and converters are Django's own.
"""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.db.models import QuerySet


class Prepared:
    """A query built by `build(*stand_ins)`; `rows(*values)` asks it with each stand-in replaced by a value.

    Stand-ins are values of the right type that the query holds nowhere else. The query prefetches nothing, and
    what it asks depends on its values alone, never on a setting or the clock.
    """

    def __init__(self, build: Callable[..., QuerySet], *stand_ins: Any) -> None:
        self.build, self.stand_ins = build, stand_ins
        self.kept = threading.local()

    def rows(self, *values: Any) -> list[Any]:
        """What the query gives for these values: one SQL query."""
        found = dict(zip(self.stand_ins, values, strict=True))
        queryset, compiler, sql, params = self._built()
        compiler.as_sql = lambda *args, **kwargs: (sql, tuple(found.get(param, param) for param in params))
        return list(queryset._iterable_class(queryset))

    def _built(self) -> tuple[Any, ...]:
        built = getattr(self.kept, "built", None)
        if built is None or built[1].connection is not connections[built[0].db]:
            queryset = self.build(*self.stand_ins)
            compiler = queryset.query.get_compiler(using=queryset.db)
            sql, params = compiler.as_sql()
            if lacking := set(self.stand_ins) - set(params):
                raise ValueError(f"the query does not hold {lacking}")
            converters = compiler.get_converters(column for column, *_rest in compiler.select)
            compiler.get_converters = lambda columns: converters
            queryset.query.get_compiler = lambda *args, **kwargs: compiler
            built = self.kept.built = queryset, compiler, sql, params
        return built
