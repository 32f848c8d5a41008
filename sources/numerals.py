"""PURE  Number words and Chinese numerals, and what they come to."""

from decimal import Decimal

SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {word: 10 * at for at, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALE = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "trn": 10**12}
HAN_DIGITS = {
    sign: value for value, signs in enumerate("〇零 一 二两兩 三 四 五 六 七 八 九".split()) for sign in signs
}
HAN_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
HAN_NUMERALS = "".join((*HAN_DIGITS, *HAN_SCALE))
CURRENCY = {
    "$": "dollar", "us$": "dollar", "usd": "dollar", "dollar": "dollar", "dollars": "dollar", "美元": "dollar",
    "€": "euro", "eur": "euro", "euro": "euro", "euros": "euro", "欧元": "euro", "£": "pound", "gbp": "pound",
    "¥": "yuan", "yuan": "yuan", "rmb": "yuan", "renminbi": "yuan", "元": "yuan", "人民币": "yuan", "yen": "yen",
}  # fmt: skip


def han_value(text: str) -> Decimal:
    """The value of a Chinese numeral, or of digits."""
    if text[0].isdigit() and text[0].isascii():
        return Decimal(text)
    whole, _point, part = text.replace("點", "点").partition("点")
    value = Decimal(_han_whole(whole))
    for at, sign in enumerate(part, 1):
        value += Decimal(HAN_DIGITS.get(sign, 0)).scaleb(-at)
    return value


def _han_whole(text: str) -> int:
    for sign in ("亿", "億", "万", "萬"):
        if sign in text:
            before, _sign, after = text.rpartition(sign)
            return (_han_whole(before) or 1) * HAN_SCALE[sign] + _han_whole(after)
    if len(text) > 1 and all(sign in HAN_DIGITS for sign in text):
        return int("".join(str(HAN_DIGITS[sign]) for sign in text))  # 二〇二四
    total = current = 0
    for sign in text:
        if sign in HAN_DIGITS:
            current = HAN_DIGITS[sign]
        else:
            total, current = total + (current or 1) * HAN_SCALE[sign], 0
    return total + current
