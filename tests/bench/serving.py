"""A real server to measure: gunicorn as the desk is served, and the CPU that its one worker uses for a request."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

PATIENCE = 60  # seconds for a server to come up


class Server:
    """A running server, asked over one connection that stays open."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in small letters) and body; header names are given with underscores."""
        self.connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = self.connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def used(self) -> int:
        """Nanoseconds of CPU that the worker has used so far, as it tells itself."""
        return int(self.get("/bench/used/")[2])

    def milliseconds(self, path: str, times: int, expect: int = 200, **headers: str) -> float:
        """CPU milliseconds of one request for `path`, over `times` of them."""
        self.connection.close()  # a server drops one that was idle; the next request opens another
        before = self.used()
        for _time in range(times):
            if (status := self.get(path, **headers)[0]) != expect:
                raise RuntimeError(f"{path} answered {status}")
        return (self.used() - before) / times / 1e6


@contextmanager
def serving(application: str, settings: str, python: str = sys.executable) -> Iterator[Server]:
    """`application` behind gunicorn with the desk's own configuration, but one worker."""
    port = _free_port()
    command = [python, "-m", "gunicorn", "--workers", "1", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    process = subprocess.Popen(
        [*command, application], env={**os.environ, "DJANGO_SETTINGS_MODULE": settings}, stdout=subprocess.DEVNULL
    )
    try:
        _wait(port, process)
        yield Server(port)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait(port: int, process: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not come up")
