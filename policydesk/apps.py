"""The project as an app: what must stand after every migration."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class PolicyDeskConfig(AppConfig):
    """Last in INSTALLED_APPS, so that its post_migrate finds the tables and permissions of all others."""

    name = "policydesk"
    verbose_name = "Policy Desk"

    def ready(self) -> None:
        """Register the system checks and connect the only signal receiver of the house."""
        from policydesk import checks  # noqa: F401 - importing registers them
        from policydesk.lib.append_only import install_triggers
        from policydesk.roles import synchronise_roles
        from sources.indexing import index_missing
        from sources.models import TextStretch
        from sources.word_index import install_index

        def restore(using: str, **_unused: Any) -> None:
            """Put back the groups, which a flush empties, and the triggers and the index, which SQLite may drop."""
            install_triggers(connections[using])
            install_index(connections[using])
            tables = connections[using].introspection.table_names()  # `migrate APP` may stop before there are all
            if TextStretch._meta.db_table in tables:
                index_missing()
            if "auth_group" in tables:
                synchronise_roles()

        post_migrate.connect(restore, sender=self, weak=False, dispatch_uid="policydesk.restore")
