"""What the bringing of one dossier carries along: whose it is, why, and where in the file it stands."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.loading import OF_ONE_STORY as OF_ONE_RECORD
from policydesk.dossiers.referring import Desk
from policydesk.dossiers.schema import Shape
from policydesk.lib.text import normalise
from sources.enums import Grade
from sources.excerpting import check_can_excerpt, write_excerpt
from sources.models import Excerpt


class Misplaced(Exception):
    """A rule's refusal with the path, within the record, to what it refuses; `within` is where its fields stand."""

    def __init__(self, path: str, within: str, error: Exception) -> None:
        self.path, self.within, self.error = path, within, error
        super().__init__(str(error))


@contextmanager
def at(path: str, *, within: str | None = None) -> Iterator[None]:
    """Say of a refusal in this block that it concerns `path`, or, when it names a field, that field in `within`."""
    try:
        yield
    except OF_ONE_RECORD as error:
        raise Misplaced(path, path if within is None else within, error) from error


@dataclass
class Run:
    """One dossier on its way in. `by=None` is the desk's own program; `told` gathers warnings as (path, sentence)."""

    key: str
    by: Any = None
    reason: str = ""
    desk: Desk = field(default_factory=Desk)
    told: list[tuple[str, str]] = field(default_factory=list)
    proposals: Counter[str] = field(default_factory=Counter)

    def ask(self, check: Callable[..., None], *about: Any) -> None:
        """Raise what `check` says of the person's right; the desk's own program is not asked."""
        if self.by is not None:
            check(*about, self.by)

    def row(self, section: str, key: str | None) -> Any:
        """The record that a value names; None for no value. The load made sure before that there is one."""
        return self.desk.find(section, key) if key else None

    def passage(self, values: dict[str, Any] | None, path: str, stands: Excerpt | None = None) -> Excerpt | None:
        """The passage that these values give, kept by the rules; None for none. What `stands` stays if it says so."""
        if not values:
            return None
        source, locator = self.row("sources", values["source"]), values.get("locator", "")
        if stands and _name_of(stands) == (source.pk, normalise(values["passage"]), locator):
            return stands
        with at(f"{path}.passage"):
            self.ask(check_can_excerpt)
            excerpt = write_excerpt(source, values["passage"], by=self.by, locator=locator)
        self.tell_grade(excerpt, f"{path}.passage")
        return excerpt

    def tell_grade(self, excerpt: Excerpt | None, path: str) -> None:
        """Warn of a passage that the desk can look up nowhere: it is kept, and proves nothing yet."""
        if excerpt is not None and excerpt.grade == Grade.NO_COPY:
            self.told.append((path, _("these words stand in no extract or copy of the source; kept as they are.")))


def _name_of(excerpt: Excerpt) -> tuple[int, str, str]:
    return excerpt.work.pk, normalise(excerpt.exact), excerpt.locator


def plain_fields(values: dict[str, Any], shape: Shape, *names: str) -> dict[str, Any]:
    """The named fields for a rule: what the record says, else the default."""
    found = {}
    for name in names:
        field = shape.field(name)
        found[name] = values.get(name, field.default if field else "")
    return found


def sentences(error: Exception) -> list[tuple[str, str]]:
    """(field, sentence) of what a rule refused; the field is "" when it names none."""
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        return [("" if name == "__all__" else name, " ".join(found)) for name, found in error.message_dict.items()]
    if isinstance(error, ValidationError):
        return [("", " ".join(error.messages))]
    return [("", str(error).partition("\n")[0])]
