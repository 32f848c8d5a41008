"""A real server on the database of the tests, which a test may have killed in the middle of a save."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.kills import database_url

PROGRAM = Path(__file__).with_name("serving_process.py")


class MortalServer:
    """The desk at `url`. `up` begins a process, which dies at the `moment` of its first POST; so does the one before."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port
        self.url = f"http://localhost:{port}"

    def up(self, moment: str = "never") -> None:
        """Serve from now on, until that moment; what served before is killed."""
        print(f"{self.port} {moment}", file=self.process.stdin, flush=True)
        assert self.process.stdout.readline()


@contextmanager
def mortal_server() -> Iterator[MortalServer]:
    """A server for the time of a test; it serves once it is `up`."""
    with socket.socket() as found:
        found.bind(("localhost", 0))
        port = found.getsockname()[1]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_DATABASE_URL": database_url()}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, PROGRAM], env=environment, **pipes) as process:
        yield MortalServer(process, port)
        process.stdin.close()
