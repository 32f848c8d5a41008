"""How a person of the desk is named."""

from typing import Any

from django.utils.translation import gettext as _

from policydesk.lib.text import bare_name


def public_name(user: Any) -> str:
    """The name readers see: first and last name when both are set, else “the desk”. Never the account's name."""
    return full_name(user) or _("the desk")


def full_name(user: Any) -> str:
    """First and last name when both are set, else nothing."""
    first, last = bare_name(user.first_name), bare_name(user.last_name)
    return f"{first} {last}" if first and last else ""


def desk_name(user: Any) -> str:
    """The name colleagues see: the full name, else the account's name."""
    return bare_name(user.get_full_name()) or user.get_username()
