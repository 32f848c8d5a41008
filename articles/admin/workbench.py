"""The claims page of a story: the text with its marks beside the form of one claim. Needs no JavaScript.

Every form posts to the page itself and names what it does; it calls one rule. What the rule refuses is shown
on the same page with everything that was typed. A script that asks for JSON gets the pieces of the same page.
"""

from dataclasses import dataclass
from typing import Any

from csp.constants import SELF
from django.contrib import messages
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from articles.admin.bench import OF_STORY, Bench, clash, overtaken
from articles.admin.claim_forms import ClaimForm
from articles.admin.clashes import opened_as, put_together
from articles.admin.mark_forms import MarkForm
from articles.admin.story_forms import KeysForm, StoryForm, has_single_keys
from articles.admin.stranded import attaching, retired, taken_away, why_retired, why_taken_away
from articles.admin.workbench_page import Page
from articles.admin.workbench_pieces import pieces, unchanged, wants_pieces
from articles.admin.workbench_stamp import stamp_of
from articles.admin.workbench_words import keys, verdict_keys, words
from articles.arriving import keep, made_before
from articles.attending import attend, others_at_work
from articles.checking import check_can_check
from articles.claiming import can_mark
from articles.enums import ClaimKind
from articles.models import Article, Claim
from policydesk.lib.admin_forms import Problem, plain_lines, problems_of
from policydesk.lib.errors import NotAllowed, Refused, Stale, may
from policydesk.lib.removal import TakenOut

STATUS = ((Stale, 409), (NotAllowed, 403))
WITHOUT_CLAIM = {form.do for form in (MarkForm, *OF_STORY)}
KEY = "Idempotency-Key"  # the script names each change by it, and again where no answer came


def workbench_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Show the page, or do what was posted and show it again; a script gets the pieces that may have changed."""
    data = plain_lines(request.POST) if request.method == "POST" else None
    in_pieces = wants_pieces(request)
    if in_pieces and data is None and (same := unchanged(request, article)):
        return same
    if data is not None and (before := made_before(_key(request), by=request.user)):
        return _shown(site, request, *_anew(request, article, before.claim), done=True)
    page = Page(article, request.user, request.GET.get("claim", ""))
    if request.GET.get("claim") and page.current is None and (data or {}).get("do") not in WITHOUT_CLAIM:
        return _off_the_list(site, request, page, data)
    claim = page.current.claim if page.current else None
    if data is not None and claim and (went := taken_away(claim, data.get("do", ""))):
        return _off_the_claim(site, request, page, data, went)
    bench = Bench(article, claim, request.user, data)
    seen = {row.public_id: row.version for row in page.claims}
    refusal, done = _act(request, page, bench) if data is not None else (None, None)
    if done and not in_pieces:
        return redirect(done.address)
    if done:
        article.refresh_from_db()  # its text may have changed with it
        page, bench = _anew(request, article, done.public_id)
    status = next((code for kind, code in STATUS if isinstance(refusal, kind)), 200)
    late = {}
    if isinstance(refusal, Stale) and claim:
        late = {"overtaken": overtaken(bench.posted, claim), "clash": clash(bench, claim)}
    return _shown(site, request, page, bench, status=status, done=done is not None, seen=seen, **late)


def _key(request: HttpRequest) -> str:
    """The key of the change that is sent, if it has one: a form that was sent by hand has none."""
    return request.headers.get(KEY, "")[:64]


def _anew(request: HttpRequest, article: Article, public_id: str) -> tuple[Page, Bench]:
    """The page with that claim chosen, as it stands now."""
    page = Page(article, request.user, public_id)
    return page, Bench(article, page.current.claim if page.current else None, request.user)


def _off_the_list(site: Any, request: HttpRequest, page: Page, data: Any) -> HttpResponse:
    """A claim that was retired, or never was there: what was typed about it stays, and is told why it cannot go on."""
    claim = retired(page.article, request.GET["claim"]) if data is not None else None
    if data is not None and claim is None:
        raise Http404
    none = Bench(page.article, None, request.user)
    if claim is None:
        messages.warning(request, _("That claim is not on this story’s list any more."))
        return _shown(site, request, page, none) if wants_pieces(request) else redirect(page.url)
    late = Bench(page.article, claim, request.user, data).posted
    said = {"problems": [Problem("", why_retired(claim))], "typed": late.typed}
    return _shown(site, request, page, none, status=409, **said)


def _off_the_claim(site: Any, request: HttpRequest, page: Page, data: Any, went: Any) -> HttpResponse:
    """A citation that was taken away: what was typed of it stands in the form that attaches its source again."""
    claim = page.current.claim
    bench = Bench(page.article, claim, request.user, attaching(data, claim, went))
    bench.cite.add_error(None, why_taken_away(went, may_attach=can_mark(page.article, request.user)))
    return _shown(site, request, page, bench, status=409)


@dataclass(frozen=True)
class Done:
    """What was posted is done: the claim that is shown next (none once it was retired), and its address."""

    public_id: str
    address: str


def _act(request: HttpRequest, page: Page, bench: Bench) -> tuple[Exception | None, Done | None]:
    """Run the posted form's rule: what it refused, or what to show now that it is done."""
    form = bench.posted
    if not form.is_valid():
        return None, None
    try:
        with transaction.atomic():
            done = _applied(request, page, bench)
            keep(_key(request), done.public_id, by=request.user)
        return None, done
    except (Refused, ValidationError) as refusal:
        return _refused(page, form, refusal), None


