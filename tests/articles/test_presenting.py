"""From the content of an edition to what readers see: cards, sentences, sources, the frozen page. No database."""

import pytest

from articles.cards import cards, cited_by, source_lines
from articles.linked_data import story_graph
from articles.presenting import RENDERER_VERSION, footings, render_edition, split_page
from articles.stamping import stamp
from articles.wording import When, checked_sentence, day, moment
from tests.pages import element, linked_data, tags_of, text_of
from tests.sample_claims import HEADLINE, STANDFIRST
from tests.samples import overridden_content, sample_content

SLUG = "herring-talks"


def drawn(content):
    return render_edition(content, slug=SLUG)


def card_text(content, number):
    return text_of(element(drawn(content), "article", f"claim-{number}"))


# --- Words ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("readings", "sentence"),
    [
        ([], "No claim is marked in this story."),
        (["confirmed"], "1 claim, confirmed"),
        (["confirmed", "said"], "2 claims, all confirmed"),
        (["confirmed", "partly", "said", "disputed"], "4 claims, 2 confirmed, 2 with a caveat"),
        (["attributed"], "1 claim, 0 confirmed, 1 with a caveat"),
        (["confirmed", "partly", "analysis"], "3 claims, 1 confirmed, 1 with a caveat, 1 our own judgement"),
    ],
)
def test_one_sentence_sums_the_claims_up(readings, sentence):
    assert checked_sentence(readings) == sentence


@pytest.mark.parametrize(
    ("edtf", "when"),
    [
        ("", None),
        ("2024", When("2024", "2024")),
        ("2024-01", When("2024-01", "January 2024")),
        ("2024-01-28", When("2024-01-28", "28 January 2024")),
        ("2024-01-28/2024-02", When("", "28 January 2024 to February 2024")),
    ],
)
def test_a_date_is_worded_as_exactly_as_it_is_known(edtf, when):
    assert day(edtf) == when


def test_a_moment_names_its_zone():
    assert moment("2024-01-29T10:12:00.000000Z") == When("2024-01-29T10:12+00:00", "29 January 2024, 10:12 UTC")
    assert moment("2024-01-29T10:12:00.000000Z").element == (
        '<time datetime="2024-01-29T10:12+00:00">29 January 2024, 10:12 UTC</time>'
    )


# --- Cards ------------------------------------------------------------------------------------------------
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


def test_a_card_shows_status_words_source_passage_copy_and_check():
    assert card_text(sample_content(), 4) == (
        "Close × ⇄ Sources conflict 4. “shut four of its canneries since spring” "
        "Meaning Good sources disagree. Said by Our own words "
        "Source Supports: Selden Post, Closures on the coast, December 2023. Source 3 First hand · It says so "
        "Passage closed four canneries between April and December Found word for word in the saved copy. "
        "Saved copy Copy saved on 28 January 2024, 08:00 UTC, sha256 cccccccccccc… "
        "Source Contradicts: Northern Wire, Herring talks: what to expect, 27 January 2024. Source 2 "
        "Reporting · It says so "
        "Passage only three plants are shut for good Found word for word in the saved copy. "
        "Saved copy Copy saved on 28 January 2024, 08:00 UTC, sha256 bbbbbbbbbbbb… "
        "Checked Boris Checkin, 29 January 2024, 10:12 UTC "
        "Permalink · Back to the text"
    )


