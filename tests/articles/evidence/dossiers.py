"""A story with evidence of every kind, and its dossiers opened."""

import hashlib
import io
import json
import zipfile
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile

from articles.checking import record_check
from articles.citing import cite
from articles.evidence.enums import EvidenceKind
from articles.evidence.exporting import export_evidence
from articles.models import Edition
from articles.publishing import publish
from sources.archiving import keep_upload
from tests.sources.copies import shared_copy
from tests.stories import PASSAGE, a_claim, a_source, a_story, confirmed, fresh, ready

PAGE = f"<html><body><script src='https://evil.example/a.js'></script><p>{'It was said that ' + PASSAGE}.</p></body></html>"


def published_story(ada: Any, boris: Any, vera: Any) -> SimpleNamespace:
    """Edition 1 of a story: a claim that was checked twice, on a source with an extract and a page that readers may
    have, and on one with a memo for the desk; a claim that stands on what a confidential source said."""
    story = a_story(ada, tag_list="Trade")
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    shared = a_source(ada)
    shared_copy(shared, PAGE, by=vera, name="from-zebulon.html", note="A clerk gave it.")
    memo = a_source(ada, "Memo of the talks")
    keep_upload(memo, ContentFile(b"The delegations agreed to meet in June.", "memo.txt"), by=ada)
    cite(fresh(claim), memo, by=ada, passage="agreed to meet in June", stance="context")
    hidden = a_source(ada, "Zebulon's letter", confidentiality="confidential", described_as="a delegate")
    keep_upload(hidden, ContentFile(b"Zebulon wrote this down.", "zebulon.txt"), by=ada, note="Zebulon's own.")
    other = a_claim(fresh(story), ada, "met in Geneva")
    cite(other, hidden, by=ada, passage="they met in Geneva at noon")
    for each in (claim, other):
        record_check(fresh(each), "partly" if each == other else "confirmed", by=boris, note="Read again.")
    edition = publish(ready(story, by=vera), by=vera)
    return SimpleNamespace(story=story, claim=claim, edition=edition, shared=shared, memo=memo, hidden=hidden)


def dossier(edition: Edition, kind: str = "internal", by: Any = None) -> bytes:
    """The bytes of the dossier."""
    out = io.BytesIO()
    export_evidence(fresh(edition), EvidenceKind(kind), out, by=by)
    return out.getvalue()


def opened(data: bytes) -> dict[str, bytes]:
    """The files of a dossier by their names without the folder, each of them compared with its hash."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    listed = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return files


def told(files: dict[str, bytes]) -> dict[str, Any]:
    """What it says to programs."""
    return json.loads(files["evidence.json"])
