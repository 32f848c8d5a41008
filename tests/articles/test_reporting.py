"""Reports of readers: taken in, worked on, decided; and the page on which readers write them."""

import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.signing import TimestampSigner, b62_encode
from django.test import Client
from django.utils import timezone

from articles.checking import record_check
from articles.claiming import accept_words
from articles.deciding import assign_report, decide_report, reopen_report
from articles.editing import save_article
from articles.models import Event, ReaderReport
from articles.publishing import publish, withdraw
from articles.reporting import MOST_A_DAY, forget_addresses, receive_report
from policydesk.lib.errors import NotAllowed, Refused, Stale
from tests.pages import tags_of, text_of
from tests.stories import BODY, WORDS, a_claim, a_story, confirmed, fresh, ready

HERE = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()


@pytest.fixture
def claim(ada, boris, vera):
    """A claim that readers see."""
    story = a_story(ada)
    claim = confirmed(a_claim(story, ada), attach=vera, check=boris)
    publish(ready(story, by=vera), by=vera)
    return fresh(claim)


@pytest.fixture
def report(claim):
    return receive_report(claim.article, "The figure is wrong.", edition=1, claim=claim, email="reader@example.org")


def page_of(claim):
    return f"/report/?claim={claim.public_id}"


def moment_in(html):
    """The hidden moment of the page."""
    return next(tag["value"] for tag in tags_of(html, "input") if tag.get("name") == "moment")


def drawn(claim, seconds):
    """The moment of a page that was drawn so many seconds ago."""
    signer = TimestampSigner(salt="policydesk.strangers")
    what = signer.unsign(moment_in(Client().get(page_of(claim)).content.decode()))
    signer.timestamp = lambda: b62_encode(int(time.time()) - seconds)
    return signer.sign(what)


def send(claim, *, after=10, headers=HERE, **typed):
    """Send the page after so many seconds."""
    sent = {"moment": drawn(claim, after), "message": "The figure is wrong.", "email": "", "website": ""} | typed
    return Client(enforce_csrf_checks=True).post(page_of(claim), sent, **headers)


# --- The page -----------------------------------------------------------------------------------------------
def test_a_reader_reports_a_claim_without_account_cookie_or_script(claim):
    client = Client(enforce_csrf_checks=True)
    card = client.get(f"/claims/{claim.public_id}/").content.decode()
    assert page_of(claim) in {tag["href"] for tag in tags_of(card, "a")}
    page = client.get(page_of(claim))
    assert (page.status_code, page.cookies, page["Cache-Control"]) == (
        200, {}, "max-age=0, no-cache, no-store, must-revalidate, private",
    )  # fmt: skip
    answer = send(claim, email="reader@example.org")
    assert (answer.status_code, answer["Location"], answer.cookies) == (302, "/report/?sent=1", {})
    kept = ReaderReport.objects.get()
    assert (kept.claim, kept.article, kept.edition_number, kept.message, kept.email, kept.state) == (
        claim, claim.article, 1, "The figure is wrong.", "reader@example.org", "new",
    )  # fmt: skip
    assert "Thank you" in text_of(client.get("/report/?sent=1").content.decode())


def test_the_page_quotes_the_words_that_readers_see_now_and_keeps_that_edition(claim, boris, vera):
    save_article(fresh(claim.article), by=vera, body=BODY.replace("24 goods", "24 wares"))
    accept_words(fresh(claim), by=vera)
    record_check(fresh(claim), "confirmed", by=boris)
    publish(ready(claim.article, by=vera), by=vera)
    seen = text_of(Client().get(page_of(claim)).content.decode())
    assert (WORDS.replace("goods", "wares") in seen, WORDS in seen) == (True, False)
    send(claim)
    assert ReaderReport.objects.get().edition_number == 2


def test_a_reader_reports_a_story(claim):
    slug = claim.article.publication.slug
    html = Client().get(f"/articles/{slug}/").content.decode()
    assert f"/report/?article={slug}" in {tag["href"] for tag in tags_of(html, "a")}
    assert Client().get(f"/report/?article={slug}").status_code == 200
    assert "Open the story" in text_of(Client().get("/report/").content.decode())


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"after": 1}, "That was very fast. Your words are still here"),
        ({"after": 90_000}, "This page was open for more than a day. Your words are still here"),
        ({"moment": "forged"}, "Something is missing in what was sent. Your words are still here"),
        ({"headers": {"HTTP_ORIGIN": "https://evil.example"}}, "does not say that this form was sent from our page"),
        ({"headers": HERE | {"HTTP_SEC_FETCH_SITE": "cross-site"}}, "does not say that this form was sent from our"),
        ({"headers": {"HTTP_REFERER": "http://testserver.evil.example/"}}, "does not say that this form was sent"),
        ({"headers": {}}, "does not say that this form was sent from our page"),
        ({"website": "http://spam.example"}, "Leave the field “Leave this empty” empty"),
        ({"message": "  "}, "Write what is wrong."),
        ({"message": "It is\x00wrong"}, "Null characters are not allowed."),
        ({"message": "It is \x01 wrong"}, "Remove the control character"),
        ({"message": "x" * 4_001}, "at most 4000 characters"),
        ({"email": "nobody"}, "Enter a valid email address."),
    ],
)
def test_what_is_refused_is_said_and_nothing_that_was_typed_is_lost(claim, typed, sentence):
    answer = send(claim, **typed)
    html = answer.content.decode()
    assert (answer.status_code, ReaderReport.objects.count(), answer.cookies) == (400, 0, {})
    assert sentence in text_of(html)
    if "message" not in typed:
        assert "The figure is wrong." in html


