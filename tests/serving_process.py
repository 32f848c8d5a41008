"""A program: the desk on a port of this machine, in processes of its own, each of which may die in the middle of a save.

A line `PORT MOMENT` in: the process before is killed, and the number of the new one comes out, once it listens. At the moment “committing” the process is
killed as it is about to commit what the first POST wrote, at “answering” when that is committed and no byte of the answer
is sent; at “never” it lives until somebody kills it. Django starts once for all of them.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402 - the rest needs django.setup()
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402


class Server(ThreadingMixIn, WSGIServer):
    """A browser asks for several things at a time."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Without a line for each request."""

    def log_message(self, *_words: Any) -> None:
        pass


def die() -> None:
    """As by `kill -9`: nothing is cleaned up."""
    os.kill(os.getpid(), signal.SIGKILL)


def mortal(moment: str) -> Callable[..., Iterable[bytes]]:
    """The desk, killed at that moment of the first POST."""
    desk = StaticFilesHandler(get_wsgi_application())

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST" or moment == "never":
            return desk(environ, start_response)
        if moment == "committing":
            BaseDatabaseWrapper._commit = lambda _connection: die()
        answer = desk(environ, lambda *_head: None)
        die()
        return answer

    return serve


def begin(port: int, moment: str) -> int:
    """Fork a process that serves; the port is open before it is named."""
    server = make_server("localhost", port, mortal(moment), server_class=Server, handler_class=Quiet)
    if child := os.fork():
        server.socket.close()
        return child
    try:
        server.serve_forever()
    finally:
        os._exit(1)


def end(child: int) -> None:
    """Kill it, if it is not dead yet, and wait until it is: then its port is free."""
    if child:
        os.kill(child, signal.SIGKILL)  # a process that nobody waited for is still there
        os.waitpid(child, 0)


child = 0
while order := sys.stdin.readline():
    end(child)
    port, moment = order.split()
    child = begin(int(port), moment)
    sys.stdout.write(f"{child}\n")
    sys.stdout.flush()
end(child)
