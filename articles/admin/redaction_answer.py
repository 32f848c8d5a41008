"""The page on which a second person answers a legal redaction: confirm it for good, or return it with a reason."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.enums import RedactionState
from articles.models import RedactionRequest
from articles.redacting import (
    check_can_confirm,
    check_can_return,
    check_can_withdraw,
    confirm_redaction,
    return_redaction,
    withdraw_request,
)
from articles.seeking import Words
from articles.surveying import redaction_troubles, where_they_stand, words_of
from policydesk.lib.admin_forms import RefusableForm, VersionField, posted, problems_of, settle
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.options import Option, option

CHECKS: dict[str, tuple[Any, Callable[..., None]]] = {
    "confirm": (gettext_lazy("Remove the words for good"), check_can_confirm),
    "return": (gettext_lazy("Return it"), check_can_return),
    "withdraw": (gettext_lazy("Withdraw it"), check_can_withdraw),
}


class AnswerForm(RefusableForm, forms.Form):
    """The version that was seen, and what to say to who asked."""

    version = VersionField(required=False)
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For colleagues. Whoever returns it says what is missing; else it may stay empty."),
    )


def answer_view(site: Any, request: HttpRequest, asked: RedactionRequest) -> HttpResponse:
    """Read it before anything is gone: the words, where they stand, and what is in the way."""
    data = posted(request)
    form = AnswerForm(data, initial={"version": asked.version})
    if data is not None and (answer := _answered(request, asked, form)):
        return answer
    waits = asked.state == RedactionState.OPEN
    words, troubles = _sought(asked) if waits else (None, [])
    looks = bool(words) and "look" in request.GET
    options = {key: _option(key, asked, request.user) for key in CHECKS if waits}
    return site.page(
        request,
        "admin/articles/redactionrequest/answer.html",
        original=asked,
        title=_("Legal redaction"),
        form=form,
        problems=problems_of(form),
        lists=where_they_stand(words) if looks else [],  # it reads every table of the desk
        may_look=bool(words) and not looks,
        troubles=troubles,
        answers=[(key, each.label) for key, each in options.items() if not each.sentence],
        may_not=[(each.label, each.sentence) for each in options.values() if each.sentence],
    )


def _sought(asked: RedactionRequest) -> tuple[Words | None, list[str]]:
    """The words to look for, and what is in the way; none when another redaction left nothing to look for."""
    try:
        words = words_of(asked.words)
    except Refused as refusal:
        return None, [str(refusal)]
    return words, redaction_troubles(asked.article, words)


def _option(key: str, asked: RedactionRequest, user: Any) -> Option:
    label, check = CHECKS[key]
    return option(str(label), "", partial(check, asked, user))


def _answered(request: HttpRequest, asked: RedactionRequest, form: AnswerForm) -> HttpResponse | None:
    """Do what was chosen; None when the rule or the form said no."""
    chosen = next((key for key in CHECKS if key in request.POST), None)
    if chosen is None:
        return None
    try:
        CHECKS[chosen][1](asked, request.user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except ValueError:
        pass  # not possible now: the form says so
    if not settle(form, asked, lambda: _act(chosen, asked, form.cleaned_data, request.user)):
        return None
    messages.success(request, _done(chosen))
    return redirect("admin:articles_redactionrequest_changelist")


def _act(chosen: str, asked: RedactionRequest, given: dict[str, Any], user: Any) -> Any:
    words, version = given["answer"], given["version"]
    if chosen == "confirm":
        return confirm_redaction(asked, by=user, answer=words, version=version)
    if chosen == "return":
        return return_redaction(asked, by=user, reason=words, version=version)
    return withdraw_request(asked, by=user, reason=words, version=version)


def _done(chosen: str) -> str:
    return {
        "confirm": _("The words are gone, here too. Readers see when they were removed and on what ground."),
        "return": _("Returned. Whoever asked finds your answer there."),
        "withdraw": _("Withdrawn. The words stand as they are."),
    }[chosen]
