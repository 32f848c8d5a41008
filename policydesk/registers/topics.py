"""Which tags readers may see, and what the page of one tag gathers."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from taggit.models import Tag

from actors.models import Actor
from articles.listing import Story, stories, summarised
from articles.listing import lines as story_lines
from articles.models import EditionActor, EditionTag
from commitments.enums import PartyRole
from commitments.listing import Line, Who, ledger, lines, who
from commitments.listing import summarised as summed
from commitments.models import Commitment, CommitmentTag, Party
from policydesk.registers.mentions import commitments_tagged, stories_tagged

SHOWN = 20
PEOPLE = 60
STANDING_PARTS = (PartyRole.PLEDGER, PartyRole.COUNTERPARTY)


@dataclass(frozen=True)
class Topic:
    """All that the page of one tag shows."""

    name: str
    slug: str
    description: str
    mediatopic: str
    story_count: int
    stories: tuple[Story, ...]
    commitment_count: int
    commitments: tuple[Line, ...]
    actors: tuple[Who, ...]


def public_tags() -> QuerySet[Tag]:
    """Tags that a current edition or a public commitment carries; of merged ones the one that stays."""
    return _standing(_carried(EditionTag.objects.current()))


def reachable_tags() -> QuerySet[Tag]:
    """Those, and what an older version carries that readers can still open. For the page of one tag alone."""
    return _standing(_carried(EditionTag.objects.readable()))


def met_tags() -> QuerySet[Tag]:
    """What some version or a public commitment carries, merged ones as well: where old addresses lead on from."""
    return Tag.objects.filter(_carried(EditionTag.objects.readable()))


def _carried(printed: QuerySet) -> Q:
    topics = CommitmentTag.objects.filter(content_object__in=Commitment.objects.public())
    return Q(pk__in=printed.values("tag")) | Q(pk__in=topics.values("tag"))


def _standing(carried: Q) -> QuerySet[Tag]:
    stays = Tag.objects.filter(carried, page__merged_into__isnull=False).order_by().values("page__merged_into")
    return Tag.objects.filter(carried | Q(pk__in=stays)).exclude(page__merged_into__isnull=False)


def topic(tag: Tag) -> Topic:
    """Everything public under the tag and those merged into it, in a fixed number of queries."""
    tags = [tag, *Tag.objects.filter(page__merged_into=tag)]
    tagged, promised = stories_tagged(stories(), tags), commitments_tagged(ledger(), tags)
    page = tag.page if hasattr(tag, "page") else None
    return Topic(
        name=tag.name,
        slug=tag.slug,
        description=page.description if page else "",
        mediatopic=page.mediatopic if page else "",
        story_count=tagged.count(),
        stories=tuple(story_lines(summarised(tagged)[:SHOWN])),
        commitment_count=promised.count(),
        commitments=tuple(lines(summed(promised)[:SHOWN])),
        actors=tuple(who(actor) for actor in _actors(tagged, promised)),
    )


def _actors(tagged: QuerySet, promised: QuerySet) -> QuerySet[Actor]:
    """Who is named in these stories, or undertook something in these commitments or was given it."""
    named = EditionActor.objects.filter(edition__in=tagged.order_by().values("edition"))
    parties = Party.objects.filter(commitment__in=promised.order_by().values("pk"), role__in=STANDING_PARTS)
    met = Q(pk__in=named.values("actor")) | Q(pk__in=parties.values("actor"))
    stays = Actor.objects.filter(met).exclude(merged_into=None).order_by().values("merged_into")
    return Actor.objects.public().filter(met | Q(pk__in=stays)).order_by("name", "pk")[:PEOPLE]
