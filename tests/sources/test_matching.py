"""Passages in texts: the grades, the places, and what never grades above close."""

import random
import time

import pytest

from sources.enums import Grade
from sources.matching import match

TEXT = """In 2023, officials said that “we are restarting co-
operation between the two states on counter\u00adnarcotics.” Some 15 million people were affected. The minister said he
would not resign. The long-
term plan is legal; the other is illegal in all states. De\ufb01nite progress of twenty-four percent was made.

China has not agreed to 3 million tonnes of grain, he said, and Minister Wang will meet her in Beijing on 9 May.

双方同意在北京举行会谈，共有二十四名
代表出席，贸易额达3.5万亿元。"""


@pytest.mark.parametrize(
    ("passage", "grade", "place"),
    [
        ("the other is illegal in all states", Grade.EXACT, None),
        ('"we are restarting cooperation between the two states', Grade.NORMALISED, "“we are restarting co-\noperation between the two states"),
        ("we are restarting co-operation between", Grade.NORMALISED, "we are restarting co-\noperation between"),
        ("Some\u00a015\u202fmillion people", Grade.NORMALISED, "Some 15 million people"),
        ("states on counternarcotics", Grade.NORMALISED, "states on counter\u00adnarcotics"),
        ("“The long-term plan is legal”", Grade.NORMALISED, "The long-\nterm plan is legal"),
        ("Definite progress of twenty–four", Grade.NORMALISED, "De\ufb01nite progress of twenty-four"),
        ("共有二十四名代表出席，贸易额达３.５万亿元", Grade.NORMALISED, "共有二十四名\n代表出席，贸易额达3.5万亿元"),
        ("officials said … Some 15 million people", Grade.CUTS, TEXT[9 : TEXT.index(" were affected")]),
        ("The minister said [that] he would [...] resign", Grade.CUTS, "The minister said he\nwould not resign"),
        ("[t]he minister said he would not resign", Grade.CUTS, "The minister said he\nwould not resign"),
        ("he said, and [the minister] will meet", Grade.CLOSE, "he said, and Minister Wang will meet"),
        ("legal in all states", Grade.CLOSE, "illegal in all states"),
        ("5 million people were affected", Grade.CLOSE, "15 million people were affected"),
        ("China has not agreed to 3", Grade.CLOSE, "China has not agreed to 3 million"),
        ("China has agreed to 3 million tonnes of grain", Grade.CLOSE, "China has not agreed to 3 million tonnes of grain"),
        ("Ministr Wang wil meet her in Bejing", Grade.CLOSE, "Minister Wang will meet her in Beijing"),
        ("Minister Wang will see them again soon in Beijing on 9 May", Grade.PARTLY, "Minister Wang will meet her in Beijing on 9 May"),
        ("penguins of the southern sea want more ice", Grade.ABSENT, None),
        ("he would … be in Beijing … in 2023, officials", Grade.ABSENT, None),
        ("15 million", Grade.TOO_SHORT, None),
        ("he … her … not", Grade.TOO_SHORT, None),
    ],
)  # fmt: skip
def test_a_passage_is_graded_and_placed_in_the_offsets_of_the_text(passage, grade, place) -> None:
    """Scenario 6."""
    found = match(passage, TEXT)
    assert found.grade == grade
    if grade in (Grade.ABSENT, Grade.TOO_SHORT):
        assert (found.start, found.end) == (None, None)
    else:
        assert TEXT[found.start : found.end] == (place or passage)


NUMBERS = ("24", "1,250", "31.5", "twenty-four", "ninety", "3 million", "40 percent", "40%", "二十四", "3.5万", "六亿",
           "٢٤", "２４", "a dozen", "21st", "$80 billion", "2021", "half a million", "百分之二十")  # fmt: skip
FRAMES = ("The ministry counted {} cases before the talks began.", "According to both sides {}, no more, were seized.",
          "会谈之前双方统计的数字是{}，此后没有变化过。", "{} was the figure that both of the delegations named.")  # fmt: skip


def test_a_passage_with_another_number_is_close_at_best_and_one_with_the_same_is_found() -> None:
    """Scenario 6."""
    rng = random.Random(4)
    for _trial in range(150):
        frame, (held, said) = rng.choice(FRAMES), rng.sample(NUMBERS, 2)
        text = f"Nobody spoke of the rest.\n\n{frame.format(held)}\n\nThey left in the evening."
        if not {held, said} <= {"24", "２４"}:  # full-width digits are typography
            assert match(frame.format(said), text).grade not in (Grade.EXACT, Grade.NORMALISED, Grade.CUTS), (
                held,
                said,
            )
        assert match(frame.format(held), text).grade == Grade.EXACT
    for held, said in (("124", "24"), ("1,240", "240"), ("31.5", "31"), ("twenty-four", "four"), ("三十五万", "五万"),
                       ("6 billion", "6"), ("40%", "40"), ("2.5", "5"), ("two hundred", "hundred")):  # fmt: skip
        text = f"The ministry counted {held} cases; the others counted none at all."
        assert match(f"{said} cases; the others counted none", text).grade in (Grade.CLOSE, Grade.PARTLY), held
        assert match(f"The ministry counted {said}", text).grade not in (Grade.EXACT, Grade.NORMALISED), held


@pytest.mark.parametrize(
    ("passage", "text"),
    [("a" * 5000, "a" * 10**6), ("a" * 2500 + "b" + "a" * 2499, "a" * 10**6), ("ab " * 1600, "a " * 500_000)],
)
def test_a_monotonous_text_takes_no_more_than_a_second(passage, text) -> None:
    began = time.process_time()
    assert match(passage, text).grade == Grade.ABSENT
    assert time.process_time() - began < 1
