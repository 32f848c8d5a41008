"""Marking claims in a story, changing and retiring them. Every door (admin, command) calls these."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.anchoring import find_words, make_anchor
from articles.checking import refresh
from articles.crediting import writers
from articles.editing import is_own, send_stale_back
from articles.enums import AnchorState, ArticleState, ClaimKind, Part
from articles.models import Article, Claim
from articles.wording import quoted
from policydesk.lib.errors import NotAllowed, Refused, may
from policydesk.lib.text import normalise
from sources.models import Source

ATTRIBUTION = ("kind", "speaker", "speech_act", "statement")  # signed; who changes them may not check
DETAILS = ("anonymity_reason", "event_date", "priority")
CHECKED = ("review_by",)  # it ends a check, so whoever may check sets it
JUDGED = ("owner", "refuted_passage")  # an editor's


def check_can_mark(article: Article, by: Any) -> None:
    """Raises NotAllowed unless `by` may mark claims and attach sources: own drafts, or with the right to any."""
    if not by.has_perm("articles.change_claim"):
        raise NotAllowed(_("You may not mark claims."))
    if by.has_perm("articles.mark_any_claim"):
        return
    if not is_own(article, by):
        raise NotAllowed(_("You may mark claims in your own stories only."))
    if article.state != ArticleState.DRAFT:
        raise NotAllowed(_("The story is being checked. Ask an editor to send it back first."))


def check_can_change(claim: Claim, by: Any) -> None:
    """Raises a sentence unless `by` may change this claim: `check_can_mark`, and it was not retired."""
    check_can_mark(claim.article, by)
    if claim.retired_at:
        raise Refused(_("The claim was retired. Mark its words again if it is one after all."))


def can_mark(article: Article, by: Any) -> bool:
    """Whether `check_can_mark` would let `by` through."""
    return may(check_can_mark, article, by)


@transaction.atomic
def mark_claim(
    article: Article, words: str, *, by: Any, part: str = Part.BODY, start: int | None = None, **fields: Any
) -> Claim:
    """Mark `words` of a part of the story as a claim.

    `start` picks one place where the words stand more than once. Raises Refused when they do not stand in
    the text, stand there more than once, or are marked already; NotAllowed.
    """
    check_can_mark(article, by)
    return write_claim(article, words, by=by, part=part, start=start, **fields)


def write_claim(
    article: Article,
    words: str,
    *,
    by: Any,
    part: str = Part.BODY,
    start: int | None = None,
    reason: str = "",
    **fields: Any,
) -> Claim:
    """What marking and imports share, in the caller's transaction. Decides nothing about permission.

    `by=None` is the desk's own program.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    anchor = _anchor(article, words, part, start)
    _refuse_double(article, part, anchor.start, anchor.end)
    claim = Claim(
        article=article,
        part=part,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        start=anchor.start,
        end=anchor.end,
    )
    claim.written_by_id, claim.worded_by_id = writers(article, part, anchor.exact)
    _assign(claim, by, fields, marking=True)
    claim.full_clean(exclude=["public_id"])
    claim.save(by=by, change_reason=reason)
    refresh([claim])
    return claim


def _anchor(article: Article, words: str, part: str, start: int | None) -> Any:
    text = article.text_of(part)
    places = find_words(text, words.strip())
    if start is not None:
        places = [place for place in places if place[0] == start]
    if not places:
        raise Refused(
            _("These words do not stand in the %(part)s. Copy them from the text.")
            % {
                "part": Part(part).label.lower(),
            }
        )
    if len(places) > 1:
        raise Refused(
            _("These words stand in the text %(count)d times. Add words before or after them.")
            % {
                "count": len(places),
            }
        )
    return make_anchor(text, *places[0])


def _refuse_double(article: Article, part: str, start: int, end: int, *, but: int | None = None) -> None:
    twin = article.claims.standing().filter(part=part, start=start, end=end).exclude(anchor_state=AnchorState.LOST)
    if twin.exclude(pk=but).exists():
        raise Refused(_("These words are marked as a claim already."))


