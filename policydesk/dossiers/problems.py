"""PURE  What is wrong with a dossier, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """Line and column of a file, from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Problem:
    """What is wrong, or worth a look, and where. `path` leads to the field: “claims.beijing-01.citations.2.stance”."""

    line: int
    column: int
    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence}" if self.path else self.sentence


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same in the order of the file."""
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))


class BrokenDossier(ValueError):
    """A dossier that cannot be loaded, with everything that is wrong with it, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("; ".join(map(str, self.problems)))
