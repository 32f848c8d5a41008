"""Addresses and names that hold words which the law takes out: what becomes of them. Reads only."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _
from taggit.models import Tag

from actors.models import Actor, ActorFormerSlug, Alias, TagFormerName, TagFormerSlug
from articles.blanking import Moved
from articles.models import Publication
from articles.seeking import Words
from articles.wording import quoted
from policydesk.lib.former_slugs import FormerSlug

# What goes by a name in addresses and registers: it is renamed by hand, with all that hangs on a name.
NAMES = {Actor: ("name", "sort_name", "native_name", "slug"), Alias: ("text",), Tag: ("name", "slug")}


def readdressed(model: type[models.Model], words: Words) -> dict[Any, str]:
    """New addresses for rows whose own holds the words; of what has a name too, `named_so` asks for another one."""
    if model in NAMES or "slug" not in {field.name for field in model._meta.concrete_fields if field.unique}:
        return {}
    return {row.pk: slug for row, slug in _anew(model, words)}


def moves(words: Words) -> Moved:
    """The addresses that hold the words: of stories with their new ones, of actors and tags with their present ones."""
    stories = {row.slug: slug for row, slug in _anew(Publication, words)}
    return Moved(stories, *(_led_on(former, words) for former in (ActorFormerSlug, TagFormerSlug)))


def _in_address(row: Any, words: Words) -> bool:
    return words.in_slug(row.slug)


def _anew(model: type[models.Model], words: Words) -> Iterator[tuple[Any, str]]:
    """Each row whose address holds the words, with the first free address for what is left: none is given out twice."""
    rows = list(model._base_manager.order_by("pk"))
    taken = {row.slug for row in rows}
    for row in rows:
        if not _in_address(row, words):
            continue
        stem = words.blank_slug(row.slug) or f"{slugify(row._meta.verbose_name)}-{row.pk}"
        slug, number = stem, 2
        while slug in taken:
            slug, number = f"{stem[:76]}-{number}", number + 1
        taken.add(slug)
        yield row, slug


def _led_on(former: type[FormerSlug], words: Words) -> dict[str, str]:
    rows = former._default_manager.select_related("of")
    return {row.slug: row.of.slug for row in rows if _in_address(row, words)}


def former_addresses(words: Words) -> Iterator[models.Model]:
    """Addresses and names that only lead on, and hold the words."""
    yield from (row for row in TagFormerName.objects.all() if words.stand_in(row.key))
    for model in apps.get_models():
        if issubclass(model, FormerSlug):
            yield from (row for row in model._default_manager.all() if _in_address(row, words))


def named_so(words: Words) -> list[str]:
    """What is in the way: names by which registers and addresses know a record, in sentences."""
    found: list[str] = []
    for model, columns in NAMES.items():
        for names in model._base_manager.values_list(*columns):
            if any(words.stand_in(name) or words.in_addresses.search(name) for name in names):
                found.append(
                    _("They name %(what)s in a register. Give that another name and address first.")
                    % {"what": quoted(names[0])}
                )
    return list(dict.fromkeys(found))
