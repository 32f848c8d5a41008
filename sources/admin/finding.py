"""The page of the desk that asks where pasted words could be from."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policydesk.lib.admin_forms import posted, problems_of
from sources.sourcing import LONGEST, candidates

QUESTION = gettext_lazy("Where could this be from?")


class WordsForm(forms.Form):
    """Words whose source is looked for. They are posted: a long passage fits into no address."""

    words = forms.CharField(
        label=gettext_lazy("Words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "A passage as you have it, in any language. Slips and marked omissions do no harm. It is looked for in "
            "the text of every saved copy that you may read."
        ),
    )


def find_view(site: Any, request: HttpRequest) -> HttpResponse:
    """Ask for words, and show the sources whose copies hold them or something like them."""
    if not (site.has_view_permission(request) and request.user.has_perm("sources.view_snapshot")):
        raise PermissionDenied(_("You may not read saved copies."))
    form = WordsForm(posted(request))
    found = candidates(form.cleaned_data["words"], user=request.user) if form.is_bound and form.is_valid() else None
    context = {"form": form, "problems": problems_of(form), "title": QUESTION, "found": found}
    return site.page(request, "admin/sources/source/find.html", **context)
