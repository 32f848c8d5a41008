"""Text is stored clean and compared without its typography."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydesk.lib.text import (
    FORBIDDEN,
    INVISIBLE,
    bare_name,
    clean_text,
    normalise,
    normalise_same_length,
    refuse_bidi,
)

TYPOGRAPHY = st.text(alphabet="abé'\"-’“”«»–—\u2011\u00a0\u2009\u202f\u00ad\u200b \n", max_size=40)


def test_text_is_composed_and_its_lines_end_alike():
    assert clean_text("e\u0301te\u0301\r\nun\rdeux\ttrois ") == "été\nun\ndeux\ttrois "


def test_zero_width_characters_go_before_composing():
    assert clean_text("\ufeffCOVID-\u206019 e\u200b\u0301") == "COVID-19 é"


def test_joiners_that_spell_words_stay():
    assert clean_text("می\u200cخواهم 👩\u200d🚀") == "می\u200cخواهم 👩\u200d🚀"


@pytest.mark.parametrize("code", ["0000", "0001", "000B", "000C", "001F", "007F", "FFFE", "FFFF", "D800", "DFFF"])
def test_a_control_character_is_refused_by_name_and_place(code):
    with pytest.raises(ValueError, match=rf"^Remove the control character U\+{code} at position 4\.$"):
        clean_text(f"abc{chr(int(code, 16))}d")


def test_a_pile_of_accents_is_refused():
    with pytest.raises(ValueError, match=r"^Remove the pile of accents at position 3\.$"):
        clean_text("he" + "\u0301\u0323" * 16)


def test_long_rows_of_dashes_or_emoji_are_no_pile():
    assert clean_text("—" * 80 + "🚀" * 80) == "—" * 80 + "🚀" * 80


@pytest.mark.parametrize("code", ["202A", "202B", "202C", "202D", "202E"])
def test_no_text_may_override_the_writing_direction(code):
    with pytest.raises(ValueError, match=rf"^Remove the direction mark U\+{code} at position 9\.$"):
        clean_text(f"It cost {chr(int(code, 16))}001.")


def test_prose_may_set_a_phrase_of_another_direction_apart():
    assert clean_text("They call it \u2067שלום\u2069\u200e.") == "They call it \u2067שלום\u2069\u200e."


def test_a_name_that_came_in_elsewhere_loses_what_a_name_may_not_hold():
    assert bare_name(" A\u202ed\u200ba\n\x01Lee ") == "Ada Lee"


def test_a_name_may_not_turn_the_writing_direction():
    with pytest.raises(ValueError, match=r"^Remove the direction mark U\+202E at position 3\.$"):
        refuse_bidi("ab\u202ecd")


def test_a_name_in_a_right_to_left_script_is_fine():
    assert refuse_bidi("وزارة الخارجية") == "وزارة الخارجية"


def test_typography_and_white_space_do_not_count_in_comparison():
    assert normalise(" “It’s\u00a0a\n\nco\u00adoperation — agreed” ") == '"It\'s a cooperation - agreed"'


def test_other_words_stay_other():
    assert normalise("14 May") != normalise("15 May")


def test_case_counts_in_comparison():
    assert normalise("US") == "US"


@given(TYPOGRAPHY)
def test_same_length_keeps_every_offset(text):
    plain = normalise_same_length(text)
    assert len(plain) == len(text)
    assert all(a == b for a, b in zip(text, plain, strict=True) if a.isalpha())


@given(TYPOGRAPHY)
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=60))
def test_clean_text_is_clean(text):
    try:
        clean = clean_text(text)
    except ValueError:
        return
    assert clean_text(clean) == clean


def test_all_that_is_removed_or_refused_counts_as_not_printable():
    """`clean_text` looks for these characters only in text that is not printable."""
    looked_for = [chr(code) for code in range(0x110000) if FORBIDDEN.match(chr(code)) or INVISIBLE.match(chr(code))]
    assert len(looked_for) > 2000
    assert [char for char in looked_for if char.isprintable()] == []
