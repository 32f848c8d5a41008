"""The full counts for loads: two hundred kills, a hundred of dossiers, and the 252 documents of the corpora."""

import os
from pathlib import Path

import pytest

from articles.importing import import_sha256
from articles.loading import load
from articles.models import Article
from articles.seed_files import find_files
from tests.dossier_kills import kill_and_repeat as kill_dossiers
from tests.kills import kill_and_repeat, loader

pytestmark = pytest.mark.soak


@pytest.mark.django_db(transaction=True)
def test_two_hundred_kills_lose_double_and_halve_nothing(tmp_path):
    with loader() as loading:
        in_part = [kill_and_repeat(loading, tmp_path / f"killed{seed}", seed) for seed in range(100)]
    assert sum(in_part) >= 20  # else the moments were badly chosen: before the first or after the last story


@pytest.fixture
def documents():
    """The folder of 252 official documents in the shape of the seeds."""
    folder = Path(os.environ.get("CORPORA", "")) / "whitehouse"
    if not os.environ.get("CORPORA") or not folder.is_dir():
        pytest.fail("The corpora are missing: make soak CORPORA=path/to/corpora", pytrace=False)
    return folder


def test_the_documents_are_all_loaded_and_a_second_load_writes_no_row(documents, db):
    first = [one.outcome for one in load(find_files([documents]))]
    assert first == ["created"] * 252
    rows = Article.history.count()
    assert [one.outcome for one in load(find_files([documents]))] == ["unchanged"] * 252
    assert (Article.objects.count(), Article.history.count()) == (252, rows) == (252, 252)
    assert all(import_sha256(article) == article.import_sha256 for article in Article.objects.all())


@pytest.mark.django_db(transaction=True)
def test_a_hundred_kills_leave_no_dossier_half_there(tmp_path):
    with loader() as loading:
        in_part = [kill_dossiers(loading, tmp_path / f"killed{seed}", seed) for seed in range(50)]
    assert sum(in_part) >= 10
