"""The draft of a correction names the figure, not the comma."""

import pytest

from articles.drafting import draft_correction
from tests.samples import sample_content

VESSELS, LOOKS = 4, 12  # the claims “its fleet shrank to 310 vessels” and “look like a test of patience”


def drafted(**fields):
    old, new = sample_content(), sample_content()
    new["claims"][VESSELS] |= fields
    return draft_correction(old, new)


def test_one_figure_changed_and_a_comma_moved_names_the_figure_only():
    """Scenario 13."""
    old, new = sample_content(), sample_content()
    new["claims"][VESSELS] |= {"exact": "its fleet shrank to 301 vessels"}
    new["claims"][LOOKS] |= {"exact": "Look, like a test of patience"}
    draft = draft_correction(old, new)
    assert draft.text == "The story said “310” where it now says “301”: “its fleet shrank to 301 vessels”."
    assert draft.claims == (new["claims"][VESSELS]["public_id"],)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("its fleet shrank to 310 vessels", ""),
        ("its fleet shrank to about 310 vessels", "The story said “its fleet shrank to 310 vessels”. It now says “its "
         "fleet shrank to about 310 vessels”."),
        ("its armada grew to 301 boats", "The story said “its fleet shrank to 310 vessels”. It now says “its armada "
         "grew to 301 boats”."),
    ],
)  # fmt: skip
def test_more_than_a_word_in_its_place_is_told_as_a_whole(words, text):
    assert drafted(exact=words).text == text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Its old fleet is shrinking.", "“Its old fleet is shrinking”."),
        ("so says the whole U.S.", "“so says the whole U.S.”."),
    ],
)
def test_the_full_stop_of_a_claim_is_not_doubled(words, said):
    assert drafted(exact=words).text.endswith(said)


def test_what_was_added_or_judged_otherwise_is_no_correction_and_what_left_the_story_is():
    old, new = sample_content(), sample_content()
    new["claims"][VESSELS] |= {"status": "disputed", "reading": "disputed"}
    gone = new["claims"].pop(LOOKS)
    assert draft_correction(new, old).text == ""
    assert draft_correction(old, new).text == ""  # its words stand in the text still
    new["article"]["body"] = new["article"]["body"].replace(gone["exact"], "are what they are")
    assert draft_correction(old, new).text == f"The story no longer says “{gone['exact']}”."


def test_another_speaker_is_told():
    old, new = sample_content(), sample_content()
    claim = next(claim for claim in new["claims"] if claim["speaker"])
    was = claim["speaker"]["name"]
    claim["speaker"] = {"name": "Ilse Vahr" if was != "Ilse Vahr" else "Borovia", "slug": "x"}
    text = draft_correction(old, new).text
    assert text == f"It was {claim['speaker']['name']}, not {was}, who is meant in “{claim['exact']}”."


def test_words_that_stand_in_the_story_are_not_said_to_be_gone_whatever_is_marked_in_them():
    old, new = sample_content(), sample_content()
    gone = new["claims"].pop(LOOKS)
    old["claims"][LOOKS]["exact"] = "Herring & Sons, “of Selden”, sold ten ships"
    new["article"]["body"] += (
        '<p><strong>Herring &amp; Sons</strong>, "of Selden", <a href="https://example.org/" rel="noopener">sold</a> '
        "ten ships.</p>"
    )
    assert draft_correction(old, new).text == ""
    new["article"]["body"] = new["article"]["body"].replace("&amp; Sons", "and Sons")
    assert draft_correction(old, new).claims == (gone["public_id"],)
