"""What an open workbench asks every few seconds: whether something changed that it shows."""

from django.db.models import Aggregate, Count, Max, OuterRef, QuerySet, Subquery, Sum

from articles.models import Article, Citation, Claim, Note, ProposedWords, Rejection, Waiver

SEEN = (ProposedWords, Note, Waiver, Rejection)  # whose every change has a row in their history


def stamp_of(article: Article) -> str:
    """What changes whenever something does that colleagues see at the workbench, in one query: the text, claims,
    suggested words, rejections, notes, waivers, and whether sources are retracted."""
    claims = Claim.objects.standing().filter(article=OuterRef("pk")).order_by()
    cited = Citation.objects.filter(claim__article=OuterRef("pk"), claim__retired_at=None)
    seen = [
        *(_one(claims, "article", what) for what in (Count("pk"), Sum("version"))),
        *(_one(kind.history.filter(article=OuterRef("pk")), "article", Max("history_id")) for kind in SEEN),
        _one(cited.exclude(source__retracted_at=None), "claim__article", Count("pk")),
    ]
    (row,) = Article.objects.filter(pk=article.pk).values_list("version", *seen)
    return ".".join(str(part or 0) for part in row)


def _one(rows: QuerySet, article: str, what: Aggregate) -> Subquery:
    return Subquery(rows.order_by().values(article).annotate(seen=what).values("seen"))
