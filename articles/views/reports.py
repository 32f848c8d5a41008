"""A reader tells what is wrong with a story or a claim. No account, no cookie, no script."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.models import Claim, EditionClaim, Publication
from articles.reporting import receive_report
from articles.views.report_form import ReportForm
from policydesk.lib.errors import Refused
from policydesk.lib.strangers import SentAnew, check_is_from_here, check_is_no_flood, check_moment, stamp


@dataclass(frozen=True)
class Target:
    """What the report is about: a story as it stands now, or one of its claims as it was printed last."""

    publication: Publication
    claim: EditionClaim | None

    @property
    def key(self) -> str:
        """What the signed moment of the page is bound to."""
        return f"{self.publication.pk} {self.claim.public_id if self.claim else ''}"

    @property
    def address(self) -> str:
        """Where a reader goes back to."""
        if self.claim:
            return reverse("articles:claim", args=[self.claim.public_id])
        return reverse("articles:article", args=[self.publication.slug])

    @property
    def headline(self) -> str:
        """The story as its readers call it."""
        return self.publication.edition.content.content["article"]["headline"]


@csrf_exempt  # the token needs a cookie; strangers.py says what stands in for it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form; and what was sent with it, kept or given back with a sentence."""
    target = _target(request)
    if target is None:
        return render(request, "articles/report.html", {"sent": "sent" in request.GET})
    form = ReportForm(request.POST if request.method == "POST" else None)
    moment = request.POST.get("moment", "")
    if request.method == "POST":
        try:
            check_is_from_here(request)
            check_moment(moment, target.key)
            if form.is_valid() and _kept(request, target, form):
                return redirect(f"{reverse('articles:report')}?sent=1")
        except Refused as refusal:
            form.add_error(None, str(refusal))
            moment = "" if isinstance(refusal, SentAnew) else moment
    context = {"target": target, "form": form, "moment": moment or stamp(target.key)}
    return render(request, "articles/report.html", context, status=400 if form.errors else 200)


def _kept(request: HttpRequest, target: Target, form: ReportForm) -> bool:
    check_is_no_flood(request)
    printed, edition = target.claim, (target.claim or target.publication).edition
    claim = Claim.objects.filter(public_id=printed.public_id).first() if printed else None
    said = form.cleaned_data
    try:
        receive_report(
            target.publication.article, said["message"], edition=edition.number, claim=claim, email=said["email"]
        )
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    return True


def _target(request: HttpRequest) -> Target | None:
    """What `?claim=` or `?article=` names; None for neither. Raises Http404 for what readers cannot read now."""
    asked = {name: request.GET.get(name, "").replace("\0", "")[:200] for name in ("claim", "article")}
    if not any(asked.values()):
        return None
    printed = EditionClaim.objects.readable().filter(public_id=asked["claim"]).select_related("edition")
    claim = printed.order_by("-edition__sequence").first() if asked["claim"] else None  # as its page shows it
    where: dict[str, Any] = {"article": claim.edition.article_id} if claim else {"slug": asked["article"]}
    found = Publication.objects.public().select_related("article", "edition__content").filter(**where).first()
    if found is None or (asked["claim"] and claim is None):
        raise Http404
    return Target(found, claim)
