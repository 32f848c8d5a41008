"""Loads of dossiers that are killed at random moments: each is there as a whole or not at all."""

from pathlib import Path
from random import Random

from articles.models import Claim
from commitments.models import Commitment, StatusProposal
from policydesk.dossiers.exporting import export_dossier
from policydesk.models import Dossier
from sources.models import Source
from tests.dossiers import DOSSIER, STORY

FILES = 6
OWN = (
    "talks",
    "readout",
    "wire-copy",
    "official",
    "duties",
    "charge",
    "cut-duties",
    "meet-again",
    "geneva-talks",
    "joe-biden",
)


def write_dossiers(folder: Path, change: str = "") -> dict[str, str]:
    """A story and six dossiers on it, each with records of its own; their texts by key."""
    folder.mkdir(exist_ok=True)
    texts: dict[str, str] = {}
    for number in range(FILES):
        key = f"{folder.name}-{number}"
        text = DOSSIER.replace("title: Cut duties on 24 goods", f"title: Cut duties{change}")
        for word in OWN:
            for mark in (": ", "- "):
                text = text.replace(f"{mark}{word}\n", f"{mark}{word}-{key}\n")
        texts[f"talks-{key}"] = text.replace("example.org/readout", f"example.org/{key}")
        (folder / f"{key}.yaml").write_text(texts[f"talks-{key}"])
        (folder / f"talks-{key}.txt").write_text(STORY)
    return texts


def rows(name: str) -> tuple[int, ...]:
    """How many records of one dossier stand, with proposals and history rows."""
    mine = {"import_dossier": name}
    commitments = Commitment.objects.filter(**mine)
    return (
        Dossier.objects.filter(key=name).count(),
        Source.objects.filter(**mine).count(),
        Claim.objects.filter(**mine).count(),
        commitments.count(),
        StatusProposal.objects.filter(commitment__in=commitments).count(),
    )


def kill_and_repeat(load, folder: Path, seed: int) -> int:
    """Kill a first load and one of changed files at random moments. Returns how many kills left a part done."""
    random = Random(seed)
    in_part = 0
    for change in ("", " again"):
        texts = write_dossiers(folder, change)
        load.load(folder, 100, kill_after=random.uniform(0.1, 1.5))
        done = [key for key in texts if whole(key) and export_dossier(key).text == texts[key]]
        assert {rows(key) for key in texts} <= {(0, 0, 0, 0, 0), (1, 3, 2, 2, 2)}
        in_part += 0 < len(done) < FILES
        load.load(folder, 100)
        assert {key: export_dossier(key).text for key in texts} == texts
        assert {rows(key) for key in texts} == {(1, 3, 2, 2, 2)}
    return in_part


def whole(key: str) -> bool:
    return Dossier.objects.filter(key=key).exists()
