"""What the script of the workbench says, and the table of its keys: in the language of the person."""

from django.utils.translation import gettext as _

from articles.admin.workbench_lines import KEYS
from articles.enums import Verdict


def words() -> dict[str, str]:
    """Sentences by the name that the script knows; %s is a time, or words of the page."""
    return {
        "saving": _("Saving…"),
        "saved": _("Saved %s"),
        "refused": _("Not saved."),
        "all_saved": _("Everything is saved."),
        "waits": _("Typed and not saved yet: %s. It waits for its button."),
        "draft": _("You typed this before. It is not saved yet."),
        "down": _("Not saved. Trying again in 5 s."),
        "out": _("You were signed out. Sign in in a new tab, then press “Try now”. Nothing is lost."),
        "out_here": _("You were signed out. Sign in in a new tab, then open this again: what you typed is kept."),
        "opens_then": _("Your changes are being saved. It opens then."),
        "opens_not": _("Not opened: your changes are not saved yet."),
        "other": _("Somebody else is signed in here now. Sign in again yourself, then press “Try now”."),
        "try_now": _("Try now"),
        "error": _("Error:"),
        "told_check": _("%(who)s set claim %(number)s to “%(reads)s”."),
        "told_row": _("Claim %(number)s reads “%(reads)s” now."),
        "none_open": _("All claims are resolved."),
        "may_not_mark": _("You may not mark claims in this story now."),
        "choose_words": _("Choose a sentence with ↓, or select words, then press n."),
        "word_mode": _("Word mode: ← → move the start, Shift+← → the end. Enter marks the words, Esc leaves."),
        "not_now": _("That cannot be done now."),
        "not_loaded": _("That could not be loaded. Try again."),
        "sources": _("Sources"),
        "no_copy": _("The claim has no source yet: the saved copy of one could be opened here."),
        "typed_there": _("What you typed there is not saved, and stays: “Undo” brings the claim back."),
        "none_suggested": _("Nothing is suggested now."),
        "reads_now": _("It reads now: %s"),
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
        (_("In the story"), _in_story()),
        (_("In the list"), [*_in_list(), *verdicts]),
        (_("In the suggestions"), _in_suggestions()),
        (_("In the panel"), _in_panel()),
        (_("Everywhere"), _everywhere()),
    ]


def _in_story() -> list[tuple[str, str]]:
    return [
        ("↓ ↑", _("next, previous sentence; j and k too")),
        ("Home End", _("the first, the last sentence")),
        ("n", _("new claim from the selected words, else from the sentence")),
        ("w", _("word mode: ← → move the start of the range, with Shift its end; Enter takes it, Esc leaves")),
        ("g", _("open the suggestions")),
        ("i", _("other words for the sentence: written into the story, or suggested to who may write there")),
        ("Shift+O Shift+K Shift+L", _("waive the sentence: opinion, common knowledge, linking sentence")),
        ("c", _("to the list, at the claim of the sentence")),
    ]


def _in_list() -> list[tuple[str, str]]:
    return [
        ("↓ ↑", _("next, previous claim; j and k too")),
        ("Home End", _("the first, the last claim")),
        ("] [", _("next, previous unresolved claim")),
        ("g", _("open the suggestions")),
        ("!", _("check the claim first, or with the others again")),
        ("o", _("open the saved copy; words that you select in it become the passage")),
        ("w Delete", _("to the waiver of a number, date or name; to the reason why it is no claim any more")),
        ("z Shift+Z", _("undo, redo your last verdicts, sources, waivers and rejections, ten steps")),
        ("i", _("other words for the sentence of the claim")),
        ("Enter", _("into the panel of the claim")),
        ("Backspace", _("back to the story, at the claim")),
        ("s e b m", _("to the source, the passage, who says it, the note")),
        ("1 … 9", _("take a source that is at hand, in the order of the source field, and go to its passage")),
    ]


def _in_suggestions() -> list[tuple[str, str]]:
    return [
        ("↓ ↑", _("next, previous suggestion; j and k too")),
        ("a", _("accept it: its words become a claim, or its kind changes")),
        ("r", _("reject it: these words are not suggested again in this story; the gate asks for them still")),
        ("Shift+O Shift+K Shift+L", _("waive its sentence")),
        ("g", _("close them, as Esc does")),
    ]


def _in_panel() -> list[tuple[str, str]]:
    return [
        ("Ctrl+Enter", _("save, confirm where no verdict stands, and on to the next unresolved claim")),
        ("Esc", _("back to the list; what was typed is saved or kept")),
    ]


def _everywhere() -> list[tuple[str, str]]:
    return [
        ("?", _("this table, from the story, the list and the suggestions")),
        ("Ctrl+S", _("save what saves itself, and name what waits for its button")),
    ]
