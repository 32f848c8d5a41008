"""The roles of a desk, as groups. What a person may do follows from groups; the rule functions decide.

`synchronise_roles` runs after every migration: it makes the groups' permissions equal to this table, so a
right that was given to a role by hand does not last. A person may hold several roles.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission

READ_DESK = {
    "articles.view_article", "articles.view_claim", "articles.view_citation", "articles.view_check",
    "articles.view_edition", "articles.view_override", "articles.view_publication", "articles.view_proposedrevision",
    "articles.view_correction", "articles.view_notice", "articles.view_note", "articles.view_alert",
    "articles.view_commentrequest", "articles.view_handover",
    "sources.view_source", "sources.view_snapshot", "sources.view_excerpt", "actors.view_actor", "actors.view_alias",
    "actors.view_tenure", "actors.view_tagpage", "taggit.view_tag",
    "commitments.view_occasion", "commitments.view_participant", "commitments.view_commitment",
    "commitments.view_party", "commitments.view_link", "commitments.view_report",
    "commitments.view_statusproposal", "commitments.view_statuschange",
}  # fmt: skip
READ_ALL = READ_DESK | {"articles.read_any_article", "policydesk.view_importrun"}
READ_REPORTS = {"articles.view_readerreport"}
WORK_REPORTS = READ_REPORTS | {"articles.work_report"}
READ_REDACTIONS = {"articles.view_redactionrequest", "articles.view_redaction"}
GATHER = {
    "articles.change_claim", "sources.add_source", "sources.change_source", "sources.add_excerpt",
    "sources.add_snapshot",
}  # fmt: skip
PROPOSE_ACTORS = {"actors.add_actor", "actors.add_alias"}  # adding one is proposing it: docs/decisions/0009
KEEP_ACTORS = PROPOSE_ACTORS | {
    "actors.change_actor", "actors.change_alias", "actors.delete_alias",
    "actors.add_tenure", "actors.change_tenure", "actors.delete_tenure",
}  # fmt: skip
PROPOSE = {  # adding is proposing: nothing of it is public until an editor publishes it
    "commitments.add_occasion", "commitments.add_participant", "commitments.add_commitment", "commitments.add_party",
    "commitments.propose_status",
}  # fmt: skip
KEEP_COMMITMENTS = PROPOSE | {
    "commitments.change_occasion", "commitments.change_participant", "commitments.delete_participant",
    "commitments.change_commitment", "commitments.change_party", "commitments.delete_party",
    "commitments.add_link", "commitments.delete_link", "commitments.add_report", "commitments.delete_report",
    "commitments.confirm_status",
}  # fmt: skip

ROLES: dict[str, set[str]] = {
    "reporter": READ_DESK | GATHER | PROPOSE_ACTORS | PROPOSE | {
        "articles.add_article", "articles.change_article", "articles.send_to_check", "articles.add_note",
    },
    "checker": READ_ALL | WORK_REPORTS | GATHER | KEEP_ACTORS | KEEP_COMMITMENTS | {
        "articles.mark_any_claim", "articles.check_claim", "articles.send_back", "articles.add_note",
        "sources.change_any_source", "sources.capture_source",
    },
    "editor": READ_ALL | READ_REDACTIONS | WORK_REPORTS | GATHER | KEEP_ACTORS | KEEP_COMMITMENTS | {
        "articles.add_article", "articles.change_article", "articles.edit_any_article", "articles.mark_any_claim",
        "articles.check_claim", "articles.judge_claim", "articles.send_to_check", "articles.send_back",
        "articles.make_ready", "articles.reopen_article", "articles.assign_article", "articles.add_notice",
        "articles.add_note", "articles.ask_redaction",
        "sources.change_any_source", "sources.capture_source", "sources.retract_source", "sources.share_copies",
        "sources.call_independent",
        "commitments.publish_commitment", "actors.merge_actor", "actors.keep_tags",
        "sources.view_sourceidentity", "sources.add_sourceidentity", "sources.change_sourceidentity",
    },
    "publisher": READ_ALL | READ_REDACTIONS | WORK_REPORTS | {
        "articles.send_back", "articles.reopen_article", "articles.publish_article", "articles.override_gate",
        "articles.withdraw_article", "articles.add_note", "articles.ask_redaction", "articles.confirm_redaction",
    },
    "auditor": READ_ALL | READ_REDACTIONS | READ_REPORTS,
    "administrator": {
        "articles.withdraw_article", "articles.view_event", "articles.retry_event",
        "auth.view_user", "auth.add_user", "auth.change_user", "auth.view_group", "auth.change_group",
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
    held = user.role_names if hasattr(user, "role_names") else set(user.groups.values_list("name", flat=True))
    return [role for role in ROLES if role in held]
