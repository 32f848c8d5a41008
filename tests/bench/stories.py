"""Stories of the desk to measure with, made through the rules as people would make them."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.db import transaction

from articles.checking import record_check
from articles.citing import cite
from articles.claiming import mark_claim
from articles.editing import create_article, take_step
from articles.models import Article, ArticleAuthor, Check, CheckContent, Citation, Claim
from policydesk.lib.public_ids import new_public_id
from sources.excerpting import take_extract
from sources.models import Source
from sources.registering import register_source
from tests.bench.words import headline, told, works

Shelf = list[tuple[Source, str]]


def person(username: str, *roles: str) -> User:
    """Somebody of the desk, with these roles."""
    user = User.objects.create_user(username, first_name=username.capitalize(), last_name="Bench", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def library(by: Any) -> Shelf:
    """Two sources for each claim of a story, each with a passage that may be cited."""
    found: Shelf = []
    for title, url, passage in works():
        rank = {"kind": "report", "source_class": "primary_official"}
        source, _new = register_source(by=by, title=title, url=url, **rank)
        take_extract(source, f"It was announced that {passage} This was welcomed.", by=by)
        found.append((source, passage))
    return found


def body_of(rows: list[list[str]]) -> str:
    return "".join(f"<p>{' '.join(sentences)}</p>" for sentences in rows)


def draft(number: int, by: Any, shelf: Shelf) -> Article:
    """A story of twelve paragraphs with twelve claims, each on two of the sources."""
    rows = told(number)
    article = create_article(by=by, headline=headline(number), story_date="2024-03-05", body=body_of(rows))
    for at, sentences in enumerate(rows):
        claim = mark_claim(article, sentences[1], by=by)
        for source, passage in (shelf[2 * at], shelf[2 * at + 1]):
            claim.refresh_from_db()
            cite(claim, source, by=by, passage=passage, directness="primary")
    return Article.objects.get(pk=article.pk)


def ready(number: int, shelf: Shelf, *, write: Any, check: Any, edit: Any) -> Article:
    """Such a story, every claim of it confirmed by one person, made ready by another."""
    article = draft(number, write, shelf)
    for claim in article.claims.select_related("article"):
        record_check(claim, "confirmed", by=check)
    article = Article.objects.get(pk=article.pk)
    take_step(article, "send_to_check", by=edit)
    take_step(article, "make_ready", by=edit)
    return article


def cast() -> tuple[User, User, User]:
    """Ada reports, Boris checks, Vera edits and publishes."""
    return person("ada", "reporter"), person("boris", "checker"), person("vera", "editor", "publisher")


@transaction.atomic
def multiplied(article: Article, times: int) -> list[int]:
    """Keys of `times` copies of a ready story with its claims, citations and checks, written past the rules.

    Making one by the rules takes ten times as long as publishing it, which is what is measured.
    """
    claims = list(article.claims.prefetch_related("citations", "checks__content"))
    authors, keys = list(article.authors.all()), []
    for number in range(times):
        (made,) = Article.objects.bulk_create([_copy(article, slug=f"copy-{number}")])
        keys.append(made.pk)
        ArticleAuthor.objects.bulk_create(_copy(row, article=made) for row in authors)
        copies = Claim.objects.bulk_create(_copy(row, article=made, public_id=new_public_id()) for row in claims)
        pairs = list(zip(claims, copies, strict=True))
        Citation.objects.bulk_create(_copy(row, claim=new) for old, new in pairs for row in old.citations.all())
        checks = [(row, _copy(row, claim=new)) for old, new in pairs for row in old.checks.all()]
        Check.objects.bulk_create(new for _old, new in checks)
        CheckContent.objects.bulk_create(_copy(old.content, of=new) for old, new in checks)
    return keys


def _copy(row: Any, **changes: Any) -> Any:
    """An unsaved row like `row`."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}
    made = type(row)(**values)
    for name, value in changes.items():
        setattr(made, name, value)
    return made
