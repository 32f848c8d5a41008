"""Moments as the desk writes them: by its own clock, with the zone that the clock keeps."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime


def zone(moment: datetime) -> str:
    """The desk's time zone as people name it, with what the clock is called on that day."""
    name, short = timezone.get_current_timezone_name(), localtime(moment).strftime("%Z")
    return name if name == short else f"{name}, {short}"


def by_the_desk(moment: datetime) -> str:
    """Day and time by the desk's clock, with its zone."""
    return f"{date_format(localtime(moment), 'DATETIME_FORMAT')} ({zone(moment)})"


def briefly(moment: datetime) -> str:
    """The same with what the clock is called on that day, where many moments stand below each other."""
    return f"{date_format(localtime(moment), 'DATETIME_FORMAT')} {localtime(moment).strftime('%Z')}"
