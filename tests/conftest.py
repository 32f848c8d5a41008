"""What every test may ask for: the cast, and a database that can be emptied in spite of its triggers."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management.commands.flush import Command as Flush
from django.db import connection, connections, transaction
from hypothesis import settings

from policydesk.lib.append_only import install_triggers, remove_triggers
from sources.word_index import INDEX

PASSWORD = "correct horse battery staple"

# Speed: a tenth of the time of the tests went into looking for rubbish among modules and fixtures that stay.
gc.set_threshold(100_000, 50, 50)

# No deadline: a busy machine is no fault. The same examples each time: a red test is about the change at hand.
settings.register_profile("desk", deadline=None, derandomize=True)
settings.load_profile("desk")


# What triggers keep: the index over the words of copies on SQLite, and the tables in which it keeps itself.
INDEXES = {INDEX, *(f"{INDEX}_{part}" for part in ("data", "idx", "config", "content", "docsize"))}
# What `migrate` itself puts in; no test that commits changes it.
STANDING = {"django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}


@pytest.fixture(scope="session", autouse=True)
def flush_is_quick_and_passes_the_triggers() -> Iterator[None]:
    """Empty the tables after a test that commits, in one transaction, with the append-only triggers lifted.

    Django's own `flush` truncates every table and makes all permissions anew: a second or two for each test.
    """
    flush = Flush.handle
    Flush.handle = emptied
    yield
    Flush.handle = flush


@pytest.fixture(scope="session")
def django_db_use_migrations(request: pytest.FixtureRequest, worker_id: str) -> bool:
    """Of several workers the first makes its database by the migrations; the others, a minute quicker, by the models."""
    return not request.config.getvalue("nomigrations") and worker_id in ("master", "gw0")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Stock; at the end PostgreSQL drops no database that a thread of the live server still holds open."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def emptied(self: Flush, *, database: str, **options: Any) -> None:
    """What `flush` does here: every row goes but those of `migrate`, and every trigger stands again."""
    emptying = connections[database]
    with transaction.atomic(using=database), emptying.cursor() as cursor:
        remove_triggers(emptying)
        for table in set(emptying.introspection.table_names(cursor)) - STANDING - INDEXES:
            cursor.execute(f"DELETE FROM {emptying.ops.quote_name(table)}")
        install_triggers(emptying)


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
