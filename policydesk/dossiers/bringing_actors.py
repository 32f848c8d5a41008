"""Actors and occasions of a dossier → rows, through the rules."""

from typing import Any

from actors.models import Actor
from actors.registering import check_can_add_actor, check_can_change_actor, write_actor
from commitments.models import Occasion
from commitments.registering import check_can_add_occasion, check_can_change_occasion, write_occasion
from policydesk.dossiers.runs import Run, at, plain_fields
from policydesk.dossiers.schema import ACTOR, ALIAS, OCCASION, TENURE


def bring_actor(actor: Actor | None, values: dict[str, Any], run: Run) -> Actor:
    """Make or change an actor with its names and its offices."""
    with at("slug", within=""):
        run.ask(check_can_add_actor if actor is None else check_can_change_actor)
        actor = actor or Actor(slug=values["slug"])
        names = ("kind", "name", "sort_name", "native_name", "summary", "iso3166", "wikidata", "described_as")
        write_actor(
            actor,
            by=run.by,
            reason=run.reason,
            country=run.row("actors", values.get("country")),
            parent=run.row("actors", values.get("parent")),
            aliases=[plain_fields(row, ALIAS, *ALIAS.names()) for row in values.get("aliases", ())],
            tenures=[_tenure(row, run) for row in values.get("tenures", ())],
            **plain_fields(values, ACTOR, *names),
        )
    return actor


def _tenure(row: dict[str, Any], run: Run) -> dict[str, Any]:
    fields = plain_fields(row, TENURE, "office", "start", "end", "acting")
    return fields | {"organisation": run.row("actors", row["organisation"])}


def bring_occasion(occasion: Occasion | None, values: dict[str, Any], run: Run) -> Occasion:
    """Make or change an occasion with who took part."""
    with at("slug", within=""):
        run.ask(check_can_change_occasion, occasion) if occasion else run.ask(check_can_add_occasion)
        occasion = occasion or Occasion(slug=values["slug"])
        write_occasion(
            occasion,
            by=run.by,
            reason=run.reason,
            participants=[run.row("actors", key) for key in values.get("participants", ())],
            **plain_fields(values, OCCASION, "name", "kind", "date", "place"),
        )
    return occasion
