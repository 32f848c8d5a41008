"""Stories that come in by import: known by their key, loaded once, and never written over an editor's work."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history
from taggit.models import Tag

from actors.tagging import present_tag
from articles.anchoring import reanchor
from articles.editing import check_can_edit, proposed_slug, write_text
from articles.enums import AnchorState, WorkType
from articles.following import anchor_of
from articles.models import Article, ArticleAuthor, ArticleTag, Claim, ProposedRevision
from articles.parsing import SeedError, Story
from articles.projecting import project
from policydesk.lib.errors import NotAllowed

IMPORTED = ("headline", "standfirst", "body", "story_date", "work_type", "byline", "tag_list")
MOVED, CHANGED, LOST, BACK = "moved", "changed", "lost", "back"  # what a new text does to a claim


class Outcome(StrEnum):
    """What became of one story."""

    CREATED = "created"
    CHANGED = "changed"
    PROPOSED = "proposed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Arrival:
    """A story in the form in which the desk stores it, not yet compared with the desk.

    `row` is an unsaved Article, `place` the name of its file.
    """

    row: Article
    place: str

    @property
    def fields(self) -> dict[str, Any]:
        """What an import sets in an article."""
        return {name: getattr(self.row, name) for name in (*IMPORTED, "headline_provisional")}

    @property
    def reason(self) -> str:
        """What the history says when nobody gave a reason."""
        return _("Imported from %(place)s") % {"place": self.place} if self.place else ""

    @property
    def key(self) -> dict[str, Any]:
        """What an article is known by at the next import."""
        return {"import_ref": self.row.import_ref, "import_sha256": self.row.import_sha256}


@dataclass(frozen=True)
class Imported:
    """What an import did with one story, or would do.

    `claims` names each claim (by its number in the story) that the new text moves, rewords, loses or brings back.
    """

    outcome: Outcome
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    claims: tuple[tuple[int, str], ...] = ()
    new_tags: tuple[str, ...] = ()

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
    return Arrival(row, place)


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
        return _foretell(arrivals)
    with transaction.atomic():
        foretold = _foretell(arrivals, lock=True)
        outcomes: dict[Outcome, list[Arrival]] = {outcome: [] for outcome in Outcome}
        for arrival, imported in zip(arrivals, foretold, strict=True):
            outcomes[imported.outcome].append(arrival)
        _create(outcomes[Outcome.CREATED], by, reason)
        for arrival in outcomes[Outcome.CHANGED]:
            _update(arrival, by, reason)
        for arrival in outcomes[Outcome.PROPOSED]:
            _propose(arrival, by, reason)
    return foretold


def _foretell(arrivals: Sequence[Arrival], *, lock: bool = False) -> list[Imported]:
    refs = [arrival.row.import_ref for arrival in arrivals]
    known = dict(Article.objects.filter(import_ref__in=refs).values_list("import_ref", "import_sha256"))
    return [_compare(arrival, known.get(arrival.row.import_ref), lock=lock) for arrival in arrivals]


def _compare(arrival: Arrival, known_sha256: str | None, *, lock: bool) -> Imported:
    if known_sha256 is None:
        return Imported(Outcome.CREATED, new_tags=_new_tags(arrival.row))
    if known_sha256 == arrival.row.import_sha256:
        return Imported(Outcome.UNCHANGED)
    articles = Article.objects.select_for_update() if lock else Article.objects
    article = articles.get(import_ref=arrival.row.import_ref)
    if arrival.row.import_sha256 == import_sha256(article) or _is_proposed(arrival, article):
        return Imported(Outcome.UNCHANGED)
    before, after = _lines(article), _lines(arrival.row)
    if import_sha256(article) != article.import_sha256 or article.editions.exists():
        return Imported(Outcome.PROPOSED, before, after)
    claims = foretell_claims(article, arrival.row)
    return Imported(Outcome.CHANGED, before, after, claims, _new_tags(arrival.row))


def _new_tags(row: Article) -> tuple[str, ...]:
    return tuple(name for name in row.tag_names() if not Tag.objects.filter(name__iexact=name).exists())


def _is_proposed(arrival: Arrival, article: Article) -> bool:
    return article.proposed_revisions.filter(import_sha256=arrival.row.import_sha256).exists()


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
    rows = [Article(slug=arrival.row.slug, **arrival.key, **arrival.fields) for arrival in arrivals]
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
            if name not in tags:
                same = Tag.objects.filter(name__iexact=name).select_related("page__merged_into").order_by("pk").first()
                tags[name] = present_tag(same) if same else Tag.objects.create(name=name)
        pairs += dict.fromkeys((article, tags[name]) for name in article.tag_names())
    ArticleTag.objects.bulk_create(ArticleTag(content_object=article, tag=tag) for article, tag in pairs)


def _update(arrival: Arrival, by: Any, reason: str) -> None:
    article = Article.objects.get(import_ref=arrival.row.import_ref)
    if by is not None:
        check_can_edit(article, by)
    article.import_sha256 = arrival.row.import_sha256
    write_text(article, by=by, reason=reason or arrival.reason, **arrival.fields)


def _propose(arrival: Arrival, by: Any, reason: str) -> None:
    proposal = ProposedRevision(
        article=Article.objects.get(import_ref=arrival.row.import_ref),
        place=arrival.place[-400:],
        import_sha256=arrival.row.import_sha256,
        **{name: getattr(arrival.row, name) for name in IMPORTED},
    )
    proposal.save(by=by, change_reason=reason or arrival.reason)
