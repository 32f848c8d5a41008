"""What a run of `make bench` tells: rows with their verdicts, as a table on the terminal and in a page. Pure."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

HEADS = ("what", "ours", "against", "ratio", "goal", "verdict")
LEFT = ("what", "against")
PAGE_TITLE = "# How fast it is"


@dataclass(frozen=True)
class Row:
    """One measured thing. `ratio` says how many times better than `theirs` it is, None where nothing stands beside.

    The goal is about the ratio, or about `ours` itself when `absolute`; `most` turns it into an upper limit.
    """

    what: str
    ours: float
    unit: str
    against: str = ""
    theirs: float | None = None
    ratio: float | None = None
    goal: float | None = None
    absolute: bool = False
    most: bool = False

    @property
    def verdict(self) -> str:
        """met or missed; empty where no goal was set."""
        if self.goal is None:
            return ""
        value = self.ours if self.absolute else self.ratio
        return "met" if (value <= self.goal if self.most else value >= self.goal) else "missed"

    def cells(self) -> tuple[str, ...]:
        """The words of its columns, in the order of HEADS."""
        unit = "" if self.unit == "queries" else self.unit
        other = f"{self.against}: {_number(self.theirs)} {unit}".rstrip() if self.theirs is not None else self.against
        sign = "at most" if self.most else "at least"
        goal = f"{sign} {self.goal:g} {self.unit if self.absolute else '×'}".rstrip() if self.goal is not None else ""
        ratio = f"{_number(self.ratio)} ×" if self.ratio is not None else ""
        return self.what, f"{_number(self.ours)} {self.unit}".rstrip(), other, ratio, goal, self.verdict

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def less(what: str, ours: float, unit: str, against: str, theirs: float, goal: float | None = None) -> Row:
    """A row where less is better: milliseconds, bytes."""
    return Row(what, ours, unit, against, theirs, theirs / ours if ours else None, goal)


def more(what: str, ours: float, unit: str, against: str, theirs: float, goal: float | None = None) -> Row:
    """A row where more is better: so many a second."""
    return Row(what, ours, unit, against, theirs, ours / theirs if theirs else None, goal)


def at_most(what: str, ours: float, unit: str, goal: float) -> Row:
    """A row that stands for itself: no more than `goal`."""
    return Row(what, ours, unit, goal=goal, absolute=True, most=True)


def at_least(what: str, ours: float, unit: str, goal: float) -> Row:
    """A row that stands for itself: no less than `goal`."""
    return Row(what, ours, unit, goal=goal, absolute=True)


def _number(value: float) -> str:
    """Three digits that say something, never more."""
    if value == int(value) and abs(value) < 1_000_000:
        return f"{int(value)}"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(rows: Iterable[Row]) -> str:
    """The rows in columns for a terminal."""
    lines = [HEADS, *(row.cells() for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEADS))]
    aligned = [str.ljust if head in (*LEFT, "verdict", "goal") else str.rjust for head in HEADS]
    return "\n".join(
        "  ".join(put(cell, width) for put, cell, width in zip(aligned, line, widths, strict=True)).rstrip()
        for line in lines
    )


def section(day: str, size: str, machine: str, rows: Iterable[Row]) -> str:
    """One run as a section of the page."""
    ruler = "|".join("--" if head in (*LEFT, "goal", "verdict") else "--:" for head in HEADS)
    lines = [f"| {' | '.join(row.cells())} |" for row in rows]
    return "\n".join(
        [f"## {day}, {size}", machine, "", f"| {' | '.join(HEADS)} |", f"|{ruler}|", *lines, ""],
    )


def with_section(page: str, new: str) -> str:
    """The page with a further section, above those of earlier runs."""
    head, mark, earlier = page.partition("\n## ")
    return f"{head.rstrip()}\n\n{new}" + (f"\n## {earlier}" if mark else "")
