"""Fingerprints, status, and who may check."""

from datetime import UTC, date, datetime

import pytest

from articles.checking import check_can_record, record_check, standing
from articles.citing import change_citation, cite, remove_citation
from articles.claiming import after_source_change, change_claim, place_claim, retire_claim
from articles.editing import save_article
from articles.models import Check, CheckContent
from articles.signing import RECIPES, fingerprint, signed_parts
from policydesk.lib.errors import NotAllowed, Refused, Stale
from sources.registering import change_source
from tests.stories import BODY, WORDS, a_claim, a_source, a_story, confirmed, fresh, sourced


def status(claim):
    stands = standing(fresh(claim))
    return stands.status, stands.reasons


def test_a_new_claim_has_no_source_and_with_one_it_is_sourced(ada, boris):
    claim = a_claim(a_story(ada), ada)
    assert status(claim) == ("unsourced", ())
    assert status(sourced(claim, boris)) == ("sourced", ())


def test_a_check_gives_the_claim_its_status_and_keeps_what_was_signed(ada, boris):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    check = Check.objects.get()
    assert status(claim) == ("confirmed", ())
    assert (check.by, check.fingerprint, check.content.parts["words"]) == (boris, fingerprint(claim), WORDS)


def test_the_checker_may_have_found_the_source(ada, boris):
    """Scenario 11."""
    claim = confirmed(a_claim(a_story(ada), ada), attach=boris, check=boris)
    assert status(claim) == ("confirmed", ())


def test_with_a_second_reader_the_one_who_attached_the_source_may_not_check(ada, boris, settings):
    settings.DESK_SECOND_READER = True
    claim = sourced(a_claim(a_story(ada), ada), boris)
    with pytest.raises(NotAllowed, match="You attached a source"):
        record_check(claim, "confirmed", by=boris)


def test_an_author_may_not_check_their_own_words_whoever_marked_them(vera, boris):
    """Scenario 11."""
    claim = sourced(a_claim(a_story(vera), boris), boris)
    with pytest.raises(NotAllowed, match="You wrote or last changed"):
        record_check(claim, "confirmed", by=vera)


def test_a_checker_who_changes_the_words_bars_themselves(ada, boris):
    """Scenario 11."""
    claim = sourced(a_claim(a_story(ada), ada), boris)
    place_claim(claim, "agreed to cut duties on 24 goods", by=boris)
    with pytest.raises(NotAllowed, match="You wrote or last changed"):
        record_check(fresh(claim), "confirmed", by=boris)


def test_a_checker_who_changes_the_kind_bars_themselves(ada, boris):
    claim = sourced(a_claim(a_story(ada), ada), boris)
    change_claim(claim, by=boris, kind="figure")
    with pytest.raises(NotAllowed, match="You wrote or last changed"):
        record_check(fresh(claim), "confirmed", by=boris)


def test_with_four_eyes_off_one_person_may_write_and_check(vera, settings):
    settings.DESK_FOUR_EYES = False
    claim = confirmed(a_claim(a_story(vera), vera), attach=vera, check=vera)
    assert status(claim) == ("confirmed", ())


@pytest.mark.parametrize("who", ["ada", "noor"])
def test_only_checkers_and_editors_record_checks(who, request, boris):
    claim = sourced(a_claim(a_story(boris_writes(request)), boris), boris)
    with pytest.raises(NotAllowed, match="You may not record checks"):
        record_check(claim, "confirmed", by=request.getfixturevalue(who))


def boris_writes(request):
    return request.getfixturevalue("vera")


def test_a_check_on_what_somebody_changed_meanwhile_is_stale(ada, boris, vera):
    claim = sourced(a_claim(a_story(ada), ada), ada)
    shown = claim.version
    change_claim(fresh(claim), by=vera, speech_act="agreed")
    with pytest.raises(Stale):
        record_check(fresh(claim), "confirmed", by=boris, version=shown)
    assert not Check.objects.exists()


def test_one_changed_digit_needs_a_recheck_and_changing_it_back_restores_the_check(ada, boris, vera):
    story = a_story(ada)
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    save_article(fresh(story), by=vera, body=BODY.replace("24", "25"))
    assert status(claim) == ("confirmed", ("The words changed.",))
    assert fresh(claim).needs_recheck
    save_article(fresh(story), by=vera, body=BODY)
    assert status(claim) == ("confirmed", ())
    assert (fresh(claim).needs_recheck, Check.objects.count()) == (False, 1)


