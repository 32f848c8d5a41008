"""Two editions beside each other, as people read it."""

from articles.claim_lines import Told
from articles.comparing import compare
from tests.editions import tombstone_of
from tests.samples import sample_content


def changed(**article):
    """The sample content, and the same with other words in the story."""
    new = sample_content()
    new["article"] |= article
    return compare(sample_content(), new)


def parts(found):
    return [(part.name, part.label) for part in found.parts if part.changed]


def test_nothing_changed_is_said_so():
    found = compare(sample_content(), sample_content())
    assert (found.text_changed, found.claims, found.unchanged_claims) == (False, [], 14)


def test_each_part_of_the_text_is_told_by_its_name():
    found = changed(headline="Talks open", byline="Boris Check", work_type="analysis", tags=[])
    assert parts(found) == [
        ("headline", "Headline"),
        ("byline", "Byline"),
        ("work_type", "Type of work"),
        ("tags", "Tags"),
    ]


def test_a_new_paragraph_is_shown_and_what_is_far_from_it_folded():
    body = sample_content()["article"]["body"]
    (part,) = [part for part in changed(body=f"{body}<p>One more.</p>").parts if part.changed]
    assert [(len(stretch.rows), stretch.folded) for stretch in part.stretches] == [(5, True), (2, False)]


def test_a_link_that_changed_is_told_without_words():
    body = sample_content()["article"]["body"].replace("herring quotas", "<em>herring</em> quotas")
    (part,) = [part for part in changed(body=body).parts if part.changed]
    assert (part.name, part.only_markup) == ("body", True)


def test_a_claim_says_what_changed_about_it_in_words():
    new = sample_content()
    new["claims"][4] |= {
        "kind": "statement", "described_as": "an official", "anonymity_reason": "afraid", "speech_act": "said",
        "event_date": "2024-02", "denied": True, "status": "confirmed", "reading": "said",
    }  # fmt: skip
    (line,) = compare(sample_content(), new).claims
    assert (line.before.label, line.after.label, line.number) == ("Sourced, not checked", "Said, on record", 5)
    assert line.told == [
        Told("Kind", "Figure", "Statement"),
        Told("Said by", "Our own words", "an official, unnamed: afraid"),
        Told("What they did", "", "said"),
        Told("Date of the event", "", "February 2024"),
        Told("Denied by those concerned", "no", "yes"),
    ]


def test_a_withdrawal_takes_text_and_claims_away():
    found = compare(sample_content(), tombstone_of(sample_content(), reason="Forged."))
    assert (found.text_changed, {line.removed for line in found.claims}, found.unchanged_claims) == (True, {True}, 0)
