"""How well sources are found by their words: `python -m tests.bench.origins FOLDER` with a folder of text files.

Keeps every document as a copy of a source of its own, in a database that goes away (TEST_DATABASE_URL chooses
PostgreSQL), takes passages, changes them as `tests.bench.passages` does and asks where they could be from. Prints for
each kind how often the right source came first and how often it was offered at all, and the milliseconds of a question.
A passage that stands word for word in several documents is right with each of them. `--beside` puts so many further
documents into the desk, sentences of the others with their words in another order: they share every word and no passage.
"""

import argparse
import os
import random
import re
import statistics
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402 - models need django.setup()
from django.core.files.base import ContentFile  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from sources.archiving import keep_upload  # noqa: E402
from sources.models import SnapshotText, TextStretch  # noqa: E402
from sources.registering import register_source  # noqa: E402
from sources.sourcing import candidates  # noqa: E402
from tests.bench.passages import bracketed, ellipsis, flat, spans, typo, typography, verbatim  # noqa: E402

KINDS = {
    "verbatim": verbatim,
    "typography": typography,
    "typo": typo,
    "bracketed": bracketed,
    "ellipsis": ellipsis,
}


def keep(texts: dict[str, str], by: Any) -> float:
    """Each text as an upload of a source of that title, by the rules of the desk; returns the seconds it took."""
    began = time.perf_counter()
    for title, text in texts.items():
        with transaction.atomic():
            source = register_source(by=by, title=title, source_class="primary_official")[0]
            keep_upload(source, ContentFile(text.encode(), "copy.txt"), by=by)
    return time.perf_counter() - began


def beside(texts: list[str], count: int, rng: random.Random) -> dict[str, str]:
    """Further documents as long as the others, of their sentences with the words in another order."""
    sentences = [found.split() for text in texts for found in re.split(r"(?<=[.!?])\s", text)]
    made = {}
    for number in range(count):
        mixed = (rng.sample(words, len(words)) for words in rng.choices(sentences, k=len(sentences) // len(texts)))
        made[f"Beside {number}"] = "\n".join(map(" ".join, mixed))
    return made


def ask(kind: str, texts: dict[str, str], by: Any, rng: random.Random, each: int, show: int) -> None:
    """Ask for `each` passages of every document, and print what came of it."""
    flats = {title: flat(text) for title, text in texts.items()}
    took, first, offered = [], 0, 0
    for title, text in texts.items():
        for start, end in spans(text, rng, each):
            words = text[start:end]
            passage = KINDS[kind](words, rng)
            if passage == words and kind in ("typo", "ellipsis", "bracketed"):
                continue
            began = time.perf_counter()
            found = [str(one.source) for one in candidates(passage, user=by)]
            took.append(1000 * (time.perf_counter() - began))
            right = {title} | {other for other in found if flat(words) in flats.get(other, "")}
            first += bool(found) and found[0] in right
            offered += bool(right & set(found))
            if show > 0 and not (found and found[0] in right):
                show -= 1
                print(f"-- {kind}, of {title}\n   {passage!r}\n   {found[:3]}")
    took.sort()
    times = f"median {statistics.median(took):.0f} ms, of 100 the slowest but one {took[int(0.99 * len(took))]:.0f} ms"
    print(
        f"{kind:12}{len(took):6} asked: first {first / len(took):.4f}, offered {offered / len(took):.4f}, {times}, "
        f"longest {took[-1]:.0f} ms",
        flush=True,
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--each", type=int, default=3, help="passages of each kind and document")
    options.add_argument("--beside", type=int, default=0, help="further documents in the desk")
    options.add_argument("--show", type=int, default=0, help="how many failures of a kind to print")
    asked = options.parse_args()
    texts = {path.stem[:200]: path.read_text() for path in sorted(asked.folder.glob("*.txt"))}
    rng = random.Random(asked.seed)
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        by = User.objects.create_superuser("bench")
        seconds = keep(texts | beside(list(texts.values()), asked.beside, rng), by)
        size, rows = sum(map(len, texts.values())), TextStretch.objects.count()
        print(
            f"{connection.vendor}: {SnapshotText.objects.count()} copies, {rows} stretches, kept in {seconds:.0f} s "
            f"({size / 1e6:.1f} million characters are those of the folder)"
        )
        for kind in KINDS:
            ask(kind, texts, by, rng, asked.each, asked.show)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