def test_white_space_quotes_and_a_moved_paragraph_do_not_count(ada, boris, vera):
    story = a_story(ada)
    claim = confirmed(a_claim(story, ada, "“We listened,” the minister said"), attach=ada, check=boris)
    paragraphs = '<p>They agreed to cut duties on 24 goods. "We  listened," the minister said.</p><p>New.</p>'
    save_article(fresh(story), by=vera, body=paragraphs)
    assert status(claim) == ("confirmed", ())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"stance": "partly"}, "What a source is cited for changed."),
        ({"directness": "secondary"}, "What a source is cited for changed."),
        ({"basis": "infers"}, "What a source is cited for changed."),
        ({"interested": True}, "What a source is cited for changed."),
        ({"passage": "agreed to cut duties on 24 goods within"}, "What a source is cited for changed."),
    ],
)
def test_whatever_was_signed_of_a_citation_voids_the_check_when_it_changes(ada, boris, change, reason):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    citation = claim.citations.get()
    given = {"passage": citation.excerpt.exact} | change
    change_citation(citation, by=ada, **given)
    assert status(claim) == ("confirmed", (reason,))


def test_an_added_and_a_removed_source_are_told_apart(ada, boris):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    second = cite(claim, a_source(ada, "Second text"), by=ada)
    assert status(claim) == ("confirmed", ("A source was added.",))
    remove_citation(second, by=ada)
    assert status(claim) == ("confirmed", ())
    remove_citation(claim.citations.get(), by=ada)
    assert status(claim) == ("confirmed", ("A source was taken away.",))


def test_the_newest_check_decides_and_an_older_never_comes_back_over_it(ada, boris, vera):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    change_claim(claim, by=ada, speech_act="agreed")
    record_check(fresh(claim), "partly", by=vera, note="Only the cut, not the number.")
    change_claim(fresh(claim), by=ada, speech_act="")
    assert status(claim) == ("partly", ("The speech act changed.",))


def test_a_check_is_taken_back_with_a_reason_and_the_claim_is_as_before(ada, boris):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    with pytest.raises(Refused, match="Say why"):
        record_check(claim, "void", by=boris)
    record_check(fresh(claim), "void", by=boris, note="Read the wrong communiqué.")
    assert status(claim) == ("sourced", ())


def test_reasons_of_time_come_from_the_clock_and_a_later_check_clears_them(ada, boris):
    claim = sourced(a_claim(a_story(ada), ada, event_date="2024-03-05", kind="planned"), ada)
    record_check(claim, "confirmed", by=boris, at=datetime(2024, 3, 4, 9, tzinfo=UTC))
    on_the_day, after = datetime(2024, 3, 5, 9, tzinfo=UTC), datetime(2024, 3, 6, 9, tzinfo=UTC)
    assert standing(fresh(claim), at=on_the_day).reasons == ()
    assert standing(fresh(claim), at=after).reasons == ("The date of the event has passed: did it happen?",)
    assert not fresh(claim).needs_recheck
    record_check(fresh(claim), "confirmed", by=boris, at=after)
    assert standing(fresh(claim), at=datetime(2024, 4, 1, tzinfo=UTC)).reasons == ()


def test_a_date_of_review_works_the_same_and_is_set_by_who_may_check(ada, boris, vera):
    claim = sourced(a_claim(a_story(ada), vera, review_by=date(2024, 6, 1)), ada)
    record_check(claim, "confirmed", by=boris, at=datetime(2024, 3, 4, 9, tzinfo=UTC))
    reasons = standing(fresh(claim), at=datetime(2024, 6, 2, 9, tzinfo=UTC)).reasons
    assert reasons == ("Its date of review has passed.",)
    with pytest.raises(NotAllowed, match="sets the day of review"):
        change_claim(fresh(claim), by=ada, review_by=None)


def test_only_an_editor_judges(ada, boris, vera):
    claim = sourced(a_claim(a_story(ada), ada), ada)
    with pytest.raises(NotAllowed, match="Only an editor"):
        check_can_record(claim, "unverifiable", boris, note="No public record.")
    record_check(claim, "unverifiable", by=vera, note="No public record.")
    assert status(claim)[0] == "unverifiable"


def test_the_status_of_loaded_claims_costs_no_query(ada, boris, django_assert_num_queries):
    story = a_story(ada)
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    a_claim(story, ada, "on tariffs")
    claims = list(story.claims.with_evidence())
    with django_assert_num_queries(0):
        assert sorted(standing(claim).status for claim in claims) == ["confirmed", "unsourced"]


