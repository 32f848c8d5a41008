"""How fast the start page and the lists open at a big desk: `python -m tests.bench.startpage` (TEST_DATABASE_URL chooses
PostgreSQL).

Writes 10,000 stories with 100,000 claims past the rules into a database that goes away, most of them public and done
with, as at a desk after some years, and opens the start page for each role, then the lists that people work in. Prints the median of wall and processor
milliseconds, the questions, and what the longest of them took. `--stories` makes it smaller or larger.
"""

import argparse
import os
import random
import statistics
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402 - the rest needs django.setup()
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from articles.models import (  # noqa: E402
    Alert,
    Article,
    ArticleAuthor,
    Check,
    Citation,
    Claim,
    Edition,
    Event,
    Publication,
)
from policydesk.lib.public_ids import new_public_id  # noqa: E402
from policydesk.start.boxes import question  # noqa: E402
from policydesk.start.queues import THE_DESK, WAITING  # noqa: E402
from sources.models import CaptureRequest, Source  # noqa: E402
from tests.bench.stories import person  # noqa: E402

NOW = datetime.now(UTC)
CLAIMS, ROUNDS, AT_ONCE = 10, 15, 2_000
OPEN = {"draft": 200, "in_check": 60, "ready": 25, "scheduled": 15}  # of 10,000 stories; the others are released
ROLES = ("reporter", "checker", "editor", "publisher")
LISTS = ("article/", "article/?p=50", "article/?q=tariffs+round", "article/?state__exact=draft", "claim/", "claim/?p=100",
         "claim/?q=duties")  # fmt: skip


