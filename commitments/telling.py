"""A commitment for machines: what goes out as data and as cells of a table. Nothing goes out but what stands here."""

from collections.abc import Iterable
from typing import Any

from articles.listing import Claimed
from commitments.listing import Line, Standing, Who
from commitments.presenting import Entry, Meeting, Page, Part
from commitments.quoting import Passage
from policydesk.lib.site import absolute

COLUMNS = (
    "title", "url", "by", "to", "made_on", "due_words", "due_on", "statuses", "overdue", "contested",
    "instrument", "occasion", "topics", "evidence", "changed_at", "edited_at",
)  # fmt: skip


def cells(line: Line) -> tuple[object, ...]:
    """The cells of one line, in the order of COLUMNS."""
    return (
        line.title,
        absolute(line.path),
        _names(line.by),
        _names(line.by if line.each_other and not line.to else line.to),
        line.made_on,
        line.due_words,
        line.due_on,
        _status(line.standings),
        "yes" if line.overdue else "no",
        "yes" if line.contested else "no",
        line.bindingness,
        line.occasion,
        "; ".join(tag["name"] for tag in line.tags),
        line.evidence,
        line.changed_at.isoformat(),
        line.edited_at.isoformat() if line.edited_at else "",
    )


def as_data(line: Line) -> dict[str, Any]:
    """One line of the ledger as data."""
    return {
        "url": absolute(line.path),
        "data": absolute(f"{line.path}index.json"),
        "title": line.title,
        "summary": line.summary,
        "by": [_who(each) for each in line.by],
        "to": [_who(each) for each in line.to],
        "made_on": line.made_on,
        "due_words": line.due_words,
        "due_on": line.due_on,
        "statuses": [_standing(each) for each in line.standings],
        "overdue": line.overdue is not None,
        "contested": line.contested,
        "instrument": line.bindingness,
        "occasion": line.occasion,
        "topics": list(line.tags),
        "evidence": line.evidence,
        "published_at": line.published_at.isoformat(),
        "changed_at": line.changed_at.isoformat(),
        "edited_at": line.edited_at.isoformat() if line.edited_at else None,
    }


def page_as_data(page: Page) -> dict[str, Any]:
    """The whole page of one commitment as data."""
    return as_data(page.line) | {
        "undertaking": _passage(page.undertaking),
        "parties": [_part(part) for part in page.parts],
        "occasion": _meeting(page.meeting) if page.meeting else None,
        "verifiability": str(page.verifiability.label),
        "how_we_read_it": page.reading_note,
        "contested_in": _passage(page.contested) if page.contested else None,
        "contested_note": page.contested_note,
        "log": [_entry(entry) for entry in page.log],
        "related": [{"how": other.how, "title": other.title, "url": absolute(other.path)} for other in page.related],
        "reported_in": [_report(report) for report in page.reports],
    }


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
        "of": _who(entry.of) if entry.of else None,
        "reason": entry.reason,
        "confirmed_by": entry.read_by,
        "evidence": [_passage(each) for each in entry.evidence],
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


def _status(standings: tuple[Standing, ...]) -> str:
    if len(standings) == 1:
        return str(standings[0].reading.label)
    return "; ".join(f"{_names(each.of)}: {each.reading.label}" for each in standings)
