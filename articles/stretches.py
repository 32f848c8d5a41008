"""PURE  Stretches of a text that give way to a mark, and where what stood around them stands then."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Blanking:
    """Stretches of one text that become `mark`; disjoint, in order."""

    spans: tuple[tuple[int, int], ...]
    mark: str

    def blank(self, text: str) -> str:
        """The text without them."""
        done, pieces = 0, []
        for start, end in self.spans:
            pieces += [text[done:start], self.mark]
            done = end
        return "".join([*pieces, text[done:]])

    def start(self, offset: int) -> int:
        """Where something that began at `offset` begins now."""
        shift = 0
        for start, end in self.spans:
            if offset < end:
                return min(offset, start) + shift
            shift += len(self.mark) - (end - start)
        return offset + shift

    def end(self, offset: int) -> int:
        """Where something that ended before `offset` ends now."""
        shift = 0
        for start, end in self.spans:
            if offset <= start:
                break
            shift += len(self.mark) - (end - start)
            if offset < end:
                return end + shift
        return offset + shift
