"""All claims in one list, and the lists that are only read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.checking import record_check
from articles.citing import cite, set_denial
from articles.claiming import change_claim, place_claim, retire_claim
from articles.editing import save_article
from articles.models import Edition
from articles.publishing import publish, withdraw
from tests.conftest import person
from tests.desk import before_and_after, claims_page, desk, page, sent
from tests.pages import text_of
from tests.stories import BODY, WORDS, a_claim, a_source, a_story, confirmed, fresh, ready


@pytest.fixture
def story(ada):
    return a_story(ada)


@pytest.fixture
def published(story, ada, boris, vera):
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    publish(ready(story, by=vera), by=vera)
    return fresh(story)


def listed(user, question: str = "") -> list:
    return list(desk(user).get(page("articles_claim_changelist") + question).context["cl"].queryset)


def test_a_claim_leads_to_its_place_on_the_claims_page(story, ada, boris):
    claim = a_claim(story, ada)
    assert desk(boris).get(page("articles_claim_change", claim.pk)).url == f"{claims_page(story, claim)}#claim"


def test_the_list_is_filtered_by_what_needs_a_look(story, ada, boris):
    checked = confirmed(a_claim(story, ada), attach=ada, check=boris)
    open_one = a_claim(story, ada, "“We listened,”")
    save_article(fresh(story), by=ada, body=BODY.replace(WORDS, "Nobody came"))
    questions = (
        "?status__exact=confirmed",
        "?look=stale",
        "?look=lost",
        "?kind__exact=fact",
    )
    assert [listed(boris, ask) for ask in questions] == [[checked], [checked], [checked], [open_one, checked]]


def test_what_is_checked_first_comes_first_in_the_list_the_queue_and_the_way_through_the_claims(
    story, ada, boris, vera
):
    claims = [
        confirmed(a_claim(story, ada, words), attach=ada, check=boris) for words in ("24 goods", "Monday", "Geneva")
    ]
    first, last, middle = claims
    assert listed(boris) == claims[::-1]
    client, address = desk(boris), claims_page(story, last)
    sent(client, address, "claim", priority="must")
    assert (fresh(last).priority, fresh(last).status, fresh(last).needs_recheck) == ("must", "confirmed", False)
    assert (fresh(last).worded_by, fresh(last).history.latest().priority) == (ada, "must")
    assert listed(boris) == [last, middle, first]
    save_article(fresh(story), by=vera, body="<p>Nobody came.</p>")
    assert (listed(boris, "?look=any"), listed(boris, "?priority__exact=must")) == ([last, middle, first], [last])
    assert client.get(claims_page(story)).context["page"].next_open.claim == last


def test_retired_claims_are_shown_when_asked_for(story, ada, boris):
    claim = a_claim(story, ada)
    retire_claim(claim, by=ada, reason="Opinion.")
    assert (listed(boris), listed(boris, "?retired=yes")) == ([], [claim])


def test_a_reporter_finds_claims_of_her_own_stories(story, ada, vera):
    mine = a_claim(story, ada)
    a_claim(a_story(vera), vera)
    assert listed(ada) == [mine]


@pytest.mark.parametrize("model", ["check", "edition", "publication"])
def test_rows_of_others_stories_are_not_shown_to_a_reporter(published, ada, model):
    other = person("otto", "Otto", "Other", "reporter")
    address = page(f"articles_{model}_changelist")
    counts = [desk(who).get(address).context["cl"].queryset.count() for who in (ada, other)]
    assert counts == [1, 0]


@pytest.mark.parametrize("model", ["check", "edition", "publication"])
def test_such_rows_are_read_and_never_written(published, vera, model):
    client = desk(vera)
    row = client.get(page(f"articles_{model}_changelist")).context["cl"].queryset.get()
    address = page(f"articles_{model}_change", row.pk)
    answers = [client.get(address).status_code, client.post(address, {"kind": "update", "slug": "x"}).status_code]
    assert answers == [200, 403]


def test_the_headline_of_an_edition_is_the_sealed_one(published, vera):
    save_article(published, by=vera, headline="Changed since")
    shown = desk(vera).get(page("articles_edition_change", Edition.objects.get().pk)).content.decode()
    assert '<div class="readonly">Talks on tariffs end in Geneva</div>' in shown


def test_an_administrator_withdraws_in_an_emergency_and_reads_no_draft(published, vera):
    amina = person("amina", "Amina", "Admin", "administrator")
    client = desk(amina)
    way = page("articles_article_withdraw", published.pk)
    assert way in client.get(page("articles_publication_changelist")).content.decode()
    client.post(way, {"reason": "A court order."})
    assert (Edition.objects.first().kind, Edition.objects.first().by) == ("withdrawal", amina)
    draft = a_story(vera, headline="Never public")
    assert client.get(page("articles_article_withdraw", draft.pk)).status_code == 404


def test_a_withdrawn_story_is_not_withdrawn_again(published, vera):
    withdraw(fresh(published), by=vera, reason="Forged.")
    way = page("articles_article_withdraw", published.pk)
    assert way not in desk(vera).get(page("articles_publication_changelist")).content.decode()


def test_the_history_of_a_claim_tells_of_its_citations_in_few_questions(story, ada, boris):
    claim = a_claim(story, ada)
    for number in range(6):
        citation = cite(fresh(claim), a_source(ada, f"Source {number}"), by=ada)
        set_denial(fresh(claim), citation, by=ada)
    client = desk(boris)
    with CaptureQueriesContext(connection) as seen:
        entries = client.get(page("articles_claim_history", claim.pk)).context["entries"]
    told = [
        (entry.what, [(change.label, before_and_after(change)[1]) for change in entry.changes]) for entry in entries[:2]
    ]
    assert told[0] == ("", [("Denied in", "Supports: Source 5")])
    assert (told[1][0], ("Source", "Source 5") in told[1][1], len(seen) < 20) == ("Citation: Source 5", True, True)


def test_a_check_shows_the_words_that_were_checked_and_where_the_claim_reads_otherwise(story, ada, boris):
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    client, place = desk(boris), page("articles_check_changelist")
    rows = client.get(place).content.decode()
    assert (WORDS in rows, "the same words" in rows, "Boris Check" in rows) == (True, True, True)
    place_claim(fresh(claim), "agreed to cut duties on 24 goods", by=boris)
    one = page("articles_check_change", claim.checks.get().pk)
    for address in (place, one):
        text = text_of(client.get(address).content.decode())
        assert (WORDS in text, "≠ reads now: agreed to cut duties on 24 goods" in text) == (True, True)
    assert f"Checked with other words than the claim has now: {WORDS}" in text_of(
        client.get(claims_page(story, claim)).content.decode()
    )


def test_checks_are_filtered_by_the_name_of_a_person(story, ada, boris, vera):
    first = confirmed(a_claim(story, ada), attach=ada, check=boris)
    record_check(fresh(first), "unsupported", by=vera, note="Gone.")
    shown = desk(vera).get(page("articles_check_changelist") + f"?by__id__exact={boris.pk}")
    assert [check.by for check in shown.context["cl"].queryset] == [boris]
    html = shown.content.decode()
    assert [name in html for name in (">Boris Check</a>", ">Vera Publish</a>", ">vera</a>")] == [True, True, False]


def test_the_queue_tells_what_happened_to_claims_since_when_and_where_it_is_settled(story, ada, boris, vera):
    changed = confirmed(a_claim(story, ada), attach=ada, check=boris)
    lost = a_claim(story, ada, "“We listened,”")
    stale = confirmed(a_claim(a_story(vera), vera, "met in Geneva"), attach=vera, check=boris)
    a_claim(fresh(story), ada, "talks on tariffs")
    home = text_of(desk(vera).get(page("index")).content.decode())
    assert (listed(vera, "?look=any"), "Your claims to look at" in home) == ([], False)
    change_claim(stale, by=vera, kind="figure")
    body = BODY.replace("24 goods", "25 goods").replace("“We listened,” the minister said.", "")
    save_article(fresh(story), by=ada, body=body)
    asked = [
        (vera, "?look=any", [stale, changed, lost]), (vera, "?look=any&whose=mine", [stale]),
        (boris, "?look=any&whose=mine", [stale, changed]), (ada, "?look=any", [changed, lost]),
        (vera, "?look=changed", [changed]), (vera, "?look=lost", [lost]), (vera, "?look=stale", [stale, changed]),
    ]  # fmt: skip
    assert [listed(user, question) for user, question, _rows in asked] == [rows for _user, _question, rows in asked]
    html = desk(vera).get(page("articles_claim_changelist") + "?look=any").content.decode()
    assert "duties on removed: 24 added: 25 goods" in text_of(html)
    shown = text_of(html)
    for words in (
        "The kind of claim changed.", "The words changed.", "Its words are not in the text any more.",
        "Check it again", "Accept its words or place it again", "Place it again", "Ada Report", "Vera Publish",
    ):  # fmt: skip
        assert words in shown
    home = text_of(desk(boris).get(page("index")).content.decode())
    assert ("Your claims to look at (2)" in home, "Gone stale (2)" in home, "Lost from the text (1)" in home) == (
        True,
        True,
        True,
    )
    since = fresh(changed).look_since
    save_article(fresh(story), by=ada, body=body.replace("Monday", "Tuesday"))
    assert (fresh(changed).look_since, listed(vera, "?look=changed")) == (since, [changed])
    save_article(fresh(story), by=ada, body=BODY)
    assert (fresh(changed).look_since, listed(vera, "?look=any")) == (None, [stale])


def test_a_longer_queue_asks_no_more_questions(story, ada, boris, django_assert_num_queries):
    client, address = desk(boris), page("articles_claim_changelist") + "?look=any"
    words = ("“We listened,”", "met in Geneva", "talks on tariffs")
    claims = [confirmed(a_claim(story, ada, each), attach=ada, check=boris) for each in words]
    change_claim(claims[0], by=ada, kind="statement")
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).context["cl"].result_count == 1
    for claim in claims[1:]:
        change_claim(claim, by=ada, kind="statement")
    with django_assert_num_queries(len(seen)):
        assert client.get(address).context["cl"].result_count == 3
