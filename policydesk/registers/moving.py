"""Where an address leads that an actor or a tag had before it was renamed or merged."""

from typing import Any

from django.db.models import Model, QuerySet

from actors.models import TagPage

LONGEST_WAY = 8  # merges after merges; a circle, which no rule makes, ends here


def actor_at(slug: str, actors: QuerySet, former: QuerySet) -> Any:
    """The actor of `actors` to which a slug that is not its own leads now, or None."""
    return _end(_start(slug, actors.model, former), actors, lambda actor: actor.merged_into)


def tag_at(slug: str, tags: QuerySet, former: QuerySet) -> Any:
    """The tag of `tags` to which a slug that is not its own leads now, or None."""
    onward = TagPage.objects.filter(merged_into__isnull=False).select_related("merged_into")
    return _end(_start(slug, tags.model, former), tags, lambda tag: _into(onward.filter(tag=tag).first()))


def _into(page: TagPage | None) -> Any:
    return page.merged_into if page else None


def _start(slug: str, model: type[Model], former: QuerySet) -> Any:
    row = model._default_manager.filter(slug=slug).first()
    if row is None and (moved := former.filter(slug=slug).select_related("of").first()):
        row = moved.of
    return row


def _end(row: Any, shown: QuerySet, onward: Any) -> Any:
    for _step in range(LONGEST_WAY):
        if row is None or (following := onward(row)) is None:
            break
        row = following
    return row if row is not None and shown.filter(pk=row.pk).exists() else None
