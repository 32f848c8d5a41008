"""PURE  Digits of every script, and what those with separators come to."""

import re
import unicodedata
from decimal import Decimal
from functools import cache


@cache
def _plain_digits() -> dict[int, str]:
    """Digits of every script as ASCII, and their separators; one character for each."""
    marks = {"．": ".", "，": ",", "٫": ".", "٬": ",", "％": "%", "٪": "%", "＄": "$"}
    digits = {chr(code): unicodedata.decimal(chr(code), None) for code in range(128, 0x20000)}  # all that there are
    return str.maketrans(marks | {char: str(value) for char, value in digits.items() if value is not None})


def plain_digits(text: str) -> str:
    """`text` with the digits of any script as 0–9, each character for one."""
    return text if text.isascii() else text.translate(_plain_digits())


def digit_values(text: str) -> list[Decimal]:
    """What digits with separators may come to: the last separator parts thousands or decimals."""
    marks = re.findall(r"[^\d]", text)
    plain = re.sub(r"[^\d]", "", text)
    if not marks:
        return [Decimal(plain)]
    last = re.split(r"[^\d]", text)[-1]
    whole = Decimal(plain)
    part = whole.scaleb(-len(last))
    if len(set(marks)) > 1:
        return [part]
    if len(marks) > 1 or marks[0] not in ".,":
        return [whole]
    if len(last) != 3:
        return [part]
    return [whole] if marks[0] == "," and not text.startswith("0") else [whole, part]
