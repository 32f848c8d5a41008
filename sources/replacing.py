"""Whether one source may take the place of another, and which passages of the one stand in the copies of the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from policydesk.lib.errors import Refused
from sources.enums import Grade
from sources.grading import place_in_copies
from sources.interviewing import check_can_be_cited
from sources.models import Excerpt, Source
from sources.retracting import check_can_retract

CARRIED = (Grade.EXACT, Grade.NORMALISED, Grade.CUTS, Grade.CLOSE, Grade.EXTRACT)


@dataclass(frozen=True)
class Passage:
    """A passage of the old source, and how it stands in the copies of the new one."""

    excerpt: Excerpt
    grade: Grade

    @property
    def found(self) -> bool:
        """Whether it goes over to the new source; what stands there only in part, or not at all, stays."""
        return self.grade in CARRIED


def check_can_replace(source: Source, other: Source, by: Any) -> None:
    """Raises NotAllowed, or Refused with a sentence, unless `by` may let `other` take the place of `source`."""
    check_can_retract(by)
    if source.retracted_at:
        raise Refused(_("The source is retracted already."))
    if other == source:
        raise Refused(_("Choose another source: this is the same one."))
    if other.retraction:
        raise Refused(_("Choose another source: that one is retracted itself."))
    if other.copy_of_id:
        raise Refused(_("Choose another source: that one only repeats its original, which can take the place."))
    check_can_be_cited(other)


def passages_in(other: Source, excerpts: Iterable[Excerpt]) -> list[Passage]:
    """How each of these passages stands in the copies of `other`. Writes nothing."""
    return [Passage(row, Grade(place_in_copies(other, row.exact)["grade"])) for row in excerpts]
