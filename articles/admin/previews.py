"""The page of preview links of a story: give one out, see how often each was opened, take it back."""

from typing import Any

from csp.constants import SELF
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from articles.previewing import DAYS, MOST_DAYS, check_can_share, is_alive, path_of, revoke, share
from articles.views.previews import previewed
from policydesk.lib.admin_forms import RefusableForm, posted, problems_of, settle
from policydesk.lib.clock import by_the_desk
from policydesk.lib.errors import NotAllowed
from policydesk.lib.site import absolute


class PreviewForm(RefusableForm, forms.Form):
    """For whom, and how long."""

    for_whom = forms.CharField(
        label=gettext_lazy("For whom"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For colleagues, who see it in the list below."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days"), initial=DAYS, min_value=1, max_value=MOST_DAYS,
        help_text=gettext_lazy("After that the link opens nothing. Whoever has it can pass it on until then."),
    )  # fmt: skip


def previews_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Show the links; give one out, or revoke one."""
    data, user = posted(request), request.user
    try:
        check_can_share(article, user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    if data is not None and "revoke" in data:
        return _revoke(request, article, data["revoke"])
    form = PreviewForm(data)
    if data is not None and settle(form, article, lambda: share(article, by=user, **form.cleaned_data)):
        messages.success(request, _("The link stands below. Copy it from there."))
        return redirect("admin:articles_article_previews", article.pk)
    links = [
        {"row": link, "alive": is_alive(link), "address": absolute(path_of(link)), "until": by_the_desk(link.until)}
        for link in article.preview_links.select_related("made_by", "revoked_by")
    ]
    context = {"original": article, "form": form, "problems": problems_of(form), "links": links}
    return site.page(request, "admin/articles/article/previews.html", title=_("Preview links"), **context)


def preview_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """The page as readers would get it, for whoever reads the story at the desk: alone, or in the workbench."""
    response = previewed(article)
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": [SELF]}
    return response


def _revoke(request: HttpRequest, article: Article, key: str) -> HttpResponse:
    link = article.preview_links.filter(pk=key).first() if key.isdecimal() else None
    if link is None:
        raise Http404
    revoke(link, by=request.user)
    messages.success(request, _("The link opens nothing any more."))
    return redirect("admin:articles_article_previews", article.pk)
