"""What every test may ask for: the cast, and a database that can be emptied in spite of its triggers."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management.commands.flush import Command as Flush
from django.db import connections
from hypothesis import settings

from policydesk.lib.append_only import remove_triggers

PASSWORD = "correct horse battery staple"

# No deadline: a busy machine is no fault. The same examples each time: a red test is about the change at hand.
settings.register_profile("desk", deadline=None, derandomize=True)
settings.load_profile("desk")


@pytest.fixture(scope="session", autouse=True)
def flush_passes_the_triggers() -> Iterator[None]:
    """Lift the triggers before every flush; its post_migrate puts them and the groups back.

    Tests that commit are cleaned by `flush`. On SQLite that is DELETE, which the append-only triggers refuse.
    """
    flush = Flush.handle

    def lifted(self: Flush, **options: Any) -> None:
        remove_triggers(connections[options["database"]])
        flush(self, **options)

    Flush.handle = lifted
    yield
    Flush.handle = flush


def person(username: str, first_name: str, last_name: str, *roles: str) -> User:
    """Make a user who may sign in to the admin when they hold a role."""
    user = User.objects.create_user(
        username, password=PASSWORD, first_name=first_name, last_name=last_name, is_staff=bool(roles)
    )
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


@pytest.fixture
def ada(db: None) -> User:
    """Ada reports."""
    return person("ada", "Ada", "Report", "reporter")


@pytest.fixture
def boris(db: None) -> User:
    """Boris checks."""
    return person("boris", "Boris", "Check", "checker")


@pytest.fixture
def vera(db: None) -> User:
    """Vera edits and publishes."""
    return person("vera", "Vera", "Publish", "editor", "publisher")


@pytest.fixture
def ines(db: None) -> User:
    """Ines edits, too."""
    return person("ines", "Ines", "Edit", "editor")


@pytest.fixture
def noor(db: None) -> User:
    """Noor is a stranger with an account."""
    return person("noor", "Noor", "Stranger")
