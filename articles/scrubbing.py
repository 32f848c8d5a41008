"""Takes words out of every row that holds them, history included, in the caller's transaction. Decides nothing.

What was printed is written anew from its content; append-only rows are opened for the moment, those that hold the words
and no others. Versions go up, so that no form that was open before brings the words back.
"""

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.blanking import anchored, blank_body
from articles.checking import refresh
from articles.enums import AnchorState, EditionKind, Part
from articles.locating import Changes, Printed, changes, printed
from articles.models import (
    Article,
    Claim,
    Edition,
    EditionClaim,
    EditionContent,
    EditionPage,
    Notice,
    Publication,
    RedactionRequest,
)
from articles.presenting import RENDERER_VERSION, render_edition
from articles.readdressing import former_addresses, moves
from articles.relating import relate
from articles.sealing import utc
from articles.seeking import Words
from policydesk.lib.append_only import AppendOnly, lifted_for_the_law
from policydesk.lib.errors import Refused
from policydesk.lib.history import VersionedRecord
from sources.indexing import index_again
from sources.keeping import drop_files
from sources.models import Excerpt, SnapshotFile, SnapshotText, Source
from sources.searching import Looked

PLACE = {"prefix": "", "suffix": "", "start": None, "end": None}


@dataclass(frozen=True)
class Scrubbed:
    """What was done: the editions that were touched, how many rows of each table, and the claims that went stale."""

    editions: list[Edition]
    places: dict[str, int]
    stale: list[Claim]


def scrub(words: Words, *, basis: str, at: datetime, looked: Looked | None = None) -> Scrubbed:
    """Take the words out wherever they stand. Editions say from now on that it was done, when and on what ground.

    The caller holds the desk still (`holding`). Files of copies that were `looked` through are not read again.
    """
    held, moved = changes(words, looked=looked), moves(words)
    found = list(printed(words, moved))
    _keep_places(held, found, words)
    opened = {model._meta.db_table for model in held if issubclass(model, AppendOnly)}
    opened |= {Edition._meta.db_table} if any(row.reason != row.edition.reason for row in found) else set()
    with lifted_for_the_law(connection, opened) if opened else nullcontext():
        for model, rows in held.items():
            _write(model, rows)
        for row in found:
            _print_anew(row, {"at": utc(at), "basis": basis})
    if texts := held.get(SnapshotText):
        index_again(SnapshotText.objects.filter(pk__in=list(texts)).order_by("pk"))
    for old, new in moved.stories.items():
        Publication.objects.filter(slug=old).update(slug=new)
        Article.objects.filter(publication__slug=new).update(slug=new)
    for former in list(former_addresses(words)):
        former.delete()
    Source.objects.filter(url="").exclude(canonical_url=None).update(canonical_url=None)
    _touch(found, held, at)
    relate(Publication.objects.values_list("article", flat=True))  # they repeat titles and addresses of commitments
    asked = (RedactionRequest, RedactionRequest.history.model)
    _drop_files(held)
    places = {model._meta.label_lower: len(rows) for model, rows in held.items() if model not in asked}
    return Scrubbed([row.edition for row in found], places, _gone_stale(held))


def _drop_files(held: Changes) -> None:
    """Files of copies that hold the words go from the disk once it is certain that the rows say so."""
    gone = [pk for pk, values in held.get(SnapshotFile, {}).items() if "removed" in values]
    names = list(SnapshotFile.objects.filter(pk__in=gone).values_list("name", flat=True))
    transaction.on_commit(partial(drop_files, names), robust=True)  # what is left lying, `sweep` takes away


def _write(model: type[models.Model], rows: dict[Any, dict[str, Any]]) -> None:
    counted = {"version": F("version") + 1} if issubclass(model, VersionedRecord) else {}
    table = models.QuerySet(model)  # plainly: that of an append-only table refuses
    try:
        for pk, values in rows.items():
            table.filter(pk=pk).update(**values, **counted)
    except IntegrityError as error:
        told = _(
            "%(rows)s: without these words two would be alike, or one empty. Change it first; nothing was removed."
        )
        raise Refused(told % {"rows": capfirst(model._meta.verbose_name_plural)}) from error


