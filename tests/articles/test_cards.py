"""What the card of a claim and the line of a source say, from the public content alone."""

import pytest

from articles.cards import cards, cited_by, source_lines
from articles.linked_data import story_graph
from articles.presenting import render_edition
from tests.pages import element, tags_of, text_of
from tests.samples import sample_content

SLUG = "herring-talks"


def drawn(content):
    return render_edition(content, slug=SLUG)


def card_text(content, number):
    return text_of(element(drawn(content), "article", f"claim-{number}"))


def test_every_claim_has_its_card_with_the_label_readers_see():
    assert [(card.number, card.reading.key) for card in cards(sample_content())] == [
        (1, "confirmed"),
        (2, "partly"),
        (3, "confirmed"),
        (4, "disputed"),
        (5, "sourced"),
        (6, "unsupported"),
        (7, "said"),
        (8, "said"),
        (9, "attributed"),
        (10, "confirmed"),
        (11, "refuted"),
        (12, "unverifiable"),
        (13, "analysis"),
        (14, "unsourced"),
    ]


def test_the_card_says_who_said_it():
    assert {card.number: (card.said_by, card.speaker_slug, card.speech_act) for card in cards(sample_content())} == {
        **dict.fromkeys((1, 2, 3, 4, 5, 6, 11, 12, 14), ("Our own words", "", "")),
        7: ("Ilse Vahr", "ilse-vahr", "said"),
        8: ("Borovia", "borovia", "denied"),
        9: ("a senior Borovian official, unnamed: not allowed to speak on the talks", "", "said"),
        10: ("Arland", "arland", "announced"),
        13: ("Our own judgement: Vera Publish", "", ""),
    }


@pytest.mark.parametrize(
    ("reading", "owner", "says"),
    [
        ("analysis", "Vera Publish", "Meaning Our judgement. Said by Our own judgement: Vera Publish Checked Boris"),
        (
            "unread",
            "Vera Publish",
            "Meaning Our judgement; not yet checked by us. Said by Our own judgement: Vera Publish Checked Not",
        ),
        ("unowned", "", "Meaning Our judgement; nobody is named for it. Said by Our own judgement Checked Not"),
    ],
)
def test_an_analysis_names_its_owner_and_speaks_of_no_source(reading, owner, says):
    content = sample_content()
    checked = content["claims"][12]["checked"] if reading == "analysis" else None
    content["claims"][12] |= {"reading": reading, "owner": owner, "checked": checked}
    text = card_text(content, 13)
    assert (says in text, "ource" in text.partition("Checked")[0]) == (True, False)


def test_our_own_words_name_no_act_of_speech():
    content = sample_content()
    content["claims"][0]["speech_act"] = "agreed"
    assert "Said by Our own words Source" in card_text(content, 1)


def test_a_card_shows_status_words_source_passage_copy_and_check():
    assert card_text(sample_content(), 4) == (
        "Close × ⇄ Sources conflict 4. “shut four of its canneries since spring” "
        "Meaning Good sources disagree. Said by Our own words "
        "Source Supports: Selden Post, Closures on the coast, December 2023. Source 3 First hand · It says so "
        "Passage closed four canneries between April and December Found word for word in the saved copy. "
        "Saved copy Copy saved on 28 January 2024, sha256 cccccccccccc… "
        "Source Contradicts: Northern Wire, Herring talks: what to expect, 27 January 2024. Source 2 "
        "Reporting · It says so "
        "Passage only three plants are shut for good Found word for word in the saved copy. "
        "Saved copy Copy saved on 28 January 2024, sha256 bbbbbbbbbbbb… "
        "Checked Boris Checkin, 29 January 2024, 10:12 UTC "
        "Permalink · Back to the text · Report a problem with claim 4"
    )


def test_a_card_is_honest_about_an_extract_an_interest_and_a_missing_check():
    text = card_text(sample_content(), 5)
    for words in (
        "Found in words the desk typed from the document; not a proof.",
        "Extract A fragment typed by the desk on 28 January 2024, not a saved copy, sha256 dddddddddddd…",
        "an interested party",
        "Checked Not checked by us yet.",
    ):
        assert words in text


def test_a_denial_is_a_flag_with_its_citation_and_the_status_stays():
    text = card_text(sample_content(), 9)
    assert text.startswith("Close × ❝ Attributed only 9. “a side letter had been drafted” Denied by those concerned.")
    assert "Reporting · It reads so" in text
    assert "First hand · It says so · an interested party · this is the denial" in text


def test_a_card_shows_the_date_of_a_planned_event_the_words_that_refute_and_the_note():
    content = sample_content()
    assert "Planned for 30 January 2024" in card_text(content, 3)
    assert "We write “is wrong: it runs to 2031”" in card_text(content, 11)
    assert "Note No register of night fishing exists. Checked the desk, 29 January 2024" in card_text(content, 12)


def test_a_status_that_carries_over_names_the_version_it_is_from():
    content = sample_content()
    assert "Status as of version 1." in card_text(content, 1)
    assert "Status as of version" not in card_text(content, 2)


def test_the_wording_in_full_is_left_out_where_it_repeats_the_text():
    content = sample_content()
    content["claims"][3]["statement"] = "shut four of its canneries since spring."
    assert [card.number for card in cards(content) if card.statement] == [3]


# --- Sources ----------------------------------------------------------------------------------------------
def test_sources_are_listed_once_with_the_numbers_that_cards_use():
    lines = source_lines(sample_content())
    assert list(lines) == [1, 2, 3, 4, 5]
    assert [line.number for line in cited_by(cards(sample_content())[0])] == [1, 2]


