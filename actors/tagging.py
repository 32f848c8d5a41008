"""Tags across the whole desk: renamed and merged with everything that carries them, described for readers."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from taggit.models import Tag

from actors.models import TagFormerSlug, TagPage
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.former_slugs import remember_slug
from policydesk.lib.lookalikes import look_key
from policydesk.lib.tagging import Tagged
from policydesk.lib.text import clean_text


def check_can_keep_tags(by: Any) -> None:
    """Raises NotAllowed unless `by` may rename, merge and describe tags."""
    if not by.has_perm("actors.keep_tags"):
        raise NotAllowed(_("You may not change tags. Ask an editor."))


def present_names(names: Iterable[str]) -> list[str]:
    """`names` of tags, each that was merged replaced by the name of what it leads to."""
    merged = TagPage.objects.exclude(merged_into=None).values_list("tag__name", "merged_into__name")
    leads = {name.casefold(): into for name, into in merged}
    return list(dict.fromkeys(leads.get(name.casefold(), name) for name in names))


def present_tag(tag: Tag) -> Tag:
    """What `tag` leads to: itself, or what it was merged into."""
    page = getattr(tag, "page", None)
    return page.merged_into if page and page.merged_into_id else tag


@transaction.atomic
def describe_tag(tag: Tag, *, by: Any, description: str = "", mediatopic: str = "") -> TagPage:
    """Say what the tag gathers. Raises NotAllowed, or ValidationError by field."""
    check_can_keep_tags(by)
    page = getattr(tag, "page", None) or TagPage(tag=tag)
    page.description, page.mediatopic = description, mediatopic
    page.full_clean()
    page.save(by=by)
    return page


@transaction.atomic
def rename_tag(tag: Tag, name: str, *, by: Any) -> int:
    """Give the tag another name and address, everywhere. Returns how many stories and commitments were rewritten.

    Readers who kept the old address are led to the new one. Raises NotAllowed; Refused when another tag has the
    name (merge them), or when no address can be made of it.
    """
    check_can_keep_tags(by)
    name, old = clean_text(name).strip(), tag.name
    if name == old:
        return 0
    if not any(char.isalnum() for char in name) or "," in name or len(name) > tag._meta.get_field("name").max_length:
        raise Refused(_("A tag is 1 to 100 characters with a letter or a digit, and without a comma."))
    if Tag.objects.filter(name__iexact=name).exclude(pk=tag.pk).exists():
        raise Refused(_("There is a tag “%(name)s” already. Merge this one into it.") % {"name": name})
    carriers = list(_carriers(tag))
    slug, tag.name = tag.slug, name
    tag.slug = _free_slug(tag)
    tag.save()
    remember_slug(tag, slug)
    _rewrite(carriers, old, name, by)
    return len(carriers)


@transaction.atomic
def merge_tag(tag: Tag, into: Tag, *, by: Any) -> int:
    """Put `into` in the place of `tag` everywhere; the old tag stays as a row that leads on. Returns the count.

    Raises NotAllowed, or Refused for a pair that would make a circle.
    """
    check_can_keep_tags(by)
    if tag.pk == into.pk:
        raise Refused(_("Choose another tag: this is the same one."))
    if present_tag(into) != into:
        raise Refused(_("“%(name)s” was merged itself. Choose the one it leads to.") % {"name": into.name})
    carriers = list(_carriers(tag))
    for merged in (tag, *Tag.objects.filter(page__merged_into=tag)):
        page = getattr(merged, "page", None) or TagPage(tag=merged)
        page.merged_into = into
        page.save(by=by)
    _rewrite(carriers, tag.name, into.name, by)
    return len(carriers)


def uses(tags: models.QuerySet) -> models.QuerySet:
    """`tags` with the number of records of each kind that carry them, as `article_count`, `commitment_count`, …"""
    counts = {}
    for model in Tagged.__subclasses__():
        through = model.tags.through._default_manager.filter(tag=models.OuterRef("pk")).order_by().values("tag")
        counts[f"{model._meta.model_name}_count"] = Coalesce(
            models.Subquery(through.annotate(n=models.Count("pk")).values("n")), 0
        )
    return tags.annotate(**counts)


def look_alikes(tag: Tag) -> list[Tag]:
    """Other tags that the eye takes for this one, merged ones left out, by name."""
    others = Tag.objects.exclude(pk=tag.pk).filter(models.Q(page=None) | models.Q(page__merged_into=None))
    key = look_key(tag.name)
    return [other for other in others.order_by("name") if look_key(other.name) == key]


def _carriers(tag: Tag) -> Iterable[Any]:
    """Every record of any kind that carries `tag`, locked."""
    for model in Tagged.__subclasses__():
        rows: models.QuerySet = model._default_manager.filter(tags=tag).order_by("pk")
        yield from model._default_manager.select_for_update().filter(pk__in=rows.values("pk")).order_by("pk")


def _rewrite(carriers: Iterable[Any], old: str, new: str, by: Any) -> None:
    reason = _("The tag “%(old)s” is “%(new)s” now") % {"old": old, "new": new}
    for record in carriers:
        names = [new if name.casefold() == old.casefold() else name for name in record.tag_names()]
        record.tag_list = ", ".join(dict.fromkeys(names))
        record.full_clean(exclude=[f.name for f in record._meta.fields if f.name != "tag_list"])
        record.take_version()
        record.save(by=by, change_reason=reason)
        record.tags.set(record.tag_names())


def _free_slug(tag: Tag) -> str:
    """The first slug for the tag's name that no other tag has, or had."""
    number = None
    while True:
        slug = tag.slugify(tag.name, number)
        taken = Tag.objects.filter(slug=slug).exclude(pk=tag.pk)
        if not taken.exists() and not TagFormerSlug.objects.filter(slug=slug).exclude(of=tag).exists():
            return slug
        number = (number or 0) + 1
