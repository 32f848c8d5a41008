"""PURE  Text → sentences, by rules for the prose of policy and news."""

import re

TOKEN = re.compile(r"\S+")
STOPS, OPENERS, CLOSERS = ".?!…", "\"'“‘«([", "\"'”’»)]"
WIDE = ("。", "！", "？")
MAY_END = frozenset(STOPS + CLOSERS + "".join(WIDE))  # the last sign of a word that ends a sentence
# Chinese and Japanese put no space after them. “他们同意。”他说。 is one sentence.
WIDE_STOP = re.compile(
    "[。！？][”’」』）]*(?![”’」』）]|(?<=[”」』])[^。！？，：“「]{1,8}(?:[说說问問]|表示|[写寫]道)[。，])"
)
INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")  # U.S, D.C, p.m, e.g


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What is shortened before a name; before a number; and at the end of a name, where a sentence may end too.
MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec "
BEFORE_NAME = _words(
    "Mr Mrs Ms Messrs Mme Mlle Dr Drs Prof Profs Gen Gens Brig Lt Col Maj Capt Sgt Cpl Pvt Cmdr Cdr Adm Supt Insp Det "
    "Sen Sens Rep Reps Gov Govs Pres Amb Atty Asst Assoc Dep Dir Rev Hon Msgr Fr St Mt Ft Pub vs cf viz e.g i.e a.k.a"
)
CITED = _words(
    "Art Arts Sec Secs Vol Vols Fig Figs Ch Chs Cl Pt Ex App Ann Doc Docs Res Reg Regs Op Stat Para Paras para "
    "paras p pp"
)
BEFORE_NUMBER = CITED | _words(MONTHS + "No Nos approx Approx ca Ca")
IN_NAME = _words(MONTHS + "Jr Sr Esq Inc Corp Co Cos Bros Assn Intl Dept Univ Sec Mon Tue Tues Wed Thu Thurs Fri")
VOWELLESS = re.compile("[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-xz]+")  # Ltd, Blvd: hardly ever whole words
NUMERAL = re.compile(r"[IVXLC]+|[A-Z]\.?")  # Art. IV, App. B.
DAY = re.compile("[12]?[0-9]|3[01]")  # On 7. March
WHOLE_MONTHS = _words("January February March April May June July August September October November December")
# What numbers a paragraph: "1.", "2.1.", "b.", "IV.", "Art. 3.", "Section 4."
LABEL = re.compile(
    r"(?:(?:Art\.|Article|Sec\.|Section|Ch\.|Chapter|Para\.|Rule|Part|Annex)\s)?"
    r"[\"'“‘«(\[]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[IVX]{1,5}|[ivx]{1,5})\."
)
# After "U.S.", "p.m." or "Jr." a capital may go on with a name ("the U.S. Senate"); these words begin anew.
BEGINNERS = _words(
    "The This That These Those There It Its He His She Her They Their We Our I My You Your A An And But Or Nor So Yet "
    "If In On At As By For From To With Within Without Under Over Among Between Against Through Throughout During "
    "Despite After Before Since Until Unless While When Where Whether Although Though Because However Moreover "
    "Furthermore Nevertheless Therefore Thus Indeed Instead Meanwhile Perhaps Finally Recently Eventually Soon Later "
    "Earlier Last Then Now Today Also Still Even Only Not Never Once Here Both Each Every Either Neither Some Several "
    "Many Most More Few Any All No None Nobody Nothing Everyone Everything Someone Another Others Such Two Three Four "
    "Five Six Seven Eight Nine Ten Dozens Hundreds Thousands Who Whose What Why How Which Officials Lawmakers "
    "Diplomats Negotiators Experts Analysts Critics Reporters"
)
# Names that begin with a small letter: al-Rashid, iPhone, van Houten.
SMALL_NAME = re.compile(
    r"(?:al|el|an|ar|as|ash|at|ad|az)-[A-Z]|[a-z][A-Z]|(?:bin|ibn|da|de|del|di|du|dos|ter|van|von)$"
)
SPEECH = re.compile(
    r"(?:[A-Z]\w{1,4}\.\s+)?(?:[\w’'-]+\s+){1,3}(?:said|says|asked|asks|told|added|wrote|replied|answered)\b"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans (start, end) of the sentences of `text`, in order, without the white space around them.

    A blank line, which parts the blocks of a body, always ends a sentence.
    """
    spans = []
    start = None
    tokens = [token.span() for token in TOKEN.finditer(text)]
    wide = any(stop in text for stop in WIDE)
    for (at, end), (following, beyond) in zip(tokens, [*tokens[1:], (len(text), len(text))], strict=False):
        start = at if start is None else start
        for stop in WIDE_STOP.finditer(text, at, end) if wide else ():
            if stop.end() < end:
                spans.append((start, stop.end()))
                start = stop.end()
        if (
            following == beyond
            or text.count("\n", end, following) > 1
            or _ends(text, (start, at, end), (following, beyond))
        ):
            spans.append((start, end))
            start = None
    return spans


def _ends(text: str, so_far: tuple[int, int, int], after: tuple[int, int]) -> bool:
    """Whether the sentence that began at the first place of `so_far` ends with the word between the other two, when
    `after` is where the next word stands."""
    start, at, end = so_far
    if text[end - 1] not in MAY_END:
        return False
    labels = bool(LABEL.fullmatch(text, start, end))
    return _stops(text[at:end], text[slice(*after)], labels=labels) and not _goes_on(text, end, after[0])


def _stops(token: str, after: str, *, labels: bool) -> bool:
    """Whether a sentence ends with `token`, when `after` is the next word; not if it `labels` what follows."""
    core = token.rstrip(CLOSERS)
    word = core.rstrip(STOPS).lstrip(OPENERS)
    stop = core[len(core.rstrip(STOPS)) :]
    bare = after.lstrip(OPENERS + "$€£¥")
    opening = bare[:1]
    if core.endswith(WIDE):
        return True
    if not stop or not opening.isalnum() or (opening.islower() and not SMALL_NAME.match(bare)):
        return False
    if stop != ".":
        return True
    shortened = token.startswith("(") and token.endswith(".)") and word.islower()  # Gen. (ret.) Stone
    return not (labels or shortened or _abbreviates(word, bare.strip(OPENERS + CLOSERS + ",;:")))


def _abbreviates(word: str, after: str) -> bool:
    """Whether the stop behind `word` only shortens it, when `after` is the next word."""
    if word in BEFORE_NAME or (word.isupper() and after[:2].isupper() and word.capitalize() in BEFORE_NAME):  # MR. DALE
        return True
    if (word in BEFORE_NUMBER and after[:1].isdigit()) or (word in CITED and NUMERAL.fullmatch(after)):
        return True
    if DAY.fullmatch(word) and after.rstrip(STOPS) in WHOLE_MONTHS:
        return True
    letter = len(word) == 1 and word.isascii() and word.isalpha() and word != "I"  # Joseph R. Biden, Roe v. Wade
    if letter or word in IN_NAME or INITIALS.fullmatch(word) or VOWELLESS.fullmatch(word):
        return after.split("’")[0].split("'")[0] not in BEGINNERS
    return False


def _goes_on(text: str, end: int, following: int) -> bool:
    """“Is it over?” the minister asked: the question stands within a sentence."""
    closed = text[end - 2 : end]
    return closed[:1] in "?!" and closed[1:] in set('"”’»') and bool(SPEECH.match(text, following, following + 80))
