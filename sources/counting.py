"""PURE  Numbers in a text and what they come to: digits of any script, words, 万 and 亿, percent and currencies.

Nothing is rounded and nothing guessed: a number that reads in two ways ("1.234", "5m") has two values. Years and days
of the month are numbers here too; `dating` takes them first.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sources.digits import digit_values, plain_digits
from sources.items import Item, Kind
from sources.numerals import (
    CURRENCY,
    HAN_DIGITS,
    HAN_NUMERALS,
    HAN_SCALE,
    SCALE,
    SHORT,
    SMALL,
    han_value,
)

_WORD = "|".join(sorted((*SMALL, *SCALE), key=len, reverse=True))
_DIGITS = r"(?:\d{1,3}(?:(?P<sep>[.,'’\u00a0\u2009\u202f])\d{3})(?:(?P=sep)\d{3})*(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?!\d)"
_HAN_SCALE = "".join(HAN_SCALE)
_PERCENT = r"%|per\ ?cent(?:age\ points?)?\b|pct\b"
NUMBER = re.compile(
    rf"""
      百分之(?P<hanpercent>[{HAN_NUMERALS}点點]{{1,12}}|\d+(?:\.\d+)?)
    | (?=[\d$€£¥]|US|EUR|GBP|RMB)
      (?P<before>(?:US)?\$|€|£|¥|(?:USD|EUR|GBP|RMB)\ ?)?(?<![\w.,])?(?P<digits>(?<!\d)(?<!\d[.,]){_DIGITS})
      (?:(?P<ordinal>st|nd|rd|th)\b | [\ -]?(?P<short>(?:bn|mn|trn|tn)\b|(?<=\d)[mk]\b)
       | (?P<scale>(?:[\ -](?:{"|".join(SCALE)})\b){{1,3}}) | (?P<hanscale>[{_HAN_SCALE}]{{1,4}}))?
      (?:[\ -]?(?P<percent>{_PERCENT})|\ ?(?P<after>U\.S\.\ dollars|dollars?\b|euros?\b|yuan\b|yen\b|美元|欧元|元))?
    | (?<![\w-])(?P<words>(?:half\ an?\ |an?\ )?(?:(?:{_WORD})(?:(?:[\ -]|\ and\ )(?:{_WORD})){{0,12}}|dozen
      |(?:{_WORD})\ dozen)(?:\ dozen)?)(?!\w)
      (?:[\ -]?(?P<wordpercent>{_PERCENT})|\ ?(?P<wordafter>dollars?\b|euros?\b|yuan\b|yen\b))?
    | (?P<han>[{HAN_NUMERALS}](?:[{HAN_NUMERALS}点點]{{0,24}}[{HAN_NUMERALS}])?)
    """,
    re.VERBOSE | re.IGNORECASE,
)
COUNTED = "个個名人年月日号號种種项項次条條件家国國天岁歲位吨吨元"  # what stands after one Chinese sign that counts


def numbers(text: str) -> Iterator[Item]:
    """The numbers of `text` in order. "One" and "a" alone, "dozens" and "数百" count nothing."""
    for found in NUMBER.finditer(plain_digits(text)):
        values, unit = _read(found)
        if values:
            start, end = found.span()
            yield Item(Kind.NUMBER, start, end, text[start:end].strip(), frozenset(map(_spelled, values)), unit)


def _spelled(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _read(found: re.Match[str]) -> tuple[list[Decimal], str]:
    part = found.groupdict()
    if part["hanpercent"]:
        return [han_value(part["hanpercent"])], "%"
    if part["han"]:
        return ([han_value(part["han"])], "") if _counts(found) else ([], "")
    if part["words"]:
        return _worded(found)
    times = Decimal(1)
    for word in (part["scale"] or "").lower().replace("-", " ").split():
        times *= SCALE[word]
    for sign in part["hanscale"] or "":
        times *= HAN_SCALE[sign]
    either = [Decimal(1)]
    if short := (part["short"] or "").lower():
        either = [Decimal(SHORT[short])]
        if short in "mk" and not part["before"]:
            either.append(Decimal(1))  # metres, perhaps
    money = CURRENCY.get((part["before"] or part["after"] or "").lower().strip().removeprefix("u.s. "), "")
    unit = "%" if part["percent"] else money or ("ordinal" if part["ordinal"] else "")
    return [value * times * each for value in digit_values(part["digits"]) for each in either], unit


def _worded(found: re.Match[str]) -> tuple[list[Decimal], str]:
    words = found["words"].lower().replace("-", " ").split()
    unit = "%" if found["wordpercent"] else CURRENCY.get((found["wordafter"] or "").lower(), "")
    if words == ["one"] and not unit:
        return [], ""
    total = current = Decimal(0)
    times = Decimal(1)
    if words[0] == "half":
        times, words = Decimal("0.5"), words[1:]
    for word in words:
        if word in ("a", "an"):
            current = Decimal(1)
        elif word == "dozen":
            current = (current or Decimal(1)) * 12
        elif word == "hundred":
            current = (current or Decimal(1)) * 100
        elif word in SCALE:
            total, current = total + (current or Decimal(1)) * SCALE[word], Decimal(0)
        elif word in SMALL:
            current += SMALL[word]
    if words == ["hundred"] or (len(words) == 1 and words[0] in SCALE):
        return [], ""  # a scale whose number stands elsewhere
    return [(total + current) * times], unit


def _counts(found: re.Match[str]) -> bool:
    """Whether Chinese signs count something: several with a digit or a ten, or one before what it counts."""
    signs, text, end = found["han"], found.string, found.end()
    if not any(sign in HAN_DIGITS or sign == "十" for sign in signs):
        return False
    if len(signs) > 1:
        return set(signs) != {"一"}
    return signs not in "一零〇" and text[end : end + 1] in tuple(COUNTED)
