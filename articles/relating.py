"""The public commitments that the printed claims of a story report.

They change when a story is published and when a commitment is, or is taken back. So they are kept on the publication:
the page of the story asks nothing more for them, and a reader's copy that names others is good no more. Commitments
stand above this app, which reads them by reverse names.
"""

from collections.abc import Iterable
from typing import Any

from articles.models import Claim, EditionClaim, Publication


def relate(articles: Iterable[int]) -> None:
    """Bring the related commitments of these stories up to date, in the caller's transaction."""
    standing = {row.edition_id: row for row in Publication.objects.filter(article__in=set(articles))}
    found = related_to(list(standing))
    for edition, row in standing.items():
        if (related := found.get(edition, [])) != row.related:
            Publication.objects.filter(pk=row.pk).update(related=related)


def related_to(editions: Any) -> dict[int, list[dict[str, Any]]]:
    """By edition, of these: the commitments that its claims report, the newest first, each once.

    `editions` are keys, or a query for them.
    """
    claims = EditionClaim.objects.filter(edition__in=editions)
    shown = Claim._meta.get_field("commitments").related_model._default_manager.public()
    reports = Claim.commitments.through._default_manager.filter(commitment__in=shown)
    reports = reports.filter(claim__public_id__in=claims.order_by().values("public_id"))
    printed: dict[str, list[int]] = {}
    reporting = claims.filter(public_id__in=reports.order_by().values("claim__public_id"))
    for public_id, edition in reporting.values_list("public_id", "edition"):
        printed.setdefault(public_id, []).append(edition)
    found: dict[int, list[dict[str, Any]]] = {}
    newest = reports.order_by("-commitment__made_on_earliest", "commitment_id")
    for public_id, slug, title in newest.values_list("claim__public_id", "commitment__slug", "commitment__title"):
        for edition in printed[public_id]:
            one = {"slug": slug, "title": title}
            if one not in found.setdefault(edition, []):
                found[edition].append(one)
    return found
