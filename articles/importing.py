"""Stories that come in by import: known by their key, loaded once, and never written over an editor's work."""

import copy
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history
from taggit.models import Tag

from actors.tagging import tag_named
from articles.anchoring import reanchor
from articles.editing import check_can_edit, proposed_slug, write_text
from articles.enums import AnchorState, WorkType
from articles.following import anchor_of
from articles.models import Article, ArticleAuthor, ArticleTag, Claim, ProposedRevision
from articles.parsing import SeedError, Story
from articles.projecting import project
from articles.seed_tags import SeedTags, tags_of
from policydesk.lib.errors import NotAllowed

IMPORTED = ("headline", "standfirst", "body", "story_date", "work_type", "byline", "tag_list")
UNSAID = ("standfirst", "byline", "tag_list", "work_type")  # of which a file may say nothing: then they stay
MOVED, CHANGED, LOST, BACK = "moved", "changed", "lost", "back"  # what a new text does to a claim


class Outcome(StrEnum):
    """What became of one story."""

    CREATED = "created"
    CHANGED = "changed"
    PROPOSED = "proposed"
    UNCHANGED = "unchanged"


WRITTEN = (Outcome.CREATED, Outcome.CHANGED)


@dataclass(frozen=True)
class Arrival:
    """A story in the form in which the desk stores it, not yet compared with the desk.

    `row` is an unsaved Article, `place` the name of its file, `unsaid` names what the file does not speak of.
    """

    row: Article
    place: str
    unsaid: tuple[str, ...] = ()

    def onto(self, desk: Any) -> Article:
        """The row as it would stand on the desk: what the file does not speak of is as `desk` has it."""
        row = copy.copy(self.row)
        for name in self.unsaid:
            setattr(row, name, getattr(desk, name))
        row.import_sha256 = import_sha256(row)
        return row

    @property
    def reason(self) -> str:
        """What the history says when nobody gave a reason."""
        return _("Imported from %(place)s") % {"place": self.place} if self.place else ""


@dataclass(frozen=True)
class Imported:
    """What an import did with one story, or would do.

    `claims` names each claim (by its number in the story) that the new text moves, rewords, loses or brings back;
    `remarks` are sentences on its tags.
    """

    outcome: Outcome
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    claims: tuple[tuple[int, str], ...] = ()
    new_tags: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def added(self) -> int:
        return (Counter(self.after) - Counter(self.before)).total()

    @property
    def removed(self) -> int:
        return (Counter(self.before) - Counter(self.after)).total()


