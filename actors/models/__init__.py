"""Who: states, bodies, people and media; their names, their offices, the addresses they had; and pages of tags."""

from actors.models.actor import Actor, ActorFormerSlug, ActorQuerySet, Alias, name_key
from actors.models.tag_page import TagFormerName, TagFormerSlug, TagPage
from actors.models.tenure import Tenure

__all__ = [
    "Actor", "ActorFormerSlug", "ActorQuerySet", "Alias", "TagFormerName", "TagFormerSlug", "TagPage", "Tenure",
    "name_key",
]  # fmt: skip
