"""People who work at the desk at the same moment, each in a process of their own on the tests' database."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.kills import database_url

PROGRAM = Path(__file__).with_name("writing_process.py")


class Writer:
    """One process: opens a form, then presses its button."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def open(self, **order: Any) -> None:
        """Load what the form of the order shows."""
        self._say(json.dumps(order))
        assert self.process.stdout.readline() == "loaded\n"

    def press(self) -> None:
        """Press the button, and do not wait."""
        self._say("")

    def answer(self) -> str:
        """What came of it: “done”, or “Stale: …”, “Refused: …”."""
        return self.process.stdout.readline().strip()

    def do(self, **order: Any) -> str:
        """Open a form, press its button and wait."""
        self.open(**order)
        self.press()
        return self.answer()

    def _say(self, line: str) -> None:
        print(line, file=self.process.stdin, flush=True)


@contextmanager
def writers(number: int) -> Iterator[list[Writer]]:
    """So many processes, with the settings of production."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "policydesk.settings", "DATABASE_URL": database_url()}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with ExitStack() as stack:
        started = [
            stack.enter_context(subprocess.Popen([sys.executable, PROGRAM], env=environment, **pipes))
            for _number in range(number)
        ]
        yield [Writer(process) for process in started]
        for process in started:
            process.stdin.close()


def race(people: list[Writer], *orders: dict[str, Any], turn: int = 0) -> list[str]:
    """Everybody opens their form, then everybody presses. Gives the answers in the order of the orders.

    At once in every third turn; else one after the other, the first or the last of them first.
    """
    people = people[: len(orders)]
    for writer, order in zip(people, orders, strict=True):
        writer.open(**order)
    if turn % 3 == 0:
        for writer in people:
            writer.press()
        return [writer.answer() for writer in people]
    pressed = {}
    for number in range(len(people)) if turn % 3 == 1 else reversed(range(len(people))):
        people[number].press()
        pressed[number] = people[number].answer()
    return [pressed[number] for number in range(len(people))]
