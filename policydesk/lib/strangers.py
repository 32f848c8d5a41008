"""Forms for people without an account: no cookie, yet nothing of another site, of a program, or of a flood.

What stands in for the token of a session: the browser says where the form was sent from, a signed moment says when the
page was drawn, and a field that people do not see stays empty.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from policydesk.lib.addresses import is_forbidden
from policydesk.lib.errors import Refused

FASTEST, LONGEST = 3, 86_400  # seconds between the page and the form
MOST, WINDOW = 5, 3_600  # forms from one address within so many seconds


class SentAnew(Refused):
    """The form must be sent once more, with a moment of its own; nothing else is wrong with it."""


def stamp(what: str) -> str:
    """The signed moment of a page about `what`."""
    return _signer().sign(what)


def check_is_from_here(request: HttpRequest) -> None:
    """Raises Refused unless the browser says that a page of this site sent the form."""
    site = request.headers.get("Sec-Fetch-Site", "")
    told = request.headers.get("Origin", "") or request.headers.get("Referer", "")
    if (site and site != "same-origin") or not told or _origin(told) != _origin(settings.SITE_URL):
        raise Refused(_("Your browser does not say that this form was sent from our page. Send it from here, please."))


def check_moment(stamped: str, what: str) -> None:
    """Raises SentAnew for a form that was sent too fast for a person, too late, or for another page."""
    if _signed(stamped, max_age=None) != what:
        raise SentAnew(_("Something is missing in what was sent. Your words are still here: send them again."))
    if _signed(stamped, max_age=LONGEST) is None:
        raise SentAnew(_("This page was open for more than a day. Your words are still here: send them again."))
    if _signed(stamped, max_age=FASTEST) is not None:
        raise Refused(_("That was very fast. Your words are still here: wait a moment, then send them again."))


def _signed(stamped: str, *, max_age: int | None) -> str | None:
    """What was signed, while it is not older; None for anything else."""
    try:
        return _signer().unsign(stamped, max_age=max_age)
    except BadSignature:
        return None


def check_is_no_flood(request: HttpRequest) -> None:
    """Raises Refused when many forms came from one address. Only a hash of it is kept, for an hour."""
    key = f"stranger-{salted_hmac('policydesk.strangers', _address(request)).hexdigest()}"
    cache.add(key, 0, WINDOW)
    try:
        count = cache.incr(key)
    except ValueError:  # it went in this very moment
        return
    if count > MOST:
        raise Refused(_("Many reports came from your connection within an hour. Please try again later."))


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="policydesk.strangers")


def _origin(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc.lower()


def _address(request: HttpRequest) -> str:
    """Where the form came from: what the proxy says, where the connection itself is from a private address."""
    direct = request.META.get("REMOTE_ADDR", "")
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return told if told and is_forbidden(direct) else direct
