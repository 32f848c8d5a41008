"""The vocabulary of the ledger: how binding, in which part, and what came of it, with the reader's sentence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.enums import Reading
from commitments.as_of import KNOWN, TRUE
from policydesk.lib.enums import WordedChoices


class OccasionKind(models.TextChoices):
    SUMMIT = "summit", _("Summit")
    MINISTERIAL = "ministerial", _("Ministerial meeting")
    WORKING_GROUP = "working_group", _("Working group")
    CALL = "call", _("Call")
    VISIT = "visit", _("Visit")
    BRIEFING = "briefing", _("Briefing")
    EXCHANGE = "exchange", _("Exchange of letters or statements")


class Bindingness(WordedChoices):
    LEGALLY = "legally_binding", _("A treaty, a law or an official act."), _("Legally binding")
    POLITICALLY = "politically_binding", _("Agreed by both sides, without force of law."), _("Politically binding")
    UNILATERAL = "unilateral", _("Declared by one side for itself."), _("One side's own")
    REPORTED_ONLY = "reported_only", _("Only others say that it was undertaken."), _("Reported only")
    UNCLEAR = "unclear", _("The sources do not say on what footing it was made."), _("Unclear")


class Verifiability(WordedChoices):
    VERIFIABLE = "verifiable", _("An outsider can see whether it was done."), _("Can be verified")
    IN_PART = "in_part", _("Some of it can be seen from outside, some cannot."), _("In part")
    NOT_VERIFIABLE = "not_verifiable", _("Too vague, or the facts cannot be public."), _("Cannot be verified")


class PartyRole(models.TextChoices):
    PLEDGER = "pledger", _("Undertakes it")
    COUNTERPARTY = "counterparty", _("To whom it was undertaken")
    BENEFICIARY = "beneficiary", _("Benefits from it")
    MONITOR = "monitor", _("Watches over it")


class Side(models.TextChoices):
    """The two sides of a bilateral commitment; what stands on neither is left empty."""

    FIRST = "first", _("First side")
    SECOND = "second", _("Second side")


class Fulfilment(WordedChoices):
    """What came of a commitment. `overdue` and `contested` are computed beside it, never chosen."""

    NOT_YET_RATED = "not_yet_rated", _("Recorded; no evidence either way yet."), _("Not yet rated")
    IN_PROGRESS = "in_progress", _("Steps towards it are evidenced."), _("In progress")
    STALLED = "stalled", _("No movement for a long time, or a block is evidenced."), _("Stalled")
    PARTLY_FULFILLED = "partly_fulfilled", _("A significant part is done, less than undertaken."), _("Partly kept")
    FULFILLED = "fulfilled", _("Done as worded and in effect."), _("Kept")
    BREACHED = "breached", _("A contrary act, or refusal at the deadline, is evidenced."), _("Broken")
    LAPSED = "lapsed", _("The deadline passed without evidence that it was done."), _("Lapsed")
    WITHDRAWN = "withdrawn", _("The side that made it took it back."), _("Withdrawn")
    SUPERSEDED = "superseded", _("Replaced by another commitment."), _("Superseded")
    UNCHECKABLE = "uncheckable", _("Too vague, or the facts cannot be public."), _("Cannot be judged")


GLYPHS = {
    Fulfilment.NOT_YET_RATED: "○",
    Fulfilment.IN_PROGRESS: "▸",
    Fulfilment.STALLED: "‖",
    Fulfilment.PARTLY_FULFILLED: "◐",
    Fulfilment.FULFILLED: "✓",
    Fulfilment.BREACHED: "✗",
    Fulfilment.LAPSED: "⊘",
    Fulfilment.WITHDRAWN: "←",
    Fulfilment.SUPERSEDED: "→",
    Fulfilment.UNCHECKABLE: "∅",
}

# Which way the evidence of such an entry points: that it is kept, or against it. Of the others it says neither.
FOR = (Fulfilment.IN_PROGRESS, Fulfilment.PARTLY_FULFILLED, Fulfilment.FULFILLED)
AGAINST = (Fulfilment.STALLED, Fulfilment.BREACHED, Fulfilment.LAPSED, Fulfilment.WITHDRAWN)

# How readers see a status: glyph, word, sentence; the key names its CSS class.
READINGS: dict[str, Reading] = {
    status.value: Reading(status.value, GLYPHS[status], status.label, status.sentence, False) for status in Fulfilment
}
OVERDUE = Reading(
    "overdue", "!", _("Overdue"), _("The term in its words has passed; computed from the date, never stored."), True
)
SEVERAL = Reading("several", "≠", _("Not alike"), _("Those who undertook it do not stand alike."), False)
OVERDUE_UNSEEN = Reading("overdue", "!", _("Overdue, no evidence"), OVERDUE.sentence, True)


class Bearing(WordedChoices):
    """On which side a passage stands. Beside the status it is to show, it stands for or against the keeping."""

    FOR = "for", _("It speaks for its being kept."), _("For")
    AGAINST = "against", _("It speaks against its being kept."), _("Against")


class Nature(WordedChoices):
    """What can be seen in a passage: that it is to be done, that somebody says it was done, or that it was done."""

    ANNOUNCEMENT = "announcement", _("It says that something is to be done."), _("Announcement")
    REPORT = "report", _("Somebody says in it that something was done; it does not show it."), _("Report")
    EFFECT = "effect", _("It shows that it was done, or is in force."), _("Effect")


class ProposalState(models.TextChoices):
    OPEN = "open", _("Waits for a second person")
    CONFIRMED = "confirmed", _("Confirmed")
    RETURNED = "returned", _("Returned")
    WITHDRAWN = "withdrawn", _("Withdrawn by who proposed it")


class Dates(models.TextChoices):
    """Which dates count when the ledger is asked as of a day."""

    TRUE = TRUE, _("true then")
    KNOWN = KNOWN, _("known then")


class LinkKind(models.TextChoices):
    CONDITIONAL_ON = "conditional_on", _("is conditional on")
    IN_EXCHANGE_FOR = "in_exchange_for", _("is given in exchange for")
    SUPERSEDES = "supersedes", _("supersedes")
    REAFFIRMS = "reaffirms", _("reaffirms")
    IMPLEMENTS = "implements", _("implements")
    CONTRADICTS = "contradicts", _("contradicts")


# The same seen from the other commitment.
SEEN_BACK = {
    LinkKind.CONDITIONAL_ON: _("is a condition of"),
    LinkKind.IN_EXCHANGE_FOR: _("is given in exchange for"),
    LinkKind.SUPERSEDES: _("is superseded by"),
    LinkKind.REAFFIRMS: _("is reaffirmed by"),
    LinkKind.IMPLEMENTS: _("is implemented by"),
    LinkKind.CONTRADICTS: _("is contradicted by"),
}
