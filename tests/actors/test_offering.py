"""Actors in a text, of those that the desk keeps."""

from datetime import date

import pytest

from actors.merging import merge
from actors.models import Tenure
from actors.offering import actors_in
from actors.recognising import surname_of
from actors.registering import register_actor


@pytest.fixture
def desk_of(vera):
    us, _new = register_actor(by=vera, kind="state", name="United States", aliases=[
        {"text": "U.S.", "kind": "abbreviation"}, {"text": "Washington", "kind": "metonym", "matchable": False},
    ])  # fmt: skip
    burma, _new = register_actor(by=vera, kind="state", name="Myanmar", aliases=[
        {"text": "Burma", "kind": "former", "valid_to": "1989"},
    ])  # fmt: skip
    biden, _new = register_actor(by=vera, kind="person", name="Joe Biden", sort_name="Biden, Joe")
    Tenure(person=biden, organisation=us, office="President", start="2021-01-20", end="2025-01-20").save(by=vera)
    register_actor(by=vera, kind="unnamed", name="Official A", described_as="a senior official")
    return us, burma, biden


def names(text, day=date(2024, 1, 28)):
    return [actor.name for actor in actors_in(text, day)]


def test_names_of_the_day_are_offered_offices_and_metonyms_last(desk_of):
    assert names("Washington and Joe Biden") == ["Joe Biden", "United States"]
    assert names("Burma") == []
    assert names("Burma", date(1988, 1, 1)) == ["Myanmar"]
    assert names("The U.S. President met Official A.") == ["Joe Biden"]
    assert names("The President of the United States met", date(2026, 1, 1)) == ["United States"]


def test_a_merged_actor_leads_on_to_the_one_that_stays(desk_of, vera):
    double, _new = register_actor(by=vera, kind="state", name="America")
    merge(double, desk_of[0], by=vera)
    assert names("America said so") == ["United States"]


def test_the_number_of_queries_does_not_hang_on_the_text(desk_of, django_assert_num_queries):
    for text in ("Joe Biden", "Joe Biden met Washington. " * 200):
        with django_assert_num_queries(4):
            actors_in(text, None)


@pytest.mark.parametrize(
    ("name", "sort_name", "surname"),
    [
        ("Joe Biden", "Biden, Joe", "Biden"), ("Xi Jinping", "Xi Jinping", "Xi"), ("Ann Zorn", "", "Zorn"),
        ("Ursula von der Leyen", "von der Leyen, Ursula", "von der Leyen"), ("Lula", "", ""),
    ],
)  # fmt: skip
def test_the_surname_is_what_lists_sort_by(name, sort_name, surname):
    assert surname_of(name, sort_name) == surname
