"""The guarded way to a web server: every address is checked, and the checked one is called; all of it by one deadline.

A check before the request alone would be undone by a name that answers differently the second time. So the name is
asked once, where the connection is made, and TLS still proves the name.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from queue import Empty, SimpleQueue
from typing import Any

import httpcore
import httpx
from django.utils.translation import gettext as _

from policydesk.lib.addresses import is_forbidden
from policydesk.lib.errors import Refused

TRIED = 3  # addresses of one name


class NotFetched(Refused):
    """A page could not be had. `passing`: another try may have more luck.

    `gone`: the site said that the page is no more, or there is no such site. `closed`: the address did not open for us.
    Neither where the reason lies with us: our rules and limits, or our own way to the network. `nameless`: no site was
    reached, as its name led nowhere. `wait`: for how many seconds the site wants to be left alone.
    """

    def __init__(
        self,
        sentence: str,
        *,
        passing: bool = False,
        gone: bool = False,
        closed: bool = False,
        nameless: bool = False,
        wait: float = 0,
    ) -> None:
        super().__init__(sentence)
        self.passing, self.gone, self.closed, self.wait = passing, gone, gone or closed, wait
        self.nameless = nameless


@dataclass(frozen=True)
class Limits:
    """What one fetch may cost and whom it may call. Seconds and bytes are for the whole of it, redirects included.

    `let_through`, pairs of an address and a port, is for tests: they have no other server than one of this machine.
    """

    seconds: float = 10
    bytes_decoded: int = 10_000_000
    bytes_of_headers: int = 64_000
    redirects: int = 5
    ports: frozenset[int] = frozenset({80, 443})
    let_through: frozenset[tuple[str, int]] = frozenset()
    resolve: Callable[..., list[Any]] = socket.getaddrinfo
    certificates: ssl.SSLContext | None = None


@dataclass
class Deadline:
    """Counts down from its making."""

    seconds: float
    started: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """Seconds that are left. Raises NotFetched when none are."""
        left = self.started + self.seconds - time.monotonic()
        if left <= 0:
            raise too_late(self.seconds)
        return left


def too_late(seconds: float) -> NotFetched:
    """What is raised when the time is over."""
    return NotFetched(
        _("The site did not send everything within %(seconds)g seconds.") % {"seconds": seconds},
        passing=True,
        closed=True,
    )


def _not_looked_up(host: str) -> NotFetched:
    """A resolver that does not answer says nothing of the site: our way to the network may be down."""
    return NotFetched(_("“%(host)s” cannot be looked up at the moment.") % {"host": host}, passing=True, nameless=True)


def addresses_of(host: str, port: int, limits: Limits, deadline: Deadline) -> list[str]:
    """The addresses that `host` has, all of which may be called. Asks the resolver once, while there is time.

    Raises NotFetched when one of them may not be called: a name with one such address is up to no good.
    """
    found: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_ask, args=(limits.resolve, host, port, found), daemon=True).start()
    try:
        answer = found.get(timeout=deadline.left())
    except Empty:
        raise _not_looked_up(host) from None
    if isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN:
        raise _not_looked_up(host)
    if isinstance(answer, Exception) or not answer:
        raise NotFetched(_("There is no site called “%(host)s”.") % {"host": host}, gone=True, nameless=True)
    addresses = list(dict.fromkeys(str(row[4][0]) for row in answer))
    if any(is_forbidden(each) and (each, port) not in limits.let_through for each in addresses):
        raise NotFetched(_("“%(host)s” leads into a network that is not public.") % {"host": host})
    return addresses


def _ask(resolve: Callable[..., list[Any]], host: str, port: int, found: SimpleQueue[Any]) -> None:
    """The system's resolver knows no time limit: it is asked in a thread that nobody waits for."""
    try:
        found.put(resolve(host, port, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError) as error:  # a label that is too long is a UnicodeError
        found.put(error)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses alone."""

    def __init__(self, limits: Limits, deadline: Deadline) -> None:
        self.limits, self.deadline = limits, deadline
        self.plain = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *_more: Any, **_others: Any) -> httpcore.NetworkStream:
        """A connection to the first address of `host` that takes one."""
        if port not in self.limits.ports:
            raise NotFetched(_("The address names port %(port)d: only 80 and 443 are asked.") % {"port": port})
        failed: Exception | None = None
        for address in addresses_of(host, port, self.limits, self.deadline)[:TRIED]:
            try:
                stream = self.plain.connect_tcp(address, port, timeout=self.deadline.left())
                return GuardedStream(stream, self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed or httpcore.ConnectError(host)


class GuardedStream(httpcore.NetworkStream):
    """A connection on which every step has only the time that is left of all."""

    def __init__(self, plain: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.plain, self.deadline = plain, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What came, at most `max_bytes`."""
        return self.plain.read(max_bytes, timeout=self.deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send it."""
        self.plain.write(buffer, timeout=self.deadline.left())

    def close(self) -> None:
        """Hang up."""
        self.plain.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted, with whoever proves to be `server_hostname`."""
        stream = self.plain.start_tls(ssl_context, server_hostname, timeout=self.deadline.left())
        return GuardedStream(stream, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks about the socket."""
        return self.plain.get_extra_info(info)


@cache
def trusted() -> ssl.SSLContext:
    """The authorities that certifi lists, read once."""
    return httpx.create_ssl_context(trust_env=False)


class GuardedTransport(httpx.BaseTransport):
    """For httpx: HTTP/1.1 without proxies, each request on a connection of its own."""

    def __init__(self, limits: Limits, deadline: Deadline) -> None:
        context = limits.certificates or trusted()
        backend = GuardedBackend(limits, deadline)
        self.pool = httpcore.ConnectionPool(ssl_context=context, max_keepalive_connections=0, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, its body still to be read. Raises what httpcore raises, and NotFetched."""
        url = request.url
        place = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        answer = self.pool.handle_request(
            httpcore.Request(request.method, place, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        """Close every connection."""
        self.pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self.answer = answer

    def __iter__(self) -> Any:
        assert isinstance(self.answer.stream, Iterable)
        yield from self.answer.stream

    def close(self) -> None:
        self.answer.close()
