"""The full counts for people who work at the same moment: 200 rounds of every clash, of up to 8 people, 8 writers of 200 saves."""

from random import Random
from threading import Thread
from types import SimpleNamespace

import pytest

from articles.models import Article
from tests.conftest import person
from tests.kills import FILES, loader, write_stories
from tests.safety.crowd_rounds import CROWD_ROUNDS
from tests.safety.rounds import ROUNDS, appended, chain_is_whole, everybody_appends
from tests.stories import a_story
from tests.writers import writers

pytestmark = pytest.mark.soak
TIMES = 200
WRITERS, SAVES = 8, 200


@pytest.fixture(scope="module")
def people(django_db_setup):
    """The processes for all the rounds."""
    with writers(WRITERS) as started:
        yield started


@pytest.fixture
def cast(transactional_db, ada, boris, vera, ines):
    """The cast, known to the other processes too; Pia publishes."""
    person("pia", "Pia", "Second", "publisher")
    return SimpleNamespace(ada=ada, boris=boris, vera=vera)


@pytest.mark.parametrize("clash", [*ROUNDS, *CROWD_ROUNDS], ids=lambda clash: clash.__name__)
def test_two_hundred_rounds_lose_nothing(people, cast, clash):
    for number in range(TIMES):
        clash(people, cast, number)
    assert chain_is_whole()


def test_eight_writers_lose_none_of_two_hundred_saves_each_while_files_are_loaded(people, cast, tmp_path):
    article = a_story(cast.vera)
    with loader() as loading:
        loads = Thread(target=load_over_and_over, args=(loading, tmp_path))
        loads.start()
        everybody_appends(people, article, SAVES)
        loads.join()
    assert appended(article) == sorted(f"Writer {who}, save {n}." for who in range(WRITERS) for n in range(SAVES))
    assert Article.objects.exclude(import_ref=None).count() == 5 * FILES


def load_over_and_over(loading, tmp_path):
    """Five folders of sixty files, one after the other; each batch is a transaction of its own."""
    for seed in range(5):
        write_stories(tmp_path / f"load{seed}", Random(seed))
        loading.load(tmp_path / f"load{seed}", 7)
