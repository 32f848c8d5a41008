"""The chain of editions: canonical bytes, digests, and finding whatever was tampered with.

Every edition's digest covers all columns of its row, the hash of its content, and the digest before it, so a
changed, removed or reordered edition breaks the chain from there on.
"""

import hashlib
import json
import unicodedata
from datetime import UTC, datetime
from typing import Any

from articles.models import ChainHead, Edition, Redaction

SCHEMA = 5  # of the content; every number ever written stays readable here and in presenting
CAME_WITH = {  # keys that older contents lack: no news by themselves
    3: {"origin_flags"},
    4: {"notes", "translations"},
    5: {"copy", "typed_by"},
}
ROW_SCHEMA = 1  # of the row of an edition: its columns are sealed as they were from the first
UNSEALED = {"digest"}


def utc(moment: datetime) -> str:
    """`moment` as canonical text: UTC with microseconds, as 2024-01-28T09:00:00.000000Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(content: dict[str, Any]) -> bytes:
    """Canonical JSON: `schema` first, then sorted keys, no spaces, NFC, UTF-8. Equal contents, equal bytes."""
    rest = {key: value for key, value in content.items() if key != "schema"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    whole = f'{{"schema":{content["schema"]},{text[1:]}' if rest else f'{{"schema":{content["schema"]}}}'
    return unicodedata.normalize("NFC", whole).encode()


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def digest(sealed: Edition | Redaction, **beside: Any) -> str:
    """SHA-256 over every other column of the row, `previous_digest` included, and over what stands `beside` it."""
    return hashlib.sha256(sealed_bytes(sealed, **beside)).hexdigest()


def sealed_bytes(sealed: Edition | Redaction, **beside: Any) -> bytes:
    """What the digest is taken of: the row in canonical form."""
    row: dict[str, Any] = {"schema": ROW_SCHEMA} | beside
    for field in sealed._meta.concrete_fields:
        if field.name in UNSEALED or field.primary_key:
            continue
        value = getattr(sealed, field.attname)
        row[field.attname] = utc(value) if isinstance(value, datetime) else value
    return canonical(row)


def lock_head() -> ChainHead:
    """The head of the chain, locked until the transaction ends: publishing is one after the other."""
    ChainHead.objects.get_or_create(pk=1)
    return ChainHead.objects.select_for_update().get(pk=1)


def seal(edition: Edition, content: dict[str, Any], head: ChainHead) -> None:
    """Give the unsaved edition its place in the chain, and move the head on to it. The caller saves the edition."""
    edition.sequence = head.sequence + 1
    edition.previous_digest = head.digest
    edition.content_sha256 = content_hash(content)
    edition.digest = digest(edition)
    head.sequence, head.digest = edition.sequence, edition.digest
    head.save()
