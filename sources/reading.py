"""The words of saved copies: taken out by program, typed from a scan by a person, translated."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.text import clean_text
from sources.enums import SnapshotKind, TextKind, TranslationKind
from sources.extracting import Extraction, State, extract
from sources.indexing import index_text
from sources.keeping import check_can_read_file, read_file
from sources.models import Snapshot, SnapshotFile, SnapshotText, Source
from sources.page_marks import unmarked
from sources.signals import text_kept


# --- By program ----------------------------------------------------------------------------------------------
def keep_words(file: SnapshotFile, words: Extraction, *, by: Any) -> SnapshotText | None:
    """Keep what was taken out of a file, or why that is nothing, in the caller's transaction. Passages follow."""
    if not words.text:
        file.wordless = Truncator(words.sentence).chars(200)
        file.save(update_fields=["wordless"])
        return None
    return _keep(file.snapshot, by, kind=TextKind.EXTRACTED, text=words.text, pages=list(enumerate(words.pages, 1)))


def unread() -> list[SnapshotFile]:
    """The files of copies in which nobody has looked for words, the oldest first."""
    read = SnapshotText.objects.exclude(kind=TextKind.TRANSLATION).values("snapshot")
    rows = SnapshotFile.objects.filter(removed=False, wordless="").exclude(snapshot__in=read)
    return list(rows.select_related("snapshot__source").order_by("pk"))


def read_copy(file: SnapshotFile) -> Extraction:
    """Take the words out of a copy that has none yet, and keep them. A file that is missing or altered is refused."""
    try:
        words = extract(read_file(file), file.content_type, said=file.snapshot.content_type)
    except Refused as refusal:
        return Extraction(State.REFUSED, sentence=str(refusal))
    with transaction.atomic():
        _take_turns(file.snapshot.source)
        if not wordy(file.snapshot):
            keep_words(file, words, by=None)
    return words


# --- By a person ---------------------------------------------------------------------------------------------
def check_can_type(snapshot: Snapshot, by: Any) -> None:
    """Raises NotAllowed unless `by` may type or translate what stands in the copy."""
    if not by.has_perm("sources.add_excerpt"):
        raise NotAllowed(_("You may not add the text of a copy. Ask a reporter, a checker or an editor."))
    check_can_read_file(snapshot, by)


def wordy(snapshot: Snapshot) -> bool:
    """Whether the copy has a text in the words of the document."""
    return snapshot.texts.exclude(kind=TextKind.TRANSLATION).exists()


@transaction.atomic
def type_text(snapshot: Snapshot, text: str, *, by: Any) -> SnapshotText:
    """Keep what a person read in a copy that has no text: once. A line “[page 2]” begins page 2.

    Raises NotAllowed, or Refused with a sentence.
    """
    check_can_type(snapshot, by)
    _take_turns(snapshot.source)
    if wordy(snapshot):
        raise Refused(_("This copy has a text, and it never changes."))
    text, pages = unmarked(_some(text))
    return _keep(snapshot, by, kind=TextKind.TYPED, text=_some(text), pages=pages)


@transaction.atomic
def add_translation(
    snapshot: Snapshot,
    text: str,
    *,
    by: Any,
    language: str,
    kind: TranslationKind,
    translator: str = "",
    compared: bool = False,
) -> SnapshotText:
    """Keep a translation of a copy; `compared`: `by` has read it beside the original. It proves no passage.

    Raises NotAllowed, Refused with a sentence, or ValidationError by field.
    """
    check_can_type(snapshot, by)
    if kind != TranslationKind.OWN and not translator.strip():
        raise Refused(_("Say who made the translation, or which program."), "translator")
    if kind == TranslationKind.OWN and compared:
        sentence = _("You made this translation. Another person must read it beside the original.")
        raise Refused(sentence, "compared")
    return _keep(
        snapshot, by, kind=TextKind.TRANSLATION, text=_some(text), language=language.strip(), translation=kind,
        translator=translator.strip(), read_by=by if compared else None,
    )  # fmt: skip


def check_can_vouch(text: SnapshotText, by: Any) -> None:
    """Raises a sentence unless `by` may say to have read the translation beside the original, as the second person."""
    check_can_type(text.snapshot, by)
    if text.kind != TextKind.TRANSLATION:
        raise Refused(_("This is no translation."))
    if text.read_by_id:
        raise Refused(_("Somebody has read it beside the original already."))
    if text.translation == TranslationKind.OWN and by.pk == text.by_id:
        raise NotAllowed(_("You made this translation. Another person must read it beside the original."))


@transaction.atomic
def vouch_for(text: SnapshotText, *, by: Any) -> None:
    """Say that `by` has read the translation beside the original; its history keeps it.

    Raises NotAllowed or Refused.
    """
    _take_turns(text.snapshot.source)
    text.refresh_from_db(fields=["read_by"])
    check_can_vouch(text, by)
    text.read_by = by
    text.save(by=by)


# --- All three -----------------------------------------------------------------------------------------------
def _some(text: str) -> str:
    text = clean_text(text).strip()
    if not text:
        raise Refused(_("Write the words of the copy."))
    return text


def _keep(snapshot: Snapshot, by: Any, **fields: Any) -> SnapshotText:
    by_program = fields["kind"] == TextKind.EXTRACTED
    row = SnapshotText(snapshot=snapshot, by=None if by_program else by, **fields)
    row.sha256 = hashlib.sha256(row.text.encode()).hexdigest()
    row.clean_fields(exclude=["snapshot", "by", "read_by"])  # rows that we hold already
    row.save(by=row.by)
    index_text(row)
    if row.kind != TextKind.TRANSLATION and snapshot.kind != SnapshotKind.EXTRACT:
        text_kept.send(SnapshotText, copy=snapshot, by=by)
    return row


def _take_turns(source: Source) -> None:
    """Two who read one copy at the same moment: the second finds what the first one kept."""
    list(Source.objects.select_for_update().filter(pk=source.pk).values_list("pk"))
