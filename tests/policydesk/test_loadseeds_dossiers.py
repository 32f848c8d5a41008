"""Dossiers through the command: what it prints, in which order it works, how it ends."""

import json
import re

import pytest
from django.conf import settings

from actors.models import Actor
from actors.registering import change_actor
from articles.models import Article
from policydesk.models import Dossier
from tests.dossiers import DOSSIER, STORY, counts
from tests.loads import Run, loadseeds


@pytest.fixture
def folder(tmp_path, monkeypatch, db):
    """A folder `in` with the dossier and its story, in the working directory."""
    place = tmp_path / "in"
    place.mkdir()
    (place / "a-talks.yaml").write_text(DOSSIER)
    (place / "talks.txt").write_text(STORY)
    monkeypatch.chdir(tmp_path)
    return place


def test_stories_go_in_first_and_then_the_dossier_with_counts_of_each_kind(folder):
    unproved = "these words stand in no extract or copy of the source; kept as they are."
    assert loadseeds("in") == Run(
        0,
        "  created   in/talks.txt   Talks in Geneva   2 paragraphs\n"
        "  created   in/a-talks.yaml   Talks in Geneva: who promised what   12 records added, 2 statuses proposed\n"
        "\n"
        "                     created  changed  unchanged  failed\n"
        "  articles                 1        0          0       0\n"
        "  dossiers                 1        0          0       0\n"
        "  actors                   4        0          0       0\n"
        "  occasions                1        0          0       0\n"
        "  sources                  3        0          0       0\n"
        "  claims                   2        0          0       0\n"
        "  commitments              2        0          0       0\n"
        "  proposed statuses        2        0          0       0\n"
        "  tags                     2        0          0       0\n"
        "2 of 2 files loaded in 0.0 s.\n"
        "Next: check claims at /admin/articles/article/?state=draft\n",
        f"  warning   in/a-talks.yaml:91:14: claims.charge.citations.1.passage: {unproved}\n"
        f"  warning   in/a-talks.yaml:130:16: commitments.cut-duties.statuses.1.evidence.1.passage: {unproved}\n"
        f"  warning   in/a-talks.yaml:152:14: commitments.meet-again.contested.passage: {unproved}\n",
    )


def test_a_second_load_changes_nothing(folder):
    loadseeds("in")
    before = counts()
    run = loadseeds("in", "-v", 2)
    assert run.out.startswith(
        "  unchanged in/talks.txt   Talks in Geneva\n  unchanged in/a-talks.yaml   Talks in Geneva: who promised what\n"
    )
    assert run.out.endswith("2 of 2 files loaded in 0.0 s.\nNothing to change.\n")
    assert (run.code, run.err, counts()) == (0, "", before)
    assert loadseeds("in", "--check").code == 0


def test_a_dry_run_shows_what_would_change_and_writes_nothing(folder):
    before = counts()
    first = loadseeds("in", "--dry-run")
    assert "    + claims.duties\n" in first.out
    assert (first.code, counts(), Article.objects.count()) == (0, before, 0)
    loadseeds("in")
    before = counts()
    (folder / "a-talks.yaml").write_text(DOSSIER.replace("name: The Wire", "name: The New Wire"))
    run = loadseeds("in", "-n")
    assert run.out.startswith(
        "  changed   in/a-talks.yaml   Talks in Geneva: who promised what   1 record changed\n"
        "    ~ actors.the-wire\n"
        "    @@ -2,2 +2,2 @@\n"
        "     kind: media\n"
        "    -name: The Wire\n"
        "    +name: The New Wire\n"
        "\nDRY RUN: nothing was written\n"
    )
    assert (run.code, counts()) == (0, before)
    assert loadseeds("in", "--check").code == 1
    assert counts() == before


def test_a_broken_dossier_tells_all_its_faults_and_leaves_nothing(folder):
    (folder / "a-talks.yaml").write_text(
        DOSSIER.replace("kind: media", "kind: medium").replace("  name: The Wire\n", "")
    )
    before = counts()
    run = loadseeds("in")
    kinds = "state, government_body, organisation, igo, working_group, person, company, media, unnamed"
    assert run.err == (
        "  FAILED    in/a-talks.yaml:22:3: actors.the-wire: “name” is missing.\n"
        f"  FAILED    in/a-talks.yaml:23:9: actors.the-wire.kind: “medium” is none of: {kinds}. Did you mean “media”?\n"
    )
    assert (run.code, counts(), Article.objects.count()) == (1, before, 1)
    assert "  dossiers                 0        0          0       1\n" in run.out


def test_twenty_faults_of_a_file_are_told_and_the_others_counted(folder):
    rows = "".join(f"- slug: actor-{number}\n" for number in range(13))
    (folder / "a-talks.yaml").write_text(f"dossier: many\ntitle: Many\nactors:\n{rows}")
    lines = loadseeds("in").err.splitlines()
    assert (len(lines), lines[-1]) == (21, "  FAILED    in/a-talks.yaml: 6 more problems.")


