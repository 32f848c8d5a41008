"""Whether a passage may carry what it is to carry: its source stands and, for readers, may be shown."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sources.models import Excerpt, Source


def troubles(passages: Iterable[Excerpt], *, public: bool, fallen: bool = False) -> list[str]:
    """Why these passages cannot carry a commitment or its status, a sentence for each source; empty when they can.

    `public`: readers are to see them, so their sources must be public and complete, too. `fallen`: they may be
    retracted, as what takes an entry back often is.
    """
    works = {passage.work.pk: passage.work for passage in passages}
    return [sentence for work in works.values() for sentence in _wrong_with(work, public, fallen)]


def _wrong_with(source: Source, public: bool, fallen: bool) -> list[str]:
    named = {"source": str(source), "number": source.public_id}
    found = []
    if source.retracted_at and not fallen:
        found.append(_("“%(source)s” (%(number)s) was retracted: nothing stands on it any more.") % named)
    if public and not source.is_public:
        found.append(_("“%(source)s” (%(number)s) is not public: readers cannot be shown what it says.") % named)
    if public and source.draft:
        found.append(_("“%(source)s” (%(number)s) is still a draft: fill in its title, kind and publisher.") % named)
    return found
