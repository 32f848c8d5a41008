"""A program: changes the peer's page and publishes it, `times` times. Prints milliseconds of CPU and of time, queries."""

import json
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402 - models need django.setup()
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tests.bench.peer.models import StoryPage  # noqa: E402


def publish(number: int) -> None:
    """What the editor's Publish button does: a new revision with everything on the page, and it goes live."""
    page = StoryPage.objects.get()
    page.body = (
        f"<p>Version {number} begins so.</p>{page.body}" if number == 1 else page.body.replace("so.", "so so.", 1)
    )
    page.save_revision(log_action=True).publish()


def measured(number: int) -> tuple[float, float]:
    used, began = time.process_time(), time.perf_counter()
    publish(number)
    return 1000 * (time.process_time() - used), 1000 * (time.perf_counter() - began)


times = int(sys.argv[1])
publish(1)
with CaptureQueriesContext(connection) as counted:
    publish(2)
connection.force_debug_cursor = False
rounds = [measured(number) for number in range(3, 3 + times)]
json.dump({"cpu": [row[0] for row in rounds], "wall": [row[1] for row in rounds], "queries": len(counted)}, sys.stdout)
