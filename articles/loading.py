"""A load: files in, one result for each out, many stories to a transaction while nothing fails."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, DataError, IntegrityError, reset_queries
from django.utils.translation import gettext as _

from articles.importing import Arrival, Imported, import_stories, receive
from articles.parsing import SeedError, Story, parse_story
from articles.seed_files import SeedFile, read_file
from policydesk.lib.errors import Refused
from policydesk.lib.text import clean_text, refuse_bidi

BATCH = 100  # files
BATCH_TEXT = 4_000_000  # characters, so that a hundred large files are not in memory at once
LONGEST_KEY = 200
# One story is at fault. Any other database error (full, locked, gone) would meet the next story too and is raised.
OF_ONE_STORY = (Refused, ValidationError, IntegrityError, DataError)


@dataclass(frozen=True)
class Loaded:
    """What became of one file: `imported` when it went well, an `error` with its place, or not read at all."""

    file: SeedFile
    story: Story | None = None
    arrival: Arrival | None = None
    imported: Imported | None = None
    error: SeedError | None = None

    @property
    def outcome(self) -> str:
        """created, changed, proposed, unchanged, failed or not_read."""
        if self.imported:
            return self.imported.outcome.value
        return "failed" if self.error else "not_read"

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences on what was made of the text, and of its tags."""
        return (self.story.warnings if self.story else ()) + (self.imported.remarks if self.imported else ())


def load(
    files: Iterable[SeedFile],
    *,
    fail_fast: bool = False,
    stopped: Callable[[], bool] = lambda: False,
    batch: int = BATCH,
    **how: Any,
) -> Iterator[Loaded]:
    """Load `files` and give a result for each, in their order; `how` is what import_stories() takes.

    Stories go in by batches of one transaction each; when one fails, its batch is done again file by file, so
    every file is loaded whole or not at all. Ends early after the first failure with `fail_fast`, and after
    the file at hand when `stopped()` says so. Raises DatabaseError when the database itself fails.
    """
    for some in _batches(files, batch, fail_fast, stopped):
        for done in _settle(some, how):
            yield done
            if fail_fast and done.error:
                return
        if settings.DEBUG:  # then Django keeps every statement, and so the text of every story
            reset_queries()


def _batches(
    files: Iterable[SeedFile], size: int, fail_fast: bool, stopped: Callable[[], bool]
) -> Iterator[list[Loaded]]:
    keys: dict[str, str] = {}
    batch: list[Loaded] = []
    held = 0
    for file in files:
        if stopped():
            break
        batch.append(_open(file, keys))
        if fail_fast and batch[-1].error:
            break
        held += len(batch[-1].arrival.row.body) if batch[-1].arrival else 0
        if len(batch) >= size or held > BATCH_TEXT:
            yield batch
            batch, held = [], 0
    yield batch


def _open(file: SeedFile, keys: dict[str, str]) -> Loaded:
    """Read and clean one file. `keys` holds the file of each key of this load so far."""
    if not file.path and not file.refused:
        return Loaded(file)
    try:
        story = parse_story(read_file(file), markdown=file.ending == ".md")
        key = _key(story.import_ref or file.stem)
        if key in keys:
            sentence = _("has the key “%(key)s” of %(other)s. Rename one of them.")
            raise SeedError(1, 1, sentence % {"key": key, "other": keys[key]})
        keys[key] = file.label
        return Loaded(file, story, receive(story, ref=key, place=file.label))
    except SeedError as error:
        return Loaded(file, error=error)


def _key(name: str) -> str:
    """The key by which a story is known again. Raises SeedError for one that no database would keep."""
    try:
        key = refuse_bidi(clean_text(name)).strip()
    except ValueError as error:
        raise SeedError(1, 1, _("its key cannot be used. %(why)s") % {"why": error}) from error
    if not key or "\n" in key or len(key) > LONGEST_KEY:
        raise SeedError(1, 1, _("its key (id, or name of the file) must be one line of 1 to 200 characters."))
    return key


def _settle(batch: list[Loaded], how: dict[str, Any]) -> Iterator[Loaded]:
    """Import what of `batch` could be read: in one transaction, or one by one when that fails."""
    ready = [one.arrival for one in batch if one.arrival]
    try:
        together = iter(import_stories(ready, **how))
    except OF_ONE_STORY:
        yield from (_import(one, one.arrival, how) if one.arrival else one for one in batch)
    else:
        yield from (replace(one, imported=next(together)) if one.arrival else one for one in batch)


def _import(one: Loaded, arrival: Arrival, how: dict[str, Any]) -> Loaded:
    try:
        (imported,) = import_stories([arrival], **how)
    except OF_ONE_STORY as error:
        return replace(one, error=SeedError(1, 1, _sentence(error)))
    return replace(one, imported=imported)


def _sentence(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, DatabaseError):
        return _("the database refused it: %(why)s.") % {"why": str(error).partition("\n")[0]}
    return str(error)
