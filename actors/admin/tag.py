"""Tags in the admin: what carries them, what they say on their own page, renamed or merged across the whole desk."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from taggit.models import Tag

from actors.models import TagPage
from actors.tagging import check_can_keep_tags, describe_tag, look_alikes, merge_tag, rename_tag, uses
from policydesk.lib.admin import GuardedAdmin
from policydesk.lib.admin_forms import RefusableForm, plain_lines, problems_of
from policydesk.lib.datalists import DatalistInput
from policydesk.lib.errors import Refused, may

admin.site.unregister(Tag)


class TagForm(RefusableForm, forms.Form):
    """The name, and what readers find on the tag's page."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("A new name is written into every story and commitment; the old address leads on."),
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
    blames = "name"


class TagField(forms.CharField):
    """A tag by its name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": DatalistInput(_offered)} | kwargs)

    def to_python(self, value: Any) -> Tag | None:
        name = super().to_python(value)
        tag = Tag.objects.filter(name__iexact=name).order_by("pk").first() if name else None
        if name and tag is None:
            raise forms.ValidationError(_("There is no tag “%(name)s”.") % {"name": name})
        return tag


def _offered() -> list[tuple[str, str]]:
    return [(name, "") for name in Tag.objects.order_by("name").values_list("name", flat=True)[:500]]


class MergeForm(RefusableForm, forms.Form):
    """Into which tag."""

    into = TagField(label=gettext_lazy("Merge into"), help_text=gettext_lazy("The tag that stays."))
    blames = "into"


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
        """Tags with the number of records that carry them."""
        return uses(super().get_queryset(request).select_related("page__merged_into"))

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
        tag = self.allowed_object(request, object_id)
        may_keep = self.has_change_permission(request)
        if request.method == "POST" and not may_keep:
            raise PermissionDenied(_("You may not change tags. Ask an editor."))
        page = getattr(tag, "page", None) or TagPage(tag=tag)
        standing = {"name": tag.name, "description": page.description, "mediatopic": page.mediatopic}
        form = TagForm(plain_lines(request.POST) if request.method == "POST" else None, initial=standing)
        if form.is_bound and form.is_valid() and self._kept(request, tag, form):
            return redirect("admin:taggit_tag_changelist")
        context = {"original": tag, "form": form, "title": tag.name, "problems": problems_of(form)}
        alike = look_alikes(tag)
        return self.page(request, "admin/taggit/tag/change.html", may_keep=may_keep, page=page, alike=alike, **context)

    def _kept(self, request: HttpRequest, tag: Tag, form: TagForm) -> bool:
        said = form.cleaned_data
        try:
            rewritten = rename_tag(tag, said["name"], by=request.user)
            describe_tag(tag, by=request.user, description=said["description"], mediatopic=said["mediatopic"])
        except (Refused, ValidationError) as refusal:
            form.add_refusal(refusal)
            return False
        messages.success(request, _("Saved.") if not rewritten else _rewritten(rewritten))
        return True

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Put another tag in the place of this one."""
        tag = self.allowed_object(request, object_id)
        if not self.has_change_permission(request):
            raise PermissionDenied(_("You may not change tags. Ask an editor."))
        form = MergeForm(plain_lines(request.POST) if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            try:
                rewritten = merge_tag(tag, form.cleaned_data["into"], by=request.user)
            except Refused as refusal:
                form.add_refusal(refusal)
            else:
                messages.success(request, _rewritten(rewritten))
                return redirect("admin:taggit_tag_changelist")
        context = {"original": tag, "form": form, "title": _("Merge"), "problems": problems_of(form)}
        return self.page(request, "admin/taggit/tag/merge.html", **context)


def _rewritten(count: int) -> str:
    said = ngettext("Written into %(count)d record.", "Written into %(count)d records.", count)
    return said % {"count": count}
