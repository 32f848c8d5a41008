"""The geometry of the timeline: what is drawn, where, and that nothing is drawn that was not said."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.charting import BUCKETS, LEFT, LETTERS, LINES, RIGHT, STRIP, Entry, chart
from commitments.enums import OVERDUE, READINGS
from policydesk.lib.dates import PartialDate

TODAY = date(2024, 6, 1)


def entry(made="2024-01-30", due="", steps=(), title="Open two ports", late=False):
    reading = OVERDUE if late else READINGS["in_progress"]
    return Entry(
        "/c/", title, f"{title}: all of it", reading, PartialDate(made), PartialDate(due) if due else None,
        tuple(map(date.fromisoformat, steps)), late,
    )  # fmt: skip


def test_a_bar_runs_to_the_end_of_the_term_and_only_where_words_give_one():
    first, second = chart([entry(due="2024-03"), entry()], TODAY).bars
    assert second.due is None
    assert first.made < first.due == chart([entry(due="2024-03-31"), entry()], TODAY).bars[0].due


def test_lateness_runs_from_the_term_to_the_day_that_is_asked_for():
    drawn = chart([entry(due="2024-03", late=True)], TODAY)
    assert drawn.bars[0].due < drawn.bars[0].late == drawn.today
    assert chart([entry(due="2024-03")], TODAY).bars[0].late is None


def test_evidence_stands_in_the_order_of_its_days_and_each_place_once():
    (bar,) = chart([entry(steps=("2024-05-01", "2024-02-01", "2024-02-01"))], TODAY).bars
    assert bar.made < bar.steps[0] < bar.steps[1]
    assert len(bar.steps) == 2


def test_a_long_name_takes_two_lines_and_the_title_of_its_link_has_all_of_a_longer_one():
    name = "Hold the Military Maritime Consultative Agreement meetings"
    one, long = chart([entry(title=name), entry(title=f"{name} as the two sides did before")], TODAY).bars
    assert [words for _y, words in one.lines] == ["Hold the Military Maritime", "Consultative Agreement meetings"]
    assert one.y - 15 < one.lines[0][0] < one.y < one.lines[1][0] < one.y + 15
    assert [len(words) <= LETTERS for words in long.label] == [True, True]
    assert (long.label[-1][-1], long.entry.told) == ("…", f"{name} as the two sides did before: all of it")


def test_the_strip_shows_the_whole_list_and_where_this_page_lies_in_it():
    made = [date(2020, 1, 1)] * 3 + [date(2022, 6, 1), date(2024, 1, 30)]
    assert chart([entry()], TODAY).strip == ()
    strip = chart([entry()], TODAY, all_made=made).strip
    assert [stroke.here for stroke in strip] == [False, False, True]
    assert [stroke.height == max(each.height for each in strip) for stroke in strip] == [True, False, False]


DAYS = st.dates(date(1, 1, 2), date(9999, 12, 30))


@settings(max_examples=60)
@given(st.lists(st.tuples(DAYS, st.lists(DAYS, max_size=3)), min_size=1, max_size=6), DAYS)
def test_whatever_the_days_everything_lies_within_the_picture(rows, today):
    entries = [entry(made.isoformat(), made.isoformat(), [step.isoformat() for step in steps]) for made, steps in rows]
    drawn = chart(entries, today, all_made=[made for made, _steps in rows])
    places = [drawn.today, *(tick.x for tick in drawn.ticks)]
    places += [x for bar in drawn.bars for x in (bar.made, bar.due, *bar.steps)]
    assert all(LEFT <= x <= RIGHT for x in places)
    assert len(drawn.ticks) <= LINES + 1
    assert len(drawn.strip) <= BUCKETS
    assert all(stroke.y >= 0 and stroke.y + stroke.height <= STRIP for stroke in drawn.strip)
    assert [bar.y for bar in drawn.bars] == sorted({bar.y for bar in drawn.bars})
    assert max(bar.y for bar in drawn.bars) < drawn.bottom < drawn.height
