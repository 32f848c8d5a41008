"""Whose word a source is: which of them are the own word of who undertook something."""

import pytest

from actors.models import Tenure
from commitments.evidencing import Evidence, evidence_of
from commitments.weighing import Case, is_self_reported
from tests.ledger import SHOWN, a_commitment, a_passage, an_actor, proposed


def shown(by, title="Harbour notice", **fields) -> Evidence:
    """A passage that shows the effect, in a source with these fields."""
    return Evidence(a_passage(by, SHOWN, title, **fields), nature="effect")


def of_borovia(by) -> dict:
    """Actors of one state: bodies within bodies, a president of last year, an agency of the state and a free paper."""
    state = an_actor(by)
    ministry = an_actor(by, "Ministry of Ports", kind="government_body", country=state)
    president = an_actor(by, "Oda Brask", kind="person")
    tenure = Tenure(person=president, organisation=state, office="President", start="2023", end="2024-03")
    tenure.save(by=by)
    return {
        "state": state,
        "ministry": ministry,
        "bureau": an_actor(by, "Bureau of Quays", kind="government_body", parent=ministry),
        "president": president,
        "agency": an_actor(by, "Borovian Agency", kind="media", parent=ministry),
        "other": an_actor(by, "Arland"),
    }


@pytest.mark.parametrize(
    ("pledger", "publisher", "fields", "own"),
    [
        ("ministry", "state", {}, True),
        ("bureau", "state", {"source_class": "press"}, True),
        ("bureau", "agency", {"source_class": "state_media"}, True),
        ("state", "bureau", {"source_class": "press"}, True),
        ("state", "agency", {"source_class": "state_media"}, True),
        ("state", "agency", {"source_class": "press"}, False),
        ("state", "president", {"published": "2024-02", "source_class": "social"}, True),
        ("state", "president", {"published": "2024-05", "source_class": "social"}, False),
        ("president", "ministry", {}, True),
        ("president", "agency", {"source_class": "state_media"}, True),
        ("ministry", "other", {}, False),
        ("state", "", {}, True),
        ("state", "", {"source_class": "state_media"}, True),
        ("state", "", {"source_class": "press"}, False),
    ],
)
def test_the_own_word_is_that_of_the_state_the_body_and_the_office_behind_both(ada, pledger, publisher, fields, own):
    people = of_borovia(ada)
    commitment = a_commitment(ada, parties=[{"actor": people[pledger], "role": "pledger"}])
    evidence = [shown(ada, publisher=people.get(publisher), **{"source_class": "primary_official"} | fields)]
    case = Case(commitment, None, "fulfilled", tuple(evidence))
    assert is_self_reported(case) is own


def test_whose_word_it_is_is_asked_in_as_many_queries_for_three_passages_as_for_one(ada, django_assert_max_num_queries):
    people = of_borovia(ada)
    commitment = a_commitment(ada, parties=[{"actor": people["bureau"], "role": "pledger"}])
    evidence = [shown(ada, title=f"No. {at}", publisher=people[at]) for at in ("president", "agency", "other")]
    given = tuple(evidence_of(proposed(commitment, ada, evidence=evidence)))
    with django_assert_max_num_queries(5):
        assert not is_self_reported(Case(commitment, None, "fulfilled", given))
