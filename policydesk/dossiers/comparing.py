"""PURE  Whether two versions of a record say the same."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from policydesk.dossiers.schema import Form, Shape
from policydesk.lib.text import normalise

ADDED_ONLY = ("statuses",)  # proposals: each goes in once, whatever became of it, and is not compared


def tidy(values: dict[str, Any], shape: Shape) -> dict[str, Any]:
    """`values` in the order of the schema, without what is empty or equals a default."""
    kept: dict[str, Any] = {}
    for field in shape.fields:
        value = values.get(field.name)
        if value is not None and value not in ("", [], {}) and value != (field.default or False):
            kept[field.name] = value
    return kept


def renamed(values: dict[str, Any], shape: Shape, name: Callable[[str, str], str]) -> dict[str, Any]:
    """`values` with every key of another record as `name(section, key)` gives it."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        field = shape.field(key)
        if field and field.to:
            listed = field.form == Form.LINES
            value = [name(field.to, one) for one in value] if listed else name(field.to, value)
        elif field and field.of:
            listed = field.form == Form.RECORDS
            value = [renamed(one, field.of, name) for one in value] if listed else renamed(value, field.of, name)
        found[key] = value
    return found


def comparable(values: dict[str, Any], shape: Shape) -> dict[str, Any]:
    """What counts of a record: its values without typography in verbatim words and without the order of lists."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        field = shape.field(key)
        if field is None or key in ADDED_ONLY:
            continue
        if field.form == Form.WORDS:
            value = normalise(value)
        elif field.form == Form.RECORD and field.of:
            value = comparable(value, field.of)
        elif field.form == Form.RECORDS and field.of:
            value = sorted((comparable(one, field.of) for one in value), key=_canonical)
        elif field.form == Form.LINES:
            value = sorted(value)
        found[key] = value
    return found


def sha256_of(values: dict[str, Any], shape: Shape) -> str:
    """The hash of what counts of a record, its own key left out: a new slug is no new content."""
    content = {key: value for key, value in comparable(values, shape).items() if key != shape.key}
    return sha256(_canonical(content).encode()).hexdigest()


def differing(before: dict[str, Any], after: dict[str, Any], shape: Shape) -> list[str]:
    """Names of the fields in which two versions differ, in the order of the schema."""
    one, other = comparable(before, shape), comparable(after, shape)
    return [name for name in shape.names() if one.get(name) != other.get(name)]


def _canonical(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