def test_a_card_is_honest_about_an_extract_an_interest_and_a_missing_check():
    text = card_text(sample_content(), 5)
    for words in (
        "Found in words the desk typed from the document; not a proof.",
        "Extract A fragment typed by the desk on 28 January 2024, 08:00 UTC, not a saved copy, sha256 dddddddddddd…",
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


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//[", "http:", "ftp://x.example/"])
def test_only_web_addresses_become_links(address):
    content = sample_content()
    content["sources"][0]["url"] = address
    assert tags_of(element(drawn(content), "li", "source-1"), "a") == []
    assert "url" not in story_graph(content, slug=SLUG)["@graph"][0]["citation"][0]


# --- The page ---------------------------------------------------------------------------------------------
def test_the_page_is_a_head_and_one_main_element():
    head, main = split_page(drawn(sample_content()))
    assert head.startswith(f"<title>{HEADLINE} · Policy Desk</title>")
    assert main.startswith('<main id="main" lang="en">')
    assert main.rstrip().endswith("</main>")
    assert [tag["href"] for tag in tags_of(head, "link")] == [
        "http://testserver/articles/herring-talks/",
        "http://testserver/articles/herring-talks/index.json",
    ]


def test_the_page_shows_the_parts_in_their_order():
    text = text_of(split_page(drawn(sample_content()))[1])
    places = [
        text.index(words)
        for words in (
            "News report · Fisheries · Arland",
            "Arland and Borovia to open herring talks",
            "A quota fight that",
            "By Ada Report · 28 January 2024 · Version 2, updated 29 January 2024, 11:30 UTC",
            "How this story was checked 14 claims, 5 confirmed, 8 with a caveat, 1 our own judgement",
            "PORT SELDEN The ministers of Arland",
            "Claims and their sources",
            "Sources Announcement of the Port Selden meeting",
            "This is version 2 (Update), 29 January 2024, 11:30 UTC. Cannery figures added All versions",
            "Policy Desk: ‘Arland and Borovia to open herring talks after nine years’, version 2, "
            "29 January 2024, 11:30 UTC. http://testserver/articles/herring-talks/editions/2/",
            "People and states in this story Arland · Borovia · Ilse Vahr",
        )
    ]
    assert places == sorted(places)


def test_headline_standfirst_and_body_carry_their_marks():
    references = [tag for tag in tags_of(drawn(sample_content()), "a") if "ref" in (tag.get("class") or "").split()]
    assert [tag["href"] for tag in references] == [f"#claim-{number}" for number in range(1, 15)]
    assert "“We did not come to haggleClaim 7 ❝, Said, on record. Show source,”" in text_of(drawn(sample_content()))
    caveats = [tag["href"] for tag in references if "caveat" in tag["class"].split()]
    assert caveats == [f"#claim-{number}" for number in (2, 4, 5, 6, 9, 11, 12, 14)]


def test_a_first_version_says_published():
    text = text_of(drawn(sample_content(number=1, kind="first")))
    assert "Version 1, published 29 January 2024, 11:30 UTC" in text


def test_a_later_version_says_when_the_story_came_out_if_that_was_another_day():
    text = text_of(drawn(sample_content(first_at="2024-01-29T09:00:00.000000Z")))
    assert "28 January 2024 · published 29 January 2024 · Version 2, updated 29 January 2024, 11:30 UTC" in text


def test_a_story_without_byline_is_by_the_desk():
    content = sample_content()
    content["article"]["byline"] = ""
    assert "By the desk · 28 January 2024" in text_of(drawn(content))


def test_a_checked_story_carries_no_label_about_its_footing():
    assert footings(sample_content()["edition"]) == []


def test_readers_see_on_what_footing_the_story_went_out_and_what_was_overridden():
    text = text_of(drawn(overridden_content()))
    assert (
        "Developing story. The story is under way; claims marked so are not yet checked by us. "
        "The second check is due by 29 January 2024, 15:30 UTC. "
        "One pair of eyes. When this was published, the desk did not ask for a second person to check it. "
        "Published over open points. Vera Publish decided so on 29 January 2024, 11:29 UTC: "
        "“The meeting starts in an hour.” What was open "
        "Claim 6 has no source that carries it. Claim 14 has no source yet."
    ) in text


def test_the_renderer_version_follows_the_files_it_draws_with(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "page.html").write_text("one")
    before = stamp("*.html")
    (tmp_path / "page.html").write_text("two")
    assert (before == stamp("*.html"), 0 < RENDERER_VERSION < 2**31) == (False, True)


HOSTILE = "</script><script>alert(1)</script><main id=x>&amp;\"'<!--"


def test_hostile_text_stays_text_wherever_it_stands():
    content = overridden_content()
    content["article"] |= {"headline": HOSTILE, "standfirst": HOSTILE, "byline": HOSTILE, "dateline": HOSTILE}
    content["article"]["tags"] = [{"name": HOSTILE, "slug": "x"}]
    content["edition"]["reason"] = HOSTILE
    content["edition"]["overrides"] = [
        {"by": HOSTILE, "at": content["edition"]["at"], "reason": HOSTILE, "gate": [HOSTILE]}
    ]
    content["actors"] = [{"name": HOSTILE, "slug": "x", "role": "speaker"}]
    content["claims"] = [claim for claim in content["claims"] if claim["part"] == "body"]
    for claim in content["claims"]:
        claim |= {"exact": HOSTILE, "statement": HOSTILE + ".", "described_as": HOSTILE, "anonymity_reason": HOSTILE}
        claim |= {
            "refuted_passage": HOSTILE,
            "checked": {"by": HOSTILE, "at": content["edition"]["at"], "note": HOSTILE},
        }
        claim["citations"] = [
            citation | {"exact": HOSTILE, "locator": HOSTILE, "note": HOSTILE} for citation in claim["citations"]
        ]
    for source in content["sources"]:
        source |= {"title": HOSTILE, "publisher": HOSTILE, "authors": HOSTILE, "language": HOSTILE, "copy_of": HOSTILE}
    html = drawn(content)
    assert [tag.get("type") for tag in tags_of(html, "script")] == ["application/ld+json"]
    assert len(tags_of(html, "main")) == 1
    assert linked_data(html)["@graph"][0]["headline"] == HOSTILE
    assert split_page(html)[0].startswith("<title>")


# --- Linked data ------------------------------------------------------------------------------------------
def test_the_graph_holds_the_story_its_claims_and_the_publisher():
    graph = linked_data(drawn(sample_content()))["@graph"]
    assert [node["@type"] for node in graph] == ["NewsArticle", *["Claim"] * 14, "NewsMediaOrganization"]
    story = graph[0]
    story_fields = (
        "headline",
        "description",
        "dateCreated",
        "datePublished",
        "dateModified",
        "version",
        "genre",
        "inLanguage",
    )
    assert {name: story[name] for name in story_fields} == {
        "headline": HEADLINE,
        "description": STANDFIRST,
        "dateCreated": "2024-01-28",
        "datePublished": "2024-01-28T09:00:00.000000Z",
        "dateModified": "2024-01-29T11:30:00.000000Z",
        "version": 2,
        "genre": "News report",
        "inLanguage": "en",
    }
    assert [part["@id"] for part in story["hasPart"]] == [claim["@id"] for claim in graph[1:-1]]


def test_a_claim_names_its_author_only_when_it_is_somebody_elses():
    graph = linked_data(drawn(sample_content()))["@graph"]
    assert [(node["text"], node["author"]["name"]) for node in graph[1:-1] if "author" in node] == [
        ("We did not come to haggle", "Ilse Vahr"),
        ("Borovia denied that its boats had crossed the median line", "Borovia"),
        ("pledged to publish its landing figures by June", "Arland"),
    ]


# Type → properties, from the published vocabulary (schema.org 29): what we emit must be there.
THING = {"@type", "@id", "name", "url", "description", "mainEntityOfPage"}
WORK = THING | {
    "headline", "genre", "inLanguage", "dateCreated", "datePublished", "dateModified", "version", "keywords",
    "author", "publisher", "mentions", "citation", "hasPart", "text",
}  # fmt: skip
VOCABULARY = {
    "NewsArticle": WORK,
    "Claim": WORK | {"appearance", "firstAppearance", "claimInterpreter"},
    "CreativeWork": WORK,
    "NewsMediaOrganization": THING | {"publishingPrinciples", "verificationFactCheckingPolicy"},
    "Organization": THING,
    "Person": THING,
    "Thing": THING,
}


def strays(node):
    if isinstance(node, list):
        return [stray for item in node for stray in strays(item)]
    if not isinstance(node, dict):
        return []
    known = VOCABULARY.get(node.get("@type"), {"@id", "@graph", "@context"})
    return [name for name in node if name not in known] + strays(list(node.values()))


def test_the_graph_uses_only_words_that_the_vocabulary_has():
    assert strays(linked_data(drawn(sample_content()))) == []
    assert strays({"@type": "Claim", "verdict": "x"}) == ["verdict"]
