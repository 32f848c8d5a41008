"""Loads that are killed at random moments, and what must stand afterwards: no story lost, doubled or half."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import monotonic, sleep

from django.db import connection

from articles.importing import import_sha256
from articles.models import Article

FILES = 60
BATCHES = (1, 7, 100)
PROGRAM = Path(__file__).with_name("loading_process.py")
WORDS = (
    "ministers",
    "talks",
    "tariffs",
    "border",
    "treaty",
    "agreed",
    "denied",
    "summit",
    "trade",
    "Geneva",
    "Beijing",
)


def database_url() -> str:
    """The address of the database that the tests are using."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


class Loader:
    """Talks to loading_process.py: loads as real processes on the tests' database, with production's settings."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def load(self, folder: Path, batch: int, *, kill_after: float | None = None) -> float:
        """Load `folder` with no failure, or kill the load after so many seconds. Returns the seconds it took."""
        started, pid = monotonic(), int(self._ask(f"{batch} {folder}"))
        if kill_after is not None:
            sleep(kill_after)
            os.kill(pid, signal.SIGKILL)
        status = int(self._ask(""))
        assert status == 0 or (kill_after is not None and os.WTERMSIG(status) == signal.SIGKILL)
        return monotonic() - started

    def _ask(self, line: str) -> str:
        print(line, file=self.process.stdin, flush=True)
        return self.process.stdout.readline()


@contextmanager
def loader():
    """A Loader for the time of a test."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "policydesk.settings", "DATABASE_URL": database_url()}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, PROGRAM], env=environment, **pipes) as process:
        yield Loader(process)
        process.stdin.close()


def write_stories(folder: Path, random: Random) -> None:
    """Sixty files of one to eight paragraphs, every third with tags, named after the folder."""
    folder.mkdir(exist_ok=True)
    for number in range(FILES):
        paragraphs = [
            " ".join(random.choices(WORDS, k=40)).capitalize() + "." for _count in range(random.randint(1, 8))
        ]
        text, name = "\n\n".join(paragraphs), f"{folder.name}-{number:02}"
        if number % 3:
            (folder / f"{name}.txt").write_text(f"date 2024-01-28 Story {name}\n\n{text}\n")
        else:
            tags = ", ".join(random.sample(WORDS, k=3))
            (folder / f"{name}.md").write_text(f"---\ndate: 2024-01-28\ntitle: {name}\ntags: [{tags}]\n---\n{text}\n")


def standing(folder: Path) -> list[tuple[str, int, bool]]:
    """Key, number of history rows, and whether it is whole, of each story of `folder` that the desk has."""
    articles = Article.objects.filter(import_ref__startswith=f"{folder.name}-").order_by("import_ref")
    return [(article.import_ref, article.history.count(), _is_whole(article)) for article in articles]


def _is_whole(article: Article) -> bool:
    tags = sorted(name.lower() for name in article.tag_names())
    same = import_sha256(article) == article.import_sha256 == import_sha256(article.history.first())
    return same and sorted(name.lower() for name in article.tags.names()) == tags


def kill_and_repeat(load: Loader, folder: Path, seed: int) -> int:
    """Kill a first load and a load of changed files at random moments. Returns how many kills left a part done."""
    random = Random(seed)
    keys = [f"{folder.name}-{number:02}" for number in range(FILES)]
    in_part = 0
    for rows in (1, 2):
        write_stories(folder, random)
        batch = random.choice(BATCHES)
        load.load(folder, batch, kill_after=random.uniform(0, 0.6))
        left = standing(folder)
        assert all(whole and count in (rows - 1, rows) for _key, count, whole in left)
        in_part += 0 < sum(count == rows for _key, count, _whole in left) < FILES
        load.load(folder, random.choice(BATCHES))
        assert standing(folder) == [(key, rows, True) for key in keys]
    return in_part
