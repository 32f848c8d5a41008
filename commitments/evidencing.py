"""Passages as evidence: what each is worth, and whether it may carry anything: its source stands and may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.enums import Stance
from articles.models import Citation, Claim, EditionClaim
from commitments.enums import Bearing, Nature
from commitments.models import Commitment
from policydesk.lib.clock import by_the_desk
from sources.models import Excerpt, Source
from sources.models.origin import UNNAMED

# What is asked of a source: its interview, who published it, and the same of the original that it repeats.
BROUGHT = ("", "__interview", "__publisher", "__copy_of__interview", "__copy_of__publisher")


@dataclass(frozen=True)
class Evidence:
    """A passage with what it is worth: on which side it stands, what can be seen in it, whether anybody is named."""

    excerpt: Excerpt
    bearing: str = Bearing.FOR
    nature: str = Nature.REPORT
    unnamed: bool = False

    @property
    def source(self) -> Source:
        """The work in which it stands."""
        return self.excerpt.work

    def get_bearing_display(self) -> str:
        """In words."""
        return str(Bearing(self.bearing).label)

    def get_nature_display(self) -> str:
        """In words."""
        return str(Nature(self.nature).label)

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is named who says so: in the passage, by the document, or for readers."""
        return self.unnamed or self.source.anonymous or self.source.is_unnamed

    @property
    def origin(self) -> str:
        """The key by which origins are counted; nobody can tell two people apart whom nobody names."""
        return UNNAMED if self.unnamed else self.source.origin


def evidence_of(row: Any) -> list[Evidence]:
    """What a proposal or an entry of the log stands on, with the sources, their publishers and originals."""
    joined = [f"excerpt__{way}{name}" for way in ("source", "snapshot__source") for name in BROUGHT]
    return [
        Evidence(each.excerpt, each.bearing, each.nature, each.unnamed)
        for each in row.evidence.select_related(*joined).order_by("pk")
    ]


def known_passages(commitment: Commitment, user: Any) -> QuerySet[Excerpt]:
    """Passages that the desk holds of a commitment: its own, those of its log, those that claims which report it cite,
    as far as `user` may read the story."""
    claims = Claim.objects.visible_to(user).filter(reports__commitment=commitment).order_by().values("pk")
    uses = (
        {"commitments": commitment}, {"contested_commitments": commitment}, {"party_wordings__commitment": commitment},
        {"status_evidence__change__commitment": commitment}, {"citations__claim__in": claims},
    )  # fmt: skip
    met = reduce(or_, (Q(pk__in=Excerpt.objects.filter(**use).order_by().values("pk")) for use in uses))
    return Excerpt.objects.filter(met).select_related("source", "snapshot__source").order_by("pk")


def contradicting(commitment: Commitment) -> list[Excerpt]:
    """Passages that contradict a claim which reports the commitment, of stories that stand, in sources that readers
    may see and that stand, too: whoever rates the commitment may know them, and can give them."""
    printed = EditionClaim.objects.current().order_by().values("public_id")
    cited = Citation.objects.filter(
        stance=Stance.CONTRADICTS, claim__reports__commitment=commitment, claim__public_id__in=printed
    )
    rows = Excerpt.objects.filter(pk__in=cited.order_by().values("excerpt")).order_by("pk")
    met = rows.select_related("source__copy_of", "snapshot__source__copy_of")
    return [each for each in met if not each.work.retraction and not troubles([each], public=True)]


@dataclass(frozen=True)
class Trouble:
    """A sentence about what is wrong, and the source where it is mended, if it lies in one."""

    sentence: str
    source: Source | None = None

    def __str__(self) -> str:
        return self.sentence


def troubles(passages: Iterable[Excerpt], *, public: bool, fallen: bool = False) -> list[Trouble]:
    """Why these passages cannot carry a commitment or its status, source by source; empty when they can.

    `public`: readers are to see them, so their sources must be public and complete, too. `fallen`: they may be
    retracted, as what takes an entry back often is.
    """
    works = {passage.work.pk: passage.work for passage in passages}
    return [Trouble(sentence, work) for work in works.values() for sentence in _wrong_with(work, public, fallen)]


def in_sentences(found: Iterable[Trouble]) -> str:
    """All of it, a sentence a line, as a refusal says it."""
    return "\n".join(trouble.sentence for trouble in found)


def _wrong_with(source: Source, public: bool, fallen: bool) -> list[str]:
    named = {"source": str(source), "number": source.public_id}
    found = []
    if source.retracted_at and not fallen:
        found.append(_("“%(source)s” (%(number)s) was retracted: nothing stands on it any more.") % named)
    if public and not source.is_public:
        found.append(_("“%(source)s” (%(number)s) is not public: readers cannot be shown what it says.") % named)
    if public and source.embargo_until and source.embargo_until > timezone.now():
        until = {"time": by_the_desk(source.embargo_until)}
        found.append(_("“%(source)s” (%(number)s) is under embargo until %(time)s.") % (named | until))
    if public and source.draft:
        found.append(_("“%(source)s” (%(number)s) is still a draft: fill in its title, kind and publisher.") % named)
    return found
