"""Asking for a legal redaction: the words, the ground, and a look at everything that would be touched."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from articles.admin.steps import shown
from articles.enums import RedactionBasis
from articles.models import Article, RedactionRequest
from articles.redacting import ask_redaction, check_can_ask
from articles.surveying import redaction_troubles, where_they_stand, words_of
from policydesk.lib.admin_forms import RefusableForm, posted, settle
from policydesk.lib.errors import NotAllowed, Refused


class RedactionForm(RefusableForm, forms.ModelForm):
    """What must go and why; all of it is asked for."""

    class Meta:
        model = RedactionRequest
        fields = ("words", "basis", "reference", "reason")
        widgets = {
            "words": forms.Textarea(attrs={"rows": 4}),
            "basis": forms.RadioSelect,
            "reason": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, words_alone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.fields[name].required = name == "words" or not words_alone
        self.fields["basis"].choices = [(basis.value, f"{basis.label}: “{basis.sentence}”") for basis in RedactionBasis]


def redact_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Ask for it; with the other button, only see where the words stand."""
    data, why_not, lists = posted(request), "", None
    try:
        check_can_ask(article, request.user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        why_not = str(refusal)
    looks = data is not None and "look" in data
    form = RedactionForm(data, words_alone=looks)
    if looks:
        lists = settle(form, article, lambda: _looked(article, form.cleaned_data["words"]))
    elif data is not None and settle(
        form, article, lambda: ask_redaction(article, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Asked. The words stand as they are until a second person confirms it."))
        return redirect("admin:articles_redactionrequest_changelist")
    title = _("Remove words for legal reasons")
    return shown(site, request, article, "redact.html", form, title, why_not=why_not, lists=lists)


def _looked(article: Article, text: str) -> list[tuple[str, int, list[str]]]:
    """Where the words stand. Raises Refused with what is in the way."""
    words = words_of(text)
    if troubles := redaction_troubles(article, words):
        raise Refused("\n".join(troubles))
    return where_they_stand(words)
