"""Finding on the desk what a dossier names by its key."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from actors.models import Actor
from articles.models import Article, Claim
from commitments.models import Commitment, Occasion
from policydesk.lib.nearest import nearest
from sources.models import Source

MODELS: dict[str, type[models.Model]] = {
    "actors": Actor, "occasions": Occasion, "sources": Source, "claims": Claim, "commitments": Commitment,
    "stories": Article,
}  # fmt: skip
BY_REF = ("sources", "claims")


def key_of(row: Any) -> str:
    """The key by which dossiers know a record: its slug, its key in dossiers, or its public number.

    Of a merged actor the slug of the one that stays.
    """
    row = getattr(row, "present", row)
    return row.slug if hasattr(row, "slug") else row.import_ref or row.public_id


class Desk:
    """The records of the desk by section and key. Each is asked for once; what a load makes is `put` here."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Any] = {}
        self._stories: dict[str, Article | None] = {}

    def find(self, section: str, key: str) -> Any:
        """The record, or None. A former slug and a merged actor lead on to what stands now."""
        if (section, key) not in self._rows:
            self._rows[section, key] = _look_up(section, key)
        return self._rows[section, key]

    def put(self, section: str, key: str, row: Any) -> None:
        self._rows[section, key] = row

    def name(self, section: str, key: str) -> str:
        """The key that the record called `key` has now; `key` itself while there is none."""
        row = self.find(section, key)
        return key if row is None else key_of(row)

    def identity(self, section: str, key: str) -> str:
        """What stays of a reference when the record called `key` gets another slug."""
        row = self.find(section, key)
        return key if row is None else f"#{row.pk}"

    def story(self, key: str) -> Article | None:
        """The story that came in under this import key."""
        if key not in self._stories:
            self._stories[key] = Article.objects.filter(import_ref=key).first()
        return self._stories[key]


def nearest_key(section: str, key: str, also: Iterable[str] = ()) -> str:
    """The key on the desk, or among `also`, that is most like `key`; "" when none is like it.

    `section` may be "stories", too.
    """
    field = "slug" if hasattr(MODELS[section], "slug") and section != "stories" else "import_ref"
    known = MODELS[section]._base_manager.exclude(**{field: None}).values_list(field, flat=True)
    return nearest(key, [*also, *known])


def _look_up(section: str, key: str) -> Any:
    rows = MODELS[section]._base_manager.all()
    if section in BY_REF:
        return rows.filter(import_ref=key).first() or rows.filter(import_ref=None, public_id=key).first()
    if section == "occasions":
        return rows.filter(slug=key).first()
    row = rows.filter(slug=key).first() or rows.filter(Q(former_slugs__slug=key)).first()
    return row.present if section == "actors" and row else row
