"""Sources of a dossier → rows, through the rules."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from articles.claiming import after_source_change
from policydesk.dossiers.runs import Run, at, plain_fields
from policydesk.dossiers.schema import DESCRIBED_ONLY, SOURCE
from policydesk.lib.errors import NotAllowed, Refused
from sources.enums import Confidentiality
from sources.excerpting import check_can_excerpt, write_extract
from sources.identifying import may_know
from sources.models import Source
from sources.registering import check_can_add_source, check_can_change_source, write_source
from sources.sharing import check_can_share

SIGNED = ("copy_of", "origin_group")  # checks of claims sign these


def bring_source(source: Source | None, values: dict[str, Any], run: Run) -> Source:
    """Make or change a source, and take its extracts."""
    with at("id", within=""):
        run.ask(check_can_change_source, source) if source else run.ask(check_can_add_source)
        fields = _fields(source, values, run)
        source = source or Source(owner=run.by, import_ref=values["id"])
        if fields.get("public_copy", source.public_copy) != source.public_copy:
            run.ask(check_can_share)
        write_source(source, by=run.by, reason=run.reason, **fields)
        after_source_change(source, by=run.by)
    take_extracts(source, values, run)
    return source


def _fields(source: Source | None, values: dict[str, Any], run: Run) -> dict[str, Any]:
    """What the file sets. Of a source that is not public that is its description; the rest is kept in the admin."""
    if values.get("confidentiality", Confidentiality.PUBLIC) != Confidentiality.PUBLIC:
        fields = plain_fields(values, SOURCE, *DESCRIBED_ONLY)
        fields.pop("id")
        return fields if source else fields | {"title": values["described_as"]}
    names = [field.name for field in SOURCE.fields if not field.to and not field.of and field.name != "id"]
    return plain_fields(values, SOURCE, *names) | {
        "publisher": run.row("actors", values.get("publisher")),
        "copy_of": run.row("sources", values.get("copy_of")),
    }


def take_extracts(source: Source, values: dict[str, Any], run: Run) -> None:
    """Keep the words that the file gives, each once. This adds and overwrites nothing."""
    for number, row in enumerate(values.get("extracts", ()), start=1):
        with at(f"extracts.{number}.text", within=f"extracts.{number}"):
            run.ask(check_can_excerpt)
            seen = row.get("taken_on")
            when = datetime.combine(date.fromisoformat(seen), time(12), tzinfo=UTC) if seen else None
            write_extract(source, row["text"], by=run.by, note=row.get("note", ""), at=when)


def known_by_address(values: dict[str, Any], run: Run) -> Source | None:
    """The source that stands at the address of these values.

    Raises Refused when another key of dossiers has it; NotAllowed when it is not public and the person may not know
    who it is: a dossier is no way to find out what is cited in confidence, or to write into it.
    """
    source = Source.objects.at_address(values["url"]).first() if values.get("url") else None
    if source and not source.is_public:
        run.ask(_check_may_know, source)
    if source and source.import_ref not in (None, values["id"]):
        sentence = _("the desk knows this address as “%(key)s”. Use that key: one address, one source.")
        raise Refused(sentence % {"key": source.import_ref})
    return source


def _check_may_know(source: Source, by: Any) -> None:
    if not may_know(source, by):
        raise NotAllowed(_("you may not bring in a source at this address. Leave it out, or ask an editor to load it."))
