"""A machine without a name server learns nothing of sources, and says so; a site that is gone is told all the same."""

import pytest

from policydesk.lib.guarding import NotFetched
from sources.capturing import capture_each, uncopied
from sources.doubting import NoNames
from sources.models import CaptureRequest, Source
from sources.opening import closed, opening_of
from tests.sources.test_capturing import World
from tests.stories import a_source


@pytest.fixture
def sources(settings, ada):
    settings.CAPTURE_ENABLED = True
    hosts = ("one.test", "one.test", "two.test", "three.test", "four.test")
    return [a_source(ada, f"Paper {number}", url=f"https://{host}/{number}") for number, host in enumerate(hosts)]


def no_such(host):
    return NotFetched(f"There is no site called “{host}”.", gone=True, nameless=True)


def test_a_run_that_finds_no_name_stops_after_three_and_concludes_nothing(sources):
    names, told = ("one.test", "one.test", "two.test", "three.test", "four.test"), []
    run = capture_each(uncopied(), get=World(*map(no_such, names)).get)
    with pytest.raises(NoNames, match=r"No name was found in this run \(one\.test, two\.test, three\.test\): this mac"):
        told.extend(outcome.result for outcome in run)
    assert told == ["failed"] * 4  # of two pages of one site the second tells nothing new
    assert set(CaptureRequest.objects.values_list("trouble", flat=True)) == {""}
    assert (list(closed(Source.objects.all())), opening_of(sources[0])) == ([], None)


def test_one_that_is_looked_at_alone_tells_nothing_either(sources):
    with pytest.raises(NoNames):
        list(capture_each(uncopied()[:1], get=World(no_such("one.test")).get))
    assert opening_of(sources[0]) is None


@pytest.mark.parametrize("answer", ["https://two.test/2", NotFetched("It answered 404.", gone=True)])
def test_a_name_counts_as_gone_as_soon_as_another_one_is_found(sources, answer):
    missing = no_such("one.test")
    told = list(capture_each(uncopied(), get=World(missing, missing, answer, no_such("three.test")).get))
    assert len(told) == 5
    assert [bool(stands and stands.gone) for stands in map(opening_of, sources)] == [
        True, True, isinstance(answer, NotFetched), True, False,
    ]  # fmt: skip


def test_what_never_reached_a_name_is_no_sign_that_names_are_found(sources):
    ours = (NotFetched("The address names port 8080."), NotFetched("“b” leads into a network that is not public."))
    with pytest.raises(NoNames):
        list(capture_each(uncopied(), get=World(no_such("one.test"), *ours, no_such("three.test"), no_such("x")).get))
    assert list(closed(Source.objects.all())) == []
