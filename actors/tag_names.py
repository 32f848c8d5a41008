"""What the names of tags lead to: of renamed and merged ones the tag that stands; and which look like others."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _
from taggit.models import Tag

from actors.models import TagFormerName, TagPage
from policydesk.lib.lookalikes import look_alike
from policydesk.lib.text import is_clean


def present_names(names: Iterable[str]) -> list[str]:
    """`names` of tags, each that was merged or renamed replaced by the name of the tag that stands in its place."""
    leads = leads_of(names := list(names))
    return list(dict.fromkeys(leads.get(name.casefold(), name) for name in names))


def leads_of(names: Iterable[str]) -> dict[str, str]:
    """Of those names that a tag was merged or renamed from, in one case: the name of the tag that stands."""
    keys = {name.casefold() for name in names if is_clean(name)}  # its field refuses any other
    if not keys:
        return {}
    former = TagFormerName.objects.filter(key__in=keys).select_related("of__page__merged_into")
    merged = TagPage.objects.exclude(merged_into=None).values_list("tag__name", "merged_into__name")
    leads = {row.key: present_tag(row.of).name for row in former}
    return leads | {name.casefold(): into for name, into in merged if name.casefold() in keys}


def present_tag(tag: Tag) -> Tag:
    """What `tag` leads to: itself, or what it was merged into."""
    page = getattr(tag, "page", None)
    return page.merged_into if page and page.merged_into_id else tag


def called(name: str) -> Tag | None:
    """The tag of that name, in whatever case; merged ones are tags too."""
    return Tag.objects.filter(name__iexact=name).order_by("pk").first()


def new_names(names: Iterable[str]) -> set[str]:
    """Those of the names that no tag has, in whatever case."""
    names = set(names)
    known = {name.casefold() for name in Tag.objects.values_list("name", flat=True)} if names else set()
    return {name for name in names if name.casefold() not in known}


def remarks(names: Iterable[str]) -> dict[str, str]:
    """What to tell whoever typed such a name, before it is saved: what it leads to, or what it looks like."""
    names = list(dict.fromkeys(names))
    leads = leads_of(names)
    led = _("“%(old)s” is called “%(new)s” now: that tag was taken.")
    told = {name: led % {"old": name, "new": leads[name.casefold()]} for name in names if name.casefold() in leads}
    new = new_names(name for name in names if name not in told)
    standing = list(_standing().values_list("name", flat=True)) if new else []
    alike = {name: look_alike(name, standing) for name in names if name in new}
    return told | {
        name: " ".join(_already(name, other) for other in others) for name, others in alike.items() if others
    }


def _already(name: str, other: str) -> str:
    sentence = _("There is already a tag “%(other)s”, and “%(name)s” looks like it. If they are one, write that one.")
    return sentence % {"other": other, "name": name}


def look_alikes(tag: Tag) -> list[Tag]:
    """Other tags that the eye takes for this one, merged ones left out, by name."""
    others = {other.name: other for other in _standing().exclude(pk=tag.pk).order_by("name")}
    return [others[name] for name in look_alike(tag.name, others)]


def _standing() -> models.QuerySet[Tag]:
    return Tag.objects.filter(models.Q(page=None) | models.Q(page__merged_into=None))
