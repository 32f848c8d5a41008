"""Queries of the hottest pages: their SQL is built once, then asked again with other values.

Building SQL from a QuerySet takes Django ten times as long as SQLite takes to answer it. A Prepared keeps what was
built, for each thread and its connection; rows and converters are Django's own.
"""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone


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
        return self._asked(lambda params: (found.get(param, param) for param in params))

    def _asked(self, filled: Callable[[tuple[Any, ...]], Iterator[Any]]) -> list[Any]:
        queryset, compiler, sql, params = self._built()
        compiler.as_sql = lambda *args, **kwargs: (sql, tuple(filled(params)))
        return list(queryset._iterable_class(queryset))

    def _built(self) -> tuple[Any, ...]:
        built = getattr(self.kept, "built", None)
        if built is None or built[1].connection is not connections[built[0].db]:
            queryset = self.build(*self.stand_ins)
            compiler = queryset.query.get_compiler(using=queryset.db)
            sql, params = compiler.as_sql()
            self._check(params)
            converters = compiler.get_converters(column for column, *_rest in compiler.select)
            compiler.get_converters = lambda columns: converters
            queryset.query.get_compiler = lambda *args, **kwargs: compiler
            built = self.kept.built = queryset, compiler, sql, params
        return built

    def _check(self, params: tuple[Any, ...]) -> None:
        if lacking := set(self.stand_ins) - set(params):
            raise ValueError(f"the query does not hold {lacking}")


LONG_AGO = datetime(1931, 7, 11, 3, 33, 33, 333_333, tzinfo=UTC)  # a moment of which no row tells
AROUND = timedelta(days=300)  # how far from its moment a query may reckon


class PreparedInTime(Prepared):
    """A query that hangs on a moment beside its values: `build(*stand_ins, at)`, then `rows(*values, at)`.

    Moments and days that it reckons from `at` move with it. It may leave out a stand-in, but must not ask the clock:
    ValueError.
    """

    def __init__(self, build: Callable[..., QuerySet], *stand_ins: Any) -> None:
        super().__init__(build, *stand_ins, LONG_AGO)

    def rows(self, *values: Any) -> list[Any]:
        """What the query gives for these values, the last of which is the moment: one SQL query."""
        *others, at = values
        found = dict(zip(self.stand_ins[:-1], others, strict=True))
        return self._asked(lambda params: (found[one] if one in found else _moved(one, at) for one in params))

    def _check(self, params: tuple[Any, ...]) -> None:
        today = timezone.now().date()
        for param in params:
            if (when := _moment(param)) and abs(_day(when) - today) < AROUND:
                raise ValueError("the query asks the clock")


def _moved(param: Any, at: datetime) -> Any:
    """What was reckoned from the stand-in, reckoned from `at`, in the form in which the database takes it."""
    when = _moment(param)
    if when is None or abs(_day(when) - LONG_AGO.date()) > AROUND:
        return param
    if isinstance(when, datetime):
        later = (timezone.make_aware(when, UTC) if timezone.is_naive(when) else when) - LONG_AGO
        moved: Any = (at + later).astimezone(UTC)
        return str(moved.replace(tzinfo=None)) if isinstance(param, str) else moved
    moved = timezone.localdate(at) + (when - timezone.localdate(LONG_AGO))
    return str(moved) if isinstance(param, str) else moved


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when


def _moment(param: Any) -> date | None:
    """The moment or day that a parameter is, as SQLite (text) or PostgreSQL takes it."""
    if isinstance(param, date):
        return param
    if not isinstance(param, str) or not param[:4].isdecimal() or len(param) < 10:
        return None
    try:
        return date.fromisoformat(param) if len(param) == 10 else datetime.fromisoformat(param)
    except ValueError:
        return None
