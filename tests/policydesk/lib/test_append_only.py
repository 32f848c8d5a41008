"""Rows that are written once."""

from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from policydesk.lib.append_only import append_only_tables, install_triggers, lifted_triggers, missing_triggers
from policydesk.lib.errors import Refused
from sources.excerpting import take_extract
from sources.models import Snapshot
from tests.stories import a_source


@pytest.fixture
def snapshot(boris):
    return take_extract(a_source(boris), "Words typed from the document.", by=boris)


def test_the_guarded_tables_are_those_of_the_design():
    assert append_only_tables() == [
        *("articles_check", "articles_correctedclaim", "articles_correction", "articles_edition"),
        *("articles_notice", "articles_override", "articles_redactededition", "articles_redaction"),
        *("commitments_review", "commitments_reviewedsource", "commitments_statuschange", "commitments_statusevidence"),
        "sources_snapshot",
    ]


def test_the_model_refuses_to_change_or_delete_a_row_in_words(snapshot):
    snapshot.note = "changed"
    with pytest.raises(Refused, match="written once"):
        snapshot.save()
    with pytest.raises(Refused, match="never deleted"):
        snapshot.delete()
    with pytest.raises(Refused, match="never changed"):
        Snapshot.objects.update(note="changed")
    with pytest.raises(Refused, match="never deleted"):
        Snapshot.objects.all().delete()


@pytest.mark.parametrize("statement", ["UPDATE sources_snapshot SET note = 'x'", "DELETE FROM sources_snapshot"])
def test_the_database_refuses_what_goes_past_the_model(snapshot, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Snapshot.objects.get().note == ""


def test_a_missing_trigger_is_named_and_put_back(db):
    on_table = " ON sources_snapshot" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER sources_snapshot_no_update{on_table}")
    assert missing_triggers(connection) == ["sources_snapshot_no_update"]
    install_triggers(connection)
    assert missing_triggers(connection) == []


def test_a_data_migration_lifts_the_triggers_and_they_stand_again_after_it(snapshot):
    # SQLite's schema editor refuses to start inside the transaction of a test; its connection is all that is used.
    editor = SimpleNamespace(connection=connection)
    with lifted_triggers(editor), connection.cursor() as cursor:
        cursor.execute("UPDATE sources_snapshot SET note = 'migrated'")
    assert (Snapshot.objects.get().note, missing_triggers(connection)) == ("migrated", [])
