"""Where words stand: in every row of the desk and of what was published. Reads only; `scrubbing` writes.

Every table of the house is looked through, with its history; a table that comes later is looked through too. Left out
are the rows that follow from the content of an edition or from the text of a copy, records of redactions, and what is
kept apart from all that is ever published.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from articles.blanking import Moved, blank_body, blank_content
from articles.models import (
    Edition,
    EditionClaim,
    EditionContent,
    EditionPage,
    Publication,
    RedactedEdition,
    Redaction,
)
from articles.readdressing import readdressed
from articles.seeking import Words
from policydesk.lib.date_fields import PartialDateField
from policydesk.lib.former_slugs import FormerSlug
from sources.models import SnapshotFile, SnapshotText, TextStretch
from sources.searching import Looked, look_through

HOUSE = ("actors", "sources", "articles", "commitments", "policydesk", "admin")
LEFT = (Edition, EditionContent, EditionPage, EditionClaim, Redaction, RedactedEdition, Publication, TextStretch)
Changes = dict[type[models.Model], dict[Any, dict[str, Any]]]


@dataclass(frozen=True)
class Printed:
    """An edition that holds the words, and what is left of its content and its reason without them."""

    edition: Edition
    content: dict[str, Any]
    reason: str


@cache
def tables() -> tuple[type[models.Model], ...]:
    """The tables that are looked through, those of histories among them."""
    found = [model for model in apps.get_models() if model._meta.app_label in HOUSE and _is_open(model)]
    return tuple(model for model in found if model not in LEFT and not issubclass(model, FormerSlug) and _texts(model))


def _is_open(model: type[models.Model]) -> bool:
    return not getattr(getattr(model, "instance_type", model), "kept_apart", False)


def _texts(model: type[models.Model]) -> list[models.Field]:
    """The columns of `model` in which people write."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, kinds)
        and not isinstance(field, PartialDateField)
        and not (field.unique or field.choices or field.primary_key)
    ]


def changes(words: Words, *, looked: Looked | None = None) -> Changes:
    """Of each table, the rows that hold the words: the columns concerned with what is left of them.

    Files of copies that were `looked` through are not read again.
    """
    found = {model: _changes_in(model, words) for model in tables()}
    for model in found:
        for pk, slug in readdressed(model, words).items():
            found[model].setdefault(pk, {})["slug"] = slug
    holding = look_through(words.stand_in, before=looked).holding
    concerned = Q(pk__in=holding) | Q(snapshot__texts__in=list(found[SnapshotText]))
    for pk in SnapshotFile.objects.filter(concerned, removed=False).values_list("pk", flat=True).distinct():
        found[SnapshotFile].setdefault(pk, {}).update({"removed": True, "headers": []})
    return {model: rows for model, rows in found.items() if rows}


def _changes_in(model: type[models.Model], words: Words) -> dict[Any, dict[str, Any]]:
    fields, found = _texts(model), {}
    for pk, *values in model._base_manager.values_list("pk", *(field.attname for field in fields)).iterator():
        pairs = zip(fields, values, strict=True)
        left = {field.attname: (value, _left_of(field, value, words)) for field, value in pairs if value}
        if changed := {name: after for name, (before, after) in left.items() if before != after}:
            found[pk] = changed
    return found


def _left_of(field: models.Field, value: Any, words: Words) -> Any:
    if isinstance(field, models.JSONField):
        return words.blank_data(value)
    if isinstance(field, models.SlugField):
        return words.blank_slug(value)
    if isinstance(field, models.URLField):
        return "" if words.in_url(value) else value
    if field.name == "body":
        return blank_body(value, words)[0]
    return words.blank(value)[: field.max_length]


def printed(words: Words, moved: Moved) -> Iterator[Printed]:
    """The editions that hold the words, in the order of the chain."""
    for edition in Edition.objects.select_related("content", "article").order_by("sequence").iterator(chunk_size=200):
        content, reason = blank_content(edition.content.content, words, moved), words.blank(edition.reason)
        if content != edition.content.content or reason != edition.reason:
            yield Printed(edition, content, reason)
