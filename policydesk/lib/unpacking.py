"""PURE  Unpacks what a site sent compressed, and never more of it than was asked for: 10 KB can hold 10 MB of zeros."""

import zlib
from collections.abc import Iterable

GZIP = 16 + zlib.MAX_WBITS
MAGIC = b"\x1f\x8b"


class TooLong(ValueError):
    """There is more than was asked for."""


def gathered(chunks: Iterable[bytes], limit: int) -> bytes:
    """The chunks together. Raises TooLong once they are more than `limit` bytes."""
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise TooLong
    return bytes(body)


def unpacked(chunks: Iterable[bytes], limit: int) -> Iterable[bytes]:
    """What the gzip stream in `chunks` holds, at most `limit` bytes and one more at a time.

    Raises zlib.error for what is no such stream, EOFError for one that ends too early. What follows its end and is no
    further member is passed over, as browsers do.
    """
    member = zlib.decompressobj(GZIP)
    for chunk in chunks:
        rest = chunk
        while rest:
            if member.eof:
                if not rest.startswith(MAGIC):
                    return
                member = zlib.decompressobj(GZIP)
            yield member.decompress(rest, limit + 1)
            rest = member.unconsumed_tail or member.unused_data
    if not member.eof:
        raise EOFError
