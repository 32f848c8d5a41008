"""The sheet notices what is proposed already: in the ledger, or by another of its rows."""

import re

import pytest
from zeal import zeal_ignore

from commitments.models import Commitment
from commitments.recalling import Said, twins_of
from tests.commitments.admin.test_sheet import SECOND, occasion, rows, sheet  # noqa: F401 - a fixture
from tests.desk import desk, page, problems, told
from tests.ledger import a_commitment, a_passage, an_actor, an_occasion

SEEMS = "This is proposed already, as it seems: empty the row, or tick that it is another one."
LISTED = "Borovia will publish quarterly catalogues of its 40 herring vessels in both languages"
NEARLY = "Borovia will publish the quarterly catalogues of all its 40 herring vessels in both languages"


def is_asked(answer) -> bool:
    """Whether the sheet asks about one row, and nothing else; else it was proposed."""
    assert answer.context is None or problems(answer) == [SEEMS]
    return answer.context is not None


@pytest.fixture
def stands(occasion, ada):  # noqa: F811
    """Its first undertaking, as a colleague proposed it."""
    rows(desk(ada), sheet(occasion), row_0_words=LISTED)
    return Commitment.objects.get()


def test_words_that_stand_in_the_ledger_are_told_at_their_row_with_the_way_there(occasion, ada, boris, stands):  # noqa: F811
    for words in (LISTED, f" {LISTED}. ", NEARLY):
        answer = rows(desk(boris), sheet(occasion), row_0_words=SECOND, row_2_words=words)
        assert (problems(answer), Commitment.objects.count()) == ([SEEMS], 1), words
        assert answer.context["problems"][0].field == "Row 3, Words"
        html = answer.content.decode()
        for name in ("change", "propose"):
            assert f'href="{page(f"commitments_commitment_{name}", stands.pk)}"' in html


@zeal_ignore([{"model": "commitments.Commitment"}])  # each row is written and looked at by the rule for one
def test_what_a_person_says_is_another_one_is_proposed_and_asked_again_once_more_says_the_same(occasion, ada, stands):  # noqa: F811
    client, address = desk(ada), sheet(occasion)
    typed = {"row_0_words": LISTED, "row_1_words": SECOND, "row_2_words": LISTED}
    html = rows(client, address, **typed).content.decode()
    ticks = dict(re.findall(r'type="checkbox" name="(row-\d-another)" value="([^"]+)"', html))
    assert ticks == {"row-0-another": f"c{stands.pk}", "row-2-another": f"c{stands.pk} r0"}
    assert "Row 1 says the same." in html

    half = rows(client, address, **typed, row_0_another=ticks["row-0-another"])
    assert (problems(half), half.content.decode().count(" checked")) == ([SEEMS], 1)
    faulty = rows(client, address, **typed, row_0_another=ticks["row-0-another"], row_1_due_on="some day")
    assert f'type="hidden" name="row-0-another" value="c{stands.pk}"' in faulty.content.decode()

    seen = {name.replace("-", "_"): key for name, key in ticks.items()}
    assert told(rows(client, address, **typed, **seen)) == ["3 commitments were proposed."]
    assert is_asked(rows(client, address, row_0_words=LISTED, row_0_another=ticks["row-0-another"]))


@pytest.mark.parametrize(
    ("words", "by", "found"),
    [
        (LISTED, "Borovia", True),
        (NEARLY, "Borovia", True),
        (LISTED, "Cordia", False),
        (NEARLY, "Cordia", False),
        (NEARLY.replace("40", "50"), "Borovia", False),
        (NEARLY.replace("will publish", "will not publish"), "Borovia", False),
        (SECOND, "Borovia", False),
    ],
)
def test_at_another_occasion_the_same_who_says_nearly_the_same_is_asked(occasion, ada, stands, words, by, found):  # noqa: F811
    an_actor(ada, "Cordia")
    a_passage(ada, words, "Second communiqué")
    answer = rows(desk(ada), sheet(an_occasion(ada, "Later talks")), source="Second communiqué",
                  row_0_words=words, row_0_by=by, row_0_to="Arland")  # fmt: skip
    assert (is_asked(answer), Commitment.objects.count()) == (found, 1 if found else 2)


def test_at_one_occasion_the_same_words_are_asked_whoever_undertakes_it(occasion, ada, stands):  # noqa: F811
    for words, found in ((LISTED, True), (NEARLY, False)):
        answer = rows(desk(ada), sheet(occasion), row_0_words=words, row_0_by="Arland", row_0_to="Borovia")
        assert is_asked(answer) is found


def test_what_costs_to_look_for_twins_does_not_grow_with_the_ledger(occasion, ada, stands, django_assert_num_queries):  # noqa: F811
    for number in range(3):
        a_commitment(ada, f"Open {number} ports", occasion=occasion, undertaking=stands.undertaking)
    rows_said = [Said(LISTED, frozenset(stands.parties.values_list("actor", flat=True)))] * 2
    with django_assert_num_queries(3):
        found = twins_of(occasion, rows_said)
    assert [(len(each.commitments), each.rows) for each in found.values()] == [(3, ()), (3, (0,))]
