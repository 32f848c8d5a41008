"""How fast the ledger is with 2,000 commitments: `python -m tests.bench.ledger` (TEST_DATABASE_URL chooses PostgreSQL).

Writes them past the rules into a database that goes away: 40 actors, 60 occasions, a log of up to three entries each,
and asks each address in every view. Prints the median of wall and processor milliseconds, the questions, and the size
as sent with gzip. The goals of a page: 150 ms, 12 questions; of the picture: 40 kB. `--commitments` makes it larger.
"""

import argparse
import gzip
import os
import random
import statistics
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
settings.INSTALLED_APPS.remove("zeal")  # readers wait for no watcher of queries
settings.MIDDLEWARE.remove("zeal.middleware.zeal_middleware")
django.setup()

# The rest needs django.setup().
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from taggit.models import Tag  # noqa: E402

from actors.models import Actor  # noqa: E402
from commitments.enums import Bindingness, Fulfilment  # noqa: E402
from commitments.models import (  # noqa: E402
    Commitment,
    CommitmentTag,
    Occasion,
    Party,
    StatusChange,
    StatusEvidence,
    StatusProposal,
)
from policydesk.lib.dates import PartialDate  # noqa: E402
from sources.models import Excerpt, Source  # noqa: E402
from tests.bench.stories import person  # noqa: E402

NOW = datetime.now(UTC)
FIRST = date(2019, 1, 1)
ROUNDS, AT_ONCE = 15, 2_000
STEPS = ("in_progress", "partly_fulfilled", "fulfilled", "breached", "stalled", "lapsed")
ADDRESSES = (
    "/commitments/", "/commitments/?page=40", "/commitments/?view=timeline", "/commitments/?view=matrix",
    "/commitments/?as_of=2023-06-30", "/commitments/?as_of=2023-06-30&dates=known&view=timeline",
    "/commitments/?overdue=on&sort=due", "/commitments/?q=quotas&status=in_progress",
    "/commitments/index.json", "/commitments/index.svg", "/feeds/commitments.atom", "/commitments/undertaking-7/",
    "/actors/state-0/", "/actors/state-0/with/state-1/", "/commitments/index.csv",
)  # fmt: skip


def seed(count: int, people: list[Any]) -> None:
    """All rows."""
    dice = random.Random(7)
    actors = Actor.objects.bulk_create(
        [Actor(slug=f"state-{at}", name=f"State {at}", kind="state") for at in range(40)]
    )
    occasions = Occasion.objects.bulk_create(
        [
            Occasion(name=f"Talks {at}", slug=f"talks-{at}", kind="summit", date=_day(dice, since=at * 40))
            for at in range(60)
        ]
    )
    sources = Source.objects.bulk_create(
        [
            Source(public_id=f"{at:012d}", title=f"Readout {at}", kind="report", source_class="primary_official")
            for at in range(200)
        ]
    )
    words = Excerpt.objects.bulk_create(
        [Excerpt(source=dice.choice(sources), exact="will open two of its ports") for _one in range(2 * count)], AT_ONCE
    )
    tags = Tag.objects.bulk_create([Tag(name=f"topic {at}", slug=f"topic-{at}") for at in range(20)])
    made = Commitment.objects.bulk_create(
        [_commitment(at, occasions, words, people, dice) for at in range(count)], AT_ONCE
    )
    CommitmentTag.objects.bulk_create([CommitmentTag(content_object=row, tag=dice.choice(tags)) for row in made])
    parties = []
    for row in made:
        one, other = (0, 1) if dice.random() < 0.2 else dice.sample(range(40), 2)
        parties += [Party(commitment=row, actor=actors[one], role="pledger", side="first"),
                    Party(commitment=row, actor=actors[other], role="counterparty", side="second")]  # fmt: skip
    Party.objects.bulk_create(parties, AT_ONCE)
    _log(made, words, people, dice)


def _day(dice: random.Random, since: int = 0) -> PartialDate:
    return PartialDate((FIRST + timedelta(days=since + dice.randrange(30))).isoformat())


def _commitment(at: int, occasions: list[Any], words: list[Any], people: list[Any], dice: random.Random) -> Commitment:
    made = _day(dice, since=at % 2500)
    due = {"due_words": "within a year", "due_on": _day(dice, since=at % 2500 + 365)} if at % 3 else {}
    return Commitment(
        title=f"Publish the quotas of year {at} for the fleets of both sides", slug=f"undertaking-{at}",
        summary="Both fleets are told in time what they may take.", undertaking=words[at], made_on=made,
        occasion=dice.choice(occasions), bindingness=dice.choice(Bindingness.values), interpretive_note="Once printed.",
        public=True, published_at=NOW - timedelta(days=dice.randrange(900)), published_by=people[0], **due,
    )  # fmt: skip


def _log(made: list[Commitment], words: list[Any], people: list[Any], dice: random.Random) -> None:
    """Up to three entries for each, the newest of which its party carries."""
    proposals, changes, stands = [], [], {}
    for row in made:
        before = Fulfilment.NOT_YET_RATED.value
        for step in range(dice.randrange(4)):
            to = dice.choice(STEPS)
            told = {"commitment": row, "to_status": to, "effective_on": _day(dice, since=row.pk % 2500 + 100 * step),
                    "rationale": "The list was printed."}  # fmt: skip
            proposals.append(StatusProposal(**told, proposed_by=people[0], state="confirmed", answered_by=people[1],
                                            answered_at=NOW))  # fmt: skip
            changes.append(StatusChange(**told, from_status=before, proposed_by=people[0], confirmed_by=people[1],
                                        recorded_at=row.published_at + timedelta(days=step)))  # fmt: skip
            before = stands[row.pk] = to
    for change, proposal in zip(changes, StatusProposal.objects.bulk_create(proposals, AT_ONCE), strict=True):
        change.proposal = proposal
    StatusEvidence.objects.bulk_create(
        [
            StatusEvidence(change=change, excerpt=words[-at - 1], nature="effect")
            for at, change in enumerate(StatusChange.objects.bulk_create(changes, AT_ONCE))
        ],
        AT_ONCE,
    )
    pledgers = [party for party in Party.objects.undertaking() if party.commitment_id in stands]
    for party in pledgers:
        party.status = stands[party.commitment_id]
    Party.objects.bulk_update(pledgers, ["status"], AT_ONCE)


def measure(address: str) -> str:
    """One line on that address."""
    client = Client()
    with CaptureQueriesContext(connection) as context:
        answer = client.get(address)
    seen = context.captured_queries  # before the next request forgets them
    assert answer.status_code == 200, (address, answer.status_code)
    wall, processor = [], []
    for _round in range(ROUNDS):
        began, used = time.perf_counter(), time.process_time()
        client.get(address)
        wall.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - used))
    size = len(gzip.compress(answer.content, 6)) / 1000
    return (
        f"{address:58} median {statistics.median(wall):6.1f} ms, processor {statistics.median(processor):6.1f} ms, "
        f"{len(seen):2} questions, {size:5.1f} kB"
    )


def main() -> None:
    """Make the ledger, ask for it in every form."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--commitments", type=int, default=2_000)
    args = asked.parse_args()
    connection.settings_dict["TEST"]["MIGRATE"] = False  # as --nomigrations
    name = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        people = [person("vera", "editor"), person("pia", "publisher")]
        with transaction.atomic():
            seed(args.commitments, people)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"{connection.vendor}: {args.commitments} commitments, {StatusChange.objects.count()} entries")
        for address in ADDRESSES:
            print(measure(address), flush=True)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
