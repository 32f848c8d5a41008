"""The addresses of the matrix of roles, each for the one row that it is about."""

import re
from types import SimpleNamespace
from typing import Any

from django.urls import reverse


def address(name: str, rows: SimpleNamespace) -> str:
    """The address of `name` for the one row it is about."""
    if name in SPECIAL:
        return f"/admin/{SPECIAL[name]}"
    if not name.startswith("admin:"):
        return reverse(name, kwargs=public_arguments(name, rows))
    plain = name.removeprefix("admin:")
    model = plain.split("_")[1] if "_" in plain else ""
    row = getattr(rows, model, None)
    if row is None or plain.endswith(("_changelist", "_add", "_find", "_csv", "_join")):
        return reverse(name)
    more = {
        "step": ["send_to_check"],
        "evidence": ["shareable"],
        "words": ["extract"],
        "vouch": [1],
        "origins": [rows.claim.public_id],
        **{page: [getattr(rows, "file_of", None)] for page in ("file", "share", "unshare")},
        **{page: [getattr(row, "history", None)] for page in ("version", "restore")},
    }.get(plain.rsplit("_", 1)[1], [])
    return reverse(
        name, args=[row.pk, *(word.latest().history_id if hasattr(word, "latest") else word for word in more)]
    )


def public_arguments(name: str, rows: SimpleNamespace) -> dict[str, Any]:
    space, _colon, page = name.partition(":")
    registers = {
        "commitments:commitment": {"slug": rows.commitment.slug},
        "actors:actor": {"slug": rows.party.slug},
        "actors:two": {"slug": "arland", "other": "borovia"},  # the parties of its commitment
        "sources:source": {"public_id": rows.cited.public_id},
        **{f"sources:{name}": {"public_id": rows.cited.public_id, "number": 3} for name in ("copy", "file")},
        "tags:tag": {"slug": "herring"},
    }
    if page == "preview":
        return {"token": "x"}
    if space != "articles":
        return registers.get(re.sub("-(data|feed|bibtex|ris|csl|csv)$", "", name), {})
    if name in ("articles:claim", "articles:claim-data"):
        return {"public_id": rows.claim.public_id}
    if page in OF_A_STORY:
        return {"slug": rows.publication.slug} | NUMBERS.get(name.removesuffix("-data"), {})
    return {}


SPECIAL = {
    "admin:app_list": "articles/",
    "admin:view_on_site": "r/1/1/",
    "admin:autocomplete": "autocomplete/?app_label=articles&model_name=claim&field_name=article",
}
OF_A_STORY = {name for one in ("article", "editions", "edition", "comparison") for name in (one, f"{one}-data")}
NUMBERS = {"articles:edition": {"number": 1}, "articles:comparison": {"first": 1, "last": 1}}
