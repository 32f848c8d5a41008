"""A commitment for machines: what goes out as data and as cells of a table. Nothing goes out but what stands here."""

from collections.abc import Iterable
from typing import Any

from articles.listing import Claimed
from commitments.as_of import AsOf
from commitments.listing import Line, Standing, Who
from commitments.presenting import Entry, Meeting, Page, Part
from commitments.quoting import Passage, Worth
from policydesk.lib.citing import as_text
from policydesk.lib.site import absolute

COLUMNS = (
    "title", "url", "by", "to", "made_on", "due_words", "due_on", "statuses", "overdue", "self_reported",
    "contested", "source_retracted", "instrument", "occasion", "topics", "evidence", "changed_at", "edited_at",
    "as_of_day", "as_of_dates",
)  # fmt: skip


def cells(line: Line) -> tuple[object, ...]:
    """The cells of one line, in the order of COLUMNS."""
    return (
        line.title,
        absolute(line.path),
        _names(line.by),
        _names(line.towards),
        line.made_on,
        line.due_words,
        line.due_on,
        line.standings_in_words,
        "yes" if line.overdue else "no",
        "yes" if line.self_reported else "no",
        "yes" if line.contested else "no",
        "yes" if line.fallen else "no",
        line.bindingness,
        line.occasion,
        "; ".join(tag["name"] for tag in line.tags),
        line.evidence,
        line.changed_at.isoformat(),
        line.edited_at.isoformat() if line.edited_at else "",
        line.asof.day.isoformat() if line.asof else "",
        line.asof.dates if line.asof else "",
    )


def as_data(line: Line) -> dict[str, Any]:
    """One line of the ledger as data."""
    return {
        "url": absolute(line.path),
        "data": absolute(f"{line.path}index.json"),
        "title": line.title,
        "summary": line.summary,
        "by": [_who(each) for each in line.by],
        "to": [_who(each) for each in line.towards],
        "made_on": line.made_on,
        "due_words": line.due_words,
        "due_on": line.due_on,
        "statuses": [_standing(each) for each in line.standings],
        "overdue": line.overdue is not None,
        "self_reported": line.self_reported,
        "contested": line.contested,
        "source_retracted": line.fallen,
        "instrument": line.bindingness,
        "occasion": line.occasion,
        "topics": list(line.tags),
        "evidence": line.evidence,
        "published_at": line.published_at.isoformat(),
        "changed_at": line.changed_at.isoformat(),
        "edited_at": line.edited_at.isoformat() if line.edited_at else None,
        "as_of_day": line.asof.day.isoformat() if line.asof else None,
        "as_of_dates": line.asof.dates if line.asof else None,
    }


def day_asked(asof: AsOf | None) -> dict[str, Any]:
    """Of data: as of which day it is told, and by which dates; nothing while it tells what is now."""
    return {"as_of": {"day": asof.day.isoformat(), "dates": asof.dates}} if asof else {}


def page_as_data(page: Page) -> dict[str, Any]:
    """The whole page of one commitment as data."""
    return (
        as_data(page.line)
        | day_asked(page.asof)
        | {
            "undertaking": _passage(page.undertaking),
            "parties": [_part(part) for part in page.parts],
            "occasion": _meeting(page.meeting) if page.meeting else None,
            "verifiability": str(page.verifiability.label),
            "how_we_read_it": page.reading_note,
            "own_act": page.own_act,
            "contested_in": _passage(page.contested) if page.contested else None,
            "contested_note": page.contested_note,
            "log": [_entry(entry) for entry in page.log],
            "source_retracted_on": page.fallen.iso if page.fallen else None,
            "last_reviewed_on": page.reviewed.iso if page.reviewed else None,
            "related": [
                {"how": other.how, "title": other.title, "url": absolute(other.path)} for other in page.related
            ],
            "reported_in": [_report(report) for report in page.reports],
            "changes": [{"on": edit.on.iso, "fields": list(edit.fields)} for edit in page.edits],
            "cite": as_text(page.cited),
        }
    )


def _part(part: Part) -> dict[str, Any]:
    return _who(part.who) | {
        "part": part.role,
        "side": part.side,
        "status": part.reading.key if part.reading else None,
        "reason": part.reason,
        "own_wording": _passage(part.wording) if part.wording else None,
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "name": meeting.name,
        "kind": meeting.kind,
        "date": meeting.edtf,
        "place": meeting.place,
        "participants": [_who(each) for each in meeting.participants],
    }


def _report(report: Claimed) -> dict[str, str]:
    return {
        "claim": absolute(report.path),
        "words": report.words,
        "status": report.reading.key,
        "story": absolute(report.story),
        "headline": report.headline,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "since": entry.since_edtf,
        "recorded_on": entry.recorded.iso,
        "from": entry.before.key,
        "to": entry.reading.key,
        "points": entry.points or None,
        "of": _who(entry.of) if entry.of else None,
        "reason": entry.reason,
        "confirmed_by": entry.read_by,
        "against_it": entry.rebuttal,
        "self_reported": entry.self_reported,
        "evidence": [_passage(each) | _worth(each.worth) for each in entry.evidence],
        "taken_back": entry.taken_back,
        "takes_back": entry.takes_back,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    work = passage.work
    return {
        "words": passage.words,
        "locator": passage.locator,
        "found": passage.proof,
        "source": work.name,
        "publisher": work.publisher,
        "published": work.edtf,
        "page": absolute(work.path) if work.path else "",
        "address": work.url,
        "sha256": passage.copy.sha256 if passage.copy else "",
    }


def _worth(worth: Worth | None) -> dict[str, Any]:
    if worth is None:
        return {}
    told = {"bearing": worth.bearing.value, "nature": worth.nature.value, "unnamed": worth.unnamed}
    return told | {"published_later": worth.later}


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "status": standing.reading.key,
        "label": str(standing.reading.label),
        "of": [_who(each) for each in standing.of],
    }


def _who(each: Who) -> dict[str, str]:
    return {"name": each.name, "url": absolute(each.path) if each.path else ""}


def _names(names: Iterable[Who]) -> str:
    return "; ".join(each.name for each in names)
