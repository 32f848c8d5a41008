"""Tampering past the door, in raw SQL: every column of every table beside an edition, every row of them."""

from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from actors.registering import register_actor
from articles.claiming import retire_claim
from articles.correcting import Correcting
from articles.editing import save_article
from articles.models import (
    ChainHead,
    CorrectedClaim,
    Correction,
    Edition,
    EditionActor,
    EditionCitation,
    EditionClaim,
    EditionContent,
    EditionPage,
    EditionTag,
    Override,
    Publication,
)
from articles.publishing import publish, withdraw
from articles.sealing import canonical
from articles.verifying import verify
from policydesk.lib.append_only import install_triggers, remove_triggers
from tests.stories import BODY, a_claim, a_story, confirmed, fresh, ready

ROWS = (EditionContent, EditionPage, EditionClaim, EditionCitation, EditionActor, EditionTag)
TABLES = (Edition, *ROWS, Override, Correction, CorrectedClaim, Publication)
OTHER_DAY = "2001-01-01 00:00:00+00:00"


@pytest.fixture
def chain(ada, boris, vera):
    """Two stories, four editions, with a speaker, a tag, a citation, an override and a correction."""
    minister, _new = register_actor(by=vera, kind="person", name="The Minister")
    for number in (1, 2):
        story = a_story(ada, headline=f"Story {number}", tag_list="tariffs")
        confirmed(a_claim(story, ada, kind="statement", speaker=minister), attach=ada, check=boris)
        publish(ready(story, by=vera), by=vera)
    save_article(fresh(story), by=vera, body=BODY + "<p>More.</p>")
    a_claim(fresh(story), ada, "talks on tariffs")
    told = Correcting("correction", "More was said.", [story.claims.first()])
    publish(ready(story, by=vera), by=vera, override="Deadline.", kind="correction", correction=told)
    save_article(fresh(story), by=vera, body=BODY + "<p>More still.</p>")
    retire_claim(story.claims.get(exact="talks on tariffs"), by=vera, reason="Not a claim.")
    publish(ready(story, by=vera), by=vera)
    return story


def tamper(sql, *values):
    """Run `sql` as somebody with the database's password would: without the triggers."""
    remove_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        changed = cursor.rowcount
    install_triggers(connection)
    return changed


