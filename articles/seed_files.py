"""The files of a load: found without leaving the folder, read without trusting what is in them.

A folder may come from anywhere. Links that lead out of it, pipes, endless files and bytes that are no text are
refused by name, and the good files beside them are read.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from articles.seeds import SeedError, decode

STORIES, DOSSIERS = (".txt", ".md"), (".yaml", ".yml")
ENDINGS = (*STORIES, *DOSSIERS)
LARGEST = 5_000_000  # bytes
# README, LICENSE, COPYING, corpus.LICENCE, LICENSE-MIT; but not a story named licence-to-export.
BESIDE = re.compile(r"(?i:readme.*|(.+\.)?(licen[cs]es?|copying))(-[A-Z0-9.-]+)?")


@dataclass(frozen=True)
class SeedFile:
    """A name that the walk met. Without a `path` it is not read, and `why` is the sentence that says so.

    `label` is for people: the path as it was given, with everything unprintable spelled out. `refused` tells what is
    wrong from what is merely no story.
    """

    label: str
    stem: str = ""
    ending: str = ""
    path: Path | None = None
    why: str = ""
    refused: bool = False

    @property
    def is_dossier(self) -> bool:
        return self.ending in DOSSIERS


def find_files(paths: Iterable[str | Path]) -> Iterator[SeedFile]:
    """Every file of `paths` (files and folders) once, folder by folder, in the order of their names.

    README, licence and dot files are passed over in silence.
    """
    seen: set[str] = set()
    for given in map(Path, paths):
        folder = os.path.isdir(given)
        root = os.path.realpath(given if folder else given.parent)
        for path in _walk(given) if folder or not _passed_over(given.name) else ():
            place = os.path.join(os.path.realpath(path.parent), path.name)
            if place not in seen:
                seen.add(place)
                yield _judge(path, root, named=path == given)


def read_file(file: SeedFile) -> str:
    """The text of `file`. Raises SeedError for what cannot be read, is larger than 5 MB or is no text."""
    if file.path is None:
        raise SeedError(1, 1, file.why)
    # A link or pipe that took the file's place since it was found must neither be followed nor waited for.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(file.path, flags), "rb") as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise SeedError(1, 1, _("not a regular file."))
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise SeedError(1, 1, _("cannot be read: %(reason)s.") % {"reason": error.strerror}) from error
    if len(data) > LARGEST:
        raise SeedError(1, 1, _("larger than 5 MB. Split it."))
    return decode(data)


def spelled_out(text: str) -> str:
    """`text` for a terminal or a log: line breaks, controls and half characters as backslash codes."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def _walk(given: Path) -> Iterator[Path]:
    """Everything under `given` that is no folder, and folders that cannot be listed. Follows no link."""
    waiting = [given]  # no recursion: folders may lie deeper than Python's stack
    while waiting:
        path = waiting.pop()
        if not os.path.isdir(path) or (path != given and os.path.islink(path)):
            yield path
            continue
        try:
            names = sorted(os.listdir(path), reverse=True)
        except OSError:
            yield path
            continue
        waiting += [path / name for name in names if not _passed_over(name)]


def _passed_over(name: str) -> bool:
    stem, ending = os.path.splitext(name)
    return name.startswith(".") or bool(BESIDE.fullmatch(stem if ending.lower() in ENDINGS else name))


def _judge(path: Path, root: str, *, named: bool) -> SeedFile:
    label, (stem, ending) = spelled_out(str(path)), os.path.splitext(path.name)
    ending = ending.lower()
    try:
        target = os.path.realpath(path, strict=True)
        mode = os.stat(target).st_mode
    except OSError as error:
        why = _("cannot be read: %(reason)s.") % {"reason": error.strerror}
        return SeedFile(label, ending=ending, why=why, refused=True)
    if os.path.commonpath((root, target)) != root:
        return SeedFile(label, ending=ending, why=_("a link that leads out of the folder."), refused=True)
    if stat.S_ISDIR(mode):
        if os.path.islink(path) and not named:
            return SeedFile(label, why=_("a link to a folder, which is read under its own name."))
        return SeedFile(label, why=_("a folder that cannot be listed."), refused=True)
    if ending not in ENDINGS:
        return SeedFile(label, why=_("only .txt and .md files are stories, and .yaml files dossiers."), refused=named)
    if not stat.S_ISREG(mode):
        return SeedFile(label, ending=ending, why=_("not a regular file."), refused=True)
    return SeedFile(label, stem, ending, Path(target))
