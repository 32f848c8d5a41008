"""PURE  One log record is one line, whatever a visitor puts into an address."""

import logging

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class OneLine(logging.Formatter):
    """Writes message and traceback on one line; line breaks and other control characters become escapes."""

    def __init__(self) -> None:
        super().__init__(FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of printable characters."""
        return "".join(map(_shown, super().format(record)))


def _shown(character: str) -> str:
    return character if character.isprintable() else ascii(character)[1:-1]
