"""The page that asks before a mistaken draft is discarded: what goes with it, and why not where it may not."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from articles.admin.steps import posted, settle, shown
from articles.discarding import check_can_discard, discard, what_goes
from articles.models import Article
from policydesk.lib.admin_forms import RefusableForm, VersionField
from policydesk.lib.errors import NotAllowed, Refused


class DiscardForm(RefusableForm, forms.Form):
    """The version that was seen; there is nothing else to say."""

    version = VersionField(required=False)


def discard_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Say what goes, and discard the story when that is confirmed; the rule decides."""
    data, why_not, headline = posted(request), "", str(article)
    try:
        check_can_discard(article, request.user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        why_not = str(refusal)
    form = DiscardForm(data, initial={"version": article.version})
    if data is not None and settle(form, article, lambda: discard(
        article, by=request.user, version=form.cleaned_data["version"]
    )):  # fmt: skip
        messages.success(request, _("“%(story)s” is discarded.") % {"story": headline})
        return redirect("admin:articles_article_changelist")
    more = {"why_not": why_not, "going": what_goes(article)}
    return shown(site, request, article, "discard.html", form, _("Discard the story"), **more)