def _print_anew(row: Printed, note: dict[str, str]) -> None:
    """Write what is left of an edition: content, page, the words of its claims, and its reason."""
    edition, content = row.edition, row.content
    content["redactions"] = [*content.get("redactions", []), note]
    EditionContent.objects.filter(edition=edition).update(content=content)
    for claim in content["claims"]:
        EditionClaim.objects.filter(edition=edition, public_id=claim["public_id"]).update(words=claim["exact"])
    if edition.kind != EditionKind.WITHDRAWAL:
        html = render_edition(content, slug=content["article"]["slug"])
        EditionPage.objects.filter(edition=edition).update(html=html, renderer_version=RENDERER_VERSION)
    if row.reason != edition.reason:
        models.QuerySet(Edition).filter(pk=edition.pk).update(reason=row.reason)
    edition.reason, edition.content.content = row.reason, content


# --- What knows its place in a text ------------------------------------------------------------------------
def _keep_places(held: Changes, found: Iterable[Printed], words: Words) -> None:
    """Add to the changes what claims and passages say of their places in texts that change, or did so before."""
    stories = {*held.get(Article, ()), *(row.edition.article_id for row in found)}
    for claim in Claim.objects.filter(article__in=stories).select_related("article"):
        _add(held, Claim, claim.pk, _place_of(claim, claim.article, words))
    for pk in held.get(SnapshotText, ()):
        _add(held, SnapshotText, pk, {"pages": []})
    copies = SnapshotText.objects.filter(pk__in=held.get(SnapshotText, ())).values("snapshot")
    for model in (Excerpt, Excerpt.history.model):
        bare = {name: value for name, value in PLACE.items() if name in {f.name for f in model._meta.concrete_fields}}
        there = Q(snapshot__in=copies) | (Q(seen_in__in=copies) if model is Excerpt else Q())
        for pk in model.objects.filter(there).values_list("pk", flat=True):
            _add(held, model, pk, bare)


def _add(held: Changes, model: type[models.Model], pk: Any, values: dict[str, Any]) -> None:
    if values:
        row = held.setdefault(model, {}).setdefault(pk, {})
        row |= values


def _place_of(claim: Claim, article: Article, words: Words) -> dict[str, Any]:
    """Where the claim will stand; without neighbours, which may hold a part of the words, where it has no place."""
    if claim.retired_at or claim.anchor_state == AnchorState.LOST:
        return {name: "" for name in ("prefix", "suffix") if getattr(claim, name)}
    if claim.part == Part.BODY:
        blanking = blank_body(article.body, words)[1]
    else:
        blanking = words.blanking(article.text_of(claim.part))
    if not blanking.spans:
        return {}
    return anchored(blanking.blank(article.text_of(claim.part)), blanking, claim.start, claim.end)


# --- What follows from it ------------------------------------------------------------------------------------
def _touch(found: Iterable[Printed], held: Changes, at: datetime) -> None:
    """No reader's copy outlives it: stories whose editions or notices held the words changed now."""
    noticed = Notice.objects.filter(pk__in=held.get(Notice, ()))
    on = Q(article__in=noticed.values("claim__article"))
    on |= Q(article__editions__claims__citations__source__in=noticed.exclude(source=None).values("source"))
    on |= Q(article__in=[row.edition.article_id for row in found])
    stories = Publication.objects.filter(on).order_by().values_list("pk", flat=True).distinct()
    Publication.objects.filter(pk__in=list(stories)).update(changed_at=at)


def _gone_stale(held: Changes) -> list[Claim]:
    """Bring the status of claims up to date whose words or evidence changed."""
    concerned = Q(pk__in=held.get(Claim, ())) | Q(citations__excerpt__in=held.get(Excerpt, ()))
    concerned |= Q(citations__in=held.get(Claim.citations.rel.related_model, ()))
    concerned |= Q(citations__source__in=held.get(Source, ()))
    ids = Claim.objects.standing().filter(concerned).order_by().values_list("pk", flat=True).distinct()
    return refresh(Claim.objects.filter(pk__in=list(ids)).with_evidence().select_related("article"))
