"""The slugs of commitments and occasions: the first free one, and one that readers know and a write changes."""

from django.utils.text import slugify

from commitments.models import Commitment, CommitmentFormerSlug, Occasion
from policydesk.lib.public_ids import new_public_id


def free_slug(model: type[Commitment] | type[Occasion], name: str) -> str:
    """The first free slug that `name` suggests; a number where it has no Latin letter."""
    stem = slugify(name)[:76].strip("-") or f"{model._meta.model_name}-{new_public_id()}"
    slug, number = stem, 2
    while any(known.objects.filter(slug=slug).exists() for known in (model, CommitmentFormerSlug)):
        slug, number = f"{stem}-{number}", number + 1
    return slug


def address_left(commitment: Commitment) -> str:
    """The address that readers know and that this write changes; else empty."""
    if not commitment.published_at or "slug" not in commitment.changed_fields():
        return ""
    return Commitment.objects.values_list("slug", flat=True).get(pk=commitment.pk)
