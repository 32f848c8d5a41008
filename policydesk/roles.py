"""The roles of a desk, as groups. What a person may do follows from groups; the rule functions decide.

`synchronise_roles` runs after every migration: it makes the groups' permissions equal to this table, so a
right that was given to a role by hand does not last. A person may hold several roles.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission

READ_DESK = {
    "articles.view_article", "articles.view_claim", "articles.view_citation", "articles.view_check",
    "articles.view_edition", "articles.view_override", "articles.view_publication", "articles.view_proposedrevision",
    "sources.view_source", "sources.view_snapshot", "sources.view_excerpt", "actors.view_actor", "actors.view_alias",
}  # fmt: skip
READ_ALL = READ_DESK | {"articles.read_any_article"}
GATHER = {
    "articles.change_claim", "sources.add_source", "sources.change_source", "sources.add_excerpt",
}  # fmt: skip
KEEP_ACTORS = {
    "actors.add_actor",
    "actors.change_actor",
    "actors.add_alias",
    "actors.change_alias",
    "actors.delete_alias",
}

ROLES: dict[str, set[str]] = {
    "reporter": READ_DESK | GATHER | {"articles.add_article", "articles.change_article", "articles.send_to_check"},
    "checker": READ_ALL | GATHER | KEEP_ACTORS | {
        "articles.mark_any_claim", "articles.check_claim", "articles.send_back", "sources.change_any_source",
    },
    "editor": READ_ALL | GATHER | KEEP_ACTORS | {
        "articles.add_article", "articles.change_article", "articles.edit_any_article", "articles.mark_any_claim",
        "articles.check_claim", "articles.judge_claim", "articles.send_to_check", "articles.send_back",
        "articles.make_ready", "articles.reopen_article", "sources.change_any_source",
        "sources.view_sourceidentity", "sources.add_sourceidentity", "sources.change_sourceidentity",
    },
    "publisher": READ_ALL | {
        "articles.send_back", "articles.reopen_article", "articles.publish_article", "articles.override_gate",
        "articles.withdraw_article",
    },
    "auditor": READ_ALL,
    "administrator": {
        "articles.withdraw_article", "auth.view_user", "auth.add_user", "auth.change_user", "auth.view_group",
        "auth.change_group",
    },
}  # fmt: skip


def synchronise_roles() -> None:
    """Make the six groups and give each exactly the permissions of its row. Idempotent."""
    permissions = {
        f"{p.content_type.app_label}.{p.codename}": p for p in Permission.objects.select_related("content_type")
    }
    for role, names in ROLES.items():
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.set([permissions[name] for name in sorted(names) if name in permissions])


def roles_of(user: Any) -> list[str]:
    """The role names of `user`, in the order of the table."""
    held = set(user.groups.values_list("name", flat=True))
    return [role for role in ROLES if role in held]
