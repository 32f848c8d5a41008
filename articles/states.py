"""PURE  The states of a story's working text: a dict of the steps between them.

`docs/reference/states.md` shows it as a table; a change of the text leads back to draft from every state.
"""

from django.utils.translation import gettext_lazy as _

from articles.enums import ArticleState as S
from policydesk.lib.states import Step

STEPS: dict[str, Step] = {
    step.key: step
    for step in (
        Step(
            "send_to_check", _("Send to check"), (S.DRAFT,), S.IN_CHECK, "articles.send_to_check",
            _("You may not send stories to check. Ask their author or an editor."),
        ),
        Step(
            "send_back", _("Send back"), (S.IN_CHECK,), S.DRAFT, "articles.send_back",
            _("You may not send stories back. Ask a checker or an editor."), needs_reason=True,
        ),
        Step(
            "make_ready", _("Declare ready"), (S.IN_CHECK,), S.READY, "articles.make_ready",
            _("You may not declare stories ready. Ask an editor."),
        ),
        Step(
            "reopen", _("Take back to draft"), (S.READY, S.SCHEDULED, S.RELEASED), S.DRAFT, "articles.reopen_article",
            _("You may not take stories back to draft. Ask an editor or a publisher."),
        ),
        Step(
            "schedule", _("Schedule"), (S.READY, S.SCHEDULED), S.SCHEDULED, "articles.publish_article",
            _("You may not schedule stories. Ask a publisher."),
        ),
        Step(
            "release", _("Publish"), (S.READY, S.SCHEDULED), S.RELEASED, "articles.publish_article",
            _("You may not publish stories. Ask a publisher."),
        ),
    )
}  # fmt: skip


def steps_from(state: str) -> list[Step]:
    """The steps that lead on from `state`, in the order of the table."""
    return [step for step in STEPS.values() if state in step.sources]
