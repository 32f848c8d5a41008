"""What the workbench asks while somebody types: which source is meant, and how a passage stands in its copy."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles.admin.workbench_pieces import FOLDER
from articles.citing import usual_directness
from articles.claiming import can_mark, check_can_mark
from articles.models import Article, Citation, Claim
from policydesk.lib.errors import NotAllowed, Refused, may
from policydesk.lib.people import desk_name
from policydesk.lib.text import clean_text
from sources.addressing import canonical_address, is_address
from sources.excerpting import check_can_excerpt, checked_passage, graded
from sources.fields import in_list
from sources.grading import newest_words, typed_words
from sources.keeping import check_can_read_file
from sources.matching import match
from sources.models import Excerpt, SnapshotText, Source
from sources.notes import proof_in_words
from sources.offering import MOST, matching_sources
from sources.registering import is_new_address, known_source
from sources.sourcing import candidates

LIKELY = 3  # sources that are offered for their words
SHOWN = 200_000  # characters of a copy that are shown around its passage
LONGEST = 1_000  # characters of an address, and of a name that is looked for


def sources_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """The sources that `q` may mean, as options of a listbox; without `q` those at hand in this story.

    What `claim` stands on already comes last: another passage of it may be cited.
    """
    typed = request.GET.get("q", "")[:LONGEST].replace("\0", "").strip()
    at_hand = Q(citations__claim__article=article, citations__claim__retired_at=None)
    found = list(matching_sources(typed, at_hand))
    rows = [_row(source, article) for source in found]
    if claim := article.claims.filter(public_id=request.GET.get("claim", "")).first():
        likely = [] if typed else _likely(claim, request.user)
        cited = set(claim.citations.values_list("source_id", flat=True))
        used = [row for row in rows if row["source"].used]
        offered: dict[int, dict[str, Any]] = {}
        for row in (*likely, *used, *rows):
            offered.setdefault(row["source"].pk, row)
        there = [row | {"attached": True} for pk, row in offered.items() if pk in cited]
        rows = [*(row for pk, row in offered.items() if pk not in cited), *there][:MOST]
    new = canonical_address(typed) if is_address(typed) and not found else ""
    html = render_to_string(f"{FOLDER}/_offered.html", {"rows": rows, "new": new, "typed": typed}, request)
    return JsonResponse({"options": html, "count": len(rows) + bool(new)})


def _likely(claim: Claim, user: Any) -> list[dict[str, Any]]:
    """Sources in whose copies words like those of the claim stand, with these words, for who may read copies."""
    if not user.has_perm("sources.view_snapshot"):
        return []
    found = [one for one in candidates(claim.exact, user=user)[:LIKELY] if not one.source.retraction]
    at_hand = Q(citations__claim__article=claim.article_id, citations__claim__retired_at=None)
    known = matching_sources("", at_hand, most=None).in_bulk([one.source.pk for one in found])
    words = {one.source.pk: "" if one.translated else one.words.strip() for one in found}
    return [_row(known[pk], claim.article) | {"passage": passage} for pk, passage in words.items()]


def _row(source: Source, article: Article) -> dict[str, Any]:
    """A source with what a citation of it would say: as it was cited last in this story, else by its class."""
    rows = Citation.objects.filter(source=source, claim__article=article).order_by("-pk")
    before, interested = rows.values_list("directness", "interested").first() or ("", False)
    directness = usual_directness(source, before)
    return {"source": source, "value": in_list(source), "directness": directness, "interested": interested}


def passage_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """How the posted passage would stand in the copy of its source. Nothing is written."""
    if request.method != "POST":  # a passage is longer than an address may be
        return HttpResponseNotAllowed(["POST"])
    try:
        check_can_mark(article, request.user)
        check_can_excerpt(request.user)
        context = _graded(request)
        status = 200
    except (Refused, ValidationError) as refusal:
        context = {"sentence": " ".join(getattr(refusal, "messages", [str(refusal)]))}
        status = 403 if isinstance(refusal, NotAllowed) else 200
    return JsonResponse({"grade": render_to_string(f"{FOLDER}/_grade.html", context, request)}, status=status)


def _graded(request: HttpRequest) -> dict[str, Any]:
    typed, passage = request.POST.get("source", "")[:LONGEST], clean_text(request.POST.get("passage", ""))
    if is_new_address(typed):
        checked_passage(passage)
        return {"sentence": _of_new_source()}
    source = known_source(typed)
    excerpt = graded(source, passage)
    copy = excerpt.seen_in or excerpt.snapshot
    readable = copy is not None and may(check_can_read_file, copy, request.user)
    if copy is not None and not readable:  # guess by guess the grades would spell out what it says
        return {"sentence": _("You may not read this copy: how the passage stands is told once it is cited.")}
    seen_by = desk_name(source.notes.seen_by) if source.notes and source.notes.seen_by_id else ""
    typed_by = typed_words([excerpt]).get(excerpt.seen_in_id, "")
    sentence = proof_in_words(excerpt.grade, notes=source.notes is not None, seen_by=seen_by, typed_by=typed_by)
    return {"excerpt": excerpt, "sentence": sentence, "readable": readable}


def _of_new_source() -> str:
    return _("The source will be new: there is no copy yet to compare with.")


def copy_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """The words of the newest copy of a source, with the passage of a citation of this story marked."""
    try:
        context = _copy(request, article) | {"may_mark": can_mark(article, request.user)}
        status = 200
    except Refused as refusal:
        context = {"sentence": str(refusal)}
        status = 403 if isinstance(refusal, NotAllowed) else 200
    return JsonResponse({"copy": render_to_string(f"{FOLDER}/_copy.html", context, request)}, status=status)


def _copy(request: HttpRequest, article: Article) -> dict[str, Any]:
    typed = request.GET.get("source", "")[:LONGEST].replace("\0", "")
    if is_new_address(typed):
        return {"sentence": _of_new_source()}
    source = known_source(typed)
    wanted = request.GET.get("citation", "")
    rows = Citation.objects.filter(source=source, claim__article=article, pk=wanted if wanted.isdecimal() else None)
    cited = rows.exclude(excerpt=None).select_related("excerpt").first()
    words = newest_words(source, seen_in=(cited.excerpt.seen_in or cited.excerpt.snapshot) if cited else None)
    if words is None:
        return {"source": source, "sentence": _("No saved copy of it has words to read yet.")}
    check_can_read_file(words.snapshot, request.user)
    start, end = _place(cited.excerpt, words) if cited else (0, 0)
    first = max(0, start - SHOWN // 2)
    before, passage = words.text[first:start], words.text[start:end]
    after = words.text[end : end + SHOWN - len(before)]
    return {"source": source, "words": words, "before": before, "passage": passage, "after": after}


def _place(excerpt: Excerpt, words: SnapshotText) -> tuple[int, int]:
    """Where the passage stands in these words; at their begin where it stands in none."""
    found = match(excerpt.exact, words.text)
    return (0, 0) if found.start is None or found.end is None else (found.start, found.end)