def _assign(claim: Claim, by: Any, fields: dict[str, Any], *, marking: bool) -> None:
    """Set fields of a claim and note who changed its attribution. Marking existing words names nobody."""
    unknown = set(fields) - {*ATTRIBUTION, *DETAILS, *CHECKED, *JUDGED}
    if unknown:
        raise TypeError(f"not fields of a claim: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        if name in JUDGED and getattr(claim, name) != value and not by.has_perm("articles.judge_claim"):
            raise NotAllowed(_("Only an editor sets the owner of an analysis or the passage that says it is false."))
        if name in CHECKED and getattr(claim, name) != value and not by.has_perm("articles.check_claim"):
            raise NotAllowed(_("Only a checker or an editor sets the day of review."))
        if name in ATTRIBUTION and not marking and getattr(claim, name) != value:
            claim.worded_by = by
        if name == "statement" and getattr(claim, name) != value:
            claim.stated_for = claim.exact if value else ""
        setattr(claim, name, value)


@transaction.atomic
def change_claim(claim: Claim, *, by: Any, version: int | None = None, **fields: Any) -> bool:
    """Change kind, speaker, speech act or details. Returns whether anything changed.

    Raises NotAllowed, Stale, and ValidationError by field, so for a planned event without its date.
    """
    check_can_change(claim, by)
    return write_attribution(claim, by=by, version=version, **fields)


def write_attribution(claim: Claim, *, by: Any, version: int | None = None, reason: str = "", **fields: Any) -> bool:
    """What `change_claim` and imports share, in the caller's transaction. Decides nothing about permission."""
    _assign(claim, by, fields, marking=False)
    if not claim.changed_fields():
        return False
    check_has_date(claim)
    claim.full_clean(exclude=["public_id"])
    claim.take_version(version)
    claim.save(by=by, change_reason=reason)
    after_change(claim, by=by)
    return True


def check_has_date(claim: Claim) -> None:
    """Raises ValidationError for a planned event without its date: nothing would ever ask whether it happened.

    Marking does not ask: who marks a sentence or imports a story may leave the date open, and the gate warns.
    """
    if claim.kind == ClaimKind.PLANNED and not claim.event_date:
        raise ValidationError({"event_date": _("Write when the event is planned, as 2024-01-30 or 2024-02.")})


@transaction.atomic
def place_claim(claim: Claim, words: str, *, by: Any, version: int | None = None, start: int | None = None) -> bool:
    """Tie the claim to other words of its part, or to its own again after they were lost."""
    check_can_change(claim, by)
    return write_place(claim, words, by=by, version=version, start=start)


def write_place(
    claim: Claim, words: str, *, by: Any, version: int | None = None, start: int | None = None, reason: str = ""
) -> bool:
    """What `place_claim` and imports share, in the caller's transaction. Decides nothing about permission."""
    article = Article.objects.select_for_update().get(pk=claim.article_id)
    anchor = _anchor(article, words, claim.part, start)
    _refuse_double(article, claim.part, anchor.start, anchor.end, but=claim.pk)
    if normalise(anchor.exact) != normalise(claim.exact):
        claim.written_by_id, last = writers(article, claim.part, anchor.exact)
        claim.worded_by_id = by.pk if by else last  # an import bars nobody, and frees nobody either
    for name in ("exact", "prefix", "suffix", "start", "end"):
        setattr(claim, name, getattr(anchor, name))
    claim.anchor_state, claim.words_before = AnchorState.ANCHORED, ""
    if not claim.changed_fields():
        return False
    claim.take_version(version)
    claim.save(by=by, change_reason=reason)
    after_change(claim, by=by)
    return True


@transaction.atomic
def accept_words(claim: Claim, *, by: Any, version: int | None = None) -> None:
    """Take what stands in the text now for the claim's words. Who accepts them has worded nothing and may check.

    Raises NotAllowed, Stale, or Refused when the claim reads as it was accepted before.
    """
    check_can_change(claim, by)
    if claim.anchor_state != AnchorState.CHANGED:
        raise Refused(_("The claim reads as before: there is nothing to accept."))
    claim.anchor_state, claim.words_before = AnchorState.ANCHORED, ""
    claim.take_version(version)
    claim.save(by=by)


@transaction.atomic
def give_up_words(claim: Claim, *, by: Any, version: int | None = None) -> None:
    """What stands in the text now is another claim, or none: this one counts as lost, with the words it had before.

    It comes back by itself when these are back. Raises NotAllowed, Stale, or Refused as `accept_words` does.
    """
    check_can_change(claim, by)
    if claim.anchor_state != AnchorState.CHANGED:
        raise Refused(_("The claim reads as before: there is nothing to give up."))
    claim.exact, claim.words_before, claim.anchor_state = claim.words_before, "", AnchorState.LOST
    claim.take_version(version)
    claim.save(by=by)
    after_change(claim, by=by)


@transaction.atomic
def retire_claim(claim: Claim, *, by: Any, reason: str, version: int | None = None) -> None:
    """Take the claim off the story's list. It is never deleted: checks and editions refer to it."""
    check_can_change(claim, by)
    if not reason.strip():
        raise Refused(_("Say why this is no claim any more."))
    claim.retired_at, claim.retired_by, claim.retired_reason = timezone.now(), by, reason.strip()
    claim.alike_a = claim.alike_b = ""  # nobody is led to it any more
    claim.take_version(version)
    claim.save(by=by, change_reason=reason.strip())


@transaction.atomic
def bring_back(claim: Claim, *, by: Any) -> None:
    """Put a retired claim on the list again, on its words where they stand; as lost where they do not.

    Raises NotAllowed, or Refused when it was not retired or its words are marked as another claim by now.
    """
    check_can_mark(claim.article, by)
    if not claim.retired_at:
        raise Refused(_("The claim stands on the list."))
    article = Article.objects.select_for_update().get(pk=claim.article_id)
    text = article.text_of(claim.part)
    places = find_words(text, claim.exact)
    place = next((one for one in places if one[0] == claim.start), places[0] if len(places) == 1 else None)
    claim.retired_at, claim.retired_by, claim.retired_reason = None, None, ""
    if place is None:
        claim.anchor_state = AnchorState.LOST
    else:
        _refuse_double(article, claim.part, *place)
        for name, value in vars(make_anchor(text, *place)).items():
            setattr(claim, name, value)
    claim.take_version()
    claim.save(by=by, change_reason=_("Brought back."))
    refresh([Claim.objects.with_evidence().select_related("article").get(pk=claim.pk)])


def after_change(*claims: Claim, by: Any) -> None:
    """Bring the cached status of claims of one story up to date; a checked one that changed sends it back if ready."""
    fresh = Claim.objects.with_evidence().select_related("article").filter(pk__in=[claim.pk for claim in claims])
    for stale in refresh(fresh)[:1]:
        send_stale_back(
            stale.article, reason=_("A checked claim changed: %(claim)s.") % {"claim": quoted(str(stale))}, by=by
        )


def after_source_change(source: Source, *, by: Any) -> None:
    """What is signed of a source (its origin, whether it is a copy) may have changed: bring its claims up to date."""
    cited = Q(citations__source=source) | Q(citations__source__copy_of=source)  # a copy has its original's origin
    for claim in Claim.objects.standing().filter(cited).distinct():
        after_change(claim, by=by)
