"""Whether a change that is sent once more had arrived the first time, when only the answer to it was lost."""

from typing import Any

from django.http import HttpRequest

from articles.admin.bench import Bench
from articles.admin.citation_forms import CitationForm, CiteForm
from articles.admin.claim_forms import CheckForm, ClaimForm
from articles.admin.mark_forms import MarkForm
from articles.models import Claim
from policydesk.lib.text import clean_text

SENT_BEFORE = "X-Sent-Before"


def arrived(request: HttpRequest, bench: Bench, claim: Claim | None) -> Claim | None:
    """The claim that says already what is posted, from the hand of the same person; None where it is still to be done.

    Asked only of what says that it was sent before. A form that was refused as late would else be shown to its own
    writer as somebody else's work.
    """
    form, by = bench.posted, request.user
    if SENT_BEFORE not in request.headers or not form.is_valid():
        return None
    if isinstance(form, MarkForm):
        return _marked(bench, form, by)
    same = claim is not None and any(isinstance(form, kind) and test(form, claim, by) for kind, test in TESTS)
    return claim if same else None


def taken_by_asker(request: HttpRequest, data: Any, row: Any) -> bool:
    """Whether what is asked to go went at the first sending: `row` says who took it (a history row, or the claim)."""
    asked = data is not None and (data.get("do") == "retire" or "remove" in data)
    by = row.retired_by_id if isinstance(row, Claim) else row.history_user_id
    return asked and SENT_BEFORE in request.headers and by == request.user.pk


def _marked(bench: Bench, form: MarkForm, by: Any) -> Claim | None:
    cleaned = form.cleaned_data
    same = bench.mark.article.claims.standing().filter(part=cleaned["part"], exact=cleaned["words"].strip())
    found = same.filter(start=cleaned["start"]) if "start" in cleaned else same
    claim = found.first()
    return claim if claim and claim.history.earliest("history_date").history_user_id == by.pk else None


def _recorded(form: CheckForm, claim: Claim, by: Any) -> bool:
    last = max(claim.checks.all(), key=lambda row: row.pk, default=None)
    said = (form.cleaned_data["verdict"], clean_text(form.cleaned_data["note"]).strip(), by.pk)
    return last is not None and (last.verdict, last.content.note, last.by_id) == said


def _changed(form: ClaimForm | CitationForm, claim: Claim, by: Any) -> bool:
    return "remove" not in form.data and not form.overtaken()


def _cited(form: CiteForm, claim: Claim, by: Any) -> bool:
    wanted = clean_text(form.cleaned_data["passage"]).strip()
    rows = [row for row in claim.citations.all() if row.attached_by_id == by.pk]
    return any((row.excerpt.exact if row.excerpt else "") == wanted and form.means(row.source) for row in rows)


TESTS: tuple[tuple[Any, Any], ...] = (
    (CheckForm, _recorded),
    (ClaimForm, _changed),
    (CitationForm, _changed),
    (CiteForm, _cited),
)