def seed(stories: int, people: list[Any]) -> None:
    """All rows, in one transaction."""
    dice = random.Random(7)
    sources = Source.objects.bulk_create(_source(number, dice) for number in range(stories // 2))
    looks = [_look(source) for source in sources[::200]]
    CaptureRequest.objects.bulk_create(looks)
    written = Article.objects.bulk_create([_story(number, stories, people, dice) for number in range(stories)], AT_ONCE)
    ArticleAuthor.objects.bulk_create(
        [ArticleAuthor(article=story, user=dice.choice(people)) for story in written], AT_ONCE
    )
    _history(written, people)
    _publish([story for story in written if story.state == "released"], people)
    claims = Claim.objects.bulk_create([_claim(story, at, dice) for story in written for at in range(CLAIMS)], AT_ONCE)
    Citation.objects.bulk_create([Citation(claim=each, source=dice.choice(sources)) for each in claims], AT_ONCE)
    Check.objects.bulk_create([_check(each, dice.choice(people)) for each in claims], AT_ONCE)
    events = Event.objects.bulk_create([Event(kind="lost", article=story) for story in written], AT_ONCE)
    done = [None if dice.random() < 0.01 else NOW for _event in events]
    Alert.objects.bulk_create(
        [Alert(event=each, user=dice.choice(people), done_at=at) for each, at in zip(events, done, strict=True)],
        AT_ONCE,
    )


def _source(number: int, dice: random.Random) -> Source:
    gone = number % 500 == 0
    return Source(
        public_id=new_public_id(), title=f"Readout {number}", kind="report", source_class="primary_official",
        url=f"https://example.org/{number}", canonical_url=f"example.org/{number}",
        retracted_at=NOW if gone else None, retracted_reason="Forged." if gone else "",
        retracted_by_id=dice.choice(PEOPLE) if gone else None,
    )  # fmt: skip


def _look(source: Source) -> CaptureRequest:
    told = {"result": "failed", "trouble": "gone", "outcome": "It is gone."}
    return CaptureRequest(source=source, url=source.url, asked_at=NOW, done_at=NOW, **told)


def _story(number: int, stories: int, people: list[Any], dice: random.Random) -> Article:
    scaled = number * 10_000 // stories
    state, first = "released", 0
    for name, count in OPEN.items():
        if first <= scaled < first + count:
            state = name
        first += count
    plan = {"publish_at": NOW + timedelta(hours=number + 1), "scheduled_by": people[0]} if state == "scheduled" else {}
    assigned = {"assignee": dice.choice(people), "assigned_checker": dice.choice(people)} if number % 3 else {}
    return Article(
        headline=f"Talks on tariffs, round {number}", body="<p>They agreed to cut duties on 24 goods.</p>" * 10,
        slug=f"talks-{number}", story_date=date(2024, 3, 5), state=state,
        deadline=NOW + timedelta(hours=number % 90) if number % 2 else None, **plan, **assigned,
    )  # fmt: skip


def _history(written: list[Article], people: list[Any]) -> None:
    model = Article.history.model
    names = [field.attname for field in model.tracked_fields]
    rows = []
    for story in written:
        for at, state in enumerate(("draft", "in_check", story.state)):
            values = {name: getattr(story, name) for name in names} | {"state": state}
            reason = "Say who counted." if at == 2 and state == "draft" else ""
            if state != "scheduled":
                values |= {"publish_at": None, "scheduled_by_id": None}
            rows.append(model(**values, history_date=NOW, history_type="~", history_user=people[at],
                              history_change_reason=reason))  # fmt: skip
    model.objects.bulk_create(rows, AT_ONCE)


def _publish(written: list[Article], people: list[Any]) -> None:
    made = [
        Edition(article=story, number=1, kind="first", sequence=at, content_sha256=f"{at:064}", by=people[0], at=NOW,
                previous_digest=f"{at:064}", digest=f"{at + 1:064}")
        for at, story in enumerate(written, start=1)
    ]  # fmt: skip
    rows = Edition.objects.bulk_create(made, AT_ONCE)
    Publication.objects.bulk_create(
        [Publication(article=row.article, slug=row.article.slug, edition=row, changed_at=NOW) for row in rows], AT_ONCE
    )


def _claim(story: Article, at: int, dice: random.Random) -> Claim:
    luck = dice.random()
    looked = {"look_since": NOW, "needs_recheck": True} if luck < 0.005 else {}
    looked |= {"look_since": NOW, "anchor_state": "lost"} if 0.005 < luck < 0.007 else {}
    dated = {"review_by": date.today() + timedelta(days=dice.randrange(-300, 600))} if 0.1 < luck < 0.15 else {}
    return Claim(
        public_id=new_public_id(), article=story, exact="They agreed to cut duties on 24 goods", start=at, end=at + 37,
        status="confirmed", **looked, **dated,
    )  # fmt: skip


def _check(claim: Claim, by: Any) -> Check:
    return Check(claim=claim, verdict="confirmed", by=by, fingerprint="f1:x", article_version=1, parts_sha256="0" * 64,
                 at=NOW)  # fmt: skip


PEOPLE: list[int] = []


def measure(user: Any, address: str = "/admin/", called: str = "") -> str:
    """One line on the page at `address` as `user` opens it, for whom the line is named unless it is `called` something."""
    client = Client()
    client.force_login(user)
    with CaptureQueriesContext(connection) as context:
        answer = client.get(address)
    seen = context.captured_queries  # before the next request forgets them
    wall, processor = [], []
    for _round in range(ROUNDS):
        began, used = time.perf_counter(), time.process_time()
        answer = client.get(address)
        wall.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - used))
    assert answer.status_code == 200
    longest = max(seen, key=lambda query: float(query["time"]))
    kept = statistics.median(wall), min(wall), statistics.median(processor)
    return (
        f"{called or user.username:28} median {kept[0]:6.1f} ms, best {kept[1]:6.1f} ms, processor {kept[2]:6.1f} ms, "
        f"{len(seen)} questions, longest {1000 * float(longest['time']):.0f} ms: {longest['sql'][:60]}"
    )


def main() -> None:
    """Make the desk, open its start page for each role."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--stories", type=int, default=10_000)
    asked.add_argument("--boxes", action="store_true", help="how long the question of each box takes alone")
    args = asked.parse_args()
    settings.INSTALLED_APPS.remove("zeal")
    settings.MIDDLEWARE.remove("zeal.middleware.zeal_middleware")
    connection.settings_dict["TEST"]["MIGRATE"] = False  # as --nomigrations
    name = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        people = [person(f"{role}{number}", role) for role in ROLES for number in range(5)]
        people.append(person("chief", *ROLES))
        PEOPLE.extend(user.pk for user in people)
        began = time.monotonic()
        with transaction.atomic():
            seed(args.stories, people)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"{connection.vendor}: {args.stories} stories, {Claim.objects.count()} claims, "
              f"{time.monotonic() - began:.0f} s to write")  # fmt: skip
        for user in [*people[:-1:5], people[-1]]:
            print(measure(user), flush=True)
        for name in LISTS:
            print(measure(people[-1], f"/admin/articles/{name}", name), flush=True)
        if args.boxes:
            _each_box(people[-1])
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _each_box(user: Any) -> None:
    """How long the question of each box takes alone."""
    for number, box in enumerate((*WAITING, *THE_DESK)):
        rows = question(number, box, user, NOW)
        best = min(_timed(rows) for _round in range(3))
        print(f"  {box.key:14} {best:7.1f} ms")


def _timed(rows: Any) -> float:
    began = time.perf_counter()
    list(rows.all())
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
