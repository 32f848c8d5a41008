"""Names of actors in a text: found by the rules, in any order of names, and never where a word goes on."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.recognising import Book, How, Name, offered

US, CHINA, BIDEN, XI, TRUMP, GROUP, MINT, ISLAND = range(1, 9)
NAMES = [
    Name("United States", US), Name("U.S.", US), Name("Washington", US, How.METONYM),
    Name("China", CHINA), Name("P.R.C.", CHINA), Name("中国", CHINA), Name("Beijing", CHINA, How.METONYM),
    Name("Joe Biden", BIDEN, surname="Biden"), Name("Xi Jinping", XI, surname="Xi"),
    Name("Hunter Biden", TRUMP, surname="Biden"), Name("President of the United States", BIDEN, How.OFFICE),
    Name("U.S.-PRC Counternarcotics Working Group", GROUP), Name("Mint", MINT), Name("Georgia", ISLAND),
    Name("Georgia", US),
]  # fmt: skip
BOOK = Book(NAMES)


def found(text):
    return [(text[one.start : one.end], one.actors, one.how.value) for one in BOOK.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The United States and China met.", [("United States", (US,), "name"), ("China", (CHINA,), "name")]),
        ("the united states acted", [("united states", (US,), "name")]),
        ("UNITED STATES – CHINA", [("UNITED STATES", (US,), "name"), ("CHINA", (CHINA,), "name")]),
        ("United\u00a0States", [("United\u00a0States", (US,), "name")]),
        ("He told us about mint and china.", []),
        ("Talk to US officials of the U.S. today", [("US", (US,), "name"), ("U.S.", (US,), "name")]),
        ("It ended in the U.S.", [("U.S.", (US,), "name")]),
        ("Chinatown and Indochina", []),
        ("the South China Sea and New  Georgia", []),
        ("China’s and China-based", [("China", (CHINA,), "name"), ("China", (CHINA,), "name")]),
        ("Beijing said", [("Beijing", (CHINA,), "metonym")]),
        ("中国政府说", [("中国", (CHINA,), "name")]),
        ("Georgia", [("Georgia", (ISLAND, US), "name")]),
        (
            "The U.S.–PRC Counternarcotics Working Group",
            [("U.S.–PRC Counternarcotics Working Group", (GROUP,), "name")],
        ),
        ("the President of the United States", [("President of the United States", (BIDEN,), "office")]),
        ("Biden said", []),
        ("Joe Biden spoke. Biden left.", [("Joe Biden", (BIDEN,), "name"), ("Biden", (BIDEN,), "surname")]),
        ("President Biden spoke.", [("Biden", (BIDEN, TRUMP), "surname")]),
        ("Mr. Xi spoke.", [("Xi", (XI,), "surname")]),
        ("Xi Jinping came, then Xi went.", [("Xi Jinping", (XI,), "name"), ("Xi", (XI,), "surname")]),
        ("", []),
    ],
)
def test_names_are_found_by_the_rules(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("In a meeting with China, the United States said it would act.", US),
        ("The U.S. policy, according to China, is wrong.", CHINA),
        ("Washington accused China of it.", US),
        ("United States ships left, said China.", CHINA),
        ("China met Joe Biden.", CHINA),
        ("Beijing and the United States met.", US),
    ],
)
def test_whoever_seems_to_say_it_is_offered_first_then_the_surest(text, first):
    assert offered(BOOK.find(text))[0] == first


@given(st.lists(st.sampled_from([name.text for name in NAMES] + ["said", "the", "(", ",", "met", "x"]), max_size=30))
def test_every_find_is_a_whole_name_and_none_overlap(words):
    text = " ".join(words)
    ends = 0
    for one in BOOK.find(text):
        assert ends <= one.start < one.end <= len(text)
        assert not text[one.start - 1 : one.start].isalnum() or "中" in text[one.start : one.end]
        assert one.actors
        ends = one.end


@given(st.text(alphabet=string.printable + "中国U.S’–\u00a0", max_size=200))
def test_no_text_is_too_strange(text):
    assert all(text[one.start : one.end] for one in BOOK.find(text))


def test_a_long_text_takes_no_time_that_grows_faster_than_itself():
    text = "President " * 2_000 + "U.S. " * 2_000 + "a." * 5_000
    assert len(BOOK.find(text)) == 2_000
