"""The public pages of stories and claims, asked for as a reader would."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import caching
from tests.editions import print_edition, tombstone_of
from tests.pages import linked_data, tags_of, text_of
from tests.samples import sample_content

STORY = "/articles/herring-talks/"
CANARY = "quota fight that cost"
REASON = "The meeting was never agreed."
ADDRESSES = (
    STORY,
    f"{STORY}index.json",
    f"{STORY}editions/",
    f"{STORY}editions/index.json",
    f"{STORY}editions/1/",
    f"{STORY}editions/1/index.json",
    "/claims/clz2bcdf/",
    "/claims/clz2bcdf/index.json",
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def first(vera):
    """The story as first published."""
    return print_edition(sample_content(number=1, kind="first", at="2024-01-28T09:00:00.000000Z", reason=""), by=vera)


@pytest.fixture
def second(first, vera):
    """Its second version: the last claim is dropped, the fifth is confirmed by now."""
    content = sample_content()
    content["claims"].pop()
    content["claims"][4] |= {"status": "confirmed", "reading": "confirmed"}
    return print_edition(content, by=vera, article=first.article)


@pytest.fixture
def withdrawn(second, vera):
    """The story taken down."""
    return print_edition(tombstone_of(sample_content(), reason=REASON), by=vera, article=second.article)


def queries_of(client, address, **headers):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, headers=headers)
    return response, len(queries)


# --- The story --------------------------------------------------------------------------------------------
def test_the_story_is_the_frozen_page_in_the_frame_of_the_site_by_two_queries(client, second):
    response, queries = queries_of(client, STORY)
    html = response.content.decode()
    assert (response.status_code, queries) == (200, 2)
    assert second.edition.page.html.partition("<main")[2] in html
    assert tags_of(html, "html") == [{"lang": "en"}]
    assert [tag["href"] for tag in tags_of(html, "link") if tag["rel"] == "canonical"] == [f"http://testserver{STORY}"]
    assert linked_data(html)["@graph"][0]["version"] == 2
    assert "not the newest" not in text_of(html)


@pytest.mark.parametrize("claims", [1, 13])
def test_the_queries_of_a_story_do_not_grow_with_its_claims(client, vera, claims):
    content = sample_content()
    content["claims"] = content["claims"][:claims]
    print_edition(content, by=vera)
    assert queries_of(client, STORY)[1] == 2


def test_anonymous_readers_get_no_cookie_and_no_session(client, second):
    for address in ADDRESSES:
        response = client.get(address)
        assert (address, dict(response.cookies), response.get("Vary")) == (address, {}, None)
        assert response["Cache-Control"] == "public, max-age=60"


def test_nothing_is_written_when_a_reader_reads(client, second):
    with CaptureQueriesContext(connection) as queries:
        for address in (*ADDRESSES, "/", "/articles/", "/methodology/", "/feeds/articles.atom", "/sitemap.xml"):
            client.get(address)
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_the_frozen_page_is_not_touched_by_a_later_edition(client, first, vera):
    before = client.get(f"{STORY}editions/1/").content.decode().partition("<main")[2]
    print_edition(sample_content(), by=vera, article=first.article)
    assert client.get(f"{STORY}editions/1/").content.decode().partition("<main")[2] == before


# --- Conditional requests -----------------------------------------------------------------------------------
def test_a_copy_that_is_still_good_is_answered_by_one_narrow_query(client, second):
    tag = client.get(STORY)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        response = client.get(STORY, headers={"If-None-Match": tag})
    assert (response.status_code, response.content, len(queries)) == (304, b"", 1)
    assert {name: response[name] for name in ("ETag", "Cache-Control", "Last-Modified")} == {
        "ETag": tag,
        "Cache-Control": "public, max-age=60",
        "Last-Modified": "Mon, 29 Jan 2024 11:30:00 GMT",
    }
    assert '"html"' not in queries[0]["sql"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_a_story_knows_a_good_copy(client, second, address):
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": f'"old", W/{tag}'}).status_code == 304
    assert client.get(address, headers={"If-None-Match": '"old"'}).status_code == 200


def test_an_edition_another_renderer_and_a_touch_each_make_a_new_tag(client, first, vera, monkeypatch):
    tags = [client.get(STORY)["ETag"]]
    monkeypatch.setattr(caching, "RENDERER_VERSION", 1)
    tags.append(client.get(STORY)["ETag"])
    publication = print_edition(sample_content(), by=vera, article=first.article)
    tags.append(client.get(STORY)["ETag"])
    publication.changed_at = publication.changed_at.replace(microsecond=1)
    publication.save()
    tags.append(client.get(STORY)["ETag"])
    assert len(set(tags)) == 4


def test_a_reader_who_holds_any_copy_is_told_that_a_version_does_not_exist(client, withdrawn, vera):
    for address in (f"{STORY}editions/99/", f"{STORY}editions/99/index.json"):
        assert client.get(address, headers={"If-None-Match": "*"}).status_code == 404
    print_edition(sample_content(number=4, kind="reinstatement"), by=vera, article=withdrawn.article)
    known = [client.get(f"{STORY}editions/{n}/", headers={"If-None-Match": "*"}).status_code for n in (1, 2, 3, 4)]
    assert known == [304, 304, 410, 304]


def test_while_four_eyes_are_off_every_page_says_so_and_no_kept_copy_is_good(client, second, settings):
    pages = (*(address for address in ADDRESSES if not address.endswith(".json")), "/", "/articles/", "/methodology/")
    said = "One pair of eyes: at present this desk lets one person write and check a story."
    tags = {address: client.get(address).get("ETag") for address in pages}
    assert [said in text_of(client.get(address).content.decode()) for address in pages] == [False] * len(pages)
    settings.DESK_FOUR_EYES = False
    for address, tag in tags.items():
        response, _queries = queries_of(client, address, **({"If-None-Match": tag} if tag else {}))
        assert (address, response.status_code, dict(response.cookies)) == (address, 200, {})
        assert said in text_of(response.content.decode())
    assert queries_of(client, STORY)[1] == 2


# --- Versions -----------------------------------------------------------------------------------------------
def test_an_old_version_says_so_and_stays_out_of_search_engines(client, second):
    old, current = (client.get(f"{STORY}editions/{number}/").content.decode() for number in (1, 2))
    assert "You are reading version 1, which is not the newest. Read the current version" in text_of(old)
    assert {"name": "robots", "content": "noindex"} in tags_of(old, "meta")
    assert "not the newest" not in text_of(current)
    assert {"name": "robots", "content": "noindex"} not in tags_of(current, "meta")


def test_the_versions_are_listed_newest_first_with_reason_and_seal(client, first, second):
    text = text_of(client.get(f"{STORY}editions/").content.decode())
    assert (
        f"Version 2 Update · 29 January 2024, 11:30 UTC · the current version Cannery figures added "
        f"What changed since version 1 Seal {second.edition.digest} "
        f"Version 1 First published · 28 January 2024, 09:00 UTC First publication. Seal {first.edition.digest}"
    ) in text


@pytest.mark.parametrize("versions", [1, 3])
def test_the_queries_of_the_versions_do_not_grow(client, vera, versions):
    publication = None
    for number in range(1, versions + 1):
        content = sample_content(number=number, kind="update", at=f"2024-01-2{number}T09:00:00.000000Z")
        publication = print_edition(content, by=vera, article=publication and publication.article)
    assert queries_of(client, f"{STORY}editions/")[1] == 5  # one of them for what was removed by law


def test_a_version_that_never_was_is_not_found(client, second):
    assert client.get(f"{STORY}editions/3/").status_code == 404


# --- Data ---------------------------------------------------------------------------------------------------
def test_the_data_of_a_story_is_its_sealed_content(client, second):
    data = client.get(f"{STORY}index.json").json()
    assert data == {
        "number": 2,
        "kind": "update",
        "release": "checked",
        "at": "2024-01-29T11:30:00+00:00",
        "reason": "Cannery figures added",
        "url": "http://testserver/articles/herring-talks/editions/2/",
        "sequence": 2,
        "content_sha256": second.edition.content_sha256,
        "previous_digest": second.edition.previous_digest,
        "digest": second.edition.digest,
        "content": second.edition.content.content,
        "notices": [],
    }


def test_the_data_of_the_versions_is_the_chain(client, second):
    versions = client.get(f"{STORY}editions/index.json").json()["versions"]
    assert [(row["number"], row["sequence"]) for row in versions] == [(2, 2), (1, 1)]
    assert versions[0]["previous_digest"] == versions[1]["digest"]


# --- Claims -------------------------------------------------------------------------------------------------
def test_a_claim_shows_its_card_and_what_each_version_said(client, second):
    text = text_of(client.get("/claims/clz5bcdf/").content.decode())
    assert "A claim in Arland and Borovia to open herring talks after nine years" in text
    assert "✓ Confirmed 5. “its fleet shrank to 310 vessels”" in text
    assert (
        "What each version said Version 2, 29 January 2024, 11:30 UTC: ✓ Confirmed "
        "Version 1, 28 January 2024, 09:00 UTC: ? Sourced, not checked"
    ) in text


def test_a_claim_that_the_newest_version_dropped_is_shown_as_it_last_stood(client, second):
    html = client.get("/claims/cly4bcdf/").content.decode()
    assert "The newest version of the story does not make this claim any more. You see it as version 1 had it." in (
        text_of(html)
    )
    assert f"{STORY}editions/1/#t14" in [tag["href"] for tag in tags_of(html, "a")]


def test_the_data_of_a_claim_has_its_sources_and_its_history(client, second):
    data = client.get("/claims/clz5bcdf/index.json").json()
    content = second.edition.content.content
    assert data == {
        "url": "http://testserver/claims/clz5bcdf/",
        "story": f"http://testserver{STORY}",
        "headline": content["article"]["headline"],
        "edition": 2,
        "current": True,
        "claim": content["claims"][4],
        "sources": [content["sources"][3]],
        "notices": [],
        "redactions": [],
        "history": [
            {
                "edition": 2,
                "at": "2024-01-29T11:30:00+00:00",
                "status": "confirmed",
                "reading": "confirmed",
                "words": "its fleet shrank to 310 vessels",
            },
            {
                "edition": 1,
                "at": "2024-01-28T09:00:00+00:00",
                "status": "sourced",
                "reading": "sourced",
                "words": "its fleet shrank to 310 vessels",
            },
        ],
    }


# --- Withdrawn and unknown ----------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_withdrawn_story_answers_410_with_headline_date_and_reason(client, withdrawn, address):
    response = client.get(address)
    assert response.status_code == 410
    shown = response.content.decode()
    assert (REASON in shown, "Arland and Borovia to open" in shown, CANARY in shown) == (True, True, False)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_copy_kept_from_before_the_withdrawal_is_no_longer_good(client, second, vera, address):
    tag = client.get(address)["ETag"]
    print_edition(tombstone_of(sample_content(), reason=REASON), by=vera, article=second.article)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 410
    assert client.get(address, headers={"If-None-Match": "*"}).status_code == 410


def test_after_reinstatement_the_versions_are_back_and_the_withdrawal_keeps_its_tombstone(client, withdrawn, vera):
    content = sample_content(number=4, kind="reinstatement", at="2024-02-03T09:00:00.000000Z", reason="It was agreed.")
    print_edition(content, by=vera, article=withdrawn.article)
    answers = {number: client.get(f"{STORY}editions/{number}/").status_code for number in (1, 2, 3, 4)}
    assert answers == {1: 200, 2: 200, 3: 410, 4: 200}
    text = text_of(client.get(f"{STORY}editions/").content.decode())
    assert f"Version 3 Withdrawn · 1 February 2024, 09:00 UTC {REASON}" in text


def test_a_draft_answers_as_an_address_that_nobody_used(client, second, vera):
    draft = second.article
    draft.pk = None
    draft._state.adding = True
    draft.slug = "secret-draft"
    draft.save(by=vera)
    answers = [client.get(f"/articles/{slug}/") for slug in ("secret-draft", "never-written")]
    assert [response.status_code for response in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert client.get("/claims/zzzzzzzz/").status_code == 404


def test_absolute_addresses_come_from_the_settings_alone(client, second):
    settings_host = settings.SITE_URL
    for address in (*ADDRESSES, "/", "/articles/", "/feeds/articles.atom", "/sitemap.xml", "/robots.txt"):
        html = client.get(address, headers={"Host": "localhost", "X-Forwarded-Host": "evil.example"}).content.decode()
        assert ("localhost" in html, "evil.example" in html) == (False, False)
    assert settings_host == "http://testserver"