def test_a_source_that_may_not_be_named_shows_its_description_alone():
    source = text_of(element(drawn(sample_content()), "li", "source-5"))
    assert source == "A senior Borovian official, known to the desk. Own reporting No saved copy."


def test_a_foreign_language_and_an_original_are_named():
    source = text_of(element(drawn(sample_content()), "li", "source-3"))
    assert source.startswith(
        "Closures on the coast, Selden Post, December 2023. "
        "Press · language: da · copy of: Union survey of plants, December 2023"
    )


def test_the_newest_saved_copy_stands_before_an_extract():
    content = sample_content()
    content["sources"][3]["copies"].insert(0, {"taken_at": "2024-01-02T00:00:00Z", "kind": "full", "sha256": "e" * 64})
    assert source_lines(content)[4].newest_copy.sha256 == "e" * 64
    for _order in range(2):  # in whatever order they were sealed
        content["sources"][0]["copies"].reverse()
        assert source_lines(content)[1].newest_copy.sha256 == "a" * 64


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//[", "http:", "ftp://x.example/"])
def test_only_web_addresses_become_links(address):
    content = sample_content()
    content["sources"][0]["url"] = address
    assert tags_of(element(drawn(content), "li", "source-1"), "a") == [{"href": "/sources/srcybcdf/"}]
    assert "url" not in story_graph(content, slug=SLUG)["@graph"][0]["citation"][0]


def test_a_note_of_the_desk_is_shown_where_there_is_no_passage_either():
    content = sample_content()
    content["claims"][0]["citations"][0] |= {"exact": "", "locator": "", "grade": "", "note": "Seen on paper."}
    content["claims"][0]["citations"] = content["claims"][0]["citations"][:1]
    text = card_text(content, 1)
    assert ("Seen on paper." in text, "Passage" in text) == (True, False)


def test_a_claim_that_is_a_quotation_has_one_pair_of_marks():
    content = sample_content()
    content["claims"][3]["exact"] = "“We shut four”"
    content["claims"][10]["refuted_passage"] = "“it runs to 2031”"
    assert "4. “We shut four” Meaning" in card_text(content, 4)
    assert "We write “it runs to 2031” " in card_text(content, 11)


@pytest.mark.parametrize(
    ("kind", "by", "read_by", "words"),
    [
        ("own", "Ada Report", "Boris Check", "Translation Our own, by Ada Report, read by Boris Check"),
        ("own", "the desk", "", "Translation Our own, by the desk, read by nobody else yet"),
        ("machine", "Program 3", "", "Translation By machine (Program 3), read by nobody yet"),
        ("official", "Embassy", "", "Translation Official, by Embassy"),
    ],
)
def test_a_card_says_who_made_a_translation_and_who_read_it(kind, by, read_by, words):
    content = sample_content()
    assert "Translation" not in card_text(content, 1)
    content["sources"][0]["translations"] = [{"kind": kind, "language": "en", "by": by, "read_by": read_by}]
    assert words in card_text(content, 1)


@pytest.mark.parametrize(
    ("grade", "seen_by", "words"),
    [
        ("extract", "Boris Check", "From notes, seen by Boris Check."),
        ("extract", "", "From notes; nobody else saw them."),
        ("exact", "Boris Check", "Found word for word in the saved copy."),  # a letter, of which the desk has the file
    ],
)
def test_a_card_says_who_saw_the_notes_of_an_interview(grade, seen_by, words):
    content = sample_content()
    content["claims"][0]["citations"][0] |= {"grade": grade, "notes": {"seen_by": seen_by}}
    assert words in card_text(content, 1)


def numbered(content):
    """The content as it is since schema 5: copies have numbers, and passages name theirs."""
    for source in content["sources"]:
        for number, copy in enumerate(source["copies"], start=1):
            copy |= {"copy": number, "typed_by": ""}
        source["translations"] = []
    for claim in content["claims"]:
        for citation in claim["citations"]:
            citation["copy"] = None
    return content | {"schema": 5}


def test_a_card_shows_the_copy_that_holds_its_passage_and_the_translation_of_that_copy_alone():
    content = numbered(sample_content())
    official, first = content["sources"][0], content["claims"][0]["citations"][0]
    official["translations"] = [{"copy": 1, "kind": "official", "language": "en", "by": "Embassy", "read_by": ""}]
    told = {}
    for number in (1, 2):
        first["copy"] = number
        text = card_text(content, 1)
        told[number] = [words in text for words in ("sha256 999999999999", "sha256 aaaaaaaaaaaa", "by Embassy")]
    assert told == {1: [True, False, True], 2: [False, True, False]}


def test_a_card_says_that_a_person_typed_the_words_in_which_its_passage_was_found():
    content = numbered(sample_content())
    content["sources"][0]["copies"][1]["typed_by"] = "Boris Check"
    content["claims"][0]["citations"][0] |= {"copy": 2, "grade": "exact"}
    assert "Found word for word in words typed from the scan by Boris Check." in card_text(content, 1)


def test_a_card_shows_no_extract_beside_a_passage_that_it_does_not_hold():
    content = numbered(sample_content())
    (citation,) = content["claims"][4]["citations"]
    told = []
    for citation["copy"], citation["grade"] in ((1, "extract"), (None, "no_copy")):
        told.append("A fragment typed by the desk" in card_text(content, 5))
    assert told == [True, False]
