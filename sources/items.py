"""PURE  What can be looked for in another text: a number, a date or a name, with the values it may have."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is looked for."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"


@dataclass(frozen=True)
class Item:
    """One number, date or name of a text: where it stands, as it stands there, and all that it may mean.

    `values` of a number are Decimal texts, of a date EDTF of level 0 (or "--01-30" where no year is known), of a name
    the names that the same actor goes by. Several values are several readings ("1.234"), of which one is meant.
    `unit` of a number is "%", a currency, "ordinal" or empty; of a date whether it was "resolved" from words.
    """

    kind: Kind
    start: int
    end: int
    words: str
    values: frozenset[str]
    unit: str = ""
