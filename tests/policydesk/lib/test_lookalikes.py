"""Names that the eye takes for one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydesk.lib.lookalikes import look_alike, look_key

# Written with letters of other scripts, digits for letters, or other punctuation.
PAIRS = [
    ("Joe Biden", "Joе Biden"), ("Xi Jinping", "Хi Jinping"), ("China", "Сhina"), ("Mexico", "Mехico"),
    ("Iran", "lran"), ("OPEC", "0PEC"), ("U.S.", "US"), ("U.N.", "UN"), ("Al-Qaida", "Al Qaida"), ("fentanyl", "fentаnyl"),
    ("Trade", "Тrаdе"), ("Tariffs", "Tаriffs"), ("Beijing", "Bеijing"), ("Moscow", "Моsсоw"), ("Kim", "Κim"),
    ("Havana", "Наvаnа"), ("Tokyo", "Τokyo"), ("NATO", "ΝΑΤΟ"), ("ASEAN", "АSЕАN"), ("BRICS", "ВRICS"),
    ("Illinois", "lllinois"), ("Cuba", "Сuba"), ("Peru", "Реru"), ("Oman", "Оman"), ("Syria", "Ѕyria"),
    ("Jordan", "Јordan"), ("Yemen", "Υemen"), ("Egypt", "Εgypt"), ("Chad", "Сhad"), ("Korea", "Κorea"),
    ("modern", "rnodern"), ("Hormuz", "Hоrmuz"), ("sanctions", "sаnctions"), ("exports", "ехроrts"), ("chips", "сhips"),
    ("Micron", "Місron"), ("Apple", "Аррlе"), ("Intel", "lntel"), ("Exxon", "Ехxon"), ("TSMC", "ТSМС"),
    ("police", "роliсе"), ("visa", "vіsa"), ("oil", "оil"), ("gas", "gаs"), ("steel", "stееl"),
    ("census", "сеnsus"), ("treaty", "trеaty"), ("Geneva", "Gеnеvа"), ("Xinhua", "Хinhuа"), ("Pakistan", "Раkistаn"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "other"), PAIRS)
def test_fifty_pairs_look_alike(name, other):
    assert (name != other, look_alike(name, [other])) == (True, [other])


@pytest.mark.parametrize(("name", "other"), [("China", "Chile"), ("Iran", "Iraq"), ("北京", "南京"), ("US", "UK")])
def test_other_names_do_not(name, other):
    assert look_alike(name, [other]) == []


def test_another_case_of_the_same_name_is_no_lookalike():
    assert look_alike("NATO", ["Nato"]) == []


@given(st.text(max_size=30))
def test_every_text_has_a_key_and_the_key_of_a_key_is_itself_in_a_few_steps(text):
    key = look_key(text)
    assert look_key(look_key(key)) == look_key(key)


def test_there_are_fifty_pairs():
    assert len({name for name, _other in PAIRS}) == 50
