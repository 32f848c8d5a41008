"""`manage.py demo`: the demonstration desk, for a look around. Only with DEBUG."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from policydesk.demonstrating import PASSWORD, demonstrate
from policydesk.lib.errors import Refused
from policydesk.lib.site import absolute
from policydesk.roles import roles_of


class Command(BaseCommand):
    """Arguments none; prints what is new and the accounts."""

    help = "Make an account for each role, and take the demonstration story and its commitments to readers."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse outside DEBUG: the accounts have a password that everybody knows."""
        if not settings.DEBUG:
            raise CommandError(_("demo makes accounts with a known password, so it runs only with DEBUG=true."))
        try:
            shown = demonstrate()
        except Refused as error:
            raise CommandError(str(error)) from error
        told = _("New: accounts %(accounts)d, checks %(checks)d, statuses %(statuses)d, commitments %(commitments)d.")
        self.stdout.write(told % shown.new)
        address = absolute(reverse("articles:article", args=[shown.article.publication.slug]))
        self.stdout.write(_("Story: %(address)s") % {"address": address})
        ledger = absolute(reverse("commitments:list"))
        self.stdout.write(_("Commitments: %(address)s") % {"address": ledger})
        self.stdout.write(_("(Addresses begin with SITE_URL: set it where the desk is served at another one.)"))
        self.stdout.write(_("Accounts (password “%(password)s”):") % {"password": PASSWORD})
        for user in shown.people.values():
            self.stdout.write(f"  {user.username:8} {', '.join(roles_of(user)):14} {user.get_full_name()}")
