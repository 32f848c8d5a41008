"""How the start page greets, and how it writes days and moments."""

from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from policydesk.lib.clock import briefly


def greeting(user: Any, at: datetime) -> str:
    """“Good morning, Ada.”, by the desk's clock."""
    hour, name = localtime(at).hour, user.first_name or user.get_username()
    if hour < 12:
        return _("Good morning, %(name)s.") % {"name": name}
    return (_("Good afternoon, %(name)s.") if hour < 18 else _("Good evening, %(name)s.")) % {"name": name}


def moment(at: datetime) -> str:
    """Day and time by the desk's clock, which is named."""
    return briefly(at)


def day(on: date | datetime) -> str:
    """The day alone."""
    return date_format(localtime(on).date() if isinstance(on, datetime) else on, "DATE_FORMAT")
