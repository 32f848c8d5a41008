"""Moving a story on: the pages that ask for a note or a reason, say what the gate says, and call the rule."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.reading import reads
from articles.cautioning import warnings
from articles.editing import DOORS, check_can_step, take_step
from articles.gating import Blocker, blockers
from articles.models import Article
from articles.publishing import withdraw
from articles.states import STEPS
from policydesk.lib.admin_forms import RefusableForm, VersionField, posted, problems_of, settle
from policydesk.lib.errors import NotAllowed, Refused

WORDS = forms.Textarea(attrs={"rows": 3})


class StepForm(RefusableForm, forms.Form):
    """The version that was seen, and a note for the history."""

    version = VersionField(required=False)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, widget=WORDS, help_text=gettext_lazy(
        "Why, for the author. It stands in the history."
    ))  # fmt: skip


class WithdrawForm(RefusableForm, forms.Form):
    """Why the story goes."""

    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, widget=WORDS, help_text=gettext_lazy(
        "Readers see it in the place of the story."
    ))  # fmt: skip


def shown(site: Any, request: HttpRequest, article: Article, template: str, form: Any, title: str, **more: Any) -> Any:
    """One of the pages beside a story's form."""
    context = {"original": article, "form": form, "problems": problems_of(form), "title": title}
    return site.page(request, f"admin/articles/article/{template}", **context | more)


def step_view(site: Any, request: HttpRequest, article: Article, key: str) -> HttpResponse:
    """Take one step of the state machine; GET asks for the note."""
    if key not in STEPS or key in DOORS:
        raise Http404
    try:
        check_can_step(article, key, request.user, note="-")
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused:
        pass  # a step that is not possible now: the form says so when it is posted
    step, data = STEPS[key], posted(request)
    form = StepForm(data, initial={"version": article.version})
    if data is not None and settle(form, article, lambda: take_step(
        article, key, by=request.user, note=form.cleaned_data["note"], version=form.cleaned_data["version"]
    )):  # fmt: skip
        messages.success(request, _("Done: %(step)s. The story is “%(state)s” now.") % {
            "step": step.label, "state": article.get_state_display()
        })  # fmt: skip
        return redirect("admin:articles_article_change", article.pk)
    more = {}
    if key == "make_ready":
        more = {"gate": gate_lines(article, _before_ready(article)), "warnings": gate_lines(article, warnings(article))}
    return shown(site, request, article, "step.html", form, str(step.label), **more)


def _before_ready(article: Article) -> list[Blocker]:
    """What the gate would say of the story if it were ready now."""
    return [blocker for blocker in blockers(article) if blocker.code != "state"]


def gate_lines(article: Article, gate: list[Blocker]) -> list[tuple[str, str]]:
    """Each sentence of the gate with the address where it is settled."""
    claims = _claims_of(article)  # looked up once for hundreds of lines
    return [(blocker.sentence, gate_address(article, blocker, claims)) for blocker in gate]


def gate_address(article: Article, blocker: Blocker, claims: str = "") -> str:
    """Where to settle what the gate says: the source, the claims (at `claims`, if known), else the story's form."""
    if blocker.source is not None:
        return reverse("admin:sources_source_change", args=[blocker.source.pk])
    if blocker.code in ("claims", "unclaimed"):  # there is something to mark
        return f"{claims or _claims_of(article)}#mark"
    return claim_address(article, blocker.claim.public_id if blocker.claim else "", claims)


def claim_address(article: Article, public_id: str, claims: str = "") -> str:
    """Where a claim of the story is worked on; without one, the story's form."""
    if not public_id:
        return reverse("admin:articles_article_change", args=[article.pk])
    return f"{claims or _claims_of(article)}?claim={public_id}#claim"


def _claims_of(article: Article) -> str:
    return reverse("admin:articles_article_claims", args=[article.pk])


def withdraw_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Take the story down, with a reason that readers see. Who may do only this sees no word of the working text."""
    data, edition = posted(request), article.publication.edition
    form = WithdrawForm(data)
    if data is not None and settle(form, article, lambda: withdraw(
        article, by=request.user, reason=form.cleaned_data["reason"]
    )):  # fmt: skip
        messages.success(request, _("The story is withdrawn. Its address shows the notice of withdrawal."))
        if reads(request.user, article):
            return redirect("admin:articles_article_change", article.pk)
        return redirect("admin:articles_publication_changelist")
    headline = edition.content.content["article"]["headline"]
    more = {"headline": headline, "down": article.withdrawal, "reads": reads(request.user, article)}
    return shown(site, request, article, "withdraw.html", form, _("Withdraw"), **more)
