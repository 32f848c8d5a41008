"""Loads that only look, and the output for programs."""

import json

from articles.models import Article
from tests.loads import FIRST, TAGGED, Run, loadseeds, rows
from tests.stories import a_claim


def test_a_dry_run_shows_what_would_change_and_writes_nothing(seeds, vera):
    loadseeds("seeds/")
    article = Article.objects.get(import_ref="first")
    a_claim(article, vera, "They agreed to cut duties")
    a_claim(article, vera, "24 goods")
    before, versions = rows(), list(Article.objects.values_list("version", flat=True))
    (seeds / "first.txt").write_text(
        "date 2024-03-05 Talks in Geneva\n\nThey met at night.\n\nThey agreed to cut duties on many things.\n"
    )
    (seeds / "new.txt").write_text(FIRST)
    run = loadseeds("seeds/", "--dry-run")
    assert run == Run(
        0,
        "  changed   seeds/first.txt   Talks in Geneva   text +2 −3 lines, 1 claim moved, 1 claim reads differently\n"
        "    --- the desk\n"
        "    +++ seeds/first.txt\n"
        "    @@ -3,4 +3,3 @@\n"
        "     type of work: reporting\n"
        "    -They met.\n"
        "    -## What was agreed\n"
        "    -They agreed to cut duties on 24 goods.\n"
        "    +They met at night.\n"
        "    +They agreed to cut duties on many things.\n"
        "    claim 1: moved\n"
        "    claim 2: words changed, so it needs re-check\n"
        "  created   seeds/new.txt   Talks in Geneva   2 paragraphs, 1 heading\n"
        "\n"
        "DRY RUN: nothing was written\n"
        "\n"
        "              created  changed  unchanged  failed\n"
        "  articles          1        1          1       0\n"
        "  tags              0        0          0       0\n"
        "3 of 3 files can be loaded, looked at in 0.0 s.\n",
        "",
    )
    assert (rows(), list(Article.objects.values_list("version", flat=True))) == (before, versions)


def test_a_dry_run_does_not_write_to_the_database(seeds, django_assert_num_queries):
    (seeds / "third.md").write_text(TAGGED)
    with django_assert_num_queries(8) as asked:  # known keys, and all there is to know of the tags of the batch
        loadseeds("seeds/", "-n")
    assert {query["sql"].split()[0] for query in asked.captured_queries} == {"SELECT"}


def test_check_says_by_its_exit_code_whether_a_load_would_change_anything(seeds):
    assert loadseeds("seeds/", "--check").code == 1
    assert rows() == (0, 0, 0)
    loadseeds("seeds/")
    assert loadseeds("seeds/", "--check").code == 0


def test_json_is_one_object_a_file_and_a_summary(seeds):
    (seeds / "broken.txt").write_text("no date\n")
    (seeds / "notes.pdf").touch()
    (seeds / "lead.txt").unlink()
    run = loadseeds("seeds/", "--format", "json")
    assert run.err == "  FAILED    seeds/broken.txt:1:1: no date. Expected: date YYYY-MM-DD\n"
    *files, summary = map(json.loads, run.out.splitlines())
    assert files == [
        {
            "file": "seeds/broken.txt",
            "outcome": "failed",
            "line": 1,
            "column": 1,
            "error": "no date. Expected: date YYYY-MM-DD",
        },
        {
            "file": "seeds/first.txt",
            "outcome": "created",
            "key": "first",
            "date": "2024-03-05",
            "headline": "Talks in Geneva",
            "headline_provisional": False,
            "warnings": [],
            "paragraphs": 2,
            "headings": 1,
            "lines_added": 0,
            "lines_removed": 0,
            "claims": [],
        },
        {
            "file": "seeds/notes.pdf",
            "outcome": "not_read",
            "why": "only .txt and .md files are stories, and .yaml files dossiers.",
        },
    ]
    seconds = summary["summary"].pop("seconds")
    assert 0 <= seconds < 60
    counts = {"created": 0, "changed": 0, "unchanged": 0, "failed": 0}
    assert summary == {
        "summary": {
            "files": 2,
            "loaded": 1,
            "failed": 1,
            "dry": False,
            "taken_back": False,
            "interrupted": False,
            "broken": "",
            "articles": counts | {"created": 1, "failed": 1},
            "proposed revisions": counts,
            "tags": counts,
        }
    }
