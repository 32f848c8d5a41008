"""The admin as the desk's own site: what stands on each of its pages."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from policydesk.roles import roles_of


class DeskAdminSite(AdminSite):
    """Stock, with the person's roles and the state of the safeguards in the frame."""

    site_header = "Policy Desk"
    site_title = "Policy Desk"
    index_title = _("The desk")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page shows: who one is here, and a loud word when four eyes are off."""
        roles = roles_of(request.user) if self.has_permission(request) else []
        return super().each_context(request) | {"four_eyes": settings.DESK_FOUR_EYES, "roles": roles}
