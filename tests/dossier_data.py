"""The demonstration's files read as plain YAML, without the importers: the story, the dossier, what the desk did."""

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
DEMONSTRATION = yaml.safe_load((ROOT / "policydesk" / "demonstration.yaml").read_text(encoding="utf-8"))
STORY_FILE = ROOT / "seeds" / f"{DEMONSTRATION['story']}.txt"
# Every value as it is typed: this loader builds nothing but text, lists and tables.
DOSSIER = yaml.load(
    (ROOT / "seeds" / "us-china-counternarcotics.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)

ACCOUNTS = {account["username"]: account["role"] for account in DEMONSTRATION["accounts"]}
ACTORS = {actor["slug"]: actor for actor in DOSSIER["actors"]}
SOURCES = {source["id"]: source for source in DOSSIER["sources"]}
COMMITMENTS = {commitment["slug"]: commitment for commitment in DOSSIER["commitments"]}
CHECKS = DEMONSTRATION["checks"]
CLAIMS = [{"part": "body", "citations": [], **claim, **CHECKS.get(claim["id"], {})} for claim in DOSSIER["claims"]]
CITATIONS = [citation for claim in CLAIMS for citation in claim["citations"]]
STATUSES = [(slug, status) for slug, row in COMMITMENTS.items() for status in row.get("statuses", ())]


def parts():
    """The named parts of the story, read without the importer."""
    first_line, body = STORY_FILE.read_text(encoding="utf-8").split("\n\n", maxsplit=1)
    _, date, headline = first_line.split(" ", maxsplit=2)
    return {"date": date, "headline": headline, "body": body}


def fragments(source):
    """The passages of a source that the dossier holds."""
    return [passage for extract in source.get("extracts", ()) for passage in extract["text"].split(" […] ")]


def for_claims(**wanted):
    """Run a test once for each claim whose fields are as wanted."""
    claims = [claim for claim in CLAIMS if all(claim.get(field) == value for field, value in wanted.items())]
    return pytest.mark.parametrize("claim", claims, ids=[claim["id"] for claim in claims])
