"""The page on which a second person answers what somebody asked for: confirms it, or returns it with a reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from policydesk.lib.admin_forms import RefusableForm, VersionField, settle
from policydesk.lib.errors import NotAllowed
from policydesk.lib.options import option


@dataclass(frozen=True)
class Answer:
    """What one may answer: what its button says, the check and the rule behind it, and what is said when it is done.

    The rule takes `by`, `version`, and what the person wrote under the name `words_as`.
    """

    label: Any
    check: Callable[..., None]
    rule: Callable[..., Any]
    done: Any
    words_as: str = "reason"


class AnswerForm(RefusableForm, forms.Form):
    """The version that was seen, and what to say to who asked."""

    version = VersionField(required=False)
    answer = forms.CharField(
        label=_("Answer"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For colleagues. Whoever returns it says what is missing; else it may stay empty."),
    )


def offered(row: models.Model, user: Any, answers: Mapping[str, Answer]) -> dict[str, list[tuple[str, Any]]]:
    """For the page: the `answers` that `user` may give now, and why they `may_not` give the others."""
    options = {key: option(str(each.label), "", partial(each.check, row, user)) for key, each in answers.items()}
    return {
        "answers": [(key, each.label) for key, each in options.items() if not each.sentence],
        "may_not": [(each.label, each.sentence) for each in options.values() if each.sentence],
    }


def answered(
    request: HttpRequest, row: Any, form: AnswerForm, answers: Mapping[str, Answer], *way: Any
) -> HttpResponse | None:
    """Do what was chosen and go on to `way`; None when nothing was, or the rule or the form said no."""
    chosen = next((each for key, each in answers.items() if key in request.POST), None)
    if chosen is None:
        return None
    try:
        chosen.check(row, request.user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except ValueError:
        pass  # not possible now: the form says so
    if not settle(form, row, lambda: _given(chosen, row, form.cleaned_data, request.user)):
        return None
    messages.success(request, chosen.done)
    return redirect(*way)


def _given(chosen: Answer, row: Any, said: dict[str, Any], user: Any) -> Any:
    return chosen.rule(row, by=user, version=said["version"], **{chosen.words_as: said["answer"]})
