"""The watch over cited sources: what changed at the cited passages, and which addresses do not open any more."""

import json
from datetime import timedelta
from functools import partial

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import watching
from articles.cautioning import warnings
from articles.checking import record_check
from articles.citing import cite
from articles.publishing import publish, withdraw
from articles.watching import due, watch_each, watched
from policydesk.lib.fetching import fetch
from sources.capturing import Job, Polite
from sources.models import CaptureRequest, Snapshot
from sources.opening import closed, opening_of
from tests.ledger import a_commitment, a_passage
from tests.safety.sites import Site, limits_for, page, standing
from tests.sources.documents import page_of
from tests.stories import a_claim, a_source, a_story, fresh, ready

pytestmark = pytest.mark.django_db
DUTIES = "The two delegations agreed to cut duties on 24 goods within the year. " * 2
HOURS = "The talks on tariffs went on for nine hours in the old town hall. " * 3
PORTS = "Borovia will open two of its ports to herring boats from Arland. " * 2


@pytest.fixture
def site(settings, monkeypatch):
    """A web server of this machine, the only one that can be reached, and a desk that is allowed to ask it."""
    settings.CAPTURE_ENABLED = True
    with standing(Site()) as server:
        get = partial(fetch, limits=limits_for(server))
        monkeypatch.setattr(watching, "Polite", lambda: Polite(get, sleep=lambda _seconds: None))
        yield server


@pytest.fixture
def readout(site, ada):
    return a_source(ada, "Readout", url=f"http://site.test:{site.port}/readout")


def shows(site, *paragraphs, **headers):
    site.pages["/readout"] = page(page_of(*paragraphs), **headers)


def ran(capsys, *arguments):
    """Exit code, lines on stdout, lines on stderr."""
    code = 0
    try:
        call_command("checksources", "--older-than", "0h", *arguments)
    except SystemExit as end:
        code = end.code
    said = capsys.readouterr()
    return code, said.out.splitlines(), said.err.splitlines()


def test_a_new_copy_makes_stale_exactly_the_claims_whose_passage_changed(site, readout, ada, boris, vera, capsys):
    """Scenario 7: another paragraph changed: no claim is stale; the cited one: its claims, and the published articles."""
    shows(site, DUTIES, HOURS)
    list(watch_each([Job(readout)]))
    story, draft = a_story(ada), a_story(ada, headline="Nine hours of talks")
    cited, beside = a_claim(story, ada), a_claim(draft, ada, "on tariffs")
    cite(cited, readout, by=ada, passage="agreed to cut duties on 24 goods", directness="primary")
    cite(beside, readout, by=ada, passage="The talks on tariffs went on", directness="primary")
    for claim in (cited, beside):
        record_check(fresh(claim), "confirmed", by=boris)
    publish(ready(story, by=vera), by=vera)

    shows(site, DUTIES, HOURS.replace("old town hall", "new town hall"))
    code, out, err = ran(capsys)
    assert (code, err, readout.snapshots.count()) == (0, [], 2)
    assert out[-1] == "1 source was looked at: 1 changed. 0 claims need a re-check."
    assert [fresh(claim).needs_recheck for claim in (cited, beside)] == [False, False]

    shows(site, DUTIES.replace("24", "26"), HOURS)
    code, out, err = ran(capsys)
    assert [fresh(claim).needs_recheck for claim in (cited, beside)] == [True, False]
    assert (code, out) == (0, ["1 source was looked at: 1 changed. 1 claim needs a re-check."])
    assert [line.strip() for line in err[1:]] == [
        f"claim {cited.public_id} needs a re-check: “They agreed to cut duties on 24 goods”, in “{story}”",
        "Published stories in which claims need a re-check:",
        f"http://testserver/articles/{fresh(story).publication.slug}/   “{story}”   {cited.public_id}",
    ]
    assert ran(capsys)[1][-1] == "1 source was looked at: 1 unchanged. 0 claims need a re-check."


def test_a_site_that_says_when_its_page_changed_is_asked_only_for_what_is_new(site, readout, ada):
    shows(site, DUTIES, etag='"one"')
    looks = [look.outcome for _twice in range(2) for look in watch_each([Job(readout)])]
    assert ([look.result for look in looks], site.spared) == (["saved", "unchanged"], 1)
    assert looks[1].sentence == f"Nothing has changed since the copy of {timezone.localdate():%-d %B %Y}."
    readout.url += "?page=2"  # another address is another page
    readout.save(by=ada)
    site.pages["/readout?page=2"] = page(page_of(HOURS), etag='"one"')
    assert ([look.outcome.result for look in watch_each([Job(readout)])], site.spared) == (["saved"], 1)


def test_an_address_that_is_gone_is_listed_with_the_last_good_copy_until_it_opens_again(site, readout, ada, capsys):
    passage = a_passage(ada, title="Readout", url=readout.url)
    a_commitment(ada, undertaking=passage)
    shows(site, PORTS)
    assert (ran(capsys)[0], opening_of(readout).since, list(closed(type(readout).objects.all()))) == (0, None, [])
    site.pages = {}
    code, out, err = ran(capsys)
    today = f"{timezone.localdate():%-d %B %Y}"
    assert (code, out) == (1, ["1 source was looked at: 1 failed. 0 claims need a re-check."])
    assert err == [
        f"  FAILED    {readout.public_id}   Readout   The site answered 404 (Not Found) instead of the page.",
        "Addresses that do not open:",
        f"  {readout.public_id}   Readout   since {today}, last good copy of {today}",
    ]
    first, stands = CaptureRequest.objects.first().done_at, opening_of(readout)
    assert (stands.since, stands.gone, stands.sentence) == (first, True, CaptureRequest.objects.first().outcome)
    ran(capsys)
    assert opening_of(readout).since == first  # since the first of them, however often somebody looks
    shows(site, PORTS)
    assert (ran(capsys)[0], opening_of(readout).since, Snapshot.objects.filter(kind="full").count()) == (0, None, 1)


