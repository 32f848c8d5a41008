"""What somebody sent when they were signed out, or from a page grown old: nothing is saved and nothing is lost.

The page that answers holds all that was typed, and sends it again; so does the page that says that something is
not allowed any more, or gone (`policydesk.problems`). It is offered only for what our own pages
sent: another site's form would else come with a valid token at the second press.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

TOKEN = "csrfmiddlewaretoken"
OURS = re.compile("^_|^(base|do|version)$|^(initial|conflict|choice)-|_FORMS$|-(id|version)$")  # nobody types these
LONG = 40  # letters; what is longer is shown, to be copied


@dataclass(frozen=True)
class Sent:
    """The fields of a form, in their order."""

    fields: list[tuple[str, str]]

    @property
    def long_texts(self) -> list[str]:
        """What one would not like to type again."""
        return [value for _name, value in self.fields if len(value) > LONG]

    def texts(self, model: Any = None) -> list[tuple[str, str]]:
        """All that was filled in, with the name that its field has in `model`, else in the form; no machinery."""
        return [(_called(name, model), value) for name, value in self.fields if value.strip() and not OURS.search(name)]


def _called(name: str, model: Any) -> str:
    field = {each.name: each for each in model._meta.fields}.get(name) if model else None
    return capfirst(field.verbose_name if field else name.replace("-", " ").replace("_", " "))


def kept(request: HttpRequest) -> Sent | None:
    """What `request` sent and may be offered again; None for an empty form, a password, or another site's form."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]
    secret = any("password" in name for name, _value in fields)
    typed = any(value for _name, value in fields)
    return Sent(fields) if typed and not secret and _is_ours(request) else None


def _is_ours(request: HttpRequest) -> bool:
    came_from = urlsplit(request.headers.get("Origin") or request.headers.get("Referer") or "")
    at_the_desk = request.path.startswith(reverse("admin:index"))
    return at_the_desk and (came_from.scheme, came_from.netloc) == (request.scheme, request.get_host())


@requires_csrf_token
def signed_out(request: HttpRequest, sent: Sent) -> HttpResponse:
    """403 for a form of somebody who is not signed in any more."""
    sentences = [
        _("Nothing was saved yet: you were signed out in the meantime. What you typed is kept on this page."),
        _("Sign in in a new tab, come back to this one, and send it again."),
    ]
    return _offer(request, _("You were signed out"), sentences, sent)


@requires_csrf_token
def token_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is not, or no longer, the one of this browser. Django calls it by a setting."""
    sent = kept(request)
    if sent is None:
        advice = _("Nothing was saved. Go back, load the page again, and allow cookies for this site.")
        return render(
            request, "problem.html", {"title": _("The form could not be accepted"), "advice": advice}, status=403
        )
    sentences = [
        _("Nothing was saved yet: the page is older than your signing in. What you typed is kept on this page."),
        _("Look whether it is what you want to send, and send it again."),
    ]
    return _offer(request, _("Please send it again"), sentences, sent)


def _offer(request: HttpRequest, title: str, sentences: list[str], sent: Sent) -> HttpResponse:
    if request.FILES:
        sentences.append(_("Files have to be chosen again."))
    context = admin.site.each_context(request) | {"title": title, "sentences": sentences, "sent": sent}
    context["is_nav_sidebar_enabled"] = False  # to who is not signed in it says that they may see nothing
    return render(request, "admin/resend.html", context, status=403)
