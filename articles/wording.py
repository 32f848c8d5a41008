"""PURE  Dates, counts and people in the words that readers see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy, pgettext

from articles.enums import READINGS, UNREAD
from policydesk.lib.dates import PartialDate

MARKS = '“”„«»"'


def quoted(words: str) -> str:
    """`words` in quotation marks; as they stand where they begin or end with one, so that no mark is doubled."""
    whole = words.strip()
    return words if whole.startswith(tuple(MARKS)) or whole.endswith(tuple(MARKS)) else f"“{words}”"


@dataclass(frozen=True)
class When:
    """A date or a moment: `iso` for <time datetime> (empty where HTML has no form for it) and `words`."""

    iso: str
    words: str

    @property
    def element(self) -> str:
        """The words in a <time> element, or by themselves."""
        return format_html('<time datetime="{}">{}</time>', self.iso, self.words) if self.iso else self.words


def day(edtf: str) -> When | None:
    """A date of level 0 EDTF in words; None for the empty string. A span has no machine form in HTML."""
    if not edtf:
        return None
    first, _slash, last = edtf.partition("/")
    if last:
        return When("", _("%(first)s to %(last)s") % {"first": _point(first), "last": _point(last)})
    return When(edtf, _point(edtf))


def _point(text: str) -> str:
    """A year, a month or a day in words; the order of the parts is the translator's."""
    known = (
        pgettext("a year, as Django’s date format", "Y"),
        pgettext("a month, as Django’s date format", "F Y"),
        _day_format(),
    )
    return date_format(PartialDate(text).earliest, known[text.count("-")])


def _day_format() -> str:
    return pgettext("a day, as Django’s date format", "j F Y")


def read_time(iso: str) -> datetime:
    """The moment that an ISO string of the content names, in UTC."""
    return datetime.fromisoformat(iso).astimezone(UTC)


def moment(iso: str) -> When | None:
    """A moment to the minute, with its zone; None for an empty or missing one."""
    if not iso:
        return None
    at = read_time(iso)
    words = _("%(day)s, %(time)s UTC") % {"day": date_format(at, _day_format()), "time": date_format(at, "H:i")}
    return When(at.isoformat(timespec="minutes"), words)


def day_of(at: date) -> When:
    """The calendar day of a date or of a moment (in UTC)."""
    if isinstance(at, datetime):
        at = at.astimezone(UTC).date()
    return When(at.isoformat(), date_format(at, _day_format()))


def checked_sentence(readings: Iterable[str]) -> str:
    """The one sentence about a story's claims, from the keys of their readings."""
    keys = list(readings)
    unread = sum(key in UNREAD for key in keys)
    caveats = sum(READINGS[key].caveat for key in keys) - unread
    said, analysis = keys.count("said"), keys.count("analysis")
    return count_sentence(len(keys), said=said, caveats=caveats, analysis=analysis, unread=unread)


def count_sentence(claims: int, *, said: int, caveats: int, analysis: int, unread: int) -> str:
    """Say how many claims a story has, and of which kind each is.

    `said` were confirmed to have been said, which does not make them so: they are not among the confirmed. `unread`
    were not checked yet: they have no caveat of ours.
    """
    counts = {"claims": claims, "said": said, "caveats": caveats, "analysis": analysis}
    counts["confirmed"] = claims - said - caveats - analysis - unread
    if not claims:
        return _("No claim is marked in this story.")
    if claims == unread:
        return ngettext("%(claims)d claim, not checked yet", "%(claims)d claims, none checked yet", claims) % counts
    if claims == counts["confirmed"]:
        return ngettext("%(claims)d claim, confirmed", "%(claims)d claims, all confirmed", claims) % counts
    checked = SENTENCES[bool(said), bool(caveats), bool(analysis)] % counts
    return _("%(checked)s; %(unread)d not checked yet") % {"checked": checked, "unread": unread} if unread else checked


# By what there is of: said on record, with a caveat, our own judgement. Each is whole, so that a translator may order
# its parts; what there is none of is not counted out.
SENTENCES = {
    (False, False, False): ngettext_lazy(
        "%(claims)d claim, %(confirmed)d confirmed", "%(claims)d claims, %(confirmed)d confirmed", "claims"
    ),
    (False, True, False): ngettext_lazy(
        "%(claims)d claim, %(confirmed)d confirmed, %(caveats)d with a caveat",
        "%(claims)d claims, %(confirmed)d confirmed, %(caveats)d with a caveat",
        "claims",
    ),
    (False, False, True): ngettext_lazy(
        "%(claims)d claim, %(confirmed)d confirmed, %(analysis)d our own judgement",
        "%(claims)d claims, %(confirmed)d confirmed, %(analysis)d our own judgement",
        "claims",
    ),
    (False, True, True): ngettext_lazy(
        "%(claims)d claim, %(confirmed)d confirmed, %(caveats)d with a caveat, %(analysis)d our own judgement",
        "%(claims)d claims, %(confirmed)d confirmed, %(caveats)d with a caveat, %(analysis)d our own judgement",
        "claims",
    ),
    (True, False, False): ngettext_lazy(
        "%(claims)d claim, %(confirmed)d confirmed, %(said)d said on record",
        "%(claims)d claims, %(confirmed)d confirmed, %(said)d said on record",
        "claims",
    ),
    (True, True, False): ngettext_lazy(
        "%(claims)d claim, %(confirmed)d confirmed, %(said)d said on record, %(caveats)d with a caveat",
        "%(claims)d claims, %(confirmed)d confirmed, %(said)d said on record, %(caveats)d with a caveat",
        "claims",
    ),
    (True, False, True): ngettext_lazy(
        "%(claims)d claim, %(confirmed)d confirmed, %(said)d said on record, %(analysis)d our own judgement",
        "%(claims)d claims, %(confirmed)d confirmed, %(said)d said on record, %(analysis)d our own judgement",
        "claims",
    ),
    (True, True, True): ngettext_lazy(
        "%(claims)d claim, %(confirmed)d confirmed, %(said)d said on record, %(caveats)d with a caveat, "
        "%(analysis)d our own judgement",
        "%(claims)d claims, %(confirmed)d confirmed, %(said)d said on record, %(caveats)d with a caveat, "
        "%(analysis)d our own judgement",
        "claims",
    ),
}
