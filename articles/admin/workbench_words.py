"""What the script of the workbench says, and the table of its keys: in the language of the person."""

from django.utils.translation import gettext as _

from articles.admin.workbench_lines import KEYS
from articles.enums import Verdict


def words() -> dict[str, str]:
    """Sentences by the name that the script knows; %s is a time."""
    return {
        "saving": _("Saving…"),
        "saved": _("Saved %s"),
        "refused": _("Not saved."),
        "all_saved": _("Everything is saved."),
        "down": _("Not saved. Trying again in 5 s."),
        "out": _("You were signed out. Sign in in a new tab, then press “Try now”. Nothing is lost."),
        "other": _("Somebody else is signed in here now. Sign in again yourself, then press “Try now”."),
        "try_now": _("Try now"),
        "error": _("Error:"),
        "claim": _("Claim"),
        "none_open": _("All claims are resolved."),
        "may_not_mark": _("You may not mark claims in this story now."),
        "choose_words": _("Choose a sentence with ↓, or select words, then press n."),
        "word_mode": _("Word mode: ← → move the start, Shift+← → the end. Enter marks the words, Esc leaves."),
        "not_now": _("That cannot be done now."),
        "sources": _("Sources"),
        "no_copy": _("Attach a source first, or choose one: then its saved copy can be opened."),
        "no_source": _("There are not so many sources at hand."),
        "not_here": _("That field is not open to you here."),
    }


def verdict_keys() -> dict[str, str]:
    """Of each key that records a verdict, which."""
    return {key: verdict.value for verdict, key in KEYS.items()}


def keys() -> list[tuple[str, list[tuple[str, str]]]]:
    """The keys in groups, as (where, rows of key and what it does)."""
    verdicts = [(key, str(Verdict(verdict).label)) for verdict, key in KEYS.items()]
    return [
        (
            _("In the story"),
            [
                ("↓ ↑", _("next, previous sentence; j and k too")),
                ("n", _("new claim from the selected words, else from the sentence")),
                ("w", _("word mode: ← → move the start of the range, with Shift its end; Enter takes it, Esc leaves")),
                ("c", _("to the list, at the claim of the sentence")),
            ],
        ),
        (
            _("In the list"),
            [
                ("↓ ↑", _("next, previous claim; j and k too")),
                ("] [", _("next, previous unresolved claim")),
                ("o", _("open the saved copy; words that you select in it become the passage")),
                ("w Delete", _("to the waiver of a number, date or name; to the reason why it is no claim any more")),
                ("z Shift+Z", _("undo, redo your last verdicts and sources, ten steps")),
                ("Enter", _("into the panel of the claim")),
                ("Backspace", _("back to the story, at the claim")),
                ("s e b m", _("to the source, the passage, who says it, the note")),
                ("1 … 9", _("attach a source that is at hand, in the order of the source field")),
                *verdicts,
            ],
        ),
        (
            _("In the panel"),
            [
                ("Ctrl+Enter", _("save, confirm where no verdict stands, and on to the next unresolved claim")),
                ("Esc", _("back to the list; what was typed is saved or kept")),
            ],
        ),
    ]
