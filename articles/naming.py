"""Which printed versions still name a source that is not public any more."""

from dataclasses import dataclass

from articles.models import Edition, EditionCitation, EditionContent
from sources.models import Source


@dataclass(frozen=True)
class Named:
    """A version that readers can open and that names a source; `current` is the one that they see first."""

    article: int
    headline: str
    slug: str
    number: int
    current: bool


def still_named(source: Source) -> list[Named]:
    """Versions that readers can open and that name the source though it is not public any more, by story, newest first.

    Editions never change: one that went out while the source was public keeps its title and its passages.
    """
    if source.is_public:
        return []
    printed = EditionCitation.objects.readable().filter(source=source).order_by().values("claim__edition")
    contents = EditionContent.objects.filter(edition__in=printed).select_related("edition__article__publication")
    return [
        _named(row.edition, row.content["article"]["headline"])
        for row in contents.order_by("edition__article", "-edition__number")
        if any(work["public_id"] == source.public_id and work["title"] for work in row.content["sources"])
    ]


def _named(edition: Edition, headline: str) -> Named:
    publication = edition.article.publication
    return Named(edition.article_id, headline, publication.slug, edition.number, publication.edition_id == edition.pk)