@contextmanager
def undone():
    """What happens inside is rolled back at the end; constraints on rows are not asked for before."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_an_untouched_chain_has_no_fault(chain):
    assert list(verify()) == []


def test_the_command_prints_the_head_and_says_that_all_agrees(chain, capsys):
    call_command("verifyeditions")
    head = ChainHead.objects.get()
    assert capsys.readouterr().out == (
        f"Head 4:{head.digest}\nEvery edition agrees with its digest, its content and its rows.\n"
    )


def test_the_command_fails_on_a_fault(chain, capsys):
    tamper("UPDATE articles_edition SET reason = 'x' WHERE sequence = 2")
    with pytest.raises(CommandError, match=r"^1 fault\.$"):
        call_command("verifyeditions")
    assert capsys.readouterr().err == "edition 2: Its row was changed.\n"


def every_column():
    """(table, key column, key, column, other value) of each row and each column that is not its key."""
    for model in TABLES:
        for row in model._base_manager.all():
            for field in model._meta.concrete_fields:
                if not field.primary_key:
                    yield model, row.pk, field, another(field, getattr(row, field.attname))


def another(field, value):
    """A value that the column could hold and does not hold now; None where there is none."""
    if field.is_relation:
        return field.related_model._base_manager.exclude(pk=value).values_list("pk", flat=True).first()
    kinds = {"DateTimeField": OTHER_DAY, "JSONField": '{"schema": 1}'}
    return kinds.get(field.get_internal_type()) or (
        value + 1000 if isinstance(value, int) else f"{value}x"[-len(value) or None :]
    )


def test_a_change_of_any_column_of_any_row_is_found(chain):
    unseen, tried = [], 0
    for model, pk, field, value in list(every_column()):
        if value is None:
            continue
        try:
            with undone():
                table, key = model._meta.db_table, model._meta.pk.column
                tried += tamper(f"UPDATE {table} SET {field.column} = %s WHERE {key} = %s", value, pk)
                if not list(verify()):
                    unseen.append(f"{model.__name__}.{field.name} of {pk}")
        except IntegrityError:
            continue  # the database itself refused it
    assert unseen == []
    assert tried > 60


def test_a_removed_row_is_found_whichever_it_is(chain):
    for model in TABLES:
        for pk in model._base_manager.values_list("pk", flat=True):
            with undone():
                assert tamper(f"DELETE FROM {model._meta.db_table} WHERE {model._meta.pk.column} = %s", pk) == 1
                assert list(verify()) != [], f"{model.__name__} {pk}"


def test_two_editions_that_changed_places_are_found(chain):
    with undone():
        tamper("UPDATE articles_edition SET sequence = 99 WHERE sequence = 1")
        tamper("UPDATE articles_edition SET sequence = 1 WHERE sequence = 2")
        tamper("UPDATE articles_edition SET sequence = 2 WHERE sequence = 99")
        assert {fault.sequence for fault in verify()} >= {1, 2}


def test_a_cut_off_end_is_found_with_the_head_that_was_kept(chain):
    kept = str(ChainHead.objects.get())
    publish_one_less(chain)
    assert list(verify()) == []
    assert [fault.sentence for fault in verify(expect_head=kept)] == [
        "The head is not the one expected: editions were cut off or added."
    ]


def publish_one_less(chain):
    """Cut the newest edition off so cleanly that the chain that is left is whole."""
    last = Edition.objects.order_by("-sequence").first()
    before = Edition.objects.get(sequence=last.sequence - 1)
    claims = "(SELECT id FROM articles_editionclaim WHERE edition_id = %s)"
    tamper(f"DELETE FROM articles_editioncitation WHERE claim_id IN {claims}", last.pk)
    for model in (EditionClaim, *(model for model in ROWS if model not in (EditionClaim, EditionCitation))):
        tamper(f"DELETE FROM {model._meta.db_table} WHERE edition_id = %s", last.pk)
    show = "UPDATE articles_publication SET edition_id = %s, changed_at = %s WHERE edition_id = %s"
    tamper(show, before.pk, before.at, last.pk)
    tamper("DELETE FROM articles_edition WHERE id = %s", last.pk)
    tamper("UPDATE articles_chainhead SET sequence = %s, digest = %s", before.sequence, before.digest)


def sentences():
    return [(fault.sequence, fault.sentence) for fault in verify()]


def test_a_changed_reason_and_a_removed_override_are_told(chain):
    for sql in ("UPDATE articles_override SET reason = 'Public safety.'", "DELETE FROM articles_override"):
        with undone():
            assert tamper(sql) == 1
            assert sentences() == [(3, "Its rows of overrides do not follow from its content.")]


def test_an_override_planted_on_an_edition_without_one_is_told(chain, vera):
    with undone():
        Override(edition=Edition.objects.get(sequence=1), by=vera, reason="Planted.", gate=["A sentence."]).save()
        assert sentences() == [(1, "Its rows of overrides do not follow from its content.")]


def test_another_person_in_the_row_of_an_override_is_told(chain, ada):
    with undone():
        tamper("UPDATE articles_override SET by_id = %s", ada.pk)
        assert sentences() == [(3, "Its rows of overrides do not follow from its content.")]


def test_a_publisher_who_is_called_otherwise_later_leaves_no_fault(chain, vera):
    vera.last_name = "Married"
    vera.save()
    assert sentences() == []


def test_a_story_set_back_to_an_older_edition_is_told(chain):
    with undone():
        older = Edition.objects.get(article=chain, number=1)
        tamper("UPDATE articles_publication SET edition_id = %s WHERE article_id = %s", older.pk, chain.pk)
        assert sentences() == [(4, "Readers see another edition in place of this one.")]


def test_a_withdrawn_story_brought_back_by_hand_is_told(chain, vera):
    withdraw(fresh(chain), by=vera, reason="Forged.")
    assert sentences() == []
    with undone():
        before = Edition.objects.get(article=chain, number=3)
        tamper("UPDATE articles_publication SET edition_id = %s WHERE article_id = %s", before.pk, chain.pk)
        assert sentences() == [(5, "Readers see another edition in place of this one.")]


def test_a_story_moved_to_another_address_or_off_every_one_is_told(chain):
    with undone():
        tamper("UPDATE articles_publication SET slug = 'elsewhere' WHERE article_id = %s", chain.pk)
        assert sentences() == [(4, "The story stands at another address than its content says.")]
    with undone():
        tamper("DELETE FROM articles_publication WHERE article_id = %s", chain.pk)
        assert sentences() == [(4, "The story of this edition has no address any more.")]


def test_canonical_json_starts_with_its_schema_and_has_one_form():
    composed, decomposed = {"b": "é", "schema": 1, "a": [1, None]}, {"schema": 1, "a": [1, None], "b": "e\u0301"}
    assert canonical(composed) == canonical(decomposed) == '{"schema":1,"a":[1,null],"b":"é"}'.encode()
