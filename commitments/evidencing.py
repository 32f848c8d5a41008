"""Whether a passage may carry what it is to carry: its source stands and, for readers, may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sources.models import Excerpt, Source


@dataclass(frozen=True)
class Trouble:
    """A sentence about what is wrong, and the source where it is mended, if it lies in one."""

    sentence: str
    source: Source | None = None

    def __str__(self) -> str:
        return self.sentence


def troubles(passages: Iterable[Excerpt], *, public: bool, fallen: bool = False) -> list[Trouble]:
    """Why these passages cannot carry a commitment or its status, source by source; empty when they can.

    `public`: readers are to see them, so their sources must be public and complete, too. `fallen`: they may be
    retracted, as what takes an entry back often is.
    """
    works = {passage.work.pk: passage.work for passage in passages}
    return [Trouble(sentence, work) for work in works.values() for sentence in _wrong_with(work, public, fallen)]


def in_sentences(found: Iterable[Trouble]) -> str:
    """All of it, a sentence a line, as a refusal says it."""
    return "\n".join(trouble.sentence for trouble in found)


def _wrong_with(source: Source, public: bool, fallen: bool) -> list[str]:
    named = {"source": str(source), "number": source.public_id}
    found = []
    if source.retracted_at and not fallen:
        found.append(_("“%(source)s” (%(number)s) was retracted: nothing stands on it any more.") % named)
    if public and not source.is_public:
        found.append(_("“%(source)s” (%(number)s) is not public: readers cannot be shown what it says.") % named)
    if public and source.embargo_until and source.embargo_until > timezone.now():
        until = date_format(localtime(source.embargo_until), "j F Y, H:i")
        found.append(_("“%(source)s” (%(number)s) is under embargo until %(time)s.") % (named | {"time": until}))
    if public and source.draft:
        found.append(_("“%(source)s” (%(number)s) is still a draft: fill in its title, kind and publisher.") % named)
    return found
