"""The project as an app."""

from django.apps import AppConfig


class PolicyDeskConfig(AppConfig):
    """Last in INSTALLED_APPS, so that what it does after a migration finds every table."""

    name = "policydesk"
    verbose_name = "Policy Desk"
