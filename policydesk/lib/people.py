"""How a person of the desk is named."""

from typing import Any

from django.utils.translation import gettext as _


def public_name(user: Any) -> str:
    """The name readers see: first and last name when both are set, else “the desk”. Never the account's name."""
    return user.get_full_name() if user.first_name and user.last_name else _("the desk")


def desk_name(user: Any) -> str:
    """The name colleagues see: the full name, else the account's name."""
    return user.get_full_name() or user.get_username()
