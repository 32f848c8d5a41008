"""What a source is (CSL types), who stands behind it, and how well a passage was found in its copy."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policydesk.lib.enums import WordedChoices


class SourceKind(models.TextChoices):
    """CSL item types, the ones a foreign-policy desk meets."""

    TREATY = "treaty", _("Treaty")
    REGULATION = "regulation", _("Regulation")
    LEGISLATION = "legislation", _("Legislation")
    REPORT = "report", _("Report")
    SPEECH = "speech", _("Speech or briefing")
    INTERVIEW = "interview", _("Interview")
    ARTICLE_NEWSPAPER = "article-newspaper", _("News article")
    ARTICLE_JOURNAL = "article-journal", _("Journal article")
    WEBPAGE = "webpage", _("Web page")
    POST = "post", _("Post")
    BROADCAST = "broadcast", _("Broadcast")
    DATASET = "dataset", _("Data set")
    PERSONAL_COMMUNICATION = "personal_communication", _("Personal communication")


class SourceClass(models.TextChoices):
    PRIMARY_OFFICIAL = "primary_official", _("Official, first hand")
    WIRE = "wire", _("News agency")
    PRESS = "press", _("Press")
    STATE_MEDIA = "state_media", _("State media")
    ACADEMIC = "academic", _("Academic")
    THINK_TANK = "think_tank", _("Think tank")
    DATA = "data", _("Data")
    SOCIAL = "social", _("Social media")
    OWN_REPORTING = "own_reporting", _("Own reporting")


# What somebody said to the desk: how it was held, and what was agreed, is noted beside it.
SPOKEN = (SourceKind.INTERVIEW, SourceKind.PERSONAL_COMMUNICATION)


class Confidentiality(WordedChoices):
    PUBLIC = "public", _("Readers see the source."), _("Public")
    BACKGROUND = "background", _("Readers see only how the source is described."), _("Background")
    CONFIDENTIAL = (
        "confidential",
        _("Readers see only how the source is described; few at the desk know who."),
        _("Confidential"),
    )


class GroundRules(WordedChoices):
    """What was agreed with somebody before they spoke."""

    ON_RECORD = "on_record", _("It may be quoted with the name."), _("On the record")
    BACKGROUND = "background", _("It may be quoted; readers see only how the person is described."), _("Background")
    DEEP_BACKGROUND = (
        "deep_background",
        _("It may be used in our own words; readers see only how the person is described."),
        _("Deep background"),
    )
    OFF_RECORD = "off_record", _("It is for the desk to know, and is never cited."), _("Off the record")


class Medium(models.TextChoices):
    """How somebody spoke with the desk."""

    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("By phone")
    VIDEO = "video", _("By video")
    WRITTEN = "written", _("In writing")


class SnapshotKind(WordedChoices):
    FULL = "full", _("A saved copy of the whole document."), _("Saved copy")
    EXTRACT = "extract", _("Words typed by the desk from the document; not a saved copy."), _("Extract")
    UPLOAD = "upload", _("A file given to the desk."), _("Uploaded file")


class CaptureResult(models.TextChoices):
    SAVED = "saved", _("Saved")
    UNCHANGED = "unchanged", _("Unchanged")
    FAILED = "failed", _("Failed")


class Trouble(WordedChoices):
    """What a failed look says of the address itself. Empty where the reason lies with us."""

    GONE = "gone", _("The site says that the page is no more, or there is no such site."), _("Gone")
    CLOSED = "closed", _("The site did not give the page."), _("Did not open")


class TextKind(models.TextChoices):
    EXTRACTED = "extracted", _("Taken from the file by program")
    TYPED = "typed", _("Typed by a person")
    TRANSLATION = "translation", _("Translation")


class TranslationKind(WordedChoices):
    OFFICIAL = "official", _("By whoever published the document."), _("Official")
    OWN = "own", _("By a person for the desk."), _("Our own")
    MACHINE = "machine", _("By a program."), _("By machine")


class Grade(WordedChoices):
    """How a passage was found in the saved copy. Never read `absent` as “not supported”."""

    EXACT = "exact", _("Found word for word in the saved copy."), _("Exact")
    NORMALISED = "normalised", _("Found; only typography differs."), _("Found")
    CUTS = "cuts", _("Found, with the omissions marked."), _("With cuts")
    CLOSE = "close", _("Almost: a few words differ from the saved copy."), _("Close")
    PARTLY = "partly", _("Only part of it is in the saved copy."), _("In part")
    ABSENT = "absent", _("No verbatim match in the saved copy."), _("No verbatim match")
    NO_COPY = "no_copy", _("No saved copy yet; the passage is stored, not checked."), _("No copy")
    NO_TEXT = "no_text", _("The saved copy has no text in which it could be looked for."), _("No text")
    EXTRACT = "extract", _("Found in words the desk typed from the document; not a proof."), _("Extract")
    TOO_SHORT = "too_short", _("Too short to prove anything."), _("Too short")


class PublicCopy(models.TextChoices):
    """On what ground readers may get a whole saved copy; on none, copies stay inside the desk."""

    NONE = "none", _("Desk only")
    PUBLIC_DOMAIN = "public_domain", _("Public domain")
    LICENSED = "licensed", _("Licensed to us")
    OWN = "own", _("Our own work")
