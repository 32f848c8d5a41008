"""PURE  What arrives: a story as text, and what is wrong with a text that is none."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.bodies import Block
from policydesk.lib.text import INVISIBLE, UncleanText, clean_text, refuse_bidi, refuse_controls


class SeedError(ValueError):
    """What is wrong, and where: line and column count from 1, the sentence is for the person who sent the file."""

    def __init__(self, line: int, column: int, sentence: str) -> None:
        self.line, self.column, self.sentence = line, column, sentence
        super().__init__(f"{line}:{column}: {sentence}")


@dataclass(frozen=True)
class Story:
    """A story as it arrived.

    `date` is YYYY-MM-DD, `body` what clean_body() makes, `blocks` its paragraphs and headings in order.
    `import_ref`, `byline` and `work_type` are empty where the text does not say; `warnings` are sentences.
    """

    date: str
    headline: str
    body: str
    blocks: tuple[Block, ...]
    headline_provisional: bool = False
    standfirst: str = ""
    import_ref: str | None = None
    tags: tuple[str, ...] = ()
    byline: str = ""
    work_type: str | None = None
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> str:
    """The text of a file, its line ends made "\\n", without a byte order mark.

    Raises SeedError at the first byte that is not UTF-8 or is a control character.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        good = tidy_lines(data[: error.start].decode("utf-8"))
        sentence = _("the byte 0x%(byte)02X is not UTF-8. Save the file as UTF-8.") % {"byte": data[error.start]}
        raise SeedError(*place(good, len(good)), sentence) from error
    return checked(text)


def checked(text: str) -> str:
    """`text` with plain line ends, without zero-width characters. Raises SeedError at a control character."""
    text = tidy_lines(text)
    try:
        return INVISIBLE.sub("", refuse_controls(text))
    except UncleanText as error:
        sentence = _("the character %(code)s (byte 0x%(byte)02X) does not belong in a text. Remove it.")
        byte = text[error.position].encode("utf-8", "surrogatepass")[0]
        raise SeedError(*place(text, error.position), sentence % {"code": error.code, "byte": byte}) from error


def one_line(text: str, line: int, column: int) -> str:
    """A title or a name that begins at this place: clean, single spaces, no direction marks. Raises SeedError."""
    try:
        return " ".join(refuse_bidi(clean_text(text)).split())
    except UncleanText as error:
        raise SeedError(line, column + error.position, str(error)) from error


def tidy_lines(text: str) -> str:
    """`text` with its lines ended by "\\n", without a byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def place(text: str, position: int) -> tuple[int, int]:
    """Line and column, from 1, of a position in `text`; its length is the place after its end."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
