"""The tags that a batch of seeds brings: by the names that they go by now, and what to tell of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from actors.tag_names import leads_of, new_names, remarks
from articles.models import Article


@dataclass(frozen=True)
class SeedTags:
    """The tags of a batch: what their names lead to, what to say of them, which of them are new."""

    leads: dict[str, str]
    said: dict[str, str]
    new: set[str]

    def present(self, row: Article) -> list[str]:
        """The names that the tags of the row go by now."""
        return list(dict.fromkeys(self.leads.get(name.casefold(), name) for name in row.tag_names()))

    def of(self, row: Article) -> dict[str, Any]:
        """What an Imported tells of them."""
        remarks = tuple(self.said[name] for name in row.tag_names() if name in self.said)
        return {"new_tags": tuple(name for name in self.present(row) if name in self.new), "remarks": remarks}


def tags_of(rows: Iterable[Article]) -> SeedTags:
    """What there is to know of the tags of these rows, in a few queries however many they are."""
    names = {name for row in rows for name in row.tag_names()}
    return SeedTags(leads_of(names), remarks(names), new_names(names))
