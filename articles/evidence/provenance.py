"""PURE  An evidence dossier as PROV-JSON (W3C): what was derived from what, and who checked what, when."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

PREFIX = {"pd": "urn:policydesk:", "xsd": "http://www.w3.org/2001/XMLSchema#"}
QUOTATION = {"$": "prov:Quotation", "type": "xsd:QName"}
PERSON = {"$": "prov:Person", "type": "xsd:QName"}
Statement = tuple[str, dict[str, Any]]  # a kind of relation, and its members


def provenance(
    content: dict[str, Any],
    copies: Iterable[dict[str, Any]],
    passages: Iterable[dict[str, Any]],
    makers: Mapping[int, int],
) -> dict[str, Any]:
    """PROV-JSON of an edition: copies derived from sources, passages quoted from copies, checks that used passages.

    `copies` and `passages` are those of the dossier's own list, see `gathering.py`. `makers` tells which account made
    which check: namesakes are two agents. These are numbered as they come, so no account shows.
    """
    passages = list(passages)
    entities: dict[str, Any] = {_edition(content): {"prov:label": content["article"]["headline"]}}
    activities: dict[str, Any] = {}
    agents: dict[str, Any] = {}
    numbers: dict[int | None, int] = {}
    stated: list[Statement] = []
    for source in content["sources"]:
        entities[_source(source["public_id"])] = {"prov:label": source["title"] or source["described_as"]}
    for copy in copies:
        name = _copy(copy["source"], copy["number"])
        entities[name] = {"prov:type": copy["kind"], "pd:sha256": copy["sha256"], "pd:taken_at": copy["taken_at"]}
        stated.append(_derived(name, _source(copy["source"])))
    for passage in passages:
        name = _passage(passage)
        entities[name] = {"prov:value": passage["words"]}
        held = passage["copy"]
        origin = _copy(passage["source"], held) if held else _source(passage["source"])
        stated.append(_derived(name, origin, **{"prov:type": QUOTATION}))
    for claim in content["claims"]:
        name = _claim(claim["public_id"])
        entities[name] = {"prov:value": claim["exact"], "pd:status": claim["status"]}
        stated.append(("hadMember", {"prov:collection": _edition(content), "prov:entity": name}))
        if claim["checked"]:
            maker = makers.get(claim["checked"]["check"])
            person = f"pd:person:{numbers.setdefault(maker, len(numbers) + 1)}"
            agents[person] = {"prov:label": claim["checked"]["by"], "prov:type": PERSON}
            stated += _check(claim, passages, activities, person)
    return {"prefix": PREFIX, "entity": entities, "activity": activities, "agent": agents} | _numbered(stated)


def _check(
    claim: dict[str, Any], passages: list[dict[str, Any]], activities: dict[str, Any], person: str
) -> Iterator[Statement]:
    """What the check that a claim was printed with used, and that `person` made it."""
    check = f"pd:check:{claim['checked']['check']}"
    activities[check] = {"prov:endTime": claim["checked"]["at"], "prov:type": "check"}
    yield "wasAssociatedWith", {"prov:activity": check, "prov:agent": person}
    yield "used", {"prov:activity": check, "prov:entity": _claim(claim["public_id"])}
    for passage in passages:
        if passage["claim"] == claim["public_id"]:
            yield "used", {"prov:activity": check, "prov:entity": _passage(passage)}


def _derived(what: str, origin: str, **more: Any) -> Statement:
    return "wasDerivedFrom", {"prov:generatedEntity": what, "prov:usedEntity": origin} | more


def _numbered(stated: Iterable[Statement]) -> dict[str, dict[str, Any]]:
    """The relations by their kind, each under a name of its own."""
    found: dict[str, dict[str, Any]] = {}
    for kind, members in stated:
        rows = found.setdefault(kind, {})
        rows[f"_:{kind}{len(rows) + 1}"] = members
    return found


def _edition(content: dict[str, Any]) -> str:
    return f"pd:edition:{content['article']['slug']}:{content['edition']['number']}"


def _source(public_id: str) -> str:
    return f"pd:source:{public_id}"


def _copy(public_id: str, number: int) -> str:
    return f"pd:copy:{public_id}:{number}"


def _claim(public_id: str) -> str:
    return f"pd:claim:{public_id}"


def _passage(passage: dict[str, Any]) -> str:
    return f"pd:passage:{passage['claim']}:{passage['citation']}"
