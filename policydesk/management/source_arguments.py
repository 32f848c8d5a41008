"""What commands about sources are told: which, how many, and how old their last look is."""

import re
from argparse import ArgumentTypeError
from collections.abc import Iterable
from datetime import timedelta

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from sources.models import Source

USAGE = 2
UNITS = {"h": "hours", "d": "days"}


def named_sources(numbers: Iterable[str]) -> list[Source]:
    """The sources with these numbers, in their order, each once. Raises CommandError for an unknown number."""
    numbers = list(dict.fromkeys(number.lower() for number in numbers))
    found = Source.objects.in_bulk(numbers, field_name="public_id")
    if missing := ", ".join(number for number in numbers if number not in found):
        raise CommandError(_("There is no source with the number %s.") % missing, returncode=USAGE)
    return [found[number] for number in numbers]


def number_of_sources(text: str) -> int:
    """The number that was typed after an option. Raises ArgumentTypeError."""
    if not text.isascii() or not text.isdigit():
        raise ArgumentTypeError(_("write a number of sources, not “%s”") % text)
    return int(text)


def span_of_time(text: str) -> timedelta:
    """Hours or days, typed as “12h” or “7d”. Raises ArgumentTypeError."""
    found = re.fullmatch(r"([0-9]{1,4})([hd])", text)
    if not found:
        raise ArgumentTypeError(_("write hours or days as “12h” or “7d”, not “%s”") % text)
    return timedelta(**{UNITS[found[2]]: int(found[1])})
