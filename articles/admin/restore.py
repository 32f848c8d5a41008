"""The page that takes an earlier version of the text up again: it shows first what would change, and what of claims."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from articles.admin.followed import tell_claims
from articles.admin.steps import shown
from articles.editing import Saved, check_can_edit
from articles.importing import CHANGED, LOST
from articles.models import Article
from articles.restoring import claims_at_stake, differences, restore
from policydesk.lib.admin_forms import RefusableForm, VersionField, posted, settle
from policydesk.lib.errors import NotAllowed
from policydesk.lib.folding import folded


class RestoreForm(RefusableForm, forms.Form):
    """The version that was seen; there is nothing else to say."""

    version = VersionField(required=False)


def restore_view(site: Any, request: HttpRequest, article: Article, history_id: int) -> HttpResponse:
    """Show the present text beside that version, and take it up when that is confirmed; the rule decides."""
    row = get_object_or_404(article.history.select_related("history_user"), history_id=history_id)
    try:
        check_can_edit(article, request.user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    data = posted(request)
    form = RestoreForm(data, initial={"version": article.version})
    if data is not None and (saved := settle(form, article, lambda: restore(
        article, row, by=request.user, expected=form.cleaned_data["version"]
    ))):  # fmt: skip
        _tell(request, article, saved)
        return redirect("admin:articles_article_change", article.pk)
    article = Article.objects.get(pk=article.pk)  # what a refused save had put into it is not what stands
    fates = claims_at_stake(article, row)
    more = {
        "row": row,
        "changes": [(change, folded(change.rows)) for change in differences(article, row)],
        "lost": [number for number, fate in fates if fate == LOST],
        "reworded": [number for number, fate in fates if fate == CHANGED],
    }
    return shown(site, request, article, "restore.html", form, _("Restore this version"), **more)


def _tell(request: HttpRequest, article: Article, saved: Saved) -> None:
    if not saved.changed:
        messages.info(request, _("Nothing was changed: the story has this text already."))
        return
    messages.success(request, _("Restored. The story is “%(state)s” now.") % {"state": article.get_state_display()})
    tell_claims(request, article, saved.claims)