def test_an_editors_change_is_kept_with_a_warning(folder, vera):
    loadseeds("in")
    change_actor(Actor.objects.get(slug="the-wire"), by=vera, name="The Wire Service")
    assert loadseeds("in").err == (
        "  warning   in/a-talks.yaml:24:9: actors.the-wire.name: changed on the desk since it was brought in, and kept. "
        "The file differs from the desk in: name (“The Wire Service”).\n"
    )
    assert Actor.objects.get(slug="the-wire").name == "The Wire Service"


def test_dossiers_that_name_each_others_records_load_in_an_order_that_works(folder):
    (folder / "a-talks.yaml").write_text("dossier: a\ntitle: A\nsources: [{id: s, title: S, publisher: wire}]")
    (folder / "b.yml").write_text("dossier: b\ntitle: B\nactors: [{slug: wire, kind: media, name: Wire}]")
    run = loadseeds("in")
    assert [line.split()[1] for line in run.out.splitlines()[:3]] == ["in/talks.txt", "in/b.yml", "in/a-talks.yaml"]
    assert run.code == 0


def test_two_dossiers_that_need_each_other_say_what_is_missing(folder):
    (folder / "a-talks.yaml").write_text(
        "dossier: a\ntitle: A\nactors: [{slug: one, kind: state, name: One}]\nsources: [{id: s, title: S, publisher: two}]"
    )
    (folder / "b.yaml").write_text(
        "dossier: b\ntitle: B\nactors: [{slug: two, kind: state, name: Two}]\nsources: [{id: t, title: T, publisher: one}]"
    )
    run = loadseeds("in")
    assert run.code == 1
    assert "sources.s.publisher: there is no actor “two”, here or on the desk." in run.err


def test_two_files_with_one_key_are_an_error(folder):
    (folder / "b.yaml").write_text("dossier: talks\ntitle: Other\n")
    run = loadseeds("in")
    assert run.err.splitlines()[-1] == (
        "  FAILED    in/b.yaml:1:1: dossier: has the key “talks” of in/a-talks.yaml. Rename one of them."
    )
    assert (run.code, Dossier.objects.get().title) == (1, "Talks in Geneva: who promised what")


def test_atomic_loads_all_or_nothing(folder):
    (folder / "b.yaml").write_text("dossier: b\n")
    before = counts()
    assert loadseeds("in", "--atomic").code == 1
    assert (counts(), Article.objects.count()) == (before, 0)


def test_fail_fast_stops_before_the_dossiers(folder):
    (folder / "a.txt").write_text("no date\n")
    run = loadseeds("in", "--fail-fast")
    assert (run.code, Dossier.objects.count(), "dossiers" in run.out) == (1, 0, False)


def test_the_user_needs_the_rights_for_what_the_files_hold(folder, boris, noor):
    (folder / "talks.txt").unlink()
    (folder / "a-talks.yaml").write_text(DOSSIER[: DOSSIER.index("claims:")])
    run = loadseeds("in", "--user", "noor")
    assert (run.code, Actor.objects.count()) == (1, 0)
    assert "actors: You may not add actors. Ask a reporter, a checker or an editor." in run.err
    assert loadseeds("in", "--user", "boris").code == 0
    assert Actor.history.first().history_user == boris


def test_json_is_one_object_a_dossier(folder):
    (folder / "b.yaml").write_text("dossier: b\n")
    *files, summary = map(json.loads, loadseeds("in", "--format", "json").out.splitlines())
    none = {"created": 0, "changed": 0, "unchanged": 0}
    assert {**files[1], "warnings": len(files[1]["warnings"])} == {
        "file": "in/a-talks.yaml",
        "outcome": "created",
        "key": "talks",
        "title": "Talks in Geneva: who promised what",
        "records": {
            "actors": none | {"created": 4},
            "occasions": none | {"created": 1},
            "sources": none | {"created": 3},
            "claims": none | {"created": 2},
            "commitments": none | {"created": 2},
            "proposals": {"created": 2, "unchanged": 0},
        },
        "warnings": 3,
    }
    assert files[2] == {
        "file": "in/b.yaml",
        "outcome": "failed",
        "errors": [{"line": 1, "column": 1, "path": "", "sentence": "“title” is missing."}],
    }
    assert summary["summary"]["claims"] == none | {"created": 2, "failed": 0}
    assert summary["summary"]["dossiers"] == none | {"created": 1, "failed": 1}


@pytest.mark.parametrize(
    ("page", "brought"), [("seeds/README.md", "6 records added, 1 status proposed"), ("README.md", "3 records added")]
)
def test_the_example_of_a_readme_is_a_dossier(folder, page, brought):
    example = re.search(r"```yaml\n(.*?)```", (settings.BASE_DIR / page).read_text(), re.DOTALL)[1]
    (folder / "a-talks.yaml").write_text(example)
    (folder / "talks.txt").write_text(STORY)
    run = loadseeds("in")
    assert (run.code, run.err) == (0, "")
    assert brought in run.out
