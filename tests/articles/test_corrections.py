"""What a story tells of its own errors, read from its content. No database."""

from articles.corrections import corrections_of, read_correction
from articles.presenting import render_edition
from tests.pages import linked_data, tags_of, text_of
from tests.samples import as_schema_1, corrected_content, sample_content


def drawn(content):
    return render_edition(content, slug="herring-talks")


def test_the_story_lists_its_corrections_newest_first_before_its_versions():
    text = text_of(drawn(corrected_content()))
    places = [
        text.index(words)
        for words in (
            "Corrections Correction · 29 January 2024, 11:30 UTC · version 2 We gave the wrong number of boats. There are",
            "The claim concerned: “",
            "Clarification · 28 January 2024, 09:00 UTC The ministers spoke through interpreters.",
            "Versions This is version 2 (Correction)",
        )
    ]
    assert places == sorted(places)


def test_what_was_wrong_is_told_on_top_of_the_story_and_a_clarification_is_not():
    html = drawn(corrected_content())
    top = text_of(html.partition('<div class="story">')[0])
    assert "Correction, 29 January 2024, 11:30 UTC: We gave the wrong number of boats." in top
    assert "interpreters" not in top
    content = corrected_content()
    content["corrections"][0]["kind"] = "retraction"
    assert "Retraction, 29 January" in text_of(drawn(content).partition('<div class="story">')[0])


def test_the_claims_concerned_lead_to_their_pages():
    content = corrected_content()
    address = f"/claims/{content['corrections'][0]['claims'][0]['public_id']}/"
    listed = drawn(content).partition('id="corrections"')[2].partition('id="versions"')[0]
    assert [tag["href"] for tag in tags_of(listed, "a")] == [address, "/corrections/"]


def test_a_story_without_corrections_has_no_list_of_them():
    assert 'id="corrections"' not in drawn(sample_content())


def test_machines_read_the_corrections_with_the_story():
    story = linked_data(drawn(corrected_content()))["@graph"][0]
    assert [(row["@type"], row["name"]) for row in story["correction"]] == [
        ("CorrectionComment", "Correction"),
        ("CorrectionComment", "Clarification"),
    ]


def test_a_correction_of_the_first_schema_is_told_by_its_reason():
    content = as_schema_1(sample_content(kind="correction", reason="The talks were on Tuesday."))
    (told,) = map(read_correction, corrections_of(content))
    assert (told.edition, told.label, told.text, told.claims) == (2, "Correction", "The talks were on Tuesday.", ())
    assert "Corrections Correction · 29 January 2024" in text_of(drawn(content))


def test_any_other_edition_of_the_first_schema_tells_none():
    content = as_schema_1(sample_content())
    assert corrections_of(content) == []
    assert drawn(content) == drawn(sample_content())
