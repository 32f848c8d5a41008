"""What the register tells about one source: what it is, the copies we hold, what we say on its strength."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from articles.cards import Copy
from articles.enums import Stance
from articles.listing import Claimed, claimed, with_story
from articles.models import EditionCitation, EditionClaim, EditionContent
from articles.notices import Told, notices_of_source
from articles.wording import When, day_of
from commitments.listing import Line, Who, ledger, lines, summarised, who
from commitments.quoting import Work, work
from policydesk.registers.mentions import commitments_on
from policydesk.registers.portraits import shown_of
from sources.enums import SnapshotKind, SourceKind
from sources.models import Source
from sources.opening import opening_of
from sources.sharing import is_open, numbered

SHOWN = 60  # claims and commitments on one page
COPIES = 50


@dataclass(frozen=True)
class Saved:
    """A copy that we hold, numbered in the order in which we got them."""

    number: int
    kind: str
    copy: Copy
    path: str  # of the whole text, where the rights allow readers to have it


@dataclass(frozen=True)
class Cited:
    """One use of the source by a claim: which claim, to what end, with which passage."""

    claim: Claimed
    stance: str
    passage: str
    locator: str


@dataclass(frozen=True)
class Address:
    """How the address stood at the last look. `since`: from when on it does not open; None while it does.

    `saved`: whether we hold a copy of the document, which can be read in its stead; `path`, where readers may.
    """

    checked: When
    since: When | None
    gone: bool
    saved: bool
    path: str


@dataclass(frozen=True)
class Sheet:
    """All that the page of one source shows. `original` is None where it is no copy or readers do not know the work."""

    work: Work
    public_id: str
    kind: str
    authors: str
    publisher: Who | None
    anonymous: bool
    is_copy: bool
    original: Work | None
    repeats: tuple[Work, ...]
    address: Address | None  # None where nobody looked
    saved: tuple[Saved, ...]
    notices: tuple[Told, ...]
    cited: tuple[Cited, ...]
    cited_count: int
    commitments: tuple[Line, ...]


def sheet(source: Source) -> Sheet:
    """Everything public about a source that readers may see, in a fixed number of queries."""
    publisher = source.publisher if source.publisher_id else None
    known = Source.objects.public().select_related("publisher__merged_into", "copy_of")
    original = known.filter(pk=source.copy_of_id).first()
    uses, saved = EditionCitation.objects.current().filter(source=source), tuple(_saved(source))
    return Sheet(
        work=work(source),
        public_id=source.public_id,
        kind=str(SourceKind(source.kind).label),
        authors=source.authors,
        publisher=who(publisher) if publisher and shown_of([publisher]) else None,
        anonymous=source.anonymous,
        is_copy=source.copy_of_id is not None,
        original=work(original) if original else None,
        repeats=tuple(work(copy) for copy in known.filter(copy_of=source).order_by("-pk")[:SHOWN]),
        address=_address(source, saved),
        saved=saved,
        notices=tuple(notices_of_source(source)),
        cited=tuple(_cited(uses)),
        cited_count=uses.count(),
        commitments=tuple(lines(summarised(commitments_on(ledger(), source))[:SHOWN])),
    )


def _address(source: Source, saved: tuple[Saved, ...]) -> Address | None:
    """How the address stands, by days. One that failed once or twice counts as it stood before.

    What the site answered, and who looked, stays with the desk.
    """
    known = opening_of(source)
    if known is None or not (known.since or known.opened_at):
        return None
    checked, since = (known.looked_at, day_of(known.since)) if known.since else (known.opened_at, None)
    copies = [each for each in saved if not each.copy.typed]
    path = next((each.path for each in copies if each.path), "")
    return Address(day_of(checked), since, known.gone, bool(copies), path)


def _saved(source: Source) -> Iterable[Saved]:
    """The copies, newest first; their words stay with the desk but where the rights allow more."""
    newest = sorted(numbered(source), key=lambda row: (row[1].taken_at, row[0]), reverse=True)
    for number, snapshot in newest[:COPIES]:
        kind = SnapshotKind(snapshot.kind)
        copy = Copy(day_of(snapshot.taken_at), snapshot.sha256, kind == SnapshotKind.EXTRACT)
        path = reverse("sources:copy", args=[source.public_id, number]) if is_open(source, snapshot) else ""
        yield Saved(number, str(kind.label), copy, path)


def _cited(uses: Any) -> Iterable[Cited]:
    """The uses by claims of current editions, newest story first, each with the passage that its edition printed."""
    claims = with_story(EditionClaim.objects.all())
    newest = uses.order_by("-claim__edition__sequence", "claim__number", "position")
    rows = list(newest.prefetch_related(Prefetch("claim", claims))[:SHOWN])
    printed = _contents({row.claim.edition_id for row in rows})
    for row in rows:
        content = printed[row.claim.edition_id]["claims"][row.claim.number - 1]["citations"][row.position - 1]
        yield Cited(claimed(row.claim), str(Stance(row.stance).label), content["exact"], content["locator"])


def _contents(editions: set[int]) -> dict[int, Any]:
    return dict(EditionContent.objects.filter(pk__in=editions).values_list("pk", "content"))
