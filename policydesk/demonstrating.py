"""The demonstration desk: takes the story of seeds/ through check and publication, by the rules.

Everything goes through the functions that the admin calls, in the name of the account that may do it; what
demonstration.yaml holds, no rule was bent for. Twice changes nothing.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Actor
from actors.registering import register_actor
from articles.checking import record_check
from articles.citing import cite, set_denial
from articles.claiming import mark_claim
from articles.editing import add_author, save_article, take_step
from articles.models import Article, Claim
from articles.publishing import publish
from policydesk.lib.errors import Refused
from sources.excerpting import take_extract
from sources.models import Source
from sources.registering import register_source

DATA = Path(__file__).with_name("demonstration.yaml")
PASSWORD = "policy-desk"  # printed by the command, which refuses to run outside DEBUG


@dataclass
class Demonstration:
    """What stands after a run: the accounts by username, and how many rows of each kind are new."""

    people: dict[str, User] = field(default_factory=dict)
    article: Article | None = None
    new: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("accounts", "actors", "sources", "claims"), 0))


def read_demonstration() -> dict[str, Any]:
    """The data of the demonstration, as it stands in demonstration.yaml."""
    return yaml.safe_load(DATA.read_text(encoding="utf-8"))


@transaction.atomic
def demonstrate() -> Demonstration:
    """Make the accounts, the records and the claims, check them, and publish the story.

    Raises Refused with a sentence when the story was not loaded. Idempotent: a story that is public already
    is left alone, with whatever was done to it since.
    """
    data, shown = read_demonstration(), Demonstration()
    for row in data["accounts"]:
        _account(shown, row)
    shown.article = Article.objects.filter(import_ref=data["story"]).first()
    if shown.article is None:
        raise Refused(_("Load the story first: manage.py loadseeds"))
    if hasattr(shown.article, "publication"):
        return shown
    actors = {row["name"]: _actor(shown, row) for row in data["actors"]}
    sources = _sources(shown, data, actors)
    _write(shown, data)
    for row in data["claims"]:
        _claim(shown, data, row, actors, sources)
    _bring_out(shown, data)
    return shown


def _account(shown: Demonstration, row: dict[str, str]) -> None:
    user, new = User.objects.get_or_create(
        username=row["username"],
        defaults={"first_name": row["first_name"], "last_name": row["last_name"], "is_staff": True},
    )
    if new:
        user.set_password(PASSWORD)
        user.save()
        user.groups.add(Group.objects.get(name=row["role"]))
        shown.new["accounts"] += 1
    shown.people[user.username] = user


def _actor(shown: Demonstration, row: dict[str, Any]) -> Actor:
    actor, new = register_actor(by=shown.people["vera"], **row)
    shown.new["actors"] += new
    return actor


def _sources(shown: Demonstration, data: dict[str, Any], actors: dict[str, Actor]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for row in data["sources"]:
        fields = {key: value for key, value in row.items() if key not in ("id", "extract", "note")}
        fields["publisher"] = actors[row["publisher"]] if row.get("publisher") else None
        fields["copy_of"] = found[row["copy_of"]] if row.get("copy_of") else None
        source, new = register_source(by=shown.people["boris"], change_reason=row.get("note", ""), **fields)
        shown.new["sources"] += new
        found[row["id"]] = source
        if row["extract"]:
            words, note = " […] ".join(row["extract"]), data["extracts"]["note"]
            seen = datetime.combine(date.fromisoformat(data["extracts"]["taken_on"]), time(12), tzinfo=UTC)
            take_extract(source, words, by=shown.people["boris"], note=note, at=seen)
    return found


def _write(shown: Demonstration, data: dict[str, Any]) -> None:
    """The story has an author: it came in without one, and the rules of four eyes ask who wrote it."""
    author = shown.people[data["written_by"]]
    add_author(shown.article, author, by=shown.people[data["made_ready_by"]])
    save_article(shown.article, by=author, byline=author.get_full_name(), tag_list=", ".join(data["tags"]))


def _claim(
    shown: Demonstration,
    data: dict[str, Any],
    row: dict[str, Any],
    actors: dict[str, Actor],
    sources: dict[str, Source],
) -> None:
    fields = {key: row[key] for key in ("statement", "speech_act", "event_date", "anonymity_reason") if row.get(key)}
    if row.get("speaker"):
        fields["speaker"] = actors[row["speaker"]]
    by = shown.people[data["marked_by"]]
    if row.get("owner"):
        fields["owner"] = by = shown.people[row["owner"]]
    claim = mark_claim(shown.article, row["words"], by=by, part=row["part"], kind=row["kind"], **fields)
    shown.new["claims"] += 1
    checker = shown.people[row["checked_by"]]
    for citation in row["citations"]:
        _cite(claim, sources[citation["source"]], citation, by=checker)
    record_check(Claim.objects.get(pk=claim.pk), row["verdict"], by=checker, note=row.get("note", ""))


def _cite(claim: Claim, source: Source, row: dict[str, Any], *, by: User) -> None:
    fields = {key: row[key] for key in ("stance", "directness", "basis", "interested", "note", "locator") if key in row}
    citation = cite(claim, source, by=by, passage=row.get("fragment", ""), **fields)
    if row.get("denies"):
        set_denial(claim, citation, by=by)


def _bring_out(shown: Demonstration, data: dict[str, Any]) -> None:
    article = Article.objects.get(pk=shown.article.pk)
    take_step(article, "send_to_check", by=shown.people[data["written_by"]])
    take_step(article, "make_ready", by=shown.people[data["made_ready_by"]])
    publish(article, by=shown.people[data["published_by"]])
    shown.article = article
