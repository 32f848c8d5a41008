"""Fetching one page of the public internet. The only way out of this program; `sources/archiving.py` alone takes it.

Off until CAPTURE_ENABLED. Reads no proxies from the environment, asks no address that is not public, and gives up after
10 seconds and 10 MB in all. Whatever goes wrong is a sentence for an editor.
"""

import errno
import re
import ssl
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpcore
import httpx
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from policydesk.lib.guarding import Deadline, GuardedTransport, Limits, NotFetched
from policydesk.lib.site import SITE_NAME
from policydesk.lib.unpacking import TooLong, gathered, unpacked

LONGEST = 2_000  # characters of an address
LIMITS = Limits()
HOST = re.compile(r"[a-z0-9_.-]*[a-z0-9][a-z0-9_.-]*|[0-9a-f:.]+")  # a name as DNS has it, or an address of IPv6
PASSING = {408, 425, 429}  # answers that may be another one in a moment, as those from 500 on
GONE = {404, 410}
BUSY = {429, 503}  # they may say when to come again
CONDITIONS = ("If-None-Match", "If-Modified-Since")
OUR_WAY = {
    errno.ENETUNREACH,
    errno.ENETDOWN,
    errno.EADDRNOTAVAIL,
}  # no way from this machine: it says nothing of theirs
PLAIN, GZIP = {"", "identity"}, {"gzip", "x-gzip"}


@dataclass(frozen=True)
class Fetched:
    """What a site answered. `headers` are as they came, for whoever writes a WARC of it; the body is unpacked."""

    url: str
    final_url: str
    status: int
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...]
    fetched_at: datetime

    @property
    def is_unchanged(self) -> bool:
        """Whether the site said that what was seen before stands still; then there is no body."""
        return self.status == httpx.codes.NOT_MODIFIED


