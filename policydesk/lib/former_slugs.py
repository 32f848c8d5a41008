"""Addresses that a record had before: readers who kept one are led to where it stands now."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerSlug(models.Model):
    """A slug that once led readers to a record. A subclass adds the foreign key `of`, related as `former_slugs`."""

    slug = models.SlugField(_("former slug"), max_length=100, unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug


def _former(record: Any) -> type[FormerSlug]:
    """The subclass of FormerSlug for this kind of record."""
    return type(record).former_slugs.rel.related_model


def remember_slug(record: Any, old: str) -> None:
    """Lead readers who kept the address `old` to the record's present one, which is no former one any more."""
    _former(record).objects.filter(of=record, slug=record.slug).delete()
    if old != record.slug:
        _former(record).objects.get_or_create(slug=old, defaults={"of": record})


def refuse_former(record: Any) -> None:
    """Raises ValidationError when the slug of `record` once led to another: its old links would lead astray."""
    if _former(record).objects.filter(slug=record.slug).exclude(of=record.pk).exists():
        raise ValidationError({"slug": _("Readers know another record by this address. Choose another.")})
