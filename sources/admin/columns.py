"""What the table of sources says of each row."""

from collections.abc import Callable
from typing import Any

COLUMNS: dict[str, str | Callable[[Any], Any]] = {
    "public_id": "public_id",
    "name": str,  # of a hidden source what readers may know, as in the list
    "publisher": lambda source: str(source.publisher or "") if source.is_public else "",  # as in the list
    "published": lambda source: str(source.published),
    "kind": "kind",
    "class": "source_class",
    "confidentiality": "confidentiality",
    "cited": "cited_count",
    "retracted": lambda source: source.retraction.retracted_at.isoformat() if source.retraction else "",
    "closed_since": lambda source: source.closed_since.isoformat() if source.closed_since else "",
}
