"""Whole copies of sources: given to readers where the rights allow it, and to nobody in any other case."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from articles.linking import copies_of, open_of
from articles.models import Publication
from articles.noticing import retract_source
from articles.publishing import publish, withdraw
from articles.redacting import ask_redaction, confirm_redaction
from articles.verifying import verify
from sources.archiving import keep_upload
from sources.letting import let_out
from sources.models import SnapshotText
from sources.registering import change_source
from tests.pages import tags_of, text_of
from tests.sources.copies import shared_copy
from tests.stories import PASSAGE, a_claim, a_source, a_story, confirmed, fresh, ready

HOUR = timedelta(hours=1)
TEXT = f"First paragraph, of Zebulon.\n\n<script>alert(1)</script> It says that {PASSAGE}. The end."


@pytest.fixture
def communique(ada, boris, vera):
    """A source that one claim of a public story stands on; an extract is its copy 1, the whole document its copy 2."""
    source, story = a_source(ada), a_story(ada)
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    shared_copy(source, TEXT, by=vera, name="from-zebulon.txt", note="Zebulon gave it.")
    assert claim.citations.get().source == source
    publish(ready(story, by=vera), by=vera)
    return fresh(source)


def at(source, ending="", number=2):
    return f"/sources/{source.public_id}/copies/{number}/{ending}"


def statuses(client, source):
    return [client.get(at(source, ending, number)).status_code for number in (1, 2, 3) for ending in ("", "file/")]


def test_the_page_has_all_that_is_known_of_the_copy_and_leads_to_the_passages(client, communique):
    html = client.get(at(communique)).content.decode()
    copy = communique.snapshots.get(kind="upload")
    text = text_of(html)
    for words in (
        "A saved copy of Joint communiqué Copy 2 Taken on",
        "Kind Uploaded file Address https://example.org/Joint-communiqué",
        f"SHA-256 {copy.sha256} Shown because Our own work The file Save it as it came (text/plain, ",
        "First paragraph, of Zebulon.",
    ):
        assert words in text
    assert ("<script>alert" in html, "from-zebulon" in html, "gave it" in html) == (False, False, False)
    (anchor,) = [tag["href"] for tag in tags_of(html, "a") if tag.get("href", "").startswith("#p-")]
    assert f'<span id="{anchor[1:]}"></span><mark>{PASSAGE}</mark>' in html
    source = client.get(f"/sources/{communique.public_id}/").content.decode()
    assert at(communique) in [tag["href"] for tag in tags_of(source, "a")]
    saved = client.get(f"/sources/{communique.public_id}/index.json").json()["saved_copies"]
    assert [row["page"] for row in saved] == [f"http://testserver{at(communique)}", ""]


def test_the_file_is_saved_as_it_came_and_never_shown(client, communique):
    answer = client.get(at(communique, "file/"))
    copy = communique.snapshots.get(kind="upload")
    heads = ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy", "ETag", "Cache-Control")
    assert [answer[head] for head in heads] == [
        "application/octet-stream", "nosniff", "default-src 'none'; sandbox", f'"{copy.sha256}"', "public, max-age=60",
    ]  # fmt: skip
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{communique.public_id}-')
    assert answer.content == TEXT.encode()
    again = client.get(at(communique, "file/"), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_any_other_copy_answers_as_an_unknown_address(client, communique, ada, vera):
    assert statuses(client, communique) == [404, 404, 200, 200, 404, 404]  # the first is an extract
    nothing = client.get("/sources/zzzzzzzz/copies/2/")
    for fields in (
        {"embargo_until": datetime(2999, 1, 1, tzinfo=UTC)},
        {"public_copy": "none", "embargo_until": None},
        {"public_copy": "licensed", "confidentiality": "confidential", "described_as": "a delegate"},
        {"public_copy": "licensed", "confidentiality": "background"},
    ):
        change_source(fresh(communique), by=vera, **fields)
        for ending in ("", "file/"):
            answer = client.get(at(communique, ending))
            assert (answer.status_code, answer.headers, answer.content) == (404, nothing.headers, nothing.content)
    uncited = a_source(ada, "Never cited")
    shared_copy(uncited, "Nobody cites it.", by=vera)
    assert client.get(at(uncited, number=1)).status_code == 404


def test_cards_lead_to_the_copy_only_while_readers_may_have_it(client, communique, ada, vera):
    claim = Publication.objects.get().edition.claims.get().public_id
    slug = Publication.objects.get().slug
    pages = [f"/articles/{slug}/", f"/articles/{slug}/editions/1/", f"/claims/{claim}/"]

    def links():
        answers = [client.get(page) for page in pages]
        return {answer["ETag"] for answer in answers}, [at(communique) in answer.content.decode() for answer in answers]

    with_link, shown = links()
    assert (shown, list(verify())) == ([True] * 3, [])
    change_source(fresh(communique), by=vera, public_copy="none")
    without, shown = links()
    assert (shown, with_link & without, list(verify())) == ([False] * 3, set(), [])
    change_source(fresh(communique), by=vera, public_copy="public_domain")
    assert links() == (with_link, [True] * 3)
    given = keep_upload(fresh(communique), ContentFile(b"Another day.", "b.txt"), by=ada).snapshot
    assert [row["number"] for row in Publication.objects.get().copies] == [2]  # for the desk, as its form says
    assert statuses(client, communique)[4:] == [404] * 2
    let_out(fresh(given), by=vera)
    assert [row["number"] for row in Publication.objects.get().copies] == [2, 3]  # of the third no card tells yet
    assert (links()[1], list(verify())) == ([True] * 3, [])


def test_cards_lead_to_no_copy_under_an_embargo_that_was_set_after_they_were_printed(client, communique, vera):
    page, tags = f"/articles/{Publication.objects.get().slug}/", set()
    for embargo, shown in ((None, True), (timezone.now() + HOUR, False), (timezone.now() - HOUR, True)):
        change_source(fresh(communique), by=vera, embargo_until=embargo)
        answer = client.get(page)
        tags.add(answer["ETag"])
        assert (at(communique) in answer.content.decode(), list(verify())) == (shown, [])
        assert (client.get(at(communique)).status_code == 200) == shown
    assert len(tags) == 3


def test_an_embargo_ends_by_itself():
    held, free = {"sha256": "a", "embargo_until": "2024-05-01T12:00:00.000000Z"}, {"sha256": "b"}
    ends = datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert [open_of([held, free], at=at) for at in (ends - HOUR, ends)] == [[free], [held, free]]


def test_what_a_story_links_to_asks_nothing_of_sources_that_it_does_not_cite(
    communique, vera, ada, django_assert_num_queries
):
    for number in range(3):
        shared_copy(a_source(ada, f"Other {number}"), f"Words {number}.", by=vera)
    story = Publication.objects.get().article_id
    with django_assert_num_queries(3) as asked:
        assert [row["number"] for row in copies_of([story])[story]] == [2]
    assert f'"source_id" IN ({communique.pk})' in asked[-1]["sql"]
    with django_assert_num_queries(1):
        assert copies_of([0]) == {}


def test_a_copy_of_a_retracted_source_says_so_and_one_of_a_withdrawn_story_is_gone(client, communique, vera):
    retract_source(fresh(communique), by=vera, reason="It was forged.")
    assert "It was forged." in text_of(client.get(at(communique)).content.decode())
    withdraw(Publication.objects.get().article, by=vera, reason="Forged.")
    assert statuses(client, communique) == [404] * 6


def test_what_the_law_took_out_is_not_in_the_copy_and_its_file_is_gone(client, communique, vera, ines):
    story = Publication.objects.get().article
    request = {"basis": "order", "reference": "1/24", "reason": "An order."}
    asked = ask_redaction(story, "delegations agreed", by=ines, **request)
    confirm_redaction(asked, by=vera)
    html = client.get(at(communique)).content.decode()
    assert "Words of this copy were removed for legal reasons" in text_of(html)
    assert ("delegations agreed" in html, "First paragraph" in html) == (False, True)
    assert client.get(at(communique, "file/")).status_code == 404


def test_a_translation_is_not_the_words_of_the_copy(client, communique):
    copy = communique.snapshots.get(kind="upload")
    SnapshotText.objects.create(snapshot=copy, kind="translation", text="A rendering.", sha256="d" * 64)
    assert "A rendering" not in client.get(at(communique)).content.decode()
