"""The vocabulary of stories, claims and editions: key, label, and the sentence a reader sees."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policydesk.lib.enums import WordedChoices


class WorkType(models.TextChoices):
    REPORTING = "reporting", _("News report")
    ANALYSIS = "analysis", _("Analysis")
    BACKGROUND = "background", _("Background")
    OPINION = "opinion", _("Opinion")
    FACT_CHECK = "fact_check", _("Fact check")


class ArticleState(WordedChoices):
    DRAFT = "draft", _("Being written."), _("Draft")
    IN_CHECK = "in_check", _("Its claims are being checked."), _("In check")
    READY = "ready", _("A publisher may release it."), _("Ready")
    SCHEDULED = "scheduled", _("It goes out by itself at its time, if the gate lets it."), _("Scheduled")
    RELEASED = "released", _("The text is the one readers see."), _("Released")


class Part(models.TextChoices):
    """The named parts of an article that claims are anchored in."""

    HEADLINE = "headline", _("Headline")
    STANDFIRST = "standfirst", _("Standfirst")
    BODY = "body", _("Body")


class AnchorState(WordedChoices):
    ANCHORED = "anchored", _("Its words stand in the text."), _("In the text")
    CHANGED = "changed", _("Other words stand in its place."), _("Reads differently")
    LOST = "lost", _("Its words are not in the text any more."), _("Not in the text")


class ClaimKind(WordedChoices):
    FACT = "fact", _("We state it in our own voice."), _("Fact")
    FIGURE = "figure", _("A number, a date or a name."), _("Figure")
    STATEMENT = "statement", _("Somebody said, denied or accused."), _("Statement")
    QUOTE = "quote", _("Somebody's very words."), _("Quote")
    PLANNED = "planned", _("An event that is expected."), _("Planned event")
    COMMITMENT = "commitment", _("Somebody undertakes to do something."), _("Commitment")
    ANALYSIS = "analysis", _("Our judgement; it has an owner, not a source."), _("Analysis")


class Priority(models.TextChoices):
    """Which claims are looked at first. The keys sort so."""

    MUST = "must", _("Check first")
    SHOULD = "should", _("With the others")


class SpeechAct(models.TextChoices):
    SAID = "said", _("said")
    DENIED = "denied", _("denied")
    ACCUSED = "accused", _("accused")
    ANNOUNCED = "announced", _("announced")
    AGREED = "agreed", _("agreed")


class Stance(models.TextChoices):
    SUPPORTS = "supports", _("Supports")
    PARTLY = "partly", _("Supports in part")
    CONTRADICTS = "contradicts", _("Contradicts")
    ATTRIBUTES = "attributes", _("Says that somebody says so")
    CONTEXT = "context", _("Gives context")


class Directness(WordedChoices):
    PRIMARY = "primary", _("The document or the record of the words itself."), _("First hand")
    REPORTING = "reporting", _("Somebody who was there or asked, reporting it."), _("Reporting")
    SECONDARY = "secondary", _("Somebody retelling what others reported."), _("Second hand")


class Basis(models.TextChoices):
    SAYS = "says", _("It says so")
    INTERPRETS = "interprets", _("It reads so")
    INFERS = "infers", _("It follows from it")


class OriginFlag(WordedChoices):
    """What is weak about where the evidence of a claim comes from. No status: a claim may be confirmed and have one."""

    SINGLE_ORIGIN = (
        "single_origin",
        _("All that carries it goes back to one origin, and none of it is first hand."),
        _("Single origin"),
    )
    INTERESTED_ONLY = (
        "interested_only",
        _("All that carries it comes from interested parties."),
        _("Interested parties only"),
    )
    ANONYMOUS_ONLY = (
        "anonymous_only",
        _("All that carries it comes from sources that are not named."),
        _("Unnamed sources only"),
    )
    STATE_MEDIA_ONLY = "state_media_only", _("All that carries it comes from state media."), _("State media only")


class Status(WordedChoices):
    """Verification status of a claim. The first two are computed from citations, the others by a check."""

    UNSOURCED = "unsourced", _("No source is attached yet."), _("No source yet")
    SOURCED = "sourced", _("Reported by the source shown; not yet checked by us."), _("Sourced, not checked")
    CONFIRMED = "confirmed", _("Confirmed in the sources shown."), _("Confirmed")
    PARTLY = "partly", _("Part of it is confirmed; the note says which words."), _("Partly confirmed")
    ATTRIBUTED = "attributed", _("The sources show only that someone says so."), _("Attributed only")
    DISPUTED = "disputed", _("Good sources disagree."), _("Sources conflict")
    UNSUPPORTED = "unsupported", _("We looked and found none that carries it."), _("No source found")
    REFUTED = (
        "refuted",
        _("The evidence contradicts it, and the story says so."),
        _("False, as this story explains"),
    )
    UNVERIFIABLE = "unverifiable", _("No public evidence can settle it."), _("Nobody outside can check this")
    ANALYSIS = "analysis", _("Our judgement."), _("Analysis")


class Verdict(models.TextChoices):
    """What a check may say. `void` takes the earlier check back."""

    CONFIRMED = "confirmed", Status.CONFIRMED.label
    PARTLY = "partly", Status.PARTLY.label
    ATTRIBUTED = "attributed", Status.ATTRIBUTED.label
    DISPUTED = "disputed", Status.DISPUTED.label
    UNSUPPORTED = "unsupported", Status.UNSUPPORTED.label
    REFUTED = "refuted", Status.REFUTED.label
    UNVERIFIABLE = "unverifiable", Status.UNVERIFIABLE.label
    ANALYSIS = "analysis", Status.ANALYSIS.label
    VOID = "void", _("Taken back")


@dataclass(frozen=True)
class Reading:
    """How a status is shown to a reader: `key` names its CSS class, `caveat` says it is not plainly confirmed."""

    key: str
    glyph: str
    label: str | Promise
    sentence: str | Promise
    caveat: bool


GLYPHS = {
    Status.UNSOURCED: "?",
    Status.SOURCED: "?",
    Status.CONFIRMED: "✓",
    Status.PARTLY: "◐",
    Status.ATTRIBUTED: "❝",
    Status.DISPUTED: "⇄",
    Status.UNSUPPORTED: "○",
    Status.REFUTED: "✗",
    Status.UNVERIFIABLE: "∅",
    Status.ANALYSIS: "¶",
}

READINGS: dict[str, Reading] = {
    status.value: Reading(
        status.value,
        GLYPHS[status],
        status.label,
        status.sentence,
        status not in (Status.CONFIRMED, Status.ANALYSIS),
    )
    for status in Status
} | {
    "said": Reading("said", "❝", _("Said, on record"), _("We confirmed that it was said, not that it is so."), False),
    "unowned": Reading("unowned", "?", _("Analysis, no owner yet"), _("Our judgement; nobody is named for it."), True),
    "unread": Reading("unread", "?", _("Analysis, not checked"), _("Our judgement; not yet checked by us."), True),
}

SPOKEN_KINDS = (ClaimKind.STATEMENT, ClaimKind.QUOTE)
OPEN_ANALYSIS = {Status.UNSOURCED: "unowned", Status.SOURCED: "unread"}  # an analysis stands on its owner, not a source
# Nobody checked these yet, which is no caveat of ours: the sums name them apart.
UNCHECKED = (Status.UNSOURCED, Status.SOURCED)
UNREAD = (*(str(status) for status in UNCHECKED), *OPEN_ANALYSIS.values())


def reading_key(status: str, kind: str) -> str:
    """The key in READINGS for a claim: a confirmed statement or quote reads “said”, never with the green mark."""
    if status == Status.CONFIRMED and kind in SPOKEN_KINDS:
        return "said"
    return OPEN_ANALYSIS.get(Status(status), str(status)) if kind == ClaimKind.ANALYSIS else str(status)


class RevisionState(models.TextChoices):
    """What became of a changed seed that waited for a person."""

    OPEN = "open", _("Waits")
    ACCEPTED = "accepted", _("Taken over")
    DROPPED = "dropped", _("Dropped")
    OVERTAKEN = "overtaken", _("Overtaken by a newer one")


class CorrectionKind(WordedChoices):
    CORRECTION = "correction", _("Something we wrote was wrong."), _("Correction")
    CLARIFICATION = "clarification", _("It was not wrong, but could mislead."), _("Clarification")
    UPDATE = "update", _("Something came to light after we wrote."), _("Update")
    RETRACTION = "retraction", _("We no longer stand by it."), _("Retraction")


class EditionKind(WordedChoices):
    FIRST = "first", _("First publication."), _("First published")
    UPDATE = "update", _("A later version of the story."), _("Update")
    CORRECTION = "correction", _("Something was wrong and is now right."), _("Correction")
    STATUS = "status", _("The text is the same; the status of claims changed."), _("Status change")
    WITHDRAWAL = "withdrawal", _("The story was withdrawn."), _("Withdrawn")
    REINSTATEMENT = "reinstatement", _("A withdrawn story is back."), _("Reinstated")


class Release(WordedChoices):
    """On what footing an edition went out."""

    CHECKED = "checked", _("A second person checked its claims before it was published."), _("Checked")
    DEVELOPING = (
        "developing",
        _("The story is under way; claims marked so are not yet checked by us."),
        _("Developing story"),
    )
    OVERRIDDEN = (
        "overridden",
        _("Published over the objections that are shown with the reason."),
        _("Published over objections"),
    )
    SINGLE_READER = (
        "single_reader",
        _("Published by one person; a second person has still to check it."),
        _("Second reading due"),
    )


class ActorRole(models.TextChoices):
    SPEAKER = "speaker", _("Speaker")


class Sign(models.TextChoices):
    """What tells that a sentence could be a claim."""

    UNDERTAKING = "undertaking", _("an undertaking")
    QUOTATION = "quotation", _("a quotation")
    REPORTING = "reporting", _("somebody said so")
    FIGURE = "figure", _("a figure")
    SUPERLATIVE = "superlative", _("a superlative")


class HistoryKind(models.TextChoices):
    """What an entry in the history of a story is about."""

    TEXT = "text", _("Text")
    CLAIMS = "claims", _("Claims")
    CHECKS = "checks", _("Checks")
    SOURCES = "sources", _("Sources")
    NOTES = "notes", _("Notes")
    STEPS = "steps", _("Steps and editions")


class WordsState(models.TextChoices):
    """What became of words that were suggested for a sentence."""

    OPEN = "open", _("Open")
    TAKEN = "taken", _("Taken")
    DECLINED = "declined", _("Declined")


class DeedKind(models.TextChoices):
    """What can be undone at the workbench."""

    CHECK = "check", _("Verdict")
    ATTACHED = "attached", _("Source attached")
    REMOVED = "removed", _("Source taken away")
    RETIRED = "retired", _("Claim retired")
    WAIVED = "waived", _("Sentence waived")
    ASKED = "asked", _("Waiver of a sentence taken back")
    REJECTED = "rejected", _("Suggestion rejected")


class RedactionBasis(WordedChoices):
    """Why the law wants words gone, with what readers are told of it."""

    ORDER = "order", _("A court or an authority ordered it."), _("Order of a court or an authority")
    PRIVACY = "privacy", _("They did serious harm to somebody's private life."), _("Serious harm to somebody's privacy")
    LAW = "law", _("The law does not allow us to publish them."), _("Another duty under the law")


class RedactionState(models.TextChoices):
    """What became of a redaction that somebody asked for."""

    OPEN = "open", _("Waits for a second person")
    CONFIRMED = "confirmed", _("Done")
    RETURNED = "returned", _("Returned")
    WITHDRAWN = "withdrawn", _("Withdrawn by who asked")
