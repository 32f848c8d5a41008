"""Events grouped by person within ten minutes."""

from datetime import UTC, datetime, timedelta

from articles.enums import HistoryKind
from articles.sessions import BEFORE, Event, chosen, one_page, sessions

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
ADA, BORIS = 1, 2


def event(minutes_ago, user=ADA, kind=HistoryKind.TEXT, state="", table="article"):
    at = NOON - timedelta(minutes=minutes_ago)
    return Event(table, minutes_ago, 1, at, user, f"Person {user}", "~", "", state, (kind,))


def told(found):
    return [(session.who, [each.pk for each in session.events]) for session in found]


def test_what_a_person_did_within_ten_minutes_is_one_session():
    assert told(sessions([event(0), event(4), event(10), event(11)])) == [
        ("Person 1", [0, 4, 10]),
        ("Person 1", [11]),
    ]


def test_two_people_at_the_same_time_make_two_sessions():
    found = sessions([event(0), event(1, BORIS), event(2), event(3, BORIS)])
    assert told(found) == [("Person 1", [0, 2]), ("Person 2", [1, 3])]
    assert (found[0].first, found[0].last) == (NOON - timedelta(minutes=2), NOON)


def test_a_session_counts_what_was_done():
    (found,) = sessions([event(0), event(1, kind=HistoryKind.CHECKS), event(2)])
    assert found.counts == [("Text", 2), ("Checks", 1)]


def test_events_are_chosen_by_kind_and_person_and_the_background_is_never_told():
    events = [event(0), event(1, BORIS, HistoryKind.CHECKS), event(2, None), event(3, state=BEFORE, table="source")]
    signed = event(4, BORIS, HistoryKind.CHECKS, state=BEFORE, table="check")  # of a claim that reads so
    assert [each.pk for each in chosen([*events, signed])] == [0, 1, 2, 4]
    assert [each.pk for each in chosen(events, kind="checks")] == [1]
    assert [[each.pk for each in chosen(events, person=person)] for person in ("1", "0")] == [[0], [2]]


def test_a_session_that_is_cut_goes_on_over_the_leaf():
    found = sessions([event(0), event(1), event(2), event(30), event(31)])
    pages = [one_page(found, number, 2) for number in (1, 2, 3, 4)]
    assert [told(page) for page in pages] == [
        [("Person 1", [0, 1])],
        [("Person 1", [2]), ("Person 1", [30])],
        [("Person 1", [31])],
        [],
    ]
    assert [[session.continued for session in page] for page in pages] == [[False], [True, False], [True], []]
