"""Occasions in the admin, with who took part."""

from commitments.models import Occasion
from commitments.registering import change_occasion
from tests.desk import desk, page, problems, saved
from tests.ledger import a_commitment, an_actor, an_occasion
from tests.stories import fresh


def test_a_reporter_adds_an_occasion_with_who_took_part(ada):
    an_actor(ada)
    rows = {"participants-0-actor": "Borovia"}
    typed = {"name": "Selden fisheries talks", "kind": "ministerial", "date": "30 January 2024"}
    assert saved(desk(ada), page("commitments_occasion_add"), rows, **typed).status_code == 302

    made = Occasion.objects.get(slug="selden-fisheries-talks")
    assert ([str(row) for row in made.participants.all()], str(made.date)) == (["Borovia"], "2024-01-30")
    assert made.history.get().history_user == ada


def test_one_who_took_part_is_named_once(ada):
    an_actor(ada)
    rows = {"participants-0-actor": "Borovia", "participants-1-actor": "Borovia"}
    typed = {"name": "Talks", "kind": "call", "date": "2024"}
    answer = saved(desk(ada), page("commitments_occasion_add"), rows, **typed)
    assert problems(answer) == ["It is there already: once is enough."]
    assert not Occasion.objects.exists()


def test_a_save_that_changes_nothing_writes_nothing_and_a_late_one_is_refused(ada, boris):
    occasion = an_occasion(ada, participants=[an_actor(ada)])
    address = page("commitments_occasion_change", occasion.pk)
    saved(desk(boris), address)
    assert (fresh(occasion).version, occasion.history.count()) == (1, 1)

    change_occasion(fresh(occasion), by=boris, place="Port Selden")
    answer = saved(desk(boris), address, version=1, place="Selden")
    assert problems(answer)[0].startswith("Somebody else changed")
    assert fresh(occasion).place == "Port Selden"


def test_a_reporter_reads_what_a_colleague_touched(ada, boris):
    occasion = an_occasion(ada)
    change_occasion(occasion, by=boris, place="Port Selden")
    assert not desk(ada).get(page("commitments_occasion_change", occasion.pk)).context["has_change_permission"]


def test_the_list_counts_what_was_undertaken_there(ada):
    occasion = an_occasion(ada)
    a_commitment(ada, occasion=occasion)
    (row,) = desk(ada).get(page("commitments_occasion_changelist") + "?q=selden").context["cl"].result_list
    assert row.made_count == 1
