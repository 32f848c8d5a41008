"""A program: one person at the desk, in a process of their own. Reads orders as JSON, a line each.

An order names a move; the process loads what a form would have loaded and answers “loaded”. At the next line it
calls the rule and answers with what came of it: “done”, or the name of the exception and its words.
"""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
# The manifest of the real storage is made by collectstatic, which tests do not run.
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
django.setup()

from django.contrib.auth.models import User  # noqa: E402 - models need django.setup()

from actors.registering import register_actor  # noqa: E402
from articles.checking import record_check  # noqa: E402
from articles.citing import cite  # noqa: E402
from articles.claiming import change_claim, mark_claim, retire_claim  # noqa: E402
from articles.editing import save_article, take_step  # noqa: E402
from articles.models import Article, Claim, RedactionRequest  # noqa: E402
from articles.publishing import publish, withdraw  # noqa: E402
from articles.redacting import confirm_redaction  # noqa: E402
from articles.scheduling import publish_due  # noqa: E402
from commitments.models import StatusProposal  # noqa: E402
from commitments.tracking import confirm  # noqa: E402
from sources.models import Source  # noqa: E402
from sources.registering import register_source  # noqa: E402
from tests.browsers import Browser  # noqa: E402

Move = Callable[..., Callable[[], Any]]


def _append(article: Article, by: User, words: str) -> Callable[[], Any]:
    return lambda: save_article(article, by=by, body=f"{article.body}<p>{words}</p>")


BROWSER = Browser()


def _page(by: User, address: str, typed: dict[str, str]) -> Callable[[], Any]:
    BROWSER.open(by, address, typed)
    return BROWSER.send


def _cite(claim: Claim, by: User, source: int, **fields: Any) -> Callable[[], Any]:
    cited = Source.objects.get(pk=source)
    return lambda: cite(claim, cited, by=by, **fields)


def _redact(by: User, asked: int) -> Callable[[], Any]:
    request = RedactionRequest.objects.get(pk=asked)
    return lambda: confirm_redaction(request, by=by)


def _confirm(by: User, proposal: int) -> Callable[[], Any]:
    row = StatusProposal.objects.get(pk=proposal)
    return lambda: confirm(row, by=by)


# What a person may do with a story or a claim that they have open.
MOVES: dict[str, Move] = {
    "save": lambda article, by, **fields: lambda: save_article(article, by=by, **fields),
    "append": _append,
    "page": _page,
    "again": lambda by, **choices: lambda: BROWSER.send(**choices),
    "step": lambda article, by, key, **given: lambda: take_step(article, key, by=by, **given),
    "mark": lambda article, by, words: lambda: mark_claim(article, words, by=by),
    "publish": lambda article, by, **given: lambda: publish(article, by=by, **given),
    "withdraw": lambda article, by, reason: lambda: withdraw(article, by=by, reason=reason),
    "change": lambda claim, by, **fields: lambda: change_claim(claim, by=by, **fields),
    "retire": lambda claim, by, reason: lambda: retire_claim(claim, by=by, reason=reason),
    "check": lambda claim, by, verdict: lambda: record_check(claim, verdict, by=by),
    "cite": _cite,
    "redact": _redact,
    "confirm": _confirm,
    "due": lambda by, at: lambda: list(publish_due(at=datetime.fromisoformat(at))),
    "actor": lambda by, **fields: lambda: register_actor(by=by, **fields),
    "register": lambda by, **fields: lambda: register_source(by=by, **fields),
}


def load(move: str, by: str, article: int | None = None, claim: int | None = None, **fields: Any) -> Callable[[], Any]:
    """Read the rows that the form of this move shows; the result is what its button does."""
    rows = {}
    if article:
        rows["article"] = Article.objects.get(pk=article)
    if claim:
        rows["claim"] = Claim.objects.select_related("article").get(pk=claim)
    return MOVES[move](**rows, by=User.objects.get(username=by), **fields)


def answer(words: str) -> None:
    """Tell the test, at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


while order := sys.stdin.readline():
    act = load(**json.loads(order))
    answer("loaded")
    sys.stdin.readline()
    try:
        act()
    except Exception as error:
        answer(f"{type(error).__name__}: {error}".replace("\n", " "))
    else:
        answer("done")
