"""A command and the person in front of it: lines, a progress bar below them, and Ctrl-C."""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import IO, Any, Protocol, TypeVar, cast

from django.core.management.base import OutputWrapper
from django.core.management.color import Style
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text


class Labelled(Protocol):
    """What a bar can name."""

    @property
    def label(self) -> str:
        """For people."""


T = TypeVar("T", bound=Labelled)


class Terminal:
    """Where the lines of a command go. Colours and the bar appear on terminals only."""

    def __init__(self, stdout: OutputWrapper, stderr: OutputWrapper, style: Style, *, colour: bool) -> None:
        self.stdout, self.stderr, self.style, self.colour = stdout, stderr, style, colour
        self.bar: Progress | None = None
        for stream in (stdout, stderr):  # a terminal that lacks a letter shows its number; it is no reason to stop
            if hasattr(stream._out, "reconfigure"):
                stream._out.reconfigure(errors="backslashreplace")

    def say(self, line: str, style: str = "", *, problem: bool = False) -> None:
        """Write `line` to stdout, or to stderr when it is a problem, in the colour of Django's `style`."""
        stream = self.stderr if problem else self.stdout
        on_terminal = stream.isatty()
        coloured = getattr(self.style, style)(line) if style and on_terminal and self.colour else line
        if self.bar and on_terminal:
            self.bar.console.print(Text.from_ansi(coloured), soft_wrap=True)
            return
        try:
            self.stdout.flush()  # in a log that takes both streams, lines keep their order
            stream.write(coloured, lambda text: text)
        except BrokenPipeError:  # nobody reads on, as with `| head`: no reason to leave the work half done
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.stdout.fileno())

    @contextmanager
    def reading(self, files: Sequence[T], doing: str = "") -> Iterator[Iterator[T]]:
        """Give `files` one by one; meanwhile a bar on stderr, if that is a terminal, shows how far it is.

        `doing` is what the bar says that is done with them, reading if nothing else.
        """
        if not self.stderr.isatty():
            yield iter(files)
            return
        name = TextColumn("{task.description}", markup=False)
        columns = (TextColumn(doing or _("Reading")), BarColumn(), MofNCompleteColumn(), name)
        console = Console(file=cast(IO[str], self.stderr._out), no_color=not self.colour)
        with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
            self.bar = bar
            try:
                yield self._counted(files, bar)
            finally:
                self.bar = None

    @staticmethod
    def _counted(files: Sequence[T], bar: Progress) -> Iterator[T]:
        task = bar.add_task("", total=len(files))
        for file in files:
            bar.update(task, description=file.label)
            yield file
            bar.advance(task)


class Stop:
    """Ctrl-C as a question: `asked` turns true and the command ends when it can. A second Ctrl-C insists."""

    def __init__(self) -> None:
        self.asked = False
        self.before: Any = None

    def __enter__(self) -> "Stop":
        if threading.current_thread() is threading.main_thread():  # signals reach no other
            self.before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, *_error: object) -> None:
        if self.before is not None:
            signal.signal(signal.SIGINT, self.before)

    def _ask(self, _signal: int, _frame: FrameType | None) -> None:
        self.asked = True
        signal.signal(signal.SIGINT, self.before)
