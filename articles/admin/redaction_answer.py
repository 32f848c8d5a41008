"""The page on which a second person answers a legal redaction: confirm it for good, or return it with a reason."""

from typing import Any

from django.http import HttpRequest, HttpResponse
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
from policydesk.lib.admin_forms import posted, problems_of
from policydesk.lib.answers import Answer, AnswerForm, answered, offered
from policydesk.lib.errors import Refused

QUEUE = "admin:articles_redactionrequest_changelist"
ANSWERS = {
    "confirm": Answer(
        gettext_lazy("Remove the words for good"),
        check_can_confirm,
        confirm_redaction,
        gettext_lazy("The words are gone, here too. Readers see when they were removed and on what ground."),
        words_as="answer",
    ),
    "return": Answer(
        gettext_lazy("Return it"),
        check_can_return,
        return_redaction,
        gettext_lazy("Returned. Whoever asked finds your answer there."),
    ),
    "withdraw": Answer(
        gettext_lazy("Withdraw it"),
        check_can_withdraw,
        withdraw_request,
        gettext_lazy("Withdrawn. The words stand as they are."),
    ),
}


def answer_view(site: Any, request: HttpRequest, asked: RedactionRequest) -> HttpResponse:
    """Read it before anything is gone: the words, where they stand, and what is in the way."""
    data = posted(request)
    form = AnswerForm(data, initial={"version": asked.version})
    if data is not None and (answer := answered(request, asked, form, ANSWERS, QUEUE)):
        return answer
    waits = asked.state == RedactionState.OPEN
    words, troubles = _sought(asked) if waits else (None, [])
    looks = bool(words) and "look" in request.GET
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
        **offered(asked, request.user, ANSWERS if waits else {}),
    )


def _sought(asked: RedactionRequest) -> tuple[Words | None, list[str]]:
    """The words to look for, and what is in the way; none when another redaction left nothing to look for."""
    try:
        words = words_of(asked.words)
    except Refused as refusal:
        return None, [str(refusal)]
    return words, redaction_troubles(asked.article, words)
