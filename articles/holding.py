"""Holding the desk still for a legal redaction: nobody writes into its tables until the transaction ends."""

from collections.abc import Iterable
from time import monotonic, sleep

from django.apps import apps
from django.db import OperationalError, connection, models, transaction
from django.utils.translation import gettext as _

from articles.locating import LEFT, tables
from articles.models import ChainHead
from policydesk.lib.errors import Refused
from policydesk.lib.former_slugs import FormerSlug

PATIENCE, PAUSE = 10.0, 0.05  # seconds
NOT_AVAILABLE = "55P03"  # https://www.postgresql.org/docs/current/errcodes-appendix.html: lock_not_available


def hold_still() -> None:
    """Let nobody write into any table that a redaction looks through, or lock a row of it, before the end.

    What was saved beside it would be overwritten, or keep the words. Readers read on. Call it first in the transaction:
    all tables are locked at once or none, so that nobody waits for us who is waited for. Raises Refused when others
    write all the time. SQLite has one writer at a time.
    """
    if connection.vendor != "postgresql":
        return
    until = monotonic() + PATIENCE
    while not _locked(_names()):
        if monotonic() > until:
            raise Refused(_("Others are saving without a pause. Nothing was removed: try again in a minute."))
        sleep(PAUSE)


def _names() -> list[str]:
    former = [model for model in apps.get_models() if issubclass(model, FormerSlug)]
    found: Iterable[type[models.Model]] = (*tables(), *LEFT, *former, ChainHead)
    return sorted({connection.ops.quote_name(model._meta.db_table) for model in found})


def _locked(names: list[str]) -> bool:
    """Whether nobody held any of these tables, which are ours now."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {', '.join(names)} IN EXCLUSIVE MODE NOWAIT")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != NOT_AVAILABLE:
            raise
        return False
    return True
