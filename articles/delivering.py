"""Sending what waits, once each: letters and calls of the webhook, tried again when they fail.

Runs that meet share the work: a try is taken by one UPDATE before anything leaves. A run that is killed in mid-sending
has used up that try, and the next one follows after the pause: at worst something is sent twice, nothing is forgotten.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.event_kinds import Delivery
from articles.models import Alert, Event
from policydesk.lib.errors import NotAllowed

MOST_TRIES = 12  # over a good day: after a minute, two, four, eight, … and every six hours
LONGEST_PAUSE = timedelta(hours=6)
IN_A_ROW = 3  # failures after which the other side is taken to be down: each may have cost ten seconds
AT_ONCE = 500  # of one kind in one run


def deliver(
    rows: QuerySet, send: Callable[[Any], Any], failures: tuple[type[Exception], ...], *, at: datetime | None = None
) -> Iterator[tuple[Any, str]]:
    """Try each of `rows` that waits and is due, and yield those that failed with what went wrong, in one line.

    `send` raises one of `failures` where it does not get through; after a few in a row the rest waits for the next
    run. Never call it inside a transaction.
    """
    failed = 0
    for row in rows.to_send(at or timezone.now())[:AT_ONCE]:
        if failed == IN_A_ROW:
            return
        if not _taken(row, at or timezone.now()):
            continue
        try:
            send(row)
        except failures as error:
            failed += 1
            said = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
            yield row, said
            _settle(row, Delivery.FAILED if row.tries + 1 >= MOST_TRIES else Delivery.WAITING, said[:300])
        else:
            failed = 0
            _settle(row, Delivery.SENT, "")


def _taken(row: Any, at: datetime) -> bool:
    """Whether this run may send it: another one that took the same try leaves nothing to take."""
    pause = min(timedelta(minutes=2**row.tries), LONGEST_PAUSE)
    mine = type(row).objects.filter(pk=row.pk, delivery=Delivery.WAITING, tries=row.tries)
    return bool(mine.update(tries=F("tries") + 1, next_try=at + pause))


def _settle(row: Any, delivery: str, error: str) -> None:
    type(row).objects.filter(pk=row.pk).update(delivery=delivery, error=error)


@transaction.atomic
def try_again(event: Event, *, by: Any) -> None:
    """Let the next run send what of `event` was given up or waits for its next try. An administrator's right."""
    if not by.has_perm("articles.retry_event"):
        raise NotAllowed(_("You may not send it again. Ask an administrator."))
    for rows in (Event.objects.filter(pk=event.pk), Alert.objects.filter(event=event)):
        rows.failing().update(delivery=Delivery.WAITING, tries=0, next_try=timezone.now())