@dataclass(frozen=True)
class Seen:
    """What a site said of the page that we have, at the address where the way to it ended: its ETag, its date."""

    url: str
    etag: str = ""
    modified: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it is another one now."""
        return {name: value for name, value in zip(CONDITIONS, (self.etag, self.modified), strict=True) if value}


def fetch(url: str, seen: Seen | None = None, *, limits: Limits = LIMITS, at: datetime | None = None) -> Fetched:
    """The page at `url`, after at most five redirects, each checked like the first address.

    With `seen` the site is asked for it only if it changed. Raises NotFetched with a sentence. Takes up to
    `limits.seconds`: never call it inside a transaction.
    """
    if not settings.CAPTURE_ENABLED:
        raise NotFetched(capture_is_off())
    deadline = Deadline(limits.seconds)
    transport = GuardedTransport(limits, deadline)
    said = {"User-Agent": user_agent(), "Accept": "*/*", "Accept-Encoding": "gzip"}
    try:
        with httpx.Client(transport=transport, trust_env=False, headers=said, timeout=limits.seconds) as client:
            response = _follow(client, checked(url), limits, seen)
            body = gathered(_content(response, limits.bytes_decoded), limits.bytes_decoded)
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError) as error:
        raise NotFetched(_what_failed(error, limits), passing=_is_passing(error), closed=_is_closed(error)) from error
    except (httpx.InvalidURL, UnicodeError) as error:  # httpx looks at where it is sent on to before we do
        raise NotFetched(_no_address()) from error
    except (TooLong, EOFError, zlib.error) as error:
        raise NotFetched(_what_came(error, limits)) from error
    pairs = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
    headers = tuple((name, value) for name, value in pairs if name.lower() != "set-cookie")  # ours, and nobody's record
    declared = response.headers.get("content-type", "")
    return Fetched(url, str(response.url), response.status_code, declared, body, headers, at or timezone.now())


def capture_is_off() -> str:
    """Why nothing is fetched."""
    return _("Saving copies from the network is off: whoever runs the desk sets CAPTURE_ENABLED to turn it on.")


def user_agent() -> str:
    """Who we say we are."""
    return f"{SITE_NAME.replace(' ', '')} (+{settings.SITE_URL}; saves copies of cited sources)"


def checked(url: str | httpx.URL) -> httpx.URL:
    """The address as it will be asked. Raises NotFetched for one that is not to be asked, whatever it leads to."""
    try:
        found = httpx.URL(url)
        found.host  # noqa: B018 - reading it is what raises on a name that idna refuses
    except (httpx.InvalidURL, UnicodeError) as error:
        raise NotFetched(_no_address()) from error
    host = found.raw_host.decode("ascii").rstrip(".")  # a last dot would not stand in a certificate
    if found.scheme not in ("http", "https") or not host:
        raise NotFetched(_("Only addresses that begin with http:// or https:// and name a site are saved."))
    if found.userinfo:
        raise NotFetched(_("The address holds a name or a password: it is not sent on. Take it out."))
    if len(str(found)) > LONGEST:
        raise NotFetched(_("The address is longer than %(count)d characters.") % {"count": LONGEST})
    if not HOST.fullmatch(host):
        raise NotFetched(_no_address())
    return found.copy_with(host=host, fragment=None)


def _no_address() -> str:
    return _("This is no web address, or the site sends on to something that is none.")


def _follow(client: httpx.Client, url: httpx.URL, limits: Limits, seen: Seen | None) -> httpx.Response:
    """The answer of the last site on the way."""
    for hop in range(limits.redirects + 1):
        conditions = seen.conditions if seen and str(url) == seen.url else {}
        try:
            response = client.send(client.build_request("GET", url, headers=conditions), stream=True)
        except NotFetched as refusal:
            refusal.nameless &= hop == 0  # later, the name of the site that sent us on was found
            raise
        if sum(len(name) + len(value) for name, value in response.headers.raw) > limits.bytes_of_headers:
            raise NotFetched(_("The site sent more headers than any page needs."))
        if response.next_request is None:
            return response
        response.close()
        url = checked(response.next_request.url)
    raise NotFetched(
        _("The site sends from address to address: we stopped after %(count)d.") % {"count": limits.redirects},
        closed=True,
    )


def _content(response: httpx.Response, limit: int) -> Iterable[bytes]:
    """The body, unpacked. Raises NotFetched for an answer that is no page."""
    status, coding = response.status_code, response.headers.get("content-encoding", "").strip().lower()
    if status == httpx.codes.NOT_MODIFIED and any(name in response.request.headers for name in CONDITIONS):
        return ()
    if status != httpx.codes.OK:
        told = {"status": status, "words": httpx.codes.get_reason_phrase(status) or _("unknown")}
        sentence = _("The site answered %(status)d (%(words)s) instead of the page.") % told
        raise NotFetched(
            sentence, passing=status >= 500 or status in PASSING, gone=status in GONE, closed=True, wait=_wait(response)
        )
    if coding not in PLAIN | GZIP:
        raise NotFetched(_("The site packed the page in a way that we did not ask for."))
    return response.iter_raw() if coding in PLAIN else unpacked(response.iter_raw(), limit)


def _wait(response: httpx.Response) -> float:
    """The seconds for which the site wants to be left alone, by its Retry-After: a number, or a day and a time."""
    said = response.headers.get("retry-after", "").strip()
    if response.status_code not in BUSY or not said:
        return 0
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        until = parsedate_to_datetime(said)
        return max(0.0, (until if until.tzinfo else until.replace(tzinfo=UTC)).timestamp() - timezone.now().timestamp())
    except (ValueError, OverflowError):
        return 0


def _what_failed(error: Exception, limits: Limits) -> str:
    if isinstance(_origin(error), ssl.SSLCertVerificationError):
        return _("The site could not prove that it is the one it is called: its certificate does not hold.")
    if isinstance(_origin(error), ssl.SSLError):
        return _("No safe connection to the site came about.")
    if isinstance(error, httpcore.TimeoutException):
        return _("The site did not send everything within %(seconds)g seconds.") % {"seconds": limits.seconds}
    if isinstance(error, httpcore.ConnectError):
        return _("The site does not answer.")
    if isinstance(error, httpcore.NetworkError):
        return _("The connection broke off before everything was there.")
    if isinstance(error, httpx.HTTPError):
        return _no_address()
    return _("The site broke off, or its answer is not one of a web server.")


def _is_passing(error: Exception) -> bool:
    return not isinstance(error, httpx.HTTPError) and not isinstance(_origin(error), ssl.SSLError)


def _is_closed(error: Exception) -> bool:
    return not isinstance(error, httpx.HTTPError) and getattr(_origin(error), "errno", None) not in OUR_WAY


def _origin(error: Exception) -> Any:
    """What the system said: httpcore hands it on as the first argument, and takes it out of the chain of causes."""
    return error.args[0] if error.args else None


def _what_came(error: Exception, limits: Limits) -> str:
    if isinstance(error, TooLong):
        return _("The page is larger than %(count)d MB.") % {"count": limits.bytes_decoded // 1_000_000}
    return _("The page came packed, and broken: it cannot be unpacked.")
