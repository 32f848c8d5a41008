"""Tags in the admin: what carries them, what they say on their own page, renamed or merged across the whole desk."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from taggit.models import Tag

from actors.models import TagPage
from actors.tag_names import called, look_alikes
from actors.tagging import change_tag, check_can_keep_tags, merge_tag, page_of, uses
from policydesk.lib.admin import GuardedAdmin
from policydesk.lib.admin_forms import RefusableForm, VersionField, posted, problems_of, settle
from policydesk.lib.datalists import DatalistInput
from policydesk.lib.errors import may
from policydesk.lib.histories import entries, saved_when, version_in_words, who_saved

admin.site.unregister(Tag)


class TagForm(RefusableForm, forms.Form):
    """The name, and what readers find on the tag's page."""

    blames = "name"
    version = VersionField(required=False)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy(
            "A new name is written into every story and commitment. Who types the old one means this tag, and readers "
            "who kept the old address are led on."
        ),
    )
    description = forms.CharField(
        label=gettext_lazy("Description"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=TagPage._meta.get_field("description").help_text,
    )
    mediatopic = forms.CharField(
        label=gettext_lazy("IPTC Media Topic"),
        required=False,
        max_length=20,
        help_text=TagPage._meta.get_field("mediatopic").help_text,
    )


class TagField(forms.CharField):
    """A tag by its name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": DatalistInput(_offered)} | kwargs)

    def clean(self, value: Any) -> Tag | None:
        """The tag that bears the name, looked for once the name is known to be text."""
        name = super().clean(value)
        tag = called(name) if name else None
        if name and tag is None:
            raise forms.ValidationError(_("There is no tag “%(name)s”.") % {"name": name})
        return tag


def _offered() -> list[tuple[str, str]]:
    return [(name, "") for name in Tag.objects.order_by("name").values_list("name", flat=True)[:500]]


class MergeForm(RefusableForm, forms.Form):
    """Into which tag."""

    blames = "into"
    version = VersionField(required=False)
    into = TagField(label=gettext_lazy("Merge into"), help_text=gettext_lazy("The tag that stays."))


@admin.register(Tag)
class TagAdmin(GuardedAdmin):
    """A tag comes in with the first record that carries it; here it is kept in order."""

    list_display = ("name", "slug", "stories", "commitments", "leads_to")
    search_fields = ("name", "slug")
    ordering = ("name", "pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: a tag that nothing carries is none."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Tag | None = None) -> bool:
        """Who may keep tags, by the rule."""
        return may(check_can_keep_tags, request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Tags with the number of records that carry them, of those that the asker may read."""
        return uses(super().get_queryset(request).select_related("page__merged_into"), by=request.user)

    @admin.display(description=gettext_lazy("stories"), ordering="article_count")
    def stories(self, tag: Tag) -> int:
        """How many stories carry it."""
        return tag.article_count

    @admin.display(description=gettext_lazy("commitments"), ordering="commitment_count")
    def commitments(self, tag: Tag) -> int:
        """How many commitments carry it."""
        return tag.commitment_count

    @admin.display(description=gettext_lazy("merged into"))
    def leads_to(self, tag: Tag) -> str:
        """The tag that stands in its place."""
        page = getattr(tag, "page", None)
        return page.merged_into.name if page and page.merged_into_id else ""

    # --- Pages -------------------------------------------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        """The stock addresses, and the page that merges."""
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<path:object_id>/merge/", view, name="taggit_tag_merge"), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Its name and what it says on its page."""
        tag, data = self.allowed_object(request, object_id), posted(request)
        may_keep = self.has_change_permission(request)
        if data is not None and not may_keep:
            raise PermissionDenied(_("You may not change tags. Ask an editor."))
        page, seen = (page_of(tag), data.get("version")) if data is not None else (_page_shown(tag), None)
        standing = {"version": page.version, "name": tag.name}
        standing |= {"description": page.description, "mediatopic": page.mediatopic}
        form = TagForm(data, initial=standing)
        if data is not None and (
            said := settle(form, page, lambda: _said(change_tag(tag, by=request.user, **form.cleaned_data)))
        ):
            messages.success(request, said)
            return redirect("admin:taggit_tag_changelist")
        context = {"original": tag, "form": form, "title": tag.name, "problems": problems_of(form)}
        stands = _page_shown(tag)
        context |= {"may_keep": may_keep, "page": stands, "alike": look_alikes(tag)}
        if seen and seen != str(stands.version):  # somebody was faster
            newest = stands.history.select_related("history_user").latest("history_date", "history_id")
            context["overtaken"] = version_in_words(newest, empty=True)[1:-1]  # not the tag itself, nor a merge
            context["saved_last"] = {"who": who_saved(newest), "when": saved_when(newest)}
        return self.page(request, "admin/taggit/tag/change.html", **context)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What it was called and what was said on its page, newest first: who changed it, when and why."""
        tag = self.allowed_object(request, object_id)
        context = {"original": tag, "entries": entries(_page_shown(tag)), "title": _("History")}
        return self.page(request, "admin/history.html", **context)

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Put another tag in the place of this one."""
        tag, data = self.allowed_object(request, object_id), posted(request)
        if not self.has_change_permission(request):
            raise PermissionDenied(_("You may not change tags. Ask an editor."))
        page = page_of(tag) if data is not None else _page_shown(tag)
        form = MergeForm(data, initial={"version": page.version})
        if data is not None and (
            said := settle(form, page, lambda: _said(merge_tag(tag, by=request.user, **form.cleaned_data)))
        ):
            messages.success(request, said)
            return redirect("admin:taggit_tag_changelist")
        context = {"original": tag, "form": form, "title": _("Merge"), "problems": problems_of(form)}
        return self.page(request, "admin/taggit/tag/merge.html", **context)


def _page_shown(tag: Tag) -> TagPage:
    """The row behind the tag's page as it stands now; a new one where nobody said anything yet."""
    return TagPage.objects.select_related("merged_into").filter(tag=tag).first() or TagPage(tag=tag, name=tag.name)


def _said(count: int) -> str:
    if not count:
        return _("Saved.")
    said = ngettext("Written into %(count)d record.", "Written into %(count)d records.", count)
    return said % {"count": count}
