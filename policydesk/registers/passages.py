"""The passages of a source that readers know: those that stories print and that the ledger stands on."""

from dataclasses import dataclass

from django.db.models import Q

from articles.models import EditionCitation, EditionContent
from policydesk.registers.anchored import Piece, anchor, pieces
from sources.models import Excerpt, Snapshot, SnapshotText, Source
from sources.placing import places

SHOWN = 60  # on one page


@dataclass(frozen=True)
class Passage:
    """Words of the source that readers know. `anchor` leads to them in a copy, and is empty where it has them not."""

    words: str
    anchor: str


@dataclass(frozen=True)
class Marked:
    """The text of a copy with the passages that it holds, and all that readers know of the source."""

    pieces: list[Piece]
    passages: list[Passage]


def public_passages(source: Source) -> list[str]:
    """The passages of `source` in stories that stand, newest first, and in public commitments; each once."""
    uses = EditionCitation.objects.current().filter(source=source).select_related("claim")
    rows = list(uses.order_by("-claim__edition__sequence", "claim__number", "position")[:SHOWN])
    contents = dict(
        EditionContent.objects.filter(pk__in={row.claim.edition_id for row in rows}).values_list("pk", "content")
    )
    printed = [
        contents[row.claim.edition_id]["claims"][row.claim.number - 1]["citations"][row.position - 1]["exact"]
        for row in rows
    ]
    promised = Excerpt.objects.public().of_public_sources().filter(Q(source=source) | Q(snapshot__source=source))
    return list(dict.fromkeys(filter(None, [*printed, *promised.values_list("exact", flat=True)[:SHOWN]])))


def marked(snapshot: Snapshot, text: SnapshotText | None) -> Marked:
    """The text of a copy, cut at the passages of its source that readers know."""
    known = public_passages(snapshot.source)
    if text is None:
        return Marked([], [Passage(words, "") for words in known])
    spans = _spans(known, snapshot, text.text)
    return Marked(
        pieces(text.text, spans),
        [Passage(words, anchor(words) if anchor(words) in spans else "") for words in known],
    )


def _spans(known: list[str], snapshot: Snapshot, text: str) -> dict[str, tuple[int, int]]:
    """Where each stands in the text: word for word, else where the desk found it when it graded it there."""
    graded = Excerpt.objects.filter(seen_in=snapshot, exact__in=known, start__isnull=False, end__lte=len(text))
    found = {exact: (start, end) for exact, start, end in graded.values_list("exact", "start", "end")}
    for words in known:
        if (start := next(places(words, text), None)) is not None:
            found[words] = (start, start + len(words))
    return {anchor(words): span for words, span in found.items()}
