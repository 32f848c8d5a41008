"""Web servers of this machine for tests: one that misbehaves at will, and a canary that nobody may ever reach."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from policydesk.lib.guarding import Limits

Answer = Callable[[socket.socket], None]
NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"


class Site:
    """Listens on a port of 127.0.0.1 and answers each path with what `pages` has for it."""

    def __init__(
        self, pages: dict[str, bytes | Answer] | None = None, certificates: ssl.SSLContext | None = None
    ) -> None:
        self.pages, self.certificates = pages or {}, certificates
        self.asked: list[str] = []  # path and Host of every request
        self.agents: set[str] = set()
        self.connections = 0
        self.spared = 0  # answers without a page, because the asker had it
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.ended = threading.Event()

    def serve(self) -> None:
        while True:
            try:
                caller, _place = self.listening.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.answer, args=(caller,), daemon=True).start()

    def answer(self, caller: socket.socket) -> None:
        try:
            caller.settimeout(5)
            if self.certificates:
                caller = self.certificates.wrap_socket(caller, server_side=True)
            with caller:
                head = caller.recv(65536).decode("latin-1")
                if not head:
                    return
                first, *lines = head.split("\r\n")
                said = {line.partition(": ")[0].lower(): line.partition(": ")[2] for line in lines}
                path = first.split(" ")[1]
                self.asked.append(f"{path} {said.get('host')}")
                self.agents.add(said.get("user-agent", ""))
                page = self.pages.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                tag = said.get("if-none-match")
                if tag and not callable(page) and f"\r\nEtag: {tag}\r\n".encode() in page:
                    page = NOT_MODIFIED
                    self.spared += 1
                page(caller) if callable(page) else caller.sendall(page)
        except OSError:
            pass  # the other side hung up, as it should

    def drips(self, start: bytes, piece: bytes, pause: float) -> Answer:
        """`start`, and then `piece` again and again until nobody listens."""

        def answer(caller: socket.socket) -> None:
            caller.sendall(start)
            while not self.ended.wait(pause):
                caller.sendall(piece)

        return answer


@contextmanager
def standing(site: Site) -> Iterator[Site]:
    """The site, up for the length of the block."""
    thread = threading.Thread(target=site.serve, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.ended.set()
        site.listening.shutdown(socket.SHUT_RDWR)
        site.listening.close()
        thread.join()


def page(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """An answer as it goes over the wire; `content_length` may lie."""
    given = {"Content-Type": "text/html", "Content-Length": str(len(body)), "Connection": "close"}
    given |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def moved(to: str) -> bytes:
    """A redirect."""
    return page(status="302 Found", location=to)


NAMES = {
    "site.test": ["127.0.0.1"],
    "canary.test": ["127.0.0.2"],
    "both.test": ["93.184.216.34", "127.0.0.2"],
}


def resolve(host: str, port: int, names: dict[str, list[str]] = NAMES, **kwargs: Any) -> list[Any]:
    """A resolver that knows our names, and asks that of the system for numbers and for this machine's own names."""
    if host in names:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in names[host]]
    if host.endswith((".test", ".example")):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return socket.getaddrinfo(host, port, **kwargs)


def limits_for(site: Site, *more: Site, **changes: Any) -> Limits:
    """Limits that let through to `site` alone; the ports of `more` may be named, and still lead nowhere."""
    given = {
        "seconds": 0.5,
        "ports": frozenset({80, 443, site.port, *(other.port for other in more)}),
        "let_through": frozenset({("127.0.0.1", site.port)}),
        "resolve": partial(resolve),
    }
    return Limits(**given | changes)
