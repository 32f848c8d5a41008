"""The second test: are the numbers, dates and names of a claim in the passages that it stands on?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from actors.models import Actor, name_key
from articles.enums import ClaimKind, Stance
from articles.models import Article, Citation, Claim, Waiver
from articles.wording import quoted
from policydesk.lib.dates import PartialDate
from sources.corroborating import Finding, Held, Outcome, Passage, corroborate
from sources.naming import NOBODY, Names, candidates

Probed = dict[int, list["Doubt"]]
MOST_NAMES = 9_000  # that one query may ask for three times; beyond it the shorter ones, which most actors go by
CARRYING = (Stance.SUPPORTS, Stance.PARTLY, Stance.ATTRIBUTES)


@dataclass(frozen=True)
class Doubt:
    """An item of a claim that its passages do not hold, or hold otherwise, in a sentence; and who waived it.

    `other` is what stands there instead, empty where nothing does.
    """

    kind: str
    words: str
    other: str
    sentence: str
    waiver: Waiver | None = None

    @property
    def contradicted(self) -> bool:
        """Whether a passage says something else in its place."""
        return bool(self.other)

    @property
    def key(self) -> str:
        """What a form sends to waive exactly this."""
        return urlencode({"kind": self.kind, "words": self.words, "other": self.other})


def probe(article: Article, claims: Iterable[Claim]) -> Probed:
    """The doubts about each claim (loaded with its evidence) by its key, in the order of its words.

    Two queries, however many claims there are. Analyses and claims without any passage are not asked.
    """
    tested = {claim: cited for claim in claims if claim.kind != ClaimKind.ANALYSIS and (cited := _cited(claim))}
    if not tested:
        return {}
    known = _known_names(list(tested), article.story_date)
    waivers = {(row.claim_id, row.kind, row.words, row.other): row for row in article.waivers.exclude(claim=None)}
    doubts = {}
    for claim, cited in tested.items():
        passages = tuple(_passage(row, article.story_date) for row in cited)
        found = _found(claim.exact, passages, article.story_date, known)
        doubts[claim.pk] = [_doubt(one, claim, cited, waivers) for one in found if one.outcome != Outcome.FOUND]
    return doubts


# What words and passages say hangs on nothing else, and each look at a story and each change in it asks for all of it.
@lru_cache(maxsize=4_096)
def _found(words: str, passages: tuple[Passage, ...], day: date | None, known: Names) -> list[Finding]:
    return corroborate(words, [_held(passage, known) for passage in passages], day=day, known=known)


@lru_cache(maxsize=1_024)
def _held(passage: Passage, known: Names) -> Held:
    return Held(passage, known)


@lru_cache(maxsize=16)
def _names(known: frozenset[tuple[str, frozenset[str]]]) -> Names:
    """The same names are the same object: what is remembered of them is found again."""
    return Names(dict(known))


def open_doubts(doubts: Iterable[Doubt], *, contradicted: bool) -> list[Doubt]:
    """Those that nobody waived."""
    return [doubt for doubt in doubts if doubt.waiver is None and doubt.contradicted == contradicted]


def _cited(claim: Claim) -> list[Citation]:
    return [row for row in claim.citations.all() if row.excerpt_id and row.stance != Stance.CONTRADICTS]


def _passage(citation: Citation, day: date | None) -> Passage:
    source = citation.source
    published = source.published
    known = published.earliest if published and published.earliest == published.latest else day
    publisher = source.publisher.present.public_name if source.publisher_id else ""
    beside = " · ".join(filter(None, (str(source), publisher, source.authors)))
    return Passage(citation.excerpt.exact, known, beside, carries=citation.stance in CARRYING)


def _known_names(claims: Sequence[Claim], day: date | None) -> Names:
    """For each name in the claims that an actor goes by, all the names by which whoever goes by it is found in text.

    A place that stands for a government is none of them, nor a name that was not in use on `day`.
    """
    told = sorted({name for claim in claims for name in candidates(claim.exact)}, key=lambda name: (-len(name), name))
    if not told:
        return NOBODY
    told = told[-MOST_NAMES:]
    called = Q(aliases__key__in={name_key(name) for name in told}) | Q(name__in=told) | Q(native_name__in=told)
    pks = Actor.objects.filter(called).order_by().values("pk")
    names: dict[int, set[str]] = defaultdict(set)
    alias = [f"aliases__{field}" for field in ("text", "matchable", "valid_from", "valid_to")]
    for pk, name, native, text, matchable, since, until in (
        Actor.objects.filter(pk__in=pks).order_by().values_list("pk", "name", "native_name", *alias)
    ):
        used = matchable and _in_use(since, until, day)
        names[pk] |= {each for each in (name, native, text if used else "") if each}
    known: dict[str, frozenset[str]] = {}
    for own in names.values():
        for name in own:
            known[name] = known.get(name, frozenset()) | own
    return _names(frozenset(known.items()))


def _in_use(since: PartialDate | None, until: PartialDate | None, day: date | None) -> bool:
    """Whether a name may have been in use on `day`; on a day that nobody knows it may."""
    if day is None:
        return True
    return not (since and since.definitely_after(day)) and not (until and until.definitely_before(day))


def _doubt(found: Finding, claim: Claim, cited: Sequence[Citation], waivers: dict[tuple, Waiver]) -> Doubt:
    item, words = found.item, {"words": quoted(found.item.words)}
    if found.outcome == Outcome.CONTRADICTED:
        source = cited[found.passage].source
        sentence = _("Its passage from %(source)s says %(other)s where the claim says %(words)s.") % {
            **words,
            "other": quoted(found.other),
            "source": quoted(str(source)),
        }
    else:
        sentence = _("%(words)s does not stand in its passages.") % words
    waiver = waivers.get((claim.pk, item.kind.value, item.words, found.other))
    return Doubt(item.kind.value, item.words, found.other, sentence, waiver)
