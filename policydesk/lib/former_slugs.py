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


def refuse_former(record: Any) -> None:
    """Raises ValidationError when the slug of `record` once led to another: its old links would lead astray."""
    former = type(record).former_slugs.rel.related_model  # the subclass of FormerSlug for this kind of record
    if former.objects.filter(slug=record.slug).exclude(of=record.pk).exists():
        raise ValidationError({"slug": _("Readers know another record by this address. Choose another.")})
