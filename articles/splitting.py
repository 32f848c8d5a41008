"""Text → sentences, by rules for the prose of policy and news. Pure."""

import re

TOKEN = re.compile(r"\S+")
STOPS, OPENERS, CLOSERS = ".?!…", "\"'“‘«([", "\"'”’»)]"
WIDE = ("。", "！", "？")
WIDE_STOP = re.compile("[。！？][”’」』）]*")  # Chinese and Japanese put no space after them
INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")  # U.S, D.C, p.m, e.g


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What is shortened before a name; before a number; and at the end of a name, where a sentence may end too.
BEFORE_NAME = _words("Mr Mrs Ms Dr Prof Gen Lt Col Maj Capt Sgt Cmdr Adm Sen Rep Gov Pres Amb Rev Hon St Mt Ft vs")
BEFORE_NUMBER = _words(
    "No Nos Art Arts Sec Secs Vol Fig Ch para p pp approx ca Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
)
IN_NAME = _words("Jr Sr Inc Corp Co Ltd Bros Dept Univ Sec Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec")
# After "U.S.", "p.m." or "Jr." a capital may go on with a name ("the U.S. Senate"); these words begin anew.
BEGINNERS = _words(
    "The This That These Those There It Its He His She Her They Their We Our I You Your A An And But Or So Yet If In "
    "On At As By For From To With Under Over After Before Since Until While When Where Whether Although Though "
    "Because However Both Each Every Some Many Most All No Not Now Then Today Also Who What Why How Which Once Here"
)
SPEECH = re.compile(r"(?:\w+\s+){1,3}(?:said|says|asked|asks|told|added|wrote|replied|answered)\b")


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans (start, end) of the sentences of `text`, in order, without the white space around them.

    A blank line, which parts the blocks of a body, always ends a sentence.
    """
    spans = []
    start = None
    tokens = [token.span() for token in TOKEN.finditer(text)]
    for (at, end), (following, beyond) in zip(tokens, [*tokens[1:], (len(text), len(text))], strict=False):
        start = at if start is None else start
        for stop in WIDE_STOP.finditer(text, at, end):
            if stop.end() < end:
                spans.append((start, stop.end()))
                start = stop.end()
        last = following == beyond or text.count("\n", end, following) > 1
        ends = _ends(text[at:end], text[following:beyond], first=start == at)
        if last or (ends and not _goes_on(text, end, following)):
            spans.append((start, end))
            start = None
    return spans


def _ends(token: str, after: str, *, first: bool) -> bool:
    """Whether a sentence ends with `token`, when `after` is the next word; `first` if none came before it."""
    core = token.rstrip(CLOSERS)
    word = core.rstrip(STOPS).lstrip(OPENERS)
    stop = core[len(core.rstrip(STOPS)) :]
    opening = after.lstrip(OPENERS + "$€£¥")[:1]
    if core.endswith(WIDE):
        return True
    if not stop or opening.islower() or not opening.isalnum():
        return False
    return stop != "." or not _abbreviates(word, opening, after.strip(OPENERS + CLOSERS + ",;:"), first=first)


def _abbreviates(word: str, opening: str, after: str, *, first: bool) -> bool:
    """Whether the stop behind `word` only shortens it."""
    if word in BEFORE_NAME or (word in BEFORE_NUMBER and opening.isdigit()):
        return True
    if first and (word.isdigit() or len(word) == 1):  # "1. The parties agree"
        return True
    if word in IN_NAME or INITIALS.fullmatch(word):
        return after.split("’")[0].split("'")[0] not in BEGINNERS
    return len(word) == 1 and word.isupper() and word != "I" and after not in BEGINNERS  # Joseph R. Biden


def _goes_on(text: str, end: int, following: int) -> bool:
    """“Is it over?” the minister asked: the question stands within a sentence."""
    closed = text[end - 2 : end]
    return closed[:1] in "?!" and closed[1:] in set('"”’»') and bool(SPEECH.match(text, following, following + 80))
