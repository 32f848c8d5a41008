"""Tying a claim to the passage that carries it."""

import pytest

from articles.citing import change_citation, cite, remove_citation, set_denial
from articles.claiming import retire_claim
from policydesk.lib.errors import NotAllowed, Refused, Stale
from sources.excerpting import take_extract
from tests.stories import PASSAGE, a_claim, a_source, a_story, confirmed, fresh, sourced


@pytest.fixture
def claim(ada):
    """A claim of Ada's without sources."""
    return a_claim(a_story(ada), ada)


def test_a_citation_names_the_source_the_passage_and_who_attached_it(claim, boris):
    citation = sourced(claim, boris).citations.get()
    assert (citation.excerpt.exact, citation.directness, citation.attached_by) == (PASSAGE, "primary", boris)


def test_the_same_passage_is_attached_once(claim, boris):
    cited = sourced(claim, boris)
    with pytest.raises(Refused, match="attached already"):
        cite(cited, cited.citations.get().source, by=boris, passage=PASSAGE)


def test_a_copy_is_never_first_hand(claim, boris):
    copy = a_source(boris, "Copy", copy_of=a_source(boris, "Original"))
    with pytest.raises(Refused, match="A copy is never first hand"):
        cite(claim, copy, by=boris, directness="primary")


def test_saving_a_citation_as_it_stands_changes_nothing(claim, ada, boris):
    checked = confirmed(claim, attach=ada, check=boris)
    citation = checked.citations.get()
    take_extract(citation.source, f"Later: {PASSAGE}, it is said.", by=ada)
    rows = citation.history.count()
    assert change_citation(citation, by=ada, passage=PASSAGE, locator="") is False
    assert (fresh(checked).version, citation.history.count(), fresh(checked).needs_recheck) == (
        checked.version,
        rows,
        False,
    )


def test_the_place_of_a_passage_is_set_and_taken_away(claim, ada):
    citation = sourced(claim, ada).citations.get()
    for place in ("p. 2", ""):
        assert change_citation(fresh(citation), by=ada, passage=PASSAGE, locator=place)
        assert fresh(citation).excerpt.locator == place


def test_a_citation_of_another_claim_is_no_denial_of_this_one(claim, ada, boris):
    other = sourced(a_claim(claim.article, ada, "met in Geneva on Monday"), boris)
    with pytest.raises(Refused, match="one of the citations of this claim"):
        set_denial(claim, other.citations.get(), by=boris)


def test_taking_the_denying_source_away_takes_the_flag_and_the_history_tells(claim, ada, boris):
    citation = sourced(claim, boris).citations.get()
    set_denial(fresh(claim), citation, by=boris)
    remove_citation(fresh(citation), by=ada)
    flags = list(claim.history.order_by("-history_id").values_list("denied_by_id", flat=True)[:2])
    assert (fresh(claim).denied_by, flags) == (None, [None, citation.pk])


def test_a_late_form_attaches_nothing(claim, ada, boris):
    shown = claim.version
    sourced(fresh(claim), boris)
    with pytest.raises(Stale):
        cite(fresh(claim), a_source(ada, "Second text"), by=ada, version=shown)


def test_a_stranger_and_a_retired_claim_take_no_source(claim, ada, noor):
    source = a_source(ada)
    with pytest.raises(NotAllowed):
        cite(claim, source, by=noor)
    retire_claim(fresh(claim), by=ada, reason="A linking sentence.")
    with pytest.raises(Refused, match="retired"):
        cite(fresh(claim), source, by=ada)
