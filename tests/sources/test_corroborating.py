"""Numbers, dates and names of a claim, looked for in the passages it stands on."""

from datetime import date

import pytest

from sources import corroborating
from sources.corroborating import Held, Passage, corroborate
from sources.counting import numbers
from sources.dating import dates
from sources.naming import Names

SUNDAY = date(2024, 1, 28)
ACTORS = (("Arland", "AR", "Port Selden", "阿兰德"), ("Xi Jinping", "习近平"), ("United States", "U.S.", "Washington"))
KNOWN = Names({name: frozenset(names) for names in ACTORS for name in names})


def told(words, *passages):
    """Each item of the claim as `words: outcome`, a contradicting one with what stands there instead."""
    held = [Held(one if isinstance(one, Passage) else Passage(one, SUNDAY), KNOWN) for one in passages]
    found = corroborate(words, held, day=SUNDAY, known=KNOWN)
    return {one.item.words: one.other or one.outcome.value for one in found}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("30 January", "2024-01-30"), ("Jan. 30, 2024", "2024-01-30"), ("30.01.2024", "2024-01-30"),
        ("1月30日", "2024-01-30"), ("2024年1月30日", "2024-01-30"), ("on Tuesday", "2024-01-30"),
        ("last November", "2023-11"), ("April last year", "2023-04"), ("yesterday", "2024-01-27"), ("in 2023", "2023"),
        ("30 December", "2023-12-30"), ("2024-01", "2024-01"), ("on Sunday", "2024-01-28"),
    ],
)  # fmt: skip
def test_a_date_is_told_from_the_day_of_the_text(written, value):
    (item,) = dates(written, SUNDAY)
    assert value in item.values


def test_what_is_no_date_is_none():
    assert [one.words for one in dates("It may march. 31 February, 2024 people, article 5.6", SUNDAY)] == []


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("cut duties on 24 goods", "Duties on twenty-four goods will be cut."),
        ("trade reached 3.5 trillion yuan", "贸易额达3.5万亿元"),
        ("a dozen ships and 20 percent", "Twelve ships, or 20 per cent of all"),
        ("will meet on Tuesday, January 30", "on January 30-31, to launch the group"),
        ("Xi Jinping met AR last November", "习近平于2023年11月15日会见阿兰德代表"),
        ("Washington spoke on Sunday", Passage("The U.S. will go on.", SUNDAY)),
        ("Minister Jo Vance of Arland spoke", Passage("We go on, said Vance.", SUNDAY, beside="Ministry of Arland")),
        ("The two sides agreed", "Both agreed."),
        ("bought 5m tonnes of soy", "bought 5 million tonnes of soy"),
    ],
)
def test_what_stands_in_a_passage_in_whatever_form_is_found(claim, passage):
    assert set(told(claim, passage).values()) <= {"found"}


@pytest.mark.parametrize(
    ("claim", "passage", "expected"),
    [
        ("They agreed to cut duties on 25 goods", "They agreed to cut duties on 24 goods.", {"25": "24"}),
        ("cut duties on 25 goods in the spring talks", "In the spring talks, duties were cut on some lists: 24 goods.", {"25": "24"}),
        ("The treaty was signed on 30 January 2024", "The treaty was signed on 31 January 2024.", {"30 January 2024": "31 January 2024"}),
        ("The delegation was led by Jen Doe in May 2023", "The delegation was led by Kim Roe in May 2023", {"Jen Doe": "Kim Roe", "May 2023": "found"}),
        ("about 100,000 people died there", "107,543 people died there", {"100,000": "absent"}),
        ("100,000 people died there of it", "107,543 people died there of it", {"100,000": "absent"}),
        ("more than 20 ships left the port", "24 ships left the port", {"20": "absent"}),
        ("He met 5 envoys", "12 ministers spoke of trade, fish and peace", {"5": "absent"}),
        ("exports grew 20 percent", "imports of 30 tonnes", {"20 percent": "absent"}),
    ],
)  # fmt: skip
def test_another_value_in_its_place_contradicts_and_anything_else_is_only_absent(claim, passage, expected):
    assert told(claim, passage) == expected
    assert "absent" in told(claim, Passage(passage, SUNDAY, carries=False)).values()
    assert told(claim) == {}


@pytest.mark.parametrize(
    ("claim", "passage", "other"),
    [
        ("The two will talk in Lund on January 29 about herring", "The two will talk in Lund on January 30, he said, about herring.", "January 30"),
        ("The envoy comes to Lund on 29 January for two days", "An envoy comes to Lund on Tuesday, 30 January, for two days", "30 January"),
        ("The envoy comes to Lund on 29 January", "The envoy comes to Lund by ship, and in a hurry, on 29 February", ""),
        ("The ministry announced on January 29 talks to be held in Lund", "The ministry announced talks to be held in Lund on January 30", ""),
        ("The ministry said in Lund on January 29 that both will talk", "The ministry said that both will talk in Lund on January 30", ""),
        ("Fines were announced in Lund on January 29 and concern five", "Fines announced in Lund begin on January 30 and concern five", ""),
        ("Signed by Doe on October 20, 2021, the report meets Order 5", "Signed by Roe on October 8, 2021, the plan meets Order 5", ""),
        ("On January 29 both sides met", "Officials said that on January 30 both sides met", "January 30"),
        ("The two talk in Lund on January 29 about herring", "They met on January 30. The two talk in Lund on January 31, he said, about herring.", ""),
    ],
)  # fmt: skip
def test_another_day_contradicts_where_the_same_word_leads_to_it_and_nothing_else_is_another(claim, passage, other):
    day = next(item.words for item in dates(claim, SUNDAY))
    assert told(claim, passage)[day] == (other or "absent")


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Talks with South Korea went on", "Talks with North Korea went on"),
        ("They met Wang Yi", "Spokesman Wang Wenbin said so, and Wang added"),
        ("They went to New Delhi", "New talks went on in New York"),
        ("They met Jill Biden", "They met Joe Biden"),
    ],
)
def test_half_of_a_name_is_another_name(claim, passage):
    assert set(told(claim, passage).values()) == {"absent"}


@pytest.mark.parametrize(
    "passage", ["Wang said so", "Arland’s Minister Wang came", "Chinese Foreign Minister Wang came"]
)
def test_a_part_of_a_name_stands_for_it_where_nobody_else_bears_it(passage):
    assert told("They met Wang Yi", passage) == {"Wang Yi": "found"}


def test_passages_that_say_different_things_are_all_told():
    held = [Held(Passage(f"They agreed to cut duties on {count} goods."), KNOWN) for count in (26, 27, 26)]
    found = corroborate("They agreed to cut duties on 25 goods", held, known=KNOWN)
    assert [(one.passage, one.other) for one in found] == [(0, "26"), (1, "27")]


def test_each_text_is_read_once_however_many_ask(monkeypatch):
    read = []
    monkeypatch.setattr(corroborating, "numbers", lambda text: read.append(text) or numbers(text))
    held = Held(Passage("12 envoys and 3 ministers spoke of 24 goods."), KNOWN)
    for claim in ("5 ships, 6 planes and 7 tanks", "8 ships, 9 planes and 10 tanks"):
        assert [one.outcome for one in corroborate(claim, [held], known=KNOWN)] == ["absent"] * 3
    assert len(read) == 3