def test_a_site_that_does_not_answer_counts_after_three_looks_and_what_lies_with_us_never(site, readout, ada):
    story = a_story(ada)
    cite(a_claim(story, ada), readout, by=ada)
    site.pages["/readout"] = page(status="403 Forbidden")
    stands = [look.opening.since for _time in range(3) for look in watch_each([Job(readout)])]
    assert stands == [None, None, CaptureRequest.objects.last().done_at]
    told = [warning.sentence for warning in warnings(story) if warning.code == "address"]
    assert told == [f"The address of the source “Readout” does not open since {timezone.localdate():%-d %B %Y}."]
    other = a_source(readout.owner, "Memo", url="http://127.0.0.2/memo")  # a network that is not public
    assert [look.opening for _time in range(3) for look in watch_each([Job(other)])] == [None] * 3
    readout.url = f"http://site.test:{site.port}/moved"  # nobody looked there yet
    readout.save(by=readout.owner)
    assert opening_of(readout) is None


def test_readers_are_told_nothing_by_a_machine_without_a_name_server(site, readout, ada, capsys):
    passage = a_passage(ada, title="Memo", url="http://no.test/memo")
    a_commitment(ada, undertaking=passage)
    assert (ran(capsys)[0], opening_of(passage.snapshot.source), list(closed(type(readout).objects.all()))) == (
        1,
        None,
        [],
    )


def test_what_something_stands_on_is_watched_the_longest_not_looked_at_first(ada, boris, vera, settings):
    settings.CAPTURE_ENABLED = True
    story, gone = a_story(ada), a_story(ada, headline="Withdrawn", developing=True)
    names = ("Cited", "Promised", "Idle", "Retired", "Withdrawn", "Hidden", "Bare")
    rows = {name: a_source(ada, name, url="" if name == "Bare" else f"https://example.org/{name}") for name in names}
    rows["Hidden"].confidentiality, rows["Hidden"].described_as = "background", "an official"
    rows["Hidden"].save(by=ada)
    for name in ("Cited", "Hidden", "Bare"):
        cite(
            a_claim(story, ada, {"Cited": "agreed to cut", "Hidden": "on 24", "Bare": "in Geneva"}[name]),
            rows[name],
            by=ada,
        )
    retired = a_claim(story, ada, "on tariffs")
    cite(retired, rows["Retired"], by=ada)
    retired.retired_at, retired.retired_by = timezone.now(), ada
    retired.save(by=ada)
    cite(a_claim(gone, ada), rows["Withdrawn"], by=ada)
    publish(ready(gone, by=vera), by=vera)
    withdraw(fresh(gone), by=vera, reason="It was forged.")
    a_commitment(ada, undertaking=a_passage(ada, title="Promised", url=rows["Promised"].url))
    assert list(watched()) == [rows["Cited"], rows["Promised"]]
    look = CaptureRequest.objects.create(
        source=rows["Cited"],
        url=rows["Cited"].url,
        done_at=timezone.now(),
        result="failed",
        outcome="No.",
        trouble="gone",
    )
    assert list(watched()) == [rows["Promised"], rows["Cited"]]
    CaptureRequest.objects.create(
        source=rows["Promised"], url=rows["Promised"].url, done_at=look.done_at + timedelta(minutes=1),
        result="failed", outcome="The page is larger than 10 MB.",
    )  # fmt: skip  # it says nothing of the address, and still the source has had its turn
    assert list(watched()) == [rows["Cited"], rows["Promised"]]
    CaptureRequest.objects.filter(source=rows["Promised"]).delete()
    assert [job.source for job in due(timedelta(hours=1))] == [rows["Promised"]]  # a stopped run goes on with the rest
    assert [job.label for job in due(timedelta(hours=1), at=look.done_at + timedelta(hours=2))] == [
        rows["Promised"].public_id, rows["Cited"].public_id,
    ]  # fmt: skip


def test_programs_read_what_it_means_and_a_wrong_span_is_a_sentence(site, readout, capsys):
    code, out, _err = ran(capsys, readout.public_id, "--format", "json")
    look, summary = map(json.loads, out)
    assert (code, look["source"], look["address"], look["result"]) == (1, readout.public_id, readout.url, "failed")
    assert (look["does_not_open_since"][:10], look["claims"], look["stories"]) == (f"{timezone.localdate()}", [], [])
    assert summary["summary"] == {
        "looked_at": 1, "saved": 0, "unchanged": 0, "failed": 1, "do_not_open": 1, "claims": 0, "stories": 0,
        "interrupted": False, "broken": "",
    }  # fmt: skip
    readout.confidentiality, readout.described_as = "confidential", "a delegate"
    readout.save(by=readout.owner)
    _code, out, err = ran(capsys, readout.public_id, "--format", "json")
    assert [json.loads(out[0])[name] for name in ("title", "address", "result")] == ["a delegate", "", "failed"]
    assert "/readout" not in "".join([*out, *err])  # cron keeps what is told
    with pytest.raises(CommandError, match="write hours or days as “12h” or “7d”, not “soon”"):
        call_command("checksources", "--older-than", "soon")