def _applied(request: HttpRequest, page: Page, bench: Bench) -> Done:
    form = bench.posted
    if form is bench.mark:
        return _mark(request, page, form)
    return _of_story(request, page, form) if isinstance(form, StoryForm) else _change(request, page, form)


def _of_story(request: HttpRequest, page: Page, form: StoryForm) -> Done:
    sentence, claim = form.apply(by=request.user)
    messages.success(request, sentence)
    claim = claim or (page.current.claim if page.current else None)
    return Done(claim.public_id, page.address(claim)) if claim else Done("", page.url)


def _refused(page: Page, form: Any, refusal: Refused | ValidationError) -> Exception:
    """Say it on the form; where somebody else was faster, what stands is shown beside it: posting again is meant."""
    late = isinstance(refusal, Stale) and isinstance(form, ClaimForm)
    was = opened_as(form, page.current.claim) if late else {}
    if was and form.brings_back(was):
        refusal = TakenOut()  # then it is not: the form stays as old as it is
    form.add_refusal(refusal)
    if isinstance(refusal, Stale) and not isinstance(refusal, TakenOut) and page.current:
        form.data["version"] = str(Claim.objects.values_list("version", flat=True).get(pk=page.current.claim.pk))
        if was:
            form.clashes = put_together(form, was)
    return refusal


def _mark(request: HttpRequest, page: Page, form: Any) -> Done:
    claim = form.apply(by=request.user)
    if claim.kind == ClaimKind.ANALYSIS:
        messages.success(request, _("Marked. Now an editor names its owner: whose judgement it is."))
    elif claim.kind == ClaimKind.PLANNED:
        messages.success(request, _("Marked. Now write below when the event is planned."))
    else:
        messages.success(request, _("Marked. Now say who says it, and attach its source."))
    return Done(claim.public_id, page.address(claim))


def _change(request: HttpRequest, page: Page, form: Any) -> Done:
    claim = Claim.objects.select_related("article").get(pk=page.current.claim.pk)  # as stored, not as typed
    could_check = may(check_can_check, claim, request.user)
    messages.success(request, form.apply(claim, by=request.user))
    if could_check and not may(check_can_check, Claim.objects.get(pk=claim.pk), request.user):
        messages.warning(
            request, _("You changed what the claim says, who says it or who owns it: another person must check it.")
        )
    return Done("", page.url) if form.do == "retire" else Done(claim.public_id, page.address(claim))


def _first(page: Page, request: HttpRequest) -> dict[str, Any]:
    """What the panel that a script opens first is drawn from."""
    first = page.opened_first()
    claim = first.current.claim
    return {"page": first, "bench": Bench(page.article, claim, request.user), "line": first.current, "claim": claim}


def _unseen(form: Any, page: Page, may_mark: bool) -> list[tuple[str, str]]:
    """What was typed and has no field on the page now."""
    return form.typed if page.hides(form.do, may_mark) else form.left_over


def _shown(
    site: Any,
    request: HttpRequest,
    page: Page,
    bench: Bench,
    *,
    status: int = 200,
    done: bool = False,
    seen: dict[str, int] | None = None,
    **more: Any,
) -> HttpResponse:
    form = bench.posted if bench.data is not None else None
    may_mark = can_mark(page.article, request.user)
    if may_mark and request.method != "HEAD":
        attend(page.article, request.user)
    context = {
        "page": page,
        "bench": bench,
        "original": page.article,
        "title": _("Claims"),
        "is_nav_sidebar_enabled": False,  # two columns need the room
        "may_mark": may_mark,
        "at_work": others_at_work(page.article, request.user),
        "problems": problems_of(form) if form else [],
        "places": bench.mark.places(),
        "typed": _unseen(form, page, may_mark) if form else [],
    }
    context["whole"] = not wants_pieces(request)
    if context["whole"]:  # said on top too, which may be out of sight
        context |= {"told": list(get_messages(request)) if page.current else [], "datalists": bench.lists}
        context |= {"stamp": stamp_of(page.article), "words": words(), "keys": keys()}
        context["verdict_keys"] = verdict_keys()
        context["keys_form"] = KeysForm(page.article, initial={"single_keys": has_single_keys(request.user)})
        if not page.current and page.lines:
            context["first"] = lambda: _first(page, request)  # drawn last, when the rest of the page was read
    response = site.page(request, "admin/articles/article/claims.html", **context | more)
    response.status_code = status
    response._csp_update = {"frame-src": [SELF]}  # the preview of the page, in the dialog that publishes
    return pieces(request, page, response, done=done, seen=seen or {}) if wants_pieces(request) else response