def test_a_referer_is_enough_and_a_page_drawn_anew_is_sent_at_once(claim):
    assert send(claim, headers={"HTTP_REFERER": "http://testserver/report/"}).status_code == 302
    assert send(claim, moment=moment_in(Client().get(page_of(claim)).content.decode())).status_code == 400  # too fast
    anew = moment_in(send(claim, after=90_000).content.decode())
    assert TimestampSigner(salt="policydesk.strangers").unsign(anew, max_age=60)


def test_many_from_one_address_or_on_one_story_are_refused(claim):
    answers = [send(claim).status_code for _number in range(6)]
    assert answers == [302] * 5 + [400]
    other = send(claim, headers=HERE | {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "8.8.8.8, 9.9.9.9"})
    faked = send(claim, headers=HERE | {"REMOTE_ADDR": "8.8.4.4", "HTTP_X_FORWARDED_FOR": "1.1.1.1"})
    assert (other.status_code, faked.status_code) == (302, 302)
    for _number in range(MOST_A_DAY - ReaderReport.objects.count()):
        receive_report(claim.article, "Wrong.", edition=1, at=timezone.now())
    with pytest.raises(Refused, match="Many readers wrote"):
        receive_report(claim.article, "Wrong.", edition=1)
    receive_report(claim.article, "Wrong.", edition=1, at=timezone.now() + timedelta(days=2))


def test_drafts_unknown_and_withdrawn_stories_answer_alike(claim, ada, vera):
    draft = a_claim(a_story(ada), ada)
    withdraw(fresh(claim.article), by=vera, reason="Forged.")
    for query in (f"claim={draft.public_id}", "claim=never", f"claim={claim.public_id}", "article=never"):
        assert Client().get(f"/report/?{query}").status_code == 404


def test_those_of_the_story_who_may_work_reports_are_told_else_editors(claim, ada, vera, ines):
    first = Event.objects.filter(kind="reported")
    assert not first.exists()
    report = receive_report(claim.article, "Wrong.", edition=1, claim=claim)
    event = first.get()
    assert (event.claim, event.path) == (claim, f"/admin/articles/readerreport/{report.pk}/change/")
    assert {row.user for row in event.alerts.all()} == {vera, ines}  # its author may not work reports


# --- The rules ----------------------------------------------------------------------------------------------
def test_a_report_is_assigned_decided_in_words_and_worked_on_again(report, boris, vera):
    assign_report(report, boris, by=vera, version=report.version)
    assert (fresh(report).state, fresh(report).assigned_to) == ("in_work", boris)
    with pytest.raises(Refused, match="Say what was decided"):
        decide_report(fresh(report), "answered", " ", by=boris)
    decide_report(fresh(report), "answered", "The figure is corrected.", by=boris)
    stands = fresh(report)
    assert (stands.state, stands.decided, stands.decided_by) == ("answered", "The figure is corrected.", boris)
    with pytest.raises(Refused, match="already"):
        assign_report(stands, vera, by=vera)
    reopen_report(fresh(report), by=vera)
    assert (fresh(report).state, fresh(report).decided, fresh(report).decided_by) == ("in_work", "", None)


def test_who_may_not_work_reports_and_late_forms_are_refused(report, ada, noor, boris):
    for by in (ada, noor):
        with pytest.raises(NotAllowed, match="You may not work reader reports"):
            decide_report(fresh(report), "closed", "No.", by=by)
        with pytest.raises(Refused, match="This person may not work"):
            assign_report(fresh(report), by, by=boris)
    with pytest.raises(Stale):
        decide_report(fresh(report), "closed", "No.", by=boris, version=report.version + 1)


def test_the_address_of_a_reader_is_deleted_after_90_days_and_stands_in_no_history(report):
    assert forget_addresses(at=report.received_at + timedelta(days=89)) == 0
    assert forget_addresses(at=report.received_at + timedelta(days=91)) == 1
    assert fresh(report).email == ""
    assert not hasattr(report.history.first(), "email")
