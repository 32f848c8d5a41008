"""The frozen page of a story, from the content of its edition alone. No database."""

from articles.presenting import RENDERER_VERSION, footings, render_edition, split_page
from articles.stamping import stamp
from tests.pages import linked_data, tags_of, text_of
from tests.sample_claims import HEADLINE
from tests.samples import overridden_content, sample_content

SLUG = "herring-talks"


def drawn(content):
    return render_edition(content, slug=SLUG)


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
            "How this story was checked 14 claims, 3 confirmed, 2 said on record, 6 with a caveat, 1 our own judgement; 2 not checked yet",
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
