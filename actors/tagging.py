"""Tags across the whole desk: made when a record first carries them, renamed and merged with everything that does."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils.text import slugify
from django.utils.translation import gettext as _
from taggit.models import Tag

from actors.models import TagFormerName, TagFormerSlug, TagPage
from actors.tag_names import called, present_tag
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.former_slugs import remember_slug
from policydesk.lib.public_ids import new_public_id
from policydesk.lib.tagging import LONGEST_TAG, Tagged
from policydesk.lib.text import clean_text

# Readers met its address: some edition carries it, or a commitment that was published.
MET = models.Q(edition_tags__isnull=False) | models.Q(
    commitments_commitmenttag_items__content_object__published_at__isnull=False
)


def check_can_keep_tags(by: Any) -> None:
    """Raises NotAllowed unless `by` may rename, merge and describe tags."""
    if not by.has_perm("actors.keep_tags"):
        raise NotAllowed(_("You may not change tags. Ask an editor."))


# --- Rows ----------------------------------------------------------------------------------------------------
def set_tags(record: Tagged) -> None:
    """Make the rows of a record's tags what its `tag_list` says; makes tags that are new."""
    record.tags.set([tag_named(name) for name in record.tag_names()])


def tag_named(name: str) -> Tag:
    """The tag of that name; made when there is none, at an address that never led to another."""
    tag = called(name)
    return (
        present_tag(tag)
        if tag
        else Tag.objects.get_or_create(name=name, defaults={"slug": _free_slug(Tag(name=name))})[0]
    )


def page_of(tag: Tag) -> TagPage:
    """The row behind the tag's page, with its history; made when there is none."""
    page = TagPage.objects.filter(tag=tag).first()
    if page is None:
        page = TagPage(tag=tag, name=tag.name)
        page.save()
    return page


def _free_slug(tag: Tag) -> str:
    """The first slug for the tag's name that no other tag has, or had; a number where it has no Latin letter."""
    stem = slugify(tag.name)[:90].strip("-") or f"tag-{new_public_id()}"
    slug, number = stem, 2
    while (
        Tag.objects.filter(slug=slug).exclude(pk=tag.pk).exists()
        or TagFormerSlug.objects.filter(slug=slug).exclude(of_id=tag.pk).exists()
    ):
        slug, number = f"{stem}-{number}", number + 1
    return slug


# --- Keeping them in order -----------------------------------------------------------------------------------
@transaction.atomic
def change_tag(tag: Tag, *, by: Any, version: int | None = None, name: str | None = None, **what: str) -> int:
    """Rename and describe a tag. `what`: description and mediatopic. Returns how many records were rewritten.

    A new name is written into every story and commitment; who types the old one means this tag, and readers who kept
    the old address are led to the new one. `version` is that of the tag's page as the form showed it. Raises
    NotAllowed, Stale, ValidationError by field, or Refused for a merged tag, when another tag has the name (merge
    them), or when it makes no tag.
    """
    check_can_keep_tags(by)
    page, old = page_of(tag), tag.name
    if page.merged_into_id:
        raise Refused(_("“%(name)s” was merged. Change the one it leads to.") % {"name": old})
    name = old if name is None else clean_text(name).strip()
    if name != old:
        _refuse_name(tag, name)
    page.name = name
    for field, value in what.items():
        setattr(page, field, value)
    if not page.changed_fields():
        return 0
    page.full_clean()
    page.take_version(version)
    page.save(by=by)
    return _rename(tag, name, by) if name != old else 0


def _refuse_name(tag: Tag, name: str) -> None:
    if not any(char.isalnum() for char in name) or "," in name or len(name) > LONGEST_TAG:
        raise Refused(_("A tag is 1 to 100 characters with a letter or a digit, and without a comma."))
    if Tag.objects.filter(name__iexact=name).exclude(pk=tag.pk).exists():
        raise Refused(_("There is a tag “%(name)s” already. Merge this one into it.") % {"name": name})


def _rename(tag: Tag, name: str, by: Any) -> int:
    carriers, old, slug = list(_carriers(tag)), tag.name, tag.slug
    tag.name = name
    tag.slug = _free_slug(tag)
    tag.save()
    if Tag.objects.filter(MET, pk=tag.pk).exists():
        remember_slug(tag, slug)
    TagFormerName.objects.filter(key=name.casefold()).delete()  # the name is a tag's own again
    if name.casefold() != old.casefold():
        TagFormerName.objects.update_or_create(key=old.casefold(), defaults={"of": tag})
    _rewrite(carriers, old, name, by)
    return len(carriers)


@transaction.atomic
def merge_tag(tag: Tag, into: Tag, *, by: Any, version: int | None = None) -> int:
    """Put `into` in the place of `tag` everywhere; the old tag stays as a row that leads on. Returns the count.

    Raises NotAllowed, Stale, or Refused for a pair that would make a circle.
    """
    check_can_keep_tags(by)
    if tag.pk == into.pk:
        raise Refused(_("Choose another tag: this is the same one."))
    pages = {each: page_of(each) for each in (tag, into)}
    list(TagPage.objects.select_for_update().filter(tag__in=pages).order_by("pk").values_list("pk"))
    if TagPage.objects.filter(tag=into).exclude(merged_into=None).exists():
        raise Refused(_("“%(name)s” was merged itself. Choose the one it leads to.") % {"name": into.name})
    carriers = list(_carriers(tag))
    pages[tag].take_version(version)
    reason = _("Merged into %(name)s") % {"name": into.name}
    for page in (pages[tag], *TagPage.objects.filter(merged_into=tag)):
        page.merged_into = into
        page.save(by=by, change_reason=reason)
    _rewrite(carriers, tag.name, into.name, by)
    return len(carriers)


def uses(tags: models.QuerySet, *, by: Any) -> models.QuerySet:
    """`tags` with the number of records that carry them and `by` may read: `article_count`, `commitment_count`, …"""
    counts = {}
    for model in Tagged.__subclasses__():
        rows = model._default_manager.all()
        seen = (rows.visible_to(by) if hasattr(rows, "visible_to") else rows).order_by().values("pk")
        through = model.tags.through._default_manager.filter(tag=models.OuterRef("pk"), content_object__in=seen)
        counted = through.order_by().values("tag").annotate(n=models.Count("pk")).values("n")
        counts[f"{model._meta.model_name}_count"] = Coalesce(models.Subquery(counted), 0)
    return tags.annotate(**counts)


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
        set_tags(record)
