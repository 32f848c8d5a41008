"""Tying a claim to the source, and to the passage of it, that carries the claim."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.claiming import after_change, check_can_change
from articles.enums import Directness
from articles.models import Citation, Claim
from policydesk.lib.errors import Refused
from sources.enums import SourceClass
from sources.excerpting import check_can_excerpt, write_excerpt
from sources.interviewing import check_can_be_cited
from sources.models import Excerpt, Source


@transaction.atomic
def cite(
    claim: Claim,
    source: Source,
    *,
    by: Any,
    passage: str = "",
    locator: str = "",
    version: int | None = None,
    **fields: Any,
) -> Citation:
    """Tie the claim to `source`, and to the passage of it when given. Raises NotAllowed, Refused, Stale."""
    check_can_change(claim, by)
    check_can_quote(passage, by)
    return write_citation(claim, source, by=by, passage=passage, locator=locator, version=version, **fields)


@transaction.atomic
def cite_also(citation: Citation, claims: Iterable[Claim], *, by: Any) -> list[Citation]:
    """Tie further claims of the story to the passage of `citation`, which does for them what it does there.

    Those that have it already are passed over. Raises NotAllowed, Stale, and Refused for a retired claim.
    """
    said = {name: getattr(citation, name) for name in ("stance", "directness", "basis", "interested", "note")}
    said |= {"source": citation.source, "excerpt": citation.excerpt}
    same = Citation.objects.filter(source=citation.source, excerpt=citation.excerpt)
    having = set(same.values_list("claim", flat=True))
    made = [Citation(claim=claim, attached_by=by, **said) for claim in claims if claim.pk not in having]
    for one in made:
        check_can_change(one.claim, by)
        one.claim.take_version()
        one.save(by=by)
    after_change(*(one.claim for one in made), by=by)
    return made


def usual_directness(source: Source, before: str = "") -> str:
    """How near the source stands, to be offered to who cites it: as somebody said `before`, else by what it is.

    A copy never stands first hand: what was said of it before it was called one holds no more.
    """
    if source.copy_of_id:
        return Directness.SECONDARY.value if before in ("", Directness.PRIMARY) else before
    official = source.source_class == SourceClass.PRIMARY_OFFICIAL
    return before or (Directness.PRIMARY if official else Directness.REPORTING).value


def check_can_quote(passage: str, by: Any) -> None:
    """Raises NotAllowed when there is a passage and `by` may not add passages."""
    if passage.strip():
        check_can_excerpt(by)


def write_citation(
    claim: Claim,
    source: Source,
    *,
    by: Any,
    passage: str = "",
    locator: str = "",
    version: int | None = None,
    **fields: Any,
) -> Citation:
    """What `cite` and imports share, in the caller's transaction. Decides nothing about permission.

    `by=None` is the desk's own program.
    """
    check_can_be_cited(source)
    excerpt = write_excerpt(source, passage, by=by, locator=locator) if passage.strip() else None
    _refuse_second(claim, source, excerpt)
    claim.take_version(version)
    citation = Citation(claim=claim, source=source, excerpt=excerpt, attached_by=by, **fields)
    _save_citation(citation, by=by)
    return citation


def _refuse_second(claim: Claim, source: Source, excerpt: Excerpt | None, *, but: int | None = None) -> None:
    same = {"excerpt": excerpt} if excerpt else {"source": source, "excerpt": None}
    if claim.citations.filter(**same).exclude(pk=but).exists():
        again = _("This source is attached already, with the same passage. Choose other words of it.")
        bare = _("This source is attached already. Copy the words of it that carry the claim.")
        raise Refused(again if excerpt else bare, "passage")


def _save_citation(citation: Citation, *, by: Any) -> None:
    if citation.directness == Directness.PRIMARY and citation.source.copy_of_id:
        raise Refused(_("A copy is never first hand. Cite the original, or call it reporting."), "directness")
    citation.full_clean(validate_constraints=False)
    citation.save(by=by)
    after_change(citation.claim, by=by)


@transaction.atomic
def change_citation(
    citation: Citation, *, by: Any, passage: str, locator: str = "", version: int | None = None, **fields: Any
) -> bool:
    """Change the passage, stance, directness, basis or note. Returns whether anything changed."""
    check_can_change(citation.claim, by)
    check_can_quote(passage, by)
    return rewrite_citation(citation, by=by, passage=passage, locator=locator, version=version, **fields)


def rewrite_citation(
    citation: Citation, *, by: Any, passage: str, locator: str = "", version: int | None = None, **fields: Any
) -> bool:
    """What `change_citation` and imports share, in the caller's transaction. Decides nothing about permission."""
    excerpt = _passage_of(citation, passage.strip(), locator.strip(), by=by)
    _refuse_second(citation.claim, citation.source, excerpt, but=citation.pk)
    for name, value in {**fields, "excerpt": excerpt}.items():
        setattr(citation, name, value)
    if not citation.changed_fields():
        return False
    citation.claim.take_version(version)
    _save_citation(citation, by=by)
    return True


def move_citation(citation: Citation, source: Source, *, by: Any) -> bool:
    """Let the citation speak of `source`, with the passage as it stands in its copies, in the caller's transaction.

    Returns False, and changes nothing, where the claim has that passage attached already. Decides nothing about
    permission.
    """
    excerpt = write_excerpt(source, citation.excerpt.exact, by=by)
    citation.claim = Claim.objects.select_related("article").get(pk=citation.claim_id)  # another row of it went before
    if citation.claim.citations.filter(excerpt=excerpt).exists():
        return False
    citation.source, citation.excerpt = source, excerpt
    citation.claim.take_version()
    _save_citation(citation, by=by)
    return True


def _passage_of(citation: Citation, passage: str, locator: str, *, by: Any) -> Excerpt | None:
    """The passage meant by what was typed; the one that stands when nothing else was typed, newer copies or not."""
    stands = citation.excerpt
    if stands and (stands.exact, stands.locator) == (passage, locator):
        return stands
    return write_excerpt(citation.source, passage, by=by, locator=locator) if passage else None


@transaction.atomic
def remove_citation(citation: Citation, *, by: Any, version: int | None = None) -> None:
    """Take the citation off the claim; its history keeps it."""
    check_can_change(citation.claim, by)
    strike_citation(citation, by=by, version=version)


def strike_citation(citation: Citation, *, by: Any, version: int | None = None) -> None:
    """What `remove_citation` and imports share, in the caller's transaction. Decides nothing about permission."""
    claim = citation.claim
    claim.take_version(version)
    if claim.denied_by_id == citation.pk:
        claim.denied_by = None
        claim.save(by=by)
    citation.delete(by=by)
    after_change(claim, by=by)


@transaction.atomic
def set_denial(claim: Claim, citation: Citation | None, *, by: Any, version: int | None = None) -> bool:
    """Flag the claim as denied by those concerned, in one of its own citations; None takes the flag off."""
    check_can_change(claim, by)
    return write_denial(claim, citation, by=by, version=version)


def write_denial(claim: Claim, citation: Citation | None, *, by: Any, version: int | None = None) -> bool:
    """What `set_denial` and imports share, in the caller's transaction. Decides nothing about permission."""
    if citation is not None and citation.claim_id != claim.pk:
        raise Refused(_("Choose one of the citations of this claim."))
    claim.denied_by = citation
    if not claim.changed_fields():
        return False
    claim.take_version(version)
    claim.save(by=by)
    return True
