"""How names of actors are found: `python -m tests.bench.recognition DOSSIER STORY [FOLDER]`.

Prints for the claims of the dossier that somebody says whether the speaker is offered from the claim's sentence, and
first; how long 50,000 made-up names take to be made ready; and, over the text files of FOLDER, how fast they are found
beside those of the dossier, and `--show N` finds by chance, to be judged by eye.
"""

import argparse
import random
import string
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from actors.recognising import Book, How, Name, offered, surname_of
from articles.parsing import parse_story
from articles.splitting import sentences

MADE_UP = 50_000


def names_of(dossier: dict[str, Any], numbers: dict[str, int]) -> Iterator[Name]:
    """The names of the dossier's actors, as the desk would give them."""
    for actor in dossier["actors"]:
        number = numbers[actor["slug"]]
        if actor["kind"] == "unnamed":
            continue
        person = actor["kind"] == "person"
        yield Name(
            actor["name"], number, surname=surname_of(actor["name"], actor.get("sort_name", "")) if person else ""
        )
        for alias in actor.get("aliases", ()):
            metonym = alias.get("kind") == "metonym" or alias.get("matchable") is False
            yield Name(alias["text"], number, How.METONYM if metonym else How.NAME)


def made_up(count: int) -> Iterator[Name]:
    chance = random.Random(7)
    for number in range(count):
        words = ["".join(chance.choices(string.ascii_lowercase, k=chance.randint(3, 9))).title() for _ in range(2)]
        yield Name(" ".join(words), 10_000 + number)


def speakers(dossier: dict[str, Any], story: str, book: Book, numbers: dict[str, int]) -> tuple[int, int, int, int]:
    """Of claims whose named speaker stands in their sentence or not: all, offered, offered first, and offers in all."""
    asked = there = first = offers = 0
    named = {actor["slug"] for actor in dossier["actors"] if actor["kind"] != "unnamed"}
    for claim in dossier["claims"]:
        if claim.get("speaker") not in named or claim["words"] not in story:
            continue
        at = story.index(claim["words"])
        touched = [(a, b) for a, b in sentences(story) if a < at + len(claim["words"]) and at < b]
        finds = book.find(story[: touched[-1][1]])
        found = offered(one for one in finds if one.start >= touched[0][0])
        asked, offers = asked + 1, offers + len(found)
        there += numbers[claim["speaker"]] in found
        first += found[:1] == [numbers[claim["speaker"]]]
    return asked, there, first, offers


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("dossier", type=Path)
    options.add_argument("story", type=Path)
    options.add_argument("folder", type=Path, nargs="?")
    options.add_argument("--show", type=int, default=0)
    asked = options.parse_args()
    dossier = yaml.safe_load(asked.dossier.read_text())
    numbers = {actor["slug"]: number for number, actor in enumerate(dossier["actors"])}
    parsed = parse_story(asked.story.read_text())
    story = "\n\n".join([parsed.headline, *(block.text for block in parsed.blocks)])
    names = list(names_of(dossier, numbers))
    there, offers, first, all_of_them = speakers(dossier, story, Book(names), numbers)
    print(f"claims with a named speaker {there}, offered {offers}, first {first}; offers in all {all_of_them}")
    many = [*names, *made_up(MADE_UP)]
    began = time.process_time()
    book = Book(many)
    print(f"{MADE_UP + len(names)} names made ready in {time.process_time() - began:.2f} s")
    if not asked.folder:
        return
    texts = [path.read_text() for path in sorted(asked.folder.glob("*.txt"))]
    began = time.process_time()
    finds = [(text, one) for text in texts for one in book.find(text)]
    took, size = time.process_time() - began, sum(map(len, texts)) / 1e6
    print(f"{len(texts)} texts, {size:.1f} MB, {len(finds)} finds, {size / took:.2f} MB/s")
    slugs = {number: slug for slug, number in numbers.items()}
    for text, one in random.Random(str(date.min)).sample(finds, min(asked.show, len(finds))):
        around = " ".join(text[max(0, one.start - 50) : one.start].split()), text[one.start : one.end]
        after = " ".join(text[one.end : one.end + 30].split())
        print(f"{one.how:8} {[slugs.get(actor, actor) for actor in one.actors]} {around[0]} [{around[1]}] {after}")


if __name__ == "__main__":
    main()
