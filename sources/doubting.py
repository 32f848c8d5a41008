"""A name that nobody has: does that lie with the site, or with this machine? Told by the other names of the same run.

A machine without a name server would else declare every source of the world closed, and readers would be told.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from policydesk.lib.errors import Refused
from policydesk.lib.fetching import Fetched, Seen
from policydesk.lib.guarding import NotFetched
from sources.archiving import Getting
from sources.enums import Trouble
from sources.models import CaptureRequest

FEW = 3  # names of which none leads anywhere, until a run gives up


class Doubted(NotFetched):
    """There is no such site, says a resolver that has not found a single name yet: nothing is concluded from it."""


class NoNames(Refused):
    """No name leads anywhere: the run is over, and nothing was learned of any source."""


@dataclass
class Run:
    """Fetches like `get`, and knows what became of the names of one run.

    `missing` are sites whose name led nowhere before any did; `doubted` the looks that wait for the first that does.
    """

    get: Getting
    found: bool = False
    missing: list[str] = field(default_factory=list)
    doubted: list[CaptureRequest] = field(default_factory=list)

    def __call__(self, url: str, seen: Seen | None = None) -> Fetched:
        """What came. Raises NotFetched; Doubted where the name led nowhere, and no other did before."""
        try:
            fetched = self.get(url, seen)
        except NotFetched as refusal:
            self.found |= refusal.closed and not refusal.nameless and _is_name(_site(url))
            if refusal.nameless and not self.found:
                self._miss(url)
                raise (Doubted if refusal.gone else NotFetched)(str(refusal), nameless=True) from refusal
            raise
        self.found |= _is_name(_site(url))
        return fetched

    def _miss(self, url: str) -> None:
        if _site(url) not in self.missing:
            self.missing.append(_site(url))

    def settle(self) -> None:
        """Once a name was found, what was doubted counts: those sites are gone, and not the way to all of them."""
        if not self.found:
            return
        for look in self.doubted:
            look.trouble = Trouble.GONE
            look.save(update_fields=["trouble"])
        self.doubted.clear()

    def check(self, *, few: int = FEW) -> None:
        """Raises NoNames when `few` names were looked up, and none was found."""
        if self.found or len(self.missing) < few:
            return
        raise NoNames(
            _(
                "No name was found in this run (%(names)s): this machine seems to have no name server, or no way to "
                "the network. That says nothing of the sources. Run the command again when it has."
            )
            % {"names": ", ".join(self.missing)}
        )


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").rstrip(".")


def _is_name(host: str) -> bool:
    """Whether it takes a name server to find it: a number does not."""
    return ":" not in host and not host.replace(".", "").isdigit()
