"""Real processes at one desk: nothing typed is lost, nothing is written twice, and whoever was late is told."""

from types import SimpleNamespace

import pytest

from tests.conftest import person
from tests.safety.crowd_rounds import CROWD_ROUNDS
from tests.safety.rounds import ROUNDS, appended, chain_is_whole, everybody_appends
from tests.stories import a_story
from tests.writers import writers

TIMES, CROWD_TIMES = 10, 2  # each third round at once, the others one after the other
PEOPLE, SAVES = 3, 10


@pytest.fixture(scope="module")
def people(django_db_setup):
    """The processes for all the rounds."""
    with writers(PEOPLE) as started:
        yield started


@pytest.fixture
def cast(transactional_db, ada, boris, vera, ines):
    """The cast, known to the other processes too; Pia publishes."""
    person("pia", "Pia", "Second", "publisher")
    return SimpleNamespace(ada=ada, boris=boris, vera=vera)


@pytest.mark.parametrize("clash", ROUNDS, ids=lambda clash: clash.__name__)
def test_two_people_at_once_lose_nothing(people, cast, clash):
    for number in range(TIMES):
        clash(people, cast, number)
    assert chain_is_whole()


@pytest.mark.parametrize("clash", CROWD_ROUNDS, ids=lambda clash: clash.__name__)
def test_what_several_people_type_stands_or_comes_back_to_them(people, cast, clash):
    for number in range(CROWD_TIMES):
        clash(people, cast, number)
    assert chain_is_whole()


def test_what_several_people_add_to_one_story_is_all_there_once(people, cast):
    article = a_story(cast.vera)
    everybody_appends(people, article, SAVES)
    assert appended(article) == sorted(f"Writer {who}, save {n}." for who in range(PEOPLE) for n in range(SAVES))
