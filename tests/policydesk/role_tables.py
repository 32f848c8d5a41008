"""Tables of who is let through: each form posted by each role, whatever a page offered."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from tests.conftest import person

ROLES = ("anonymous", "stranger", "reporter", "checker", "editor", "publisher", "auditor", "administrator")

People = dict[str, User]
Sent = tuple[str, dict[str, Any]]  # address and data


def one_of_each() -> People:
    """Somebody of each role, and a stranger."""
    people = {role: person(role, role.title(), "Person", role) for role in ROLES[2:]}
    return people | {"stranger": person("stranger", "Noor", "Stranger")}


def letter(role: str, people: People, address: str, data: dict[str, Any]) -> str:
    """The answer to one POST: a = done (302), - = 403, l = sent to the login, n = 404; else its number."""
    client = Client()
    if role != "anonymous":
        client.force_login(people[role])
    answer = client.post(address, data)
    if answer.status_code == 302:
        return "l" if "/login/" in answer.url else "a"
    return {403: "-", 404: "n"}.get(answer.status_code, str(answer.status_code))


def otherwise(
    table: dict[str, str], names: Iterable[str], people: People, form: Callable[[str], Sent]
) -> dict[str, str]:
    """What those of these forms answered, in the order of ROLES, whose answers are not as the table says."""
    found = dict.fromkeys(names, "")
    for name in found:
        for role in ROLES:
            with transaction.atomic():  # each finds the desk as it was
                found[name] += letter(role, people, *form(name))
                transaction.set_rollback(True)
    return {name: letters for name, letters in found.items() if letters != table[name]}
