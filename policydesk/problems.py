"""What answers when a page is refused, missing or cannot be read: in the desk's own frame for who works there,
with all that they had typed. A script of the desk gets the sentences as JSON: it keeps what was typed itself.

Readers get the public pages. Each view must manage with little: no part of a request can be relied on.
"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults
from django.views.decorators.csrf import requires_csrf_token

from policydesk.lib.admin import Gone
from policydesk.resending import kept

REQUEST_TOO_BIG = 413  # what was sent cannot be read then

# What the stock pages of the admin refuse without a word; POST to a page that may be read is a refused change.
REFUSED = {
    "changelist": gettext_lazy("You may not see the list of %(things)s."),
    "add": gettext_lazy("You may not add %(things)s."),
    "change": gettext_lazy("You may not see this %(thing)s."),
    "change, sent": gettext_lazy("You may not change this %(thing)s."),
    "history": gettext_lazy("You may not see the history of this %(thing)s."),
    "version": gettext_lazy("You may not see the history of this %(thing)s."),
    "delete": gettext_lazy("Nothing is deleted at this desk: %(things)s are retired or deactivated, and stay."),
}


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: at the desk the sentence of the rule, or what the page would have done."""
    if not _at_the_desk(request):
        return defaults.permission_denied(request, exception)
    sentence = str(exception) or _refused(request) or _("You may not do this.")
    advice = _("If your work needs it, ask an administrator for a role that may.")
    again = (request.get_full_path(), _("Send it again"))  # rights come back: a story that is sent back, a role
    return _desk_page(request, _("You may not do this"), [sentence, advice], status=403, again=again)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing is there, or nothing that the asker may know of."""
    if not _at_the_desk(request):
        return defaults.page_not_found(request, exception)
    if isinstance(exception, Gone):
        return _desk_page(request, _("It is gone"), [str(exception)], status=404, again=exception.instead)
    sentence = _("The address may be mistyped, or it belongs to something that you may not see.")
    return _desk_page(request, _("There is no such page at the desk"), [sentence], status=404)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; and 413, with what to do, for a form that is larger than any story."""
    if not isinstance(exception, RequestDataTooBig):
        if not (_wants_json(request) and _at_the_desk(request)):
            return defaults.bad_request(request, exception)
        return _desk_page(request, "", [_("Nothing was saved: what was sent could not be read.")], status=400)
    title = _("That is too much at once")
    sentences = [
        _("Nothing was saved. The text of a story holds at most 1,000,000 characters."),
        _("Go back in your browser: what you typed is still there. Shorten it, or make two stories of it."),
    ]
    if _at_the_desk(request):
        return _desk_page(request, title, sentences, status=REQUEST_TOO_BIG)
    return render(request, "problem.html", {"title": title, "advice": " ".join(sentences)}, status=REQUEST_TOO_BIG)


def _at_the_desk(request: HttpRequest) -> bool:
    """Whether somebody who works at the desk asked for a page of it."""
    known = hasattr(request, "user") and request.path.startswith(reverse("admin:index"))
    return known and admin.site.has_permission(request)


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _refused(request: HttpRequest) -> str:
    model, action = _page_of(request)
    if action == "change" and request.method == "POST":
        action = "change, sent"
    if model is None or action not in REFUSED:
        return ""
    names = {"thing": model._meta.verbose_name, "things": model._meta.verbose_name_plural}
    return str(REFUSED[action]) % names


def _page_of(request: HttpRequest) -> tuple[Any, str]:
    """The model that a page of the admin belongs to, and what the page does; None and "" for any other."""
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    for model in admin.site._registry:
        prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
        if name.startswith(prefix):
            return model, name.removeprefix(prefix)
    return None, ""


def _desk_page(
    request: HttpRequest, title: str, sentences: list[str], *, status: int, again: tuple[str, Any] | None = None
) -> HttpResponse:
    """Inside the desk's frame, with all that was typed into a form that came here, and where to send it `again`."""
    if _wants_json(request):
        said = {"problem": " ".join(map(str, sentences)), "user": request.user.pk, "token": get_token(request)}
        return JsonResponse(said, status=status)
    context = admin.site.each_context(request) | {"title": title, "sentences": sentences, "ways": _ways(request)}
    if request.method == "POST" and status != REQUEST_TOO_BIG and (sent := kept(request)):
        context |= {"sent": sent, "typed": sent.texts(_page_of(request)[0]), "again": again}
    return render(request, "admin/problem.html", context, status=status)


def _ways(request: HttpRequest) -> list[tuple[str, str]]:
    """Where to go on: the desk, and the list that the page belongs to where the asker may see it."""
    ways = [(reverse("admin:index"), _("Back to the desk"))]
    model, _action = _page_of(request)
    if model is not None and admin.site._registry[model].has_view_permission(request):
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        ways.append((address, capfirst(model._meta.verbose_name_plural)))
    return ways