def test_a_source_that_turns_out_to_be_a_copy_is_no_first_hand_source_any_more(ada, boris):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    source = claim.citations.get().source
    change_source(source, by=ada, copy_of=a_source(ada, "The original"))
    after_source_change(source, by=ada)
    assert (status(claim)[1], fresh(claim).needs_recheck) == (
        ("A source turned out to be a copy, or of another origin.",),
        True,
    )
    with pytest.raises(Refused, match="one first-hand source, or two independent origins"):
        record_check(fresh(claim), "confirmed", by=boris)


# --- Whoever wrote the words, by whichever way they came ------------------------------------------------------
def test_who_wrote_the_words_that_somebody_else_placed_a_claim_on_does_not_check_it(ada, boris, vera):
    story = a_story(ada)
    claim = sourced(a_claim(story, ada), ada)
    save_article(fresh(story), by=vera, body=BODY.replace(WORDS, "They will cut duties on thirty goods"))
    place_claim(fresh(claim), "They will cut duties on thirty goods", by=boris)
    with pytest.raises(NotAllowed, match="You wrote or last changed this claim"):
        record_check(fresh(claim), "confirmed", by=vera)


def test_who_brought_lost_words_back_does_not_check_them(ada, boris, vera):
    story = a_story(ada)
    claim = sourced(a_claim(story, ada), ada)
    save_article(fresh(story), by=ada, body="<p>The two sides met in Geneva.</p>")
    save_article(fresh(story), by=vera, body=BODY)
    assert fresh(claim).anchor_state == "anchored"
    with pytest.raises(NotAllowed, match="You wrote or last changed this claim"):
        record_check(fresh(claim), "confirmed", by=vera)
    assert record_check(fresh(claim), "confirmed", by=boris).verdict == "confirmed"


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("statement", "The moon is made of cheese.", "The wording that stands alone changed."),
        ("event_date", "2031", "The date of the event changed."),
    ],
)
def test_what_readers_see_beside_the_words_is_signed_too(ada, boris, field, value, reason):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    change_claim(claim, by=ada, **{field: value})
    assert status(claim) == ("confirmed", (reason,))


def test_a_retired_and_a_lost_claim_take_no_check(ada, boris, vera):
    story = a_story(ada)
    retired, lost = a_claim(story, ada), a_claim(story, ada, "met in Geneva on Monday")
    retire_claim(retired, by=ada, reason="A linking sentence.")
    save_article(fresh(story), by=vera, body=BODY.replace("met in Geneva on Monday ", ""))
    for claim, sentence in ((retired, "The claim was retired"), (lost, "not in the text any more")):
        with pytest.raises(Refused, match=sentence):
            record_check(fresh(claim), "unsupported", by=boris, note="Looked everywhere.")


def test_a_check_is_compared_by_the_recipe_of_its_own_prefix(ada, boris, monkeypatch):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    monkeypatch.setitem(RECIPES, "f5", lambda claim: RECIPES["f1"](claim) | {"part": claim.part})
    monkeypatch.setattr("articles.signing.NEWEST_RECIPE", "f5")
    assert status(claim) == ("confirmed", ())


def test_a_new_origin_of_an_original_reaches_the_claims_on_its_copies(ada, boris):
    claim = a_claim(a_story(ada), ada, kind="statement")
    original = a_source(ada, "The original")
    cite(claim, a_source(ada, "A copy", copy_of=original), by=ada)
    record_check(fresh(claim), "confirmed", by=boris)
    change_source(fresh(original), by=ada, origin_group="wire-1")
    after_source_change(original, by=ada)
    assert fresh(claim).needs_recheck


def test_an_analysis_stands_on_its_owner_and_another_owner_asks_for_another_check(ada, vera, ines):
    claim = a_claim(a_story(ada), ada, kind="analysis")
    assert status(sourced(claim, ada)) == ("unsourced", ())
    change_claim(fresh(claim), by=vera, owner=vera)
    assert status(claim) == ("sourced", ())
    record_check(fresh(claim), "analysis", by=ines)
    change_claim(fresh(claim), by=vera, owner=ada)
    assert status(claim) == ("analysis", ("The owner changed.",))
    change_claim(fresh(claim), by=vera, owner=vera)
    assert status(claim) == ("analysis", ())


def test_a_check_of_the_first_recipe_holds_under_the_second(ada, boris):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    row = Check(claim=claim, verdict="confirmed", by=boris, fingerprint=fingerprint(claim, "f1"), article_version=1)
    row.save()
    CheckContent.objects.create(of=row, parts=signed_parts(claim, "f1"))
    assert status(claim) == ("confirmed", ())
    change_claim(fresh(claim), by=ada, kind="figure")
    assert status(claim) == ("confirmed", ("The kind of claim changed.",))
