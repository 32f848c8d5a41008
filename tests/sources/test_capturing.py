"""Many sources: politely, patiently, and each only once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from policydesk.lib.fetching import Fetched
from policydesk.lib.guarding import NotFetched
from sources.archiving import ask_for_copy, keep_upload
from sources.capturing import Job, Polite, capture_each, queued, uncopied
from sources.excerpting import take_extract
from sources.models import CaptureRequest, Snapshot, Source
from tests.sources.test_archiving import upload
from tests.stories import a_source, fresh

AT = datetime(2024, 1, 28, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.CAPTURE_ENABLED = True


class World:
    """Time that passes only when somebody sleeps or asks, and sites that answer as they are told."""

    def __init__(self, *answers) -> None:
        self.now, self.log, self.answers = 100.0, [], list(answers)

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.log.append(f"sleep {seconds:g}")

    def get(self, url: str, seen=None) -> Fetched:
        self.log.append(url)
        self.now += 0.25
        answer = self.answers.pop(0) if self.answers else url
        if isinstance(answer, Exception):
            raise answer
        return Fetched(url, answer, 200, "text/plain", f"Words of {url}.".encode(), (), AT)

    @property
    def polite(self) -> Polite:
        return Polite(self.get, lambda: self.now, self.sleep)


def test_a_second_lies_between_two_requests_to_one_site():
    world = World("https://a.example/1", "https://a.example/2", "https://c.example/", "https://c.example/x")
    polite = world.polite
    for url in (
        "https://a.example/1",
        "https://A.example./2",
        "https://b.example/",
        "https://c.example/x",
        "https://b.example/",
    ):
        polite(url)
    assert world.log == [
        "https://a.example/1", "sleep 1", "https://A.example./2", "https://b.example/", "sleep 1",
        "https://c.example/x", "https://b.example/",
    ]  # fmt: skip  # b led on to c, so c had to wait; b had its second meanwhile


def test_what_may_pass_is_tried_twice_more_and_what_stays_is_not():
    late, gone = NotFetched("Late.", passing=True), NotFetched("Gone.")
    world = World(late, late, "https://a.example/")
    assert world.polite("https://a.example/").final_url == "https://a.example/"
    assert world.log == ["https://a.example/", "sleep 2", "https://a.example/", "sleep 4", "https://a.example/"]
    for answers, tries in (((late, late, late), 3), ((gone,), 1), ((late, gone), 2)):
        world = World(*answers)
        with pytest.raises(NotFetched):
            world.polite("https://a.example/")
        assert len([line for line in world.log if line.startswith("https")]) == tries


def test_a_site_that_wants_to_be_left_alone_is_left_alone_with_all_its_pages():
    world = World(NotFetched("Busy.", passing=True, wait=7), "https://a.example/")
    assert world.polite("https://a.example/").final_url == "https://a.example/"
    assert world.log == ["https://a.example/", "sleep 7", "https://a.example/"]
    world = World(NotFetched("Busy.", passing=True, wait=3600))
    polite = world.polite
    with pytest.raises(NotFetched, match="Busy"):
        polite("https://a.example/")
    with pytest.raises(NotFetched, match="The site asked not to be asked for a while") as refusal:
        polite("https://a.example/2")
    polite("https://b.example/")
    assert (refusal.value.closed, world.log) == (False, ["https://a.example/", "https://b.example/"])
    world.now += 3600
    polite("https://a.example/2")
    assert world.log[2:] == ["https://a.example/2"]


@pytest.fixture
def four(ada, boris):
    """Sources without a copy, with an extract alone, with an uploaded file, and one that is hidden."""
    made = [a_source(ada, title) for title in ("Bare", "Typed", "Given")]
    take_extract(made[1], "They agreed to cut duties.", by=ada)
    keep_upload(made[2], upload(), by=ada)
    a_source(ada, "Hidden", confidentiality="background", described_as="an official")
    a_source(ada, "On paper", url="")
    return made


def test_what_has_no_copy_is_fetched_and_again_all_of_it(four):
    assert [job.source.title for job in uncopied()] == ["Bare", "Typed"]
    assert [job.source.title for job in uncopied(again=True)] == ["Bare", "Typed", "Given"]
    results = [outcome.result for outcome in capture_each(uncopied(again=True), get=World().get)]
    assert (results, uncopied()) == (["saved"] * 3, [])
    assert {outcome.result for outcome in capture_each(uncopied(again=True), get=World().get)} == {"unchanged"}
    assert Snapshot.objects.filter(kind="full").count() == 3


def test_one_that_fails_keeps_no_other_from_being_fetched(four, caplog):
    world = World(NotFetched("Gone."), RuntimeError("A bug."))
    told = [(outcome.result, outcome.sentence) for outcome in capture_each(uncopied(again=True), get=world.get)]
    assert told[:2] == [
        ("failed", "Gone."), ("failed", "Something went wrong that nobody foresaw. The log of the program has it."),
    ]  # fmt: skip
    assert (told[2][0], "A bug." in caplog.text) == ("saved", True)
    rows = CaptureRequest.objects.order_by("pk").values_list("result", "outcome")
    assert list(rows) == told


def test_what_was_asked_for_is_worked_off_in_the_name_of_who_asked(four, boris, vera):
    first, second = ask_for_copy(four[1], by=boris), ask_for_copy(four[0], by=vera)
    assert [job.asked for job in queued()] == [first, second]
    boris.groups.clear()
    told = [outcome.sentence for outcome in capture_each(queued(), get=World().get)]
    assert told[0] == "You may not fetch copies from the network. Ask a checker or an editor."
    assert (fresh(first).result, fresh(second).result, fresh(second).snapshot.taken_by) == ("failed", "saved", vera)
    assert queued() == []


def test_a_request_that_another_run_has_taken_is_left_to_it(four, boris):
    asked = ask_for_copy(four[0], by=boris)
    jobs = queued()
    asked.started_at = timezone.now() - timedelta(minutes=1)
    asked.save()
    world = World()
    assert (list(capture_each(jobs, get=world.get)), queued(), world.log) == ([], [], [])
    asked.started_at = timezone.now() - timedelta(minutes=11)  # that run came to an end without it
    asked.save()
    assert [outcome.result for outcome in capture_each(queued(), get=world.get)] == ["saved"]


def test_what_two_runs_listed_is_asked_for_once(four, boris):
    mine, other = World(), World()
    jobs, asked = uncopied(again=True), ask_for_copy(four[2], by=boris)

    def meanwhile(url, seen=None):
        """The other run goes through its whole list while the first look of this one is under way."""
        assert [outcome.source for outcome in capture_each(list(jobs), get=other.get)] == four[1:]
        return mine.get(url)

    assert [outcome.source for outcome in capture_each(jobs, get=meanwhile)] == four[:1]
    assert (mine.log, other.log) == ([four[0].url], [four[1].url, four[2].url])
    assert (fresh(asked).result, CaptureRequest.objects.count()) == ("saved", 3)  # what waited is done with it
    named = [Job(four[0])]
    assert [outcome.result for outcome in capture_each(named, get=mine.get)] == [
        "unchanged"
    ]  # whoever names it means it


def test_one_that_became_confidential_during_the_run_is_not_fetched(four):
    jobs, world = uncopied()[:2], World()

    def get(url, seen=None):
        Source.objects.filter(pk=jobs[1].source.pk).update(confidentiality="confidential", described_as="an official")
        return world.get(url)

    done = list(capture_each(jobs, get=get))
    assert ([outcome.result for outcome in done], world.log) == (["saved", "failed"], [jobs[0].source.url])
    assert done[1].sentence.startswith("The source is not public")


def test_it_stops_where_it_is_told_to(four):
    world = World()
    done = list(capture_each(uncopied(), get=world.get, halt=lambda: len(world.log) >= 1))
    assert [outcome.source for outcome in done] == [four[0]]
    assert Job(four[0]).label == Source.objects.get(title="Bare").public_id
