"""Line 5: loading text files with history, beside a loop of saves and beside `loaddata`, which writes no history."""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.serializers import serialize
from django.db import connection

from articles.importing import receive
from articles.loading import load
from articles.models import Article
from articles.parsing import parse_story
from articles.seed_files import SeedFile, find_files, read_file
from tests.bench.sizes import Size
from tests.bench.telling import Row, at_least, at_most, more
from tests.bench.words import seed_text

PARTS = 5  # the files are loaded in so many rounds, ours and the others in turn


def measure(size: Size) -> list[Row]:
    """Stories a second, in rounds of all three on the same files; then the memory that a load of all of them takes."""
    folder = Path(os.environ["BENCH_DIR"]) / "seeds"
    files = _written(folder, size.files)
    memory = _memory(folder, len(files))
    ours, loop, raw = [], [], []
    each = len(files) // PARTS
    for part in range(PARTS):
        some = files[part * each : (part + 1) * each]
        ours.append(each / _took(lambda some=some: list(load(some))))
        loop.append(each / _took(lambda some=some: _loop(some)))
        dumped = _dumped(some, Path(os.environ["BENCH_DIR"]) / "dump.json")
        raw.append(each / _took(lambda dumped=dumped: call_command("loaddata", dumped, verbosity=0)))
    if Article.history.count() != 2 * PARTS * each or Article.objects.count() != 3 * PARTS * each:
        raise RuntimeError("not every story came in")
    rate = median(ours)
    return [
        more("5 load seeds, with history", rate, "/s", "a save a row", median(loop), 4),
        more("5 load seeds, with history", rate, "/s", "loaddata, no history", median(raw), 1.1),
        at_least("5 load seeds, no search index yet", rate, "/s", 500),
        at_most(f"5 memory of {len(files)} files, as of a tenth", memory, "×", 1.1),
    ]


def _written(folder: Path, count: int) -> list[SeedFile]:
    folder.mkdir()
    for number in range(count):
        (folder / f"seed-{number:05}.txt").write_text(seed_text(number), encoding="utf-8")
    return list(find_files([folder]))


def _loop(files: list[SeedFile]) -> None:
    """The importer that anybody would write first: the same parsing, a save for each row and its history."""
    for file in files:
        receive(parse_story(read_file(file)), ref=f"loop-{file.stem}").row.save()


def _dumped(files: list[SeedFile], dump: Path) -> str:
    """A fixture of the rows of `files`, as rows of other keys."""
    rows = json.loads(serialize("json", Article.objects.filter(import_ref__in=[file.stem for file in files])))
    for row in rows:
        row["pk"], row["fields"]["import_ref"] = None, f"raw-{row['fields']['import_ref']}"
    dump.write_text(json.dumps(rows), encoding="utf-8")
    return str(dump)


def _memory(folder: Path, count: int) -> float:
    """How many times the memory of a load of a tenth of the files one of all of them takes, each in a process."""
    peaks = []
    for limit in (count // 10, count):  # the peak of children is that of the largest so far
        shutil.copy(settings.DATABASES["default"]["NAME"], f"{folder}-{limit}.sqlite3")
        command = [sys.executable, "manage.py", "loadseeds", str(folder), "--limit", str(limit), "--verbosity", "0"]
        asked = {**os.environ, "BENCH_DATABASE": f"seeds-{limit}"}
        subprocess.run(command, env=asked, check=True, stderr=subprocess.DEVNULL)
        peaks.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    return peaks[1] / peaks[0]


def _took(act: Callable[[], Any]) -> float:
    connection.ensure_connection()
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
