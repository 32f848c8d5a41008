"""Puts our own admin site in the place of Django's."""

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """`admin.site` is the desk's; everything that registers with it stays as it is."""

    default_site = "policydesk.admin_site.DeskAdminSite"
