"""Reviewed, no change: a dated entry that stays, and readers see the day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from commitments.models import Commitment, Review
from commitments.reviewing import review_unchanged
from policydesk.lib.errors import NotAllowed, Refused, Stale
from tests.desk import desk, page, placed, post_form, told
from tests.ledger import a_commitment, published
from tests.pages import text_of
from tests.stories import a_source, fresh

NEXT = date(2999, 1, 1)


def reviewed(commitment, by, **given) -> Review:
    return review_unchanged(
        fresh(commitment), by=by, **{"looked_at": "The ministry's notices since March.", "review_by": NEXT} | given
    )


def test_a_review_says_who_looked_where_and_moves_the_day_to_look_again(ada, boris):
    commitment, notices = a_commitment(ada, review_by=date(2024, 4, 1)), a_source(ada, "Notices")
    assert list(Commitment.objects.to_review()) == [commitment]
    review = reviewed(commitment, boris, sources=[notices, notices])
    assert (review.reviewed_by, review.looked_at) == (boris, "The ministry's notices since March.")
    assert [row.source for row in review.sources.all()] == [notices]
    assert (fresh(commitment).review_by, list(Commitment.objects.to_review())) == (NEXT, [])
    assert commitment.history.first().history_user == boris


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({"looked_at": " "}, "where you looked"), ({"review_by": date(2024, 1, 1)}, "still to come")],
)
def test_a_review_without_place_or_a_day_to_come_is_refused(ada, given, sentence):
    with pytest.raises(Refused, match=sentence):
        reviewed(a_commitment(ada), ada, **given)
    assert not Review.objects.exists()


def test_a_stranger_reviews_nothing_and_a_late_form_is_refused(ada, noor):
    commitment = a_commitment(ada)
    with pytest.raises(NotAllowed, match="may not propose"):
        reviewed(commitment, noor)
    with pytest.raises(Stale):
        reviewed(commitment, ada, version=7)


def test_a_review_is_never_edited(ada):
    review = reviewed(a_commitment(ada), ada, sources=[a_source(ada, "Notices")])
    for sql in ("UPDATE commitments_review SET looked_at = 'x'", "DELETE FROM commitments_reviewedsource"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(sql)
    with pytest.raises(Refused):
        review.save()


def test_readers_see_when_it_was_last_reviewed_and_not_where(client, ada, boris, vera):
    commitment = published(a_commitment(ada), vera)
    assert "Last reviewed" not in text_of(client.get("/commitments/open-two-ports/").content.decode())
    for day in (5, 3):
        reviewed(commitment, boris, looked_at="A friend's desk.", at=datetime(2024, 5, day, 12, tzinfo=UTC))
    html = client.get("/commitments/open-two-ports/").content.decode()
    assert "Last reviewed 5 May 2024, by Boris Check." in text_of(html)
    assert "A friend" not in html
    assert client.get("/commitments/open-two-ports/index.json").json()["last_reviewed_on"] == "2024-05-05"


def test_the_page_enters_a_review(ada, boris):
    commitment = a_commitment(ada)
    address = page("commitments_commitment_review", commitment.pk)
    wrong = post_form(desk(boris), address, looked_at="Notices.", first="Nothing like it", review_by=NEXT)
    sentence = "No source is called “Nothing like it”. Choose one from the list, or paste its address."
    assert placed(wrong) == [("#id_first", sentence)]
    a_source(ada, "Notices of the ports")
    day = (timezone.localdate() + timedelta(days=90)).isoformat()
    answer = post_form(desk(boris), address, looked_at="Its notices.", first="Notices of the ports", review_by=day)
    assert told(answer) == ["Entered. Readers see that it was reviewed today."]
    assert "Its notices." in desk(ada).get(page("commitments_commitment_change", commitment.pk)).content.decode()
