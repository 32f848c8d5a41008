"""The peer: Wagtail in an environment of its own, asked over HTTP and by programs, never imported here."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.bench.serving import Server, serving

SETTINGS = "tests.bench.peer.settings"


def peer_python() -> str:
    """The Python of the peer's environment, which BENCH_PEER names."""
    return os.environ["BENCH_PEER"]


def ask(program: str, *arguments: str) -> str:
    """What a program of the peer prints."""
    command = [peer_python(), "-m", f"tests.bench.peer.{program}", *arguments]
    asked = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS}
    return subprocess.run(command, env=asked, check=True, capture_output=True, text=True).stdout


def peer_publishes(times: int) -> dict[str, Any]:
    """Milliseconds of CPU ("cpu") and of time ("wall") of each of `times` publications, and the queries of one."""
    return json.loads(ask("publishing", str(times)))


@contextmanager
def peer_page() -> Iterator[tuple[Server, str]]:
    """The peer's server, warm, and the address of its page. Needs the peer's database."""
    with serving("tests.bench.peer.wsgi", SETTINGS, peer_python()) as peer:
        for _time in range(10):
            peer.get("/story/")
        yield peer, "/story/"
