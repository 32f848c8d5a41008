"""PURE  How a passage from the notes of an interview, and a translation, are told: in words for cards and the admin."""

from django.utils.translation import gettext as _

from sources.enums import Grade, TranslationKind

FROM_NOTES = (Grade.EXTRACT, Grade.NO_COPY)  # grades that say nothing but that the desk wrote the words down


def proof_in_words(grade: str, *, notes: bool, seen_by: str) -> str:
    """How a passage was found. Of `notes` of an interview that is who saw them beside the one who took them."""
    if not grade:
        return ""
    if not notes or grade not in FROM_NOTES:
        return str(Grade(grade).sentence)
    return _("From notes, seen by %(who)s.") % {"who": seen_by} if seen_by else _("From notes; nobody else saw them.")


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
