"""Line 7: the workbench with 300 claims in a story of 5,000 words: opening it, one claim's panel, a look for news."""

from random import Random
from statistics import median
from typing import Any

from django.conf import settings
from django.test import Client

from articles.citing import cite
from articles.claiming import mark_claim
from articles.editing import create_article
from articles.models import Article
from tests.bench.serving import serving
from tests.bench.sizes import Size
from tests.bench.stories import body_of, cast, library
from tests.bench.telling import Row, at_most
from tests.bench.words import paragraphs

PARAGRAPHS, CLAIMS = 75, 300  # four sentences each, every one a claim: 5,000 words
JSON = {"accept": "application/json"}


def long_story(ada: Any, vera: Any) -> Article:
    """A story in which each of 300 sentences is a claim that has its source and no verdict."""
    rows, shelf = paragraphs(Random(5), PARAGRAPHS), library(vera)
    article = create_article(by=ada, headline="A long story", story_date="2024-03-05", body=body_of(rows))
    for number, words in enumerate(sentence for row in rows for sentence in row):
        claim = mark_claim(article, words, by=ada)
        source, passage = shelf[number % len(shelf)]
        cite(claim, source, by=ada, passage=passage, directness="primary")
    return article


def measure(size: Size) -> list[Row]:
    """CPU of the server alone; `tests.bench.keying` asks Chromium what the person at the keys waits for."""
    ada, boris, vera = cast()
    article = long_story(ada, vera)
    page = f"/admin/articles/article/{article.pk}/claims/"
    client = Client()
    client.force_login(boris)
    client.get(page)
    stamp = client.get(page, headers=JSON).json()["stamp"]
    one = f"{page}?claim={article.claims.last().public_id}&only=panel"
    name = settings.SESSION_COOKIE_NAME
    signed_in = {"cookie": f"{name}={client.cookies[name].value}"}
    with serving("policydesk.wsgi", "tests.bench.settings") as ours:
        asked = ((page, signed_in), (one, signed_in | JSON), (f"{page}?stamp={stamp}", signed_in | JSON))
        for address, headers in asked:
            ours.milliseconds(address, 3, **headers)
        used = [
            median(ours.milliseconds(address, 5, **headers) for _round in range(size.rounds))
            for address, headers in asked
        ]
    return [
        at_most(f"7 the workbench, {CLAIMS} claims", used[0], "ms CPU", 500),
        at_most("7 the panel of one claim", used[1], "ms CPU", 250),
        at_most("7 a look for news", used[2], "ms CPU", 50),
    ]
