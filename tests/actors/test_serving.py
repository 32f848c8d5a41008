"""Which office somebody held on a day."""

from datetime import date

import pytest

from actors.merging import merge
from actors.models import Tenure
from actors.registering import register_actor
from actors.serving import in_words, offices_on
from policydesk.lib.dates import PartialDate
from tests.stories import fresh


@pytest.fixture
def white_house(vera):
    """Two presidents, one after the other, and a secretary of whom only years are known."""
    us, _new = register_actor(by=vera, kind="state", name="United States", aliases=[{"text": "U.S."}])
    people = {}
    for name, office, start, end, acting in (
        ("Donald Trump", "President", "2017-01-20", "2021-01-20", False),
        ("Joe Biden", "President", "2021-01-20", "2025-01-20", False),
        ("Joe Biden", "Vice President", "2009-01-20", "2017-01-20", False),
        ("Ann Zorn", "Secretary of State", "2023", "", True),
        ("Old Hand", "Adviser", "", "", False),
    ):
        people[name], _new = register_actor(by=vera, kind="person", name=name)
        Tenure(person=people[name], organisation=us, office=office, start=start, end=end, acting=acting).save(by=vera)
    return us, people


@pytest.mark.parametrize(
    ("name", "when", "words"),
    [
        ("Joe Biden", date(2024, 1, 28), "President, United States"),
        ("Joe Biden", date(2012, 6, 1), "Vice President, United States"),
        ("Joe Biden", date(2019, 6, 1), ""),
        ("Joe Biden", PartialDate("2017"), "Vice President, United States"),  # may still have been it
        ("Joe Biden", PartialDate("2024-01"), "President, United States"),
        ("Donald Trump", date(2024, 1, 28), ""),
        ("Ann Zorn", date(2023, 5, 1), "acting Secretary of State, United States"),
        ("Ann Zorn", date(2022, 12, 31), ""),
        ("Old Hand", date(1999, 1, 1), "Adviser, United States"),
    ],
)
def test_the_office_of_a_person_is_told_for_a_day(white_house, name, when, words):
    person = white_house[1][name]
    assert "; ".join(in_words(row) for row in offices_on([person], when).get(person.pk, ())) == words


def test_what_is_sure_comes_first(white_house, vera):
    us, people = white_house
    Tenure(person=people["Ann Zorn"], organisation=us, office="Envoy", start="2023-05/2023-06").save(by=vera)
    Tenure(person=people["Ann Zorn"], organisation=us, office="Judge", start="1990").save(by=vera)
    rows = offices_on([people["Ann Zorn"]], date(2023, 5, 10))[people["Ann Zorn"].pk]
    assert [(row.office, row.surely_on(date(2023, 5, 10))) for row in rows] == [
        ("Judge", True), ("Envoy", False), ("Secretary of State", False),
    ]  # fmt: skip


def test_many_are_asked_in_one_query_and_offices_of_merged_records_count(white_house, vera, django_assert_num_queries):
    us, people = white_house
    double, _new = register_actor(by=vera, kind="person", name="J. R. Biden")
    Tenure(person=double, organisation=us, office="Senator", start="1973", end="2009").save(by=vera)
    merge(double, people["Joe Biden"], by=vera)
    asked = [fresh(actor) for actor in (*people.values(), us)]
    with django_assert_num_queries(1):
        found = offices_on(asked, date(1980, 1, 1))
    assert {key: [row.office for row in rows] for key, rows in found.items()} == {
        people["Joe Biden"].pk: ["Senator"], people["Old Hand"].pk: ["Adviser"],
    }  # fmt: skip
