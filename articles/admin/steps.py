"""Moving a story on: the pages that ask for a note or a reason, show the gate, and call the rule."""

from collections.abc import Callable
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
from articles.editing import check_can_step, take_step
from articles.enums import EditionKind, Release
from articles.gating import Blocker, blockers, is_public
from articles.models import Article
from articles.publishing import publish, withdraw
from articles.states import STEPS
from policydesk.lib.admin_forms import RefusableForm, VersionField, plain_lines, problems_of
from policydesk.lib.errors import NotAllowed, Refused, Stale

WORDS = forms.Textarea(attrs={"rows": 3})
KINDS = (EditionKind.UPDATE, EditionKind.CORRECTION, EditionKind.STATUS)


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


class PublishForm(RefusableForm, forms.Form):
    """How an edition goes out. Fields that do not apply to this story or person are left out."""

    version = VersionField(required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(kind.value, kind.label) for kind in KINDS],
        initial=EditionKind.UPDATE.value,
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, widget=WORDS, help_text=gettext_lazy(
        "Readers see it. A correction, a reinstatement and a release by one person need it."
    ))  # fmt: skip
    single_reader = forms.BooleanField(
        label=gettext_lazy("No second person could check it"),
        required=False,
        help_text=gettext_lazy("Readers see that a second reading is due, and it falls due on the desk."),
    )
    override = forms.CharField(
        label=gettext_lazy("Publish over these objections, because"),
        required=False,
        widget=WORDS,
        help_text=gettext_lazy("Readers see the reason and what was objected. Leave empty to settle them first."),
    )

    def __init__(self, article: Article, gate: list[Blocker], user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"version": article.version}} | kwargs)
        if not is_public(article):
            del self.fields["kind"]
        lifted = gate and not any(blocker.firm for blocker in gate)
        if not lifted or not user.has_perm("articles.override_gate"):
            del self.fields["override"]

    def terms(self) -> dict[str, Any]:
        """The cleaned form as what `publish` takes."""
        cleaned = self.cleaned_data
        return {
            "kind": cleaned.get("kind") or None,
            "reason": cleaned["reason"],
            "footing": Release.SINGLE_READER if cleaned["single_reader"] else None,
            "override": cleaned.get("override", ""),
            "version": cleaned["version"],
        }


def _settle(form: Any, article: Article, act: Callable[[], Any]) -> Any:
    """Run the rule; what it refuses becomes the form's error, one for each sentence."""
    if not form.is_valid():
        return None
    try:
        return act() or True
    except Refused as refusal:
        for sentence in str(refusal).split("\n"):
            form.add_error(None, sentence)
        if isinstance(refusal, Stale):
            form.data["version"] = str(Article.objects.values_list("version", flat=True).get(pk=article.pk))
        return None


def _posted(request: HttpRequest) -> Any:
    return plain_lines(request.POST) if request.method == "POST" else None


def _shown(site: Any, request: HttpRequest, article: Article, template: str, form: Any, title: str, **more: Any) -> Any:
    context = {"original": article, "form": form, "problems": problems_of(form), "title": title}
    return site.page(request, f"admin/articles/article/{template}", **context | more)


def step_view(site: Any, request: HttpRequest, article: Article, key: str) -> HttpResponse:
    """Take one step of the state machine; GET asks for the note."""
    if key not in STEPS or key == "release":
        raise Http404
    try:
        check_can_step(article, key, request.user, note="-")
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused:
        pass  # a step that is not possible now: the form says so when it is posted
    step, data = STEPS[key], _posted(request)
    form = StepForm(data, initial={"version": article.version})
    if data is not None and _settle(form, article, lambda: take_step(
        article, key, by=request.user, note=form.cleaned_data["note"], version=form.cleaned_data["version"]
    )):  # fmt: skip
        messages.success(request, _("Done: %(step)s. The story is “%(state)s” now.") % {
            "step": step.label, "state": article.get_state_display()
        })  # fmt: skip
        return redirect("admin:articles_article_change", article.pk)
    return _shown(site, request, article, "step.html", form, str(step.label))


def publish_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Show the gate and publish; the rule decides, whatever the page showed."""
    user, data = request.user, _posted(request)
    if not user.has_perm("articles.publish_article"):
        raise PermissionDenied
    gate = blockers(article, by=user)
    form = PublishForm(article, gate, user, data)
    if data is not None and _settle(form, article, lambda: publish(article, by=user, **form.terms())):
        messages.success(request, _("Published as edition %(number)d.") % {"number": article.editions.count()})
        return redirect("admin:articles_article_change", article.pk)
    lines = [(blocker.sentence, gate_address(article, blocker)) for blocker in gate]
    alone = blockers(article, by=user, footing=Release.SINGLE_READER)
    hopeless = any(blocker.firm for blocker in alone)  # no reason lifts these: a form would be a dead button
    return _shown(site, request, article, "publish.html", form, _("Publish"), gate=lines, hopeless=hopeless)


def gate_address(article: Article, blocker: Blocker) -> str:
    """Where to settle what the gate says: the claim, else the story's form."""
    if blocker.claim is None:
        return reverse("admin:articles_article_change", args=[article.pk])
    return f"{reverse('admin:articles_article_claims', args=[article.pk])}?claim={blocker.claim.public_id}#claim"


def withdraw_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Take the story down, with a reason that readers see. Who may do only this sees no word of the working text."""
    data, edition = _posted(request), article.publication.edition
    form = WithdrawForm(data)
    if data is not None and _settle(form, article, lambda: withdraw(
        article, by=request.user, reason=form.cleaned_data["reason"]
    )):  # fmt: skip
        messages.success(request, _("The story is withdrawn. Its address says so."))
        return redirect("admin:articles_publication_changelist")
    down = edition if edition.kind == EditionKind.WITHDRAWAL else None
    headline = edition.content.content["article"]["headline"]
    more = {"headline": headline, "down": down, "reads": reads(request.user, article)}
    return _shown(site, request, article, "withdraw.html", form, _("Withdraw"), **more)
