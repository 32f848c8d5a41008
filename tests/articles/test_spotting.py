"""Quotations and figures that stand in no claim."""

from time import process_time

import pytest

from articles.spotting import unclaimed


def spotted(text, *claimed):
    return [text[place.start : place.end] for place in unclaimed(text, claimed)]


@pytest.mark.parametrize(
    "quotation",
    [
        "“We listened,”", '"We listened,"', "„Wir haben zugehört“", "„Słuchaliśmy”", "« Nous avons écouté »",
        "»Wir haben zugehört«", "”Vi lyssnade”", "»Vi lyttede»", "‘We don’t agree’", "'We don't agree'", "「我们听了」", "『聞いた』",
        "“We listened, and there is more to come", "‹oui›", "‚Ja, gern‘",
    ],
)  # fmt: skip
def test_a_quotation_is_found_in_any_typography(quotation):
    assert spotted(f"The minister said: {quotation}") == [quotation]


@pytest.mark.parametrize(
    "text", ["The minister’s aides don’t agree.", "The ministers' aides met in the allies' rooms.", "G20, F-16"]
)
def test_an_apostrophe_opens_nothing_and_a_name_is_no_figure(text):
    assert spotted(text) == []


@pytest.mark.parametrize(
    "figure",
    [
        "24", "1,000", "100 000", "5.3 %", "5.3%", "$1.2 billion", "€ 40", "two million", "twenty-five percent", "3–5",
        "28 January 2024", "January 28, 2024", "January 2024", "2024-01-28", "10:30", "half a million",
    ],
)  # fmt: skip
def test_a_figure_is_found_as_one(figure):
    assert spotted(f"They agreed on {figure}, all told.") == [figure]


def test_what_a_claim_touches_is_left_out_and_figures_go_with_their_quotation():
    text = "They cut duties on 24 goods.\n\n“All 30 of us listened,” he said of 7 rounds."
    start = text.index("24 goods")
    assert spotted(text, (start, start + 2)) == ["“All 30 of us listened,”", "7"]
    assert spotted(text, (text.index("listened"), text.index(" he said"))) == ["24", "7"]
    assert [place.shown for place in unclaimed(text, [])] == [
        "They cut duties on 24 goods.",
        "“All 30 of us listened,”",
        "listened,” he said of 7 rounds.",
    ]


def test_a_quotation_ends_with_its_paragraph():
    assert spotted("“First of all\n\nno words of anybody") == ["“First of all"]


@pytest.mark.parametrize("text", ["“" * 50_000, "'a " * 50_000, "1," * 100_000, "‘a’b" * 30_000, "twenty-" * 30_000])
def test_hostile_text_is_read_in_time(text):
    started = process_time()
    unclaimed(text, [])
    assert process_time() - started < 1
