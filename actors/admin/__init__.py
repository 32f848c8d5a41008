"""The forms of the desk for actors and tags, one file per model."""

from actors.admin.actor import ActorAdmin
from actors.admin.tag import TagAdmin

__all__ = ["ActorAdmin", "TagAdmin"]
