"""The claims page in pieces, for the script that turns it into a workbench: the same rules, forms and templates.

The script asks the address of the page for JSON. A piece is the HTML that the page itself would hold.
"""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.template.response import TemplateResponse

from articles.admin.workbench_moved import moved
from articles.admin.workbench_page import Page
from articles.admin.workbench_stamp import stamp_of
from articles.attending import attend, others_at_work
from articles.claiming import can_mark
from articles.models import Article

FOLDER = "admin/articles/article"
PANEL = ("panel",)
ALL = ("list", "story", "ready", "suggestions", "panel")  # the panel asks least once the others are read
INVALID = 422


def wants_pieces(request: HttpRequest) -> bool:
    """Whether a script asks: a browser that opens the page prefers HTML."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def unchanged(request: HttpRequest, article: Article) -> JsonResponse | None:
    """The short answer to who only asks whether something changed; None when something did."""
    stamp = request.GET.get("stamp")
    if stamp is None or stamp != stamp_of(article):
        return None
    if can_mark(article, request.user):
        attend(article, request.user)
    return JsonResponse(_frame(request, article) | {"stamp": stamp})


def pieces(
    request: HttpRequest, page: Page, response: TemplateResponse, *, done: bool, seen: dict[str, int]
) -> JsonResponse:
    """The pieces of `response`, the page as it would be shown: a claim's panel alone, or with it all that moves.

    `seen` are the versions of the claims before what was posted: whoever saw that one saw what stood.
    """
    context = response.context_data
    wanted = PANEL if request.GET.get("only") == "panel" else ALL
    drawn = {name: render_to_string(f"{FOLDER}/_{name}.html", context, request) for name in wanted}
    told = [str(message) for message in get_messages(request)]
    found = _frame(request, page.article) | drawn | {"done": done, "told": told, "stamp": stamp_of(page.article)}
    found["claim"] = page.current.claim.public_id if page.current else ""
    found["was"] = seen.get(found["claim"])
    found["moved"] = moved(page, seen) if seen else None
    if "story" in drawn:
        found["map"] = page.map
    if context["places"]:
        found["places"] = render_to_string(f"{FOLDER}/_places.html", context, request)
    status = response.status_code
    return JsonResponse(found, status=INVALID if status == 200 and context["problems"] else status)


def _frame(request: HttpRequest, article: Article) -> dict[str, Any]:
    """What every answer says: to whom, the token that the next change needs, and who else is here."""
    here = {"rows": others_at_work(article, request.user)}
    return {
        "user": request.user.pk,
        "token": get_token(request),
        "here": render_to_string(f"{FOLDER}/_at_work.html", here),
    }
