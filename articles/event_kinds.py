"""What the desk tells people of, and how far the telling got."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policydesk.lib.enums import WordedChoices


class EventKind(WordedChoices):
    """What happened, with the sentence for those concerned; a sentence names the story and who did it, no source."""

    STOPPED = "stopped", _("“%(story)s” was not published as scheduled."), _("Not published as scheduled")
    RETRACTED = (
        "retracted",
        _("A source under “%(story)s”, which readers see, was retracted."),
        _("Source retracted"),
    )
    MENTION = "mention", _("%(who)s names you in a note on “%(story)s”."), _("Named in a note")
    ASSIGNED = "assigned", _("%(who)s assigned “%(story)s” to you."), _("Assigned")
    HANDED = (
        "handed", _("%(who)s handed over to you what waits for an answer on “%(story)s”."), _("Handed over"),
    )  # fmt: skip
    RETURNED = "returned", _("“%(story)s” is a draft again: %(who)s sent it back."), _("Sent back")
    REPORTED = "reported", _("A reader asks for a correction of “%(story)s”."), _("Correction asked for")
    LOST = "lost", _("Words of a claim are gone from “%(story)s”: %(who)s changed the text."), _("Claim lost")


class Delivery(models.TextChoices):
    """How far a letter, or the call of the webhook, got."""

    NONE = "none", _("Not to be sent")
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Given up")
