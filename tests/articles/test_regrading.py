"""A new copy of a source makes stale exactly the claims whose passage stands otherwise in it."""

from datetime import UTC, datetime

from articles.checking import record_check, standing
from articles.citing import cite
from articles.regrading import follow_copy
from tests.sources.copies import a_copy
from tests.stories import a_claim, a_source, a_story, confirmed, fresh

COPY = "They agreed to cut duties on 24 goods.\n\nThe talks on tariffs went on for nine hours."


def test_a_new_copy_with_other_words_at_the_passage_asks_for_another_look_at_its_claims_alone(ada, boris):
    story, source = a_story(ada), a_source(ada)
    first, second = a_claim(story, ada), a_claim(story, ada, "on tariffs")
    cite(first, source, by=ada, passage="cut duties on 24 goods", directness="primary")
    cite(second, source, by=ada, passage="The talks on tariffs went on", directness="primary")
    for claim in (first, second):
        record_check(fresh(claim), "confirmed", by=boris)

    a_copy(source, COPY, by=ada, at=datetime(2024, 1, 1, tzinfo=UTC))
    follow_copy(source, by=ada)
    assert [fresh(claim).needs_recheck for claim in (first, second)] == [False, False]

    a_copy(source, COPY.replace("nine", "ten"), by=ada, at=datetime(2024, 2, 1, tzinfo=UTC))
    assert follow_copy(source, by=ada) == []

    a_copy(source, COPY.replace("24", "26"), by=ada, at=datetime(2024, 3, 1, tzinfo=UTC))
    follow_copy(source, by=ada)
    assert [fresh(claim).needs_recheck for claim in (first, second)] == [True, False]
    reasons = standing(fresh(first)).reasons
    assert reasons == ("A passage stands otherwise in the newest copy of its source, or not at all.",)
    record_check(fresh(first), "confirmed", by=boris)  # who looked at the difference and accepts it
    assert not fresh(first).needs_recheck


def test_a_check_of_an_older_recipe_holds_though_a_passage_is_graded_otherwise_now(ada, boris, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr("articles.signing.NEWEST_RECIPE", "f2")
        before.setattr("articles.signing.fingerprint.__defaults__", ("f2",))
        before.setattr("articles.signing.signed_parts.__defaults__", ("f2",))
        claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    assert claim.checks.get().fingerprint.startswith("f2:")
    a_copy(claim.citations.get().source, "Nothing of the kind stands here any more.", by=ada)
    follow_copy(claim.citations.get().source, by=ada)
    assert claim.citations.get().excerpt.grade == "absent"
    stands = standing(fresh(claim))
    assert (stands.status, stands.reasons) == ("confirmed", ())
