"""The lists that people work in: called by what they list, narrowed by evidence, taken along as CSV."""

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.checking import record_check
from articles.models import Correction, ProposedRevision, ReaderReport
from articles.noting import add_note
from articles.publishing import publish
from policydesk.models import ImportRun
from tests.desk import desk, page
from tests.ledger import a_commitment, a_passage, an_actor, an_occasion, proposed, tracked
from tests.stories import a_claim, a_source, a_story, confirmed, fresh, ready, sourced

LISTS = (
    "articles_article", "articles_claim", "sources_source", "commitments_commitment", "actors_actor", "articles_note",
    "articles_readerreport", "articles_check", "articles_edition", "articles_correction", "articles_proposedrevision",
    "commitments_occasion", "commitments_statusproposal", "commitments_statuschange", "policydesk_importrun",
)  # fmt: skip


def table(user, name: str, query: str = "") -> list[list[str]]:
    """The rows of a list as CSV, without its header."""
    answer = desk(user).get(page(f"{name}_csv") + query)
    return list(csv.reader(StringIO(answer.content.decode())))[1:]


def test_a_list_is_called_by_what_it_lists_and_leads_to_its_table_of_the_same_filter(ada, vera):
    a_story(ada)
    answer = desk(vera).get(page("articles_article_changelist") + "?state__exact=draft&p=1")
    assert answer.context["title"] == "Articles"
    assert answer.context["table_address"] == page("articles_article_csv") + "?state__exact=draft"
    assert "CSV of this list" in answer.content.decode()


def a_row_of_each_list(number: int, ada, boris, vera) -> None:
    """A published story and a commitment that was tracked, and what hangs on them."""
    claim = sourced(a_claim(a_story(ada, headline=f"Story {number}"), ada), ada, f"Source {number}")
    record_check(claim, "confirmed", by=boris)
    edition = publish(ready(claim.article, by=vera), by=vera)
    Correction(edition=edition, kind="update", text="=1+1").save()
    story = fresh(claim.article)
    add_note(story, "=1+1", by=ada)
    ReaderReport.objects.create(article=story, edition_number=1, message="Wrong.", received_at=timezone.now())
    ProposedRevision.objects.create(
        article=story, import_sha256=f"{number}" * 64, headline="=1+1", body="<p>x</p>", story_date=date(2024, 3, 5)
    )
    actor = an_actor(ada, f"Borovia {number}")
    commitment = a_commitment(
        ada, f"Open port {number}", undertaking=a_passage(ada, title=f"Communiqué {number}"),
        parties=[{"actor": actor, "role": "pledger", "side": "first"}],
        occasion=an_occasion(ada, f"Talks {number}", participants=[actor]),
    )  # fmt: skip
    tracked(commitment, propose=ada, confirm=boris)
    proposed(fresh(commitment), ada, "fulfilled")
    ImportRun.objects.create(asked="=1+1", by=vera, created=1)


@pytest.mark.parametrize("name", LISTS)
def test_a_table_has_the_rows_of_its_list_and_asks_no_more_for_more_rows(ada, boris, vera, name):
    client, asked = desk(vera), []
    for number in (1, 2, 3):
        a_row_of_each_list(number, ada, boris, vera)
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(page(f"{name}_csv")).content.decode()
        asked.append(len(seen))
    rows = list(csv.reader(StringIO(answer)))[1:]
    assert len(rows) == client.get(page(f"{name}_changelist")).context["cl"].result_count >= 3
    assert [cell for row in rows for cell in row if cell.startswith("=")] == []
    assert asked[0] == asked[2]


def test_the_tables_of_what_the_desk_did_say_it_in_words(ada, boris, vera):
    a_row_of_each_list(1, ada, boris, vera)
    found = {name: [cell for cell in table(vera, name)[0] if cell and not cell.startswith("20")] for name in LISTS[7:]}
    digest = found["articles_edition"].pop()
    assert (len(digest), len(found["articles_check"].pop(-2))) == (64, 8)
    done = ["The first boats were let in.", "Ada Report"]
    assert found == {
        "articles_check": ["They agreed to cut duties on 24 goods", "Confirmed", "Boris Check", "Story 1"],
        "articles_edition": ["1", "Story 1", "1", "first", "checked", "Vera Publish"],
        "articles_correction": ["'=1+1", "update", "1", "Story 1"],
        "articles_proposedrevision": ["'=1+1", "Story 1", "open"],
        "commitments_occasion": ["Talks 1", "ministerial", "1", "Borovia 1"],
        "commitments_statusproposal": ["Open port 1", "Kept", *done, "open"],
        "commitments_statuschange": ["Open port 1", "Not yet rated", "In progress", *done, "Boris Check"],
        "policydesk_importrun": ["'=1+1", "Vera Publish", "done", "1", "0", "0", "0", "0"],
    }


def test_a_table_says_what_the_list_says(ada, boris):
    confirmed(a_claim(a_story(ada, headline="=1+1"), ada), attach=ada, check=boris)
    (story,), (claim,) = table(boris, "articles_article"), table(boris, "articles_claim")
    assert story[:2] + story[4:8] == ["'=1+1", "draft", "1", "1", "Ada Report", "2024-03-05"]
    assert claim[1:5] == ["They agreed to cut duties on 24 goods", "Confirmed", "", ""]
    assert claim[-1] == "'=1+1"


def test_a_table_is_filtered_and_holds_only_what_the_asker_may_see(ada, boris, vera):
    first = a_claim(a_story(ada), ada)
    a_claim(a_story(vera), vera, kind="figure")
    assert [len(table(user, "articles_claim", "?kind__exact=fact")) for user in (ada, boris)] == [1, 1]
    assert [len(table(user, "articles_claim")) for user in (ada, boris)] == [1, 2]
    assert table(ada, "articles_claim")[0][0] == first.public_id
    assert desk(vera).get(page("articles_claim_csv") + "?exact__startswith=T").status_code == 400


def test_a_hidden_source_goes_by_its_description_in_the_table(ada, boris):
    a_source(ada, "Talk with Q", confidentiality="background", described_as="an official", url="https://example.org/q")
    (row,) = table(boris, "sources_source")
    assert (row[1], "Talk with Q" in str(row), "example.org" in str(row)) == ("an official", False, False)


def test_claims_are_found_by_who_checked_how_long_ago_and_by_source(ada, boris, vera):
    story = a_story(ada)
    old = sourced(a_claim(story, ada), ada)
    record_check(old, "confirmed", by=vera, at=datetime(2024, 1, 1, tzinfo=UTC))
    new = sourced(a_claim(story, ada, "“We listened,”"), ada, "Another")
    record_check(new, "attributed" if new.speaker_id else "confirmed", by=boris)
    bare = a_claim(fresh(story), ada, "talks on tariffs")
    source = old.citations.get().source.public_id
    asked = {
        f"checker={vera.pk}": [old], f"checker={boris.pk}": [new], "checker=nobody": [bare], "age=quarter": [old],
        f"source={source}": [old], "source=none": [bare], "checker=x": [bare, new, old],
    }  # fmt: skip
    address = page("articles_claim_changelist")
    found = {ask: list(desk(boris).get(f"{address}?{ask}").context["cl"].queryset) for ask in asked}
    assert found == asked
