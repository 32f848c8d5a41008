"""Follows every link of the admin as a person would, page after page, and remembers what it saw."""

import hashlib
from collections import Counter, deque
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from zeal import zeal_context, zeal_ignore

from tests.pages import tags_of

ALIKE = 2  # pages of one kind, and with the same filter, suffice


def ask(client: Client, address: str) -> HttpResponse:
    """One page, as one request: what was loaded for an earlier one does not count. A file is read, which closes it."""
    with zeal_context(), zeal_ignore([{"model": "auth.User"}]):
        answer = client.get(address)
    if answer.streaming:
        answer.streaming_content = [answer.getvalue()]
    return answer


def send(client: Client, address: str, typed: dict[str, str]) -> HttpResponse:
    """One form, sent as one request. Raises nothing: what breaks answers 500."""
    client.raise_request_exception = False
    with zeal_context(), zeal_ignore([{"model": "auth.User"}]):
        return client.post(address, typed)


def crawl(client: Client, start: str = "/admin/", alike: int = ALIKE) -> dict[str, HttpResponse]:
    """Everything that can be reached from `start` by links and redirects within the site, by address."""
    waiting, seen, kinds = deque([start]), {}, Counter()
    while waiting:
        address = waiting.popleft()
        kind = _kind(address)
        if address in seen or kind is None or kinds[kind] >= alike:
            continue
        kinds[kind] += 1
        seen[address] = ask(client, address)
        waiting.extend(_links(address, seen[address]))
    return seen


def _kind(address: str) -> tuple[Any, ...] | None:
    """What pages like this one have in common; None for an address that is not ours, or of several filters at once."""
    parts = urlsplit(address)
    names = frozenset(name for name, _value in parse_qsl(parts.query))
    try:
        return (resolve(parts.path).view_name, names) if len(names) <= 1 else None
    except Resolver404:
        return None


def _links(address: str, response: HttpResponse) -> list[str]:
    if "Location" in response:
        return [urljoin(address, response["Location"])]
    if not response["Content-Type"].startswith("text/html"):
        return []
    html = response.content.decode()
    targets = [tag.get("href") for tag in tags_of(html, "a")]
    targets += [tag.get("action") for tag in tags_of(html, "form")]  # forms are opened, never sent
    found = (urljoin(address, target).partition("#")[0] for target in targets if target)
    return [target for target in found if target.startswith("/")]


def state_of_the_database() -> dict[str, str]:
    """A digest of every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(map(repr, cursor.fetchall()))
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def tables_holding(word: str) -> set[str]:
    """The tables in which a row holds `word`, in any case of letters."""
    found, quote = set(), connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            words = " || ' ' || ".join(f"coalesce(cast({quote(name)} as text), '')" for name in columns)
            cursor.execute(f"SELECT count(*) FROM {quote(table)} WHERE lower({words}) LIKE %s", [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.add(table)
    return found
