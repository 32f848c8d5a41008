"""By which key sources are counted: whose words they carry in the end."""

from typing import Any

from policydesk.lib.text import normalise
from sources.enums import SPOKEN

UNNAMED = "unnamed"


class HasOrigin:
    """The part of a source that says of which origin it is. Asks for `copy_of`, and for `interview` of both."""

    pk: Any
    kind: Any
    is_public: Any
    notes: Any
    copy_of: Any
    copy_of_id: int | None
    origin_group: Any

    @property
    def origin(self) -> str:
        """The key by which origins are counted: unnamed, the group of the original, else the original.

        Nobody can tell two unnamed people apart: they are one origin, until an editor says why this one is another. No
        group parts them before, nor does it help that nobody noted how the conversation was held.
        """
        work = self._original
        return UNNAMED if work.is_unnamed else _group(work) or _alone(work)

    @property
    def origin_before_f4(self) -> str:
        """The same as the recipes f1 to f3 of checks sign it: a group comes first, and only noted talks are unnamed."""
        work, notes = self._original, self._original.notes
        unnamed = notes and not notes.is_on_record and not notes.independent_because
        return _group(work) or (UNNAMED if unnamed else _alone(work))

    @property
    def is_unnamed(self) -> bool:
        """Whether it is what somebody said whom readers do not get to know, and whom no editor told from others."""
        spoken = self.notes or self.kind in SPOKEN
        return bool(spoken and not self.is_public and not (self.notes and self.notes.independent_because))

    @property
    def lacks_notes(self) -> bool:
        """Whether it is a conversation that is not public, and nobody noted how it was held and what was agreed."""
        return self.kind in SPOKEN and not self.is_public and self.notes is None

    @property
    def _original(self) -> Any:
        return self.copy_of if self.copy_of_id else self


def _group(work: Any) -> str:
    name = normalise(work.origin_group).casefold()
    return f"group:{name}" if name else ""


def _alone(work: Any) -> str:
    return f"source:{work.pk}"
