"""Making the texts of copies findable by their words, and keeping that in step. Looking them up is `sourcing`."""

from collections.abc import Iterable
from itertools import islice

from django.db import connections, router
from django.db.models import Exists, OuterRef, QuerySet

from sources.models import SnapshotText, TextStretch
from sources.terming import stretches, terms
from sources.word_index import forget_taken_out

AT_ONCE = 500  # rows of one write, so that a long text fills no memory


def index_text(row: SnapshotText) -> None:
    """Write the stretches of a text, in the caller's transaction. Whoever keeps a text or changes one calls it."""
    TextStretch.objects.filter(text=row).delete()
    rows = (
        TextStretch(text=row, start=start, end=end, terms=" ".join(terms(row.text[start:end])))
        for start, end in stretches(row.text)
    )
    while batch := list(islice(rows, AT_ONCE)):
        TextStretch.objects.bulk_create(batch)


def index_again(texts: Iterable[SnapshotText]) -> None:
    """Write the stretches of texts that the law changed; what stood in the index is gone with the transaction."""
    for row in texts:
        index_text(row)
    forget_taken_out(connections[router.db_for_write(TextStretch)])


def unindexed() -> QuerySet[SnapshotText]:
    """The texts that nobody finds yet, as they were kept before there was an index."""
    return SnapshotText.objects.exclude(text="").exclude(Exists(TextStretch.objects.filter(text=OuterRef("pk"))))


def index_missing() -> int:
    """Index them, one after the other. Returns how many they were."""
    done = 0
    for row in unindexed().order_by("pk").iterator(chunk_size=20):
        index_text(row)
        done += 1
    return done
