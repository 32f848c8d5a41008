"""The seals of redactions: what an edition hashes to since words were taken out of it, in a chain of its own.

The seal of the edition itself stays what it was, and so does the chain of editions: whoever kept an old head finds it
again. A redaction seals what is left of each edition that it touched, and the redaction before it.
"""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from articles.models import Edition, RedactedEdition, Redaction
from articles.sealing import content_hash, digest

FIRST_DIGEST = "0" * 64


def seal_redaction(redaction: Redaction, touched: Iterable[Edition]) -> None:
    """Save the redaction as the newest of its chain, with what is left of the editions that it touched.

    The caller holds the lock on the head of the chain of editions.
    """
    before = Redaction.objects.order_by("-sequence").first()
    redaction.sequence = before.sequence + 1 if before else 1
    redaction.previous_digest = before.digest if before else FIRST_DIGEST
    rows = [
        RedactedEdition(
            redaction=redaction,
            edition=edition,
            content_sha256=content_hash(edition.content.content),
            row_sha256=digest(edition),
        )
        for edition in touched
    ]
    redaction.digest = _digest(redaction, rows)
    redaction.save()
    for row in rows:
        row.redaction = redaction
        row.save()


def _digest(redaction: Redaction, rows: Iterable[RedactedEdition]) -> str:
    return digest(redaction, editions=sorted(row.sealed for row in rows))


def newest_seals() -> dict[int, RedactedEdition]:
    """What each edition that was redacted hashes to now, by edition."""
    rows = RedactedEdition.objects.select_related("redaction", "edition").order_by("redaction__sequence")
    return {row.edition_id: row for row in rows}


def redactions_head() -> str:
    """The newest link of the chain of redactions, as "sequence:digest"; "0:" and zeros before the first."""
    newest = Redaction.objects.order_by("-sequence").first()
    return f"{newest.sequence}:{newest.digest}" if newest else f"0:{FIRST_DIGEST}"


def redaction_faults() -> Iterator[tuple[int, str]]:
    """What does not agree in the chain of redactions: the number of one, and a sentence."""
    previous, expected = FIRST_DIGEST, 1
    for row in Redaction.objects.order_by("sequence").prefetch_related("editions"):
        if row.sequence != expected or row.previous_digest != previous:
            yield expected, _("A redaction is missing before this one.")
        if _digest(row, row.editions.all()) != row.digest:
            yield row.sequence, _("Its record was changed.")
        previous, expected = row.digest, row.sequence + 1
