"""The page that asks where the words of a claim could be from, and cites what it finds by the usual rule."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.citation_forms import CiteForm
from articles.claiming import can_mark
from articles.models import Article, Claim
from policydesk.lib.admin_forms import posted, problems_of
from policydesk.lib.errors import may
from sources.admin.finding import QUESTION, WordsForm
from sources.interviewing import check_can_be_cited
from sources.models import Source
from sources.sourcing import Candidate, candidates


@dataclass(frozen=True)
class Offer:
    """A source that a claim may be from, and the form that cites it; without one where it may not be cited here."""

    found: Candidate
    cited: bool
    form: CiteForm | None


def origins_view(site: Any, request: HttpRequest, article: Article, public_id: str) -> HttpResponse:
    """Show the sources whose copies hold the words of the claim, or others that are typed; the claims page cites."""
    if not request.user.has_perm("sources.view_snapshot"):
        raise PermissionDenied(_("You may not read saved copies."))
    claim = article.claims.standing().with_evidence().filter(public_id=public_id).first()
    if claim is None:
        messages.warning(request, _("That claim is not on this story’s list any more."))
        return redirect("admin:articles_article_claims", article.pk)
    claim.article = article
    form = WordsForm(posted(request), initial={"words": claim.exact})
    words = claim.exact if not form.is_bound else form.cleaned_data["words"] if form.is_valid() else ""
    context = {
        "form": form,
        "problems": problems_of(form),
        "title": QUESTION,
        "original": article,
        "claim": claim,
        "claim_url": f"{reverse('admin:articles_article_claims', args=[article.pk])}?claim={claim.public_id}",
        "offers": offers(claim, words, request.user) if words else None,
    }
    return site.page(request, "admin/articles/article/origins.html", **context)


def offers(claim: Claim, words: str, user: Any) -> list[Offer]:
    """What the claim may be from, for `user`, the likest first."""
    cited = {citation.source_id for citation in claim.citations.all()}
    may_cite = can_mark(claim.article, user)
    return [
        Offer(one, one.source.pk in cited, _form(claim, one, number) if may_cite and _citable(one.source) else None)
        for number, one in enumerate(candidates(words, user=user), 1)
    ]


def _citable(source: Source) -> bool:
    return not source.retraction and may(check_can_be_cited, source)


def _form(claim: Claim, found: Candidate, number: int) -> CiteForm:
    """The form that attaches a source, filled in; a translation proves no passage, so that is left to the person."""
    passage = {} if found.translated else {"passage": found.words, "locator": found.locator}
    form = CiteForm(claim, initial={"source": found.source.public_id} | passage, auto_id=f"id_offer{number}-%s")
    form.fields["source"].widget = forms.HiddenInput()
    return form