def import_sha256(row: Article | ProposedRevision) -> str:
    """The hash of what an import sets. Equal to the story's hash: nothing to do; to the last import's: untouched."""
    values = [str(getattr(row, name)) for name in IMPORTED]
    return sha256(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def receive(story: Story, *, ref: str, place: str = "") -> Arrival:
    """`story`, as parse_story() gives it, hashed and known by `ref`. Asks no database.

    Raises SeedError where a field refuses it.
    """
    row = Article(
        import_ref=ref,
        slug=proposed_slug(story.headline),
        headline=story.headline,
        headline_provisional=story.headline_provisional,
        standfirst=story.standfirst,
        body=story.body,
        story_date=dt.date.fromisoformat(story.date),
        work_type=story.work_type or WorkType.REPORTING,
        byline=story.byline,
        tag_list=", ".join(story.tags),
    )
    try:
        row.clean_fields(exclude=["import_sha256"])
        row.clean()
    except ValidationError as error:
        raise SeedError(1, 1, " ".join(_named(error))) from error
    row.import_sha256 = import_sha256(row)
    unsaid = tuple(name for name in UNSAID if not (story.work_type if name == "work_type" else getattr(row, name)))
    return Arrival(row, place, unsaid)


def _named(error: ValidationError) -> list[str]:
    return [f"{name}: {sentence}" for name, found in error.message_dict.items() for sentence in found]


def import_stories(
    arrivals: Sequence[Arrival], *, by: Any = None, reason: str = "", write: bool = True
) -> list[Imported]:
    """Load `arrivals`, each under another key, in one transaction: all of them or none.

    A new story becomes a draft; `by`, when given, its author. A changed one updates its article while nobody
    has changed that since the last import and it was never released; else it waits as a ProposedRevision,
    proposed once. `reason` goes into the history, else the place. With `write=False` only tells what it would
    do. Raises NotAllowed when `by` may not, Refused, ValidationError.
    """
    if by is not None and not by.has_perm("articles.add_article"):
        raise NotAllowed(_("You may not write stories."))
    if not write:
        return _foretell(arrivals)[1]
    with transaction.atomic():
        arrivals, foretold = _foretell(arrivals, lock=True)
        outcomes: dict[Outcome, list[Arrival]] = {outcome: [] for outcome in Outcome}
        for arrival, imported in zip(arrivals, foretold, strict=True):
            outcomes[imported.outcome].append(arrival)
        _create(outcomes[Outcome.CREATED], by, reason)
        for arrival in outcomes[Outcome.CHANGED]:
            _update(arrival, by, reason)
        for arrival in outcomes[Outcome.PROPOSED]:
            _propose(arrival, by, reason)
    return foretold


def _foretell(arrivals: Sequence[Arrival], *, lock: bool = False) -> tuple[list[Arrival], list[Imported]]:
    """What an import would do with each, and the arrivals with the names that their tags go by now."""
    tags = tags_of(arrival.row for arrival in arrivals)
    refs = [arrival.row.import_ref for arrival in arrivals]
    known = dict(Article.objects.filter(import_ref__in=refs).values_list("import_ref", "import_sha256"))
    told = {arrival.row.import_ref: tags.of(arrival.row) for arrival in arrivals}
    arrivals = [_presented(arrival, tags) for arrival in arrivals]
    outcomes = [_compare(arrival, known.get(arrival.row.import_ref), lock=lock) for arrival in arrivals]
    return arrivals, [
        replace(imported, **told[arrival.row.import_ref]) if imported.outcome in WRITTEN else imported
        for arrival, imported in zip(arrivals, outcomes, strict=True)
    ]


def _presented(arrival: Arrival, tags: SeedTags) -> Arrival:
    row = copy.copy(arrival.row)
    row.tag_list = ", ".join(tags.present(row))
    return replace(arrival, row=row)


def _compare(arrival: Arrival, known_sha256: str | None, *, lock: bool) -> Imported:
    if known_sha256 is None:
        return Imported(Outcome.CREATED)
    if known_sha256 == arrival.row.import_sha256:
        return Imported(Outcome.UNCHANGED)
    articles = Article.objects.select_for_update() if lock else Article.objects
    article = articles.get(import_ref=arrival.row.import_ref)
    row = arrival.onto(article)
    if row.import_sha256 == import_sha256(article) or _is_known(arrival, article):
        return Imported(Outcome.UNCHANGED)
    before, after = _lines(article), _lines(row)
    if import_sha256(article) != article.import_sha256 or article.editions.exists():
        return Imported(Outcome.PROPOSED, before, after)
    return Imported(Outcome.CHANGED, before, after, foretell_claims(article, row))


def _is_known(arrival: Arrival, article: Article) -> bool:
    """Whether this very file was proposed, or is the one that the last import brought."""
    if article.proposed_revisions.filter(import_sha256=arrival.row.import_sha256).exists():
        return True
    return (base := last_import(article)) is not None and arrival.onto(base).import_sha256 == article.import_sha256


def last_import(article: Article) -> Any:
    """The story as the last import left it: the first version that carries that import's hash."""
    return article.history.filter(import_sha256=article.import_sha256).order_by("history_date", "history_id").first()


def _lines(row: Article) -> tuple[str, ...]:
    """What an import sets, for people to compare: a line for each field that is filled and each block of the body."""
    filled = [name for name in IMPORTED if name != "body" and getattr(row, name)]
    head = [f"{row._meta.get_field(name).verbose_name}: {getattr(row, name)}" for name in filled]
    marks = {"h2": "## ", "h3": "### ", "li": "- ", "blockquote": "> "}
    return (*head, *(marks.get(block.kind, "") + block.text for block in project(row.body).blocks))


def foretell_claims(article: Article, row: Any) -> tuple[tuple[int, str], ...]:
    """Number and fate of each claim that the texts of `row`, an article or a revision, move, lose or bring back."""
    claims = list(enumerate(article.claims.standing().in_text_order(), start=1))
    fates: dict[int, str] = {}
    for part in {claim.part for _number, claim in claims}:
        mine = [(number, claim) for number, claim in claims if claim.part == part]
        found = reanchor(
            article.text_of(part), Article.text_of(row, part), [anchor_of(claim) for _number, claim in mine]
        )
        fates |= {number: _fate(claim, place) for (number, claim), place in zip(mine, found, strict=True)}
    return tuple((number, fate) for number, fate in sorted(fates.items()) if fate)


def _fate(claim: Claim, found: Any) -> str:
    was_lost, is_lost = claim.anchor_state == AnchorState.LOST, found.state == AnchorState.LOST
    if was_lost != is_lost:
        return BACK if was_lost else LOST
    if found.state == AnchorState.CHANGED:
        return CHANGED
    moved = not is_lost and (claim.start, claim.end) != (found.start, found.end)
    return MOVED if moved else ""


def _create(arrivals: Sequence[Arrival], by: Any, reason: str) -> None:
    rows = [arrival.onto(arrival.row) for arrival in arrivals]
    for row, arrival in zip(rows, arrivals, strict=True):
        row._change_reason = reason or arrival.reason
    articles = bulk_create_with_history(rows, Article, default_user=by, default_change_reason="")
    if by is not None:
        ArticleAuthor.objects.bulk_create(ArticleAuthor(article=article, user=by) for article in articles)
    _tag(articles)


def _tag(articles: Iterable[Article]) -> None:
    tags: dict[str, Tag] = {}
    pairs: list[tuple[Article, Tag]] = []
    for article in articles:
        for name in article.tag_names():
            tags[name] = tags.get(name) or tag_named(name)
        pairs += dict.fromkeys((article, tags[name]) for name in article.tag_names())
    ArticleTag.objects.bulk_create(ArticleTag(content_object=article, tag=tag) for article, tag in pairs)


def _update(arrival: Arrival, by: Any, reason: str) -> None:
    article = Article.objects.get(import_ref=arrival.row.import_ref)
    if by is not None:
        check_can_edit(article, by)
    row = arrival.onto(article)
    article.import_sha256 = row.import_sha256
    fields = {name: getattr(row, name) for name in (*IMPORTED, "headline_provisional")}
    write_text(article, by=by, reason=reason or arrival.reason, **fields)


def _propose(arrival: Arrival, by: Any, reason: str) -> None:
    """What the file does not speak of stays empty in the proposal, and empties nothing."""
    article = Article.objects.get(import_ref=arrival.row.import_ref)
    row = arrival.onto(article)
    proposal = ProposedRevision(
        article=article,
        place=arrival.place[-400:],
        import_sha256=arrival.row.import_sha256,
        **{name: "" if name in arrival.unsaid else getattr(row, name) for name in IMPORTED},
    )
    proposal.save(by=by, change_reason=reason or arrival.reason)
