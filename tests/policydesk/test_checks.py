"""What must stand in the database, and what puts it back."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection

from policydesk.checks import append_only_triggers_stand
from policydesk.lib.append_only import append_only_tables, missing_triggers, remove_triggers
from policydesk.roles import ROLES


def test_after_migrating_every_trigger_stands(db):
    assert append_only_tables() != []
    assert append_only_triggers_stand(databases=["default"]) == []


def test_the_check_names_each_missing_trigger_and_the_way_out(db):
    remove_triggers(connection)
    warnings = append_only_triggers_stand(databases=["default"])
    assert [warning.msg for warning in warnings] == [
        f"The append-only trigger {name} is missing: its table can be changed past the program."
        for name in missing_triggers(connection)
    ]
    assert len(warnings) == 2 * len(append_only_tables())
    assert {warning.hint for warning in warnings} == {"Run `python manage.py migrate`: it puts missing triggers back."}


def test_migrating_puts_the_triggers_back(db):
    remove_triggers(connection)
    call_command("migrate", verbosity=0)
    assert missing_triggers(connection) == []


@pytest.mark.django_db(transaction=True)
def test_emptying_the_database_leaves_groups_and_triggers():
    call_command("flush", interactive=False, verbosity=0)
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    assert missing_triggers(connection) == []
