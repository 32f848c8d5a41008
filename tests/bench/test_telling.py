"""The table of `make bench`: ratios, verdicts, and the page that keeps earlier runs."""

from tests.bench.telling import PAGE_TITLE, Row, at_least, at_most, less, more, section, table, with_section

ROWS = [
    less("page", 2.0, "ms", "Wagtail", 30.0, 10),
    less("page", 2.0, "ms", "hello", 1.0, 0.6),
    more("load", 600.0, "/s", "a loop", 100.0, 4),
    at_most("queries", 2, "queries", 2),
    at_least("publish", 49.9, "/s", 50),
    Row("found", 179, "of 179"),
]


def test_a_ratio_says_how_many_times_better_ours_is_and_the_verdict_follows_from_the_goal():
    assert [row.ratio for row in ROWS] == [15.0, 0.5, 6.0, None, None, None]
    assert [row.verdict for row in ROWS] == ["met", "missed", "met", "met", "missed", ""]


def test_the_table_is_in_columns_and_says_what_stands_beside():
    lines = table(ROWS).splitlines()
    assert lines[1].split() == "page 2 ms Wagtail: 30 ms 15 × at least 10 × met".split()
    assert lines[4].split() == "queries 2 queries at most 2 queries met".split()
    assert len({line.find("at ") for line in lines[1:6]}) == 1


def test_a_new_run_stands_above_the_earlier_ones():
    page = with_section(f"{PAGE_TITLE}\nWords.\n", section("2026-01-01", "small", "2 cores", ROWS[:1]))
    page = with_section(page, section("2026-02-02", "large", "4 cores", ROWS))
    assert [line for line in page.splitlines() if line.startswith("#")] == [
        PAGE_TITLE,
        "## 2026-02-02, large",
        "## 2026-01-01, small",
    ]
    assert page.count("| page | 2 ms | Wagtail: 30 ms | 15 × | at least 10 × | met |") == 2
    assert "\nWords.\n\n## 2026-02-02" in page
