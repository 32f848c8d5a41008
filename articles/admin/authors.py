"""Naming an author: the page of editors for a story that came in by import and belongs to nobody."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.editing import add_author
from articles.models import Article
from policydesk.lib.admin_forms import RefusableForm, problems_of
from policydesk.lib.errors import Refused
from policydesk.lib.people import desk_name
from policydesk.lib.people_fields import STAFF, PersonField


class AuthorForm(RefusableForm, forms.Form):
    """Who wrote it. Nobody is taken off the list: who wrote a text stays its author."""

    person = PersonField(
        queryset=STAFF,
        label=gettext_lazy("Author"),
        help_text=gettext_lazy("They may edit the story, and may not be the only one who checks and publishes it."),
    )

    def __init__(self, article: Article, data: Any = None) -> None:
        super().__init__(data)
        self.fields["person"].queryset = STAFF.exclude(pk__in=article.authors.values("user"))


def authors_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Show who wrote the story, and name one more."""
    if not may_name_authors(request.user):
        raise PermissionDenied(_("Only an editor names authors."))
    form = AuthorForm(article, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            add_author(article, form.cleaned_data["person"], by=request.user)
        except Refused as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(
                request, _("%(name)s is an author now.") % {"name": desk_name(form.cleaned_data["person"])}
            )
            return redirect("admin:articles_article_change", article.pk)
    authors = [desk_name(author.user) for author in article.authors.select_related("user")]
    context = {"original": article, "form": form, "problems": problems_of(form), "authors": authors}
    return site.page(request, "admin/articles/article/authors.html", title=_("Name an author"), **context)


def may_name_authors(user: Any) -> bool:
    """Whether the page is shown to `user`; the rule decides whatever is posted."""
    return user.has_perm("articles.edit_any_article")
