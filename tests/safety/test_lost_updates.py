"""Real processes at one desk: nothing typed is lost, nothing is written twice, and whoever was late is told."""

from types import SimpleNamespace

import pytest

from tests.safety.rounds import ROUNDS, appended, chain_is_whole, everybody_appends
from tests.stories import a_story
from tests.writers import writers

TIMES = 21
WRITERS, SAVES = 3, 10


@pytest.fixture(scope="module")
def people(django_db_setup):
    """Two processes for all the rounds."""
    with writers(2) as started:
        yield started


@pytest.fixture
def cast(transactional_db, ada, boris, vera):
    """The cast, known to the other processes too."""
    return SimpleNamespace(ada=ada, boris=boris, vera=vera)


@pytest.mark.parametrize("clash", ROUNDS, ids=lambda clash: clash.__name__)
def test_two_people_at_once_lose_nothing(people, cast, clash):
    for number in range(TIMES):
        clash(people, cast, number)
    assert chain_is_whole()


def test_what_several_people_add_to_one_story_is_all_there_once(cast):
    article = a_story(cast.vera)
    with writers(WRITERS) as people:
        everybody_appends(people, article, SAVES)
    assert appended(article) == sorted(f"Writer {who}, save {n}." for who in range(WRITERS) for n in range(SAVES))
