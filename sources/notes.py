"""PURE  How a passage was found, and who stands between it and the document: notes, typed words, a translation."""

from django.utils.translation import gettext as _

from sources.enums import Grade, TranslationKind

FROM_NOTES = (Grade.EXTRACT, Grade.NO_COPY)  # grades that say nothing but that the desk wrote the words down


def proof_in_words(grade: str, *, notes: bool, seen_by: str, typed_by: str = "") -> str:
    """How a passage was found. Of `notes` of an interview that is who saw them beside the one who took them.

    `typed_by`: who typed the words of the copy in which it was looked for; empty where a program took them out.
    """
    if not grade:
        return ""
    if notes and grade in FROM_NOTES:
        return (
            _("From notes, seen by %(who)s.") % {"who": seen_by} if seen_by else _("From notes; nobody else saw them.")
        )
    typed = _in_typed_words(typed_by) if typed_by else {}
    return typed.get(Grade(grade)) or str(Grade(grade).sentence)


def _in_typed_words(who: str) -> dict[Grade, str]:
    """The sentences of grades in words that a person read in a scan: the document itself says them to nobody yet."""
    sentences = {
        Grade.EXACT: _("Found word for word in words typed from the scan by %(who)s."),
        Grade.NORMALISED: _("Found in words typed from the scan by %(who)s; only typography differs."),
        Grade.CUTS: _("Found in words typed from the scan by %(who)s, with the omissions marked."),
        Grade.CLOSE: _("Almost: a few words differ from those typed from the scan by %(who)s."),
        Grade.PARTLY: _("Only part of it is in words typed from the scan by %(who)s."),
        Grade.ABSENT: _("No verbatim match in words typed from the scan by %(who)s."),
    }
    return {grade: sentence % {"who": who} for grade, sentence in sentences.items()}


def translation_in_words(kind: str, *, made_by: str, read_by: str) -> str:
    """Of which kind a translation is, who made it and who read it beside the original."""
    words = {
        TranslationKind.OFFICIAL: (_("Official, by %(maker)s"), _("Official, by %(maker)s, read by %(reader)s")),
        TranslationKind.OWN: (
            _("Our own, by %(maker)s, read by nobody else yet"), _("Our own, by %(maker)s, read by %(reader)s"),
        ),
        TranslationKind.MACHINE: (
            _("By machine (%(maker)s), read by nobody yet"), _("By machine (%(maker)s), read by %(reader)s"),
        ),
    }  # fmt: skip
    return words[TranslationKind(kind)][bool(read_by)] % {"maker": made_by, "reader": read_by}
