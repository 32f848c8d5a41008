"""The command as its user sees it: what it prints, what it writes, how it ends."""

import json
import re
from dataclasses import dataclass
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from articles.editing import save_article
from articles.models import Article, ProposedRevision
from tests.stories import a_claim

FIRST = "date 2024-03-05 Talks in Geneva\n\nThey met.\n\nWhat was agreed\n\nThey agreed to cut duties on 24 goods.\n"
LEAD = " date 2024-03-06 The two sides met in Geneva on Monday, for talks on tariffs.\n\nThey agreed."
TAGGED = "---\ndate: 2024-03-07\ntitle: Third\ntags: [Trade, Geneva]\n---\nSomething happened.\n"


@dataclass
class Run:
    """What a run of the command printed, with its time made 0.0, and the code it ended with."""

    code: int
    out: str
    err: str


def loadseeds(*arguments) -> Run:
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("loadseeds", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        code = end.code
    except CommandError as refused:
        code = refused.returncode
        err.write(f"{refused}\n")
    return Run(code, *(re.sub(r"[0-9.]+ s\.", "0.0 s.", text.getvalue()) for text in (out, err)))


@pytest.fixture
def seeds(tmp_path, monkeypatch, db):
    """A folder `seeds` in the working directory, with two good stories."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST)
    (folder / "lead.txt").write_text(LEAD)
    monkeypatch.chdir(tmp_path)
    return folder


def rows():
    """How many rows of each table a load may write."""
    return Article.objects.count(), Article.history.count(), ProposedRevision.objects.count()


def test_a_load_tells_each_file_and_counts(seeds):
    (seeds / "third.md").write_text(TAGGED)
    assert loadseeds("seeds/") == Run(
        0,
        "  created   seeds/first.txt   Talks in Geneva   2 paragraphs, 1 heading\n"
        "  created   seeds/lead.txt   The two sides met in Geneva on Monday   2 paragraphs\n"
        "  created   seeds/third.md   Third   1 paragraph\n"
        "\n"
        "              created  changed  unchanged  failed\n"
        "  articles          3        0          0       0\n"
        "  tags              2        0          0       0\n"
        "3 of 3 files loaded in 0.0 s.\n"
        "Next: check claims at /admin/articles/article/?state=draft\n",
        "  warning   seeds/lead.txt:1: no headline; used the first clause. Edit it before publishing.\n",
    )


def test_a_second_load_changes_nothing_and_writes_no_row(seeds):
    (seeds / "third.md").write_text(TAGGED)
    loadseeds("seeds/")
    before = rows()
    assert loadseeds("seeds/") == Run(
        0,
        "\n"
        "              created  changed  unchanged  failed\n"
        "  articles          0        0          3       0\n"
        "  tags              0        0          2       0\n"
        "3 of 3 files loaded in 0.0 s.\n"
        "Nothing to change.\n",
        "",
    )
    assert rows() == before == (3, 3, 0)


def test_a_broken_file_is_named_with_its_place_and_the_others_are_loaded(seeds):
    (seeds / "broken.txt").write_text("date 2024-13-28 Title\n\nText.\n")
    run = loadseeds("seeds/")
    assert run.code == 1
    assert run.err.splitlines()[0] == (
        '  FAILED    seeds/broken.txt:1:6: not a date: "2024-13-28". Expected: date YYYY-MM-DD'
    )
    assert run.out.splitlines()[-3:] == [
        "2 of 3 files loaded in 0.0 s.",
        "1 failed: fix it and run the same command again.",
        "Next: check claims at /admin/articles/article/?state=draft",
    ]
    assert Article.objects.count() == 2


def test_an_editors_work_is_kept_and_the_changed_file_waits_beside_it(seeds, vera):
    loadseeds("seeds/")
    save_article(Article.objects.get(import_ref="first"), by=vera, byline="Vera")
    (seeds / "first.txt").write_text(FIRST.replace("24", "30").replace("2030", "2024"))
    run = loadseeds("seeds/")
    assert run.out == (
        "  proposed  seeds/first.txt   Talks in Geneva   text +1 −2 lines, "
        "waits for an editor, because the story was edited or published since it was loaded\n"
        "\n"
        "                      created  changed  unchanged  failed\n"
        "  articles                  0        0          2       0\n"
        "  proposed revisions        1        0          0       0\n"
        "  tags                      0        0          0       0\n"
        "2 of 2 files loaded in 0.0 s.\n"
        "Next: read the proposed revisions at /admin/articles/proposedrevision/\n"
    )
    assert loadseeds("seeds/").out.endswith("Nothing to change.\n")
    assert rows() == (2, 3, 1)


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
        "  changed   seeds/first.txt   Talks in Geneva   text +2 −3 lines, 1 claim moved, 1 claim needs a look\n"
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
        "    claim 2: its words are gone, so it needs a look\n"
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
    with django_assert_num_queries(3) as asked:  # known keys, and two tags
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
        {"file": "seeds/notes.pdf", "outcome": "not_read", "why": "only .txt and .md files are stories."},
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


def test_atomic_loads_all_or_nothing(seeds):
    (seeds / "broken.txt").write_text("no date\n")
    run = loadseeds("seeds/", "--atomic")
    assert (run.code, rows()) == (1, (0, 0, 0))
    assert "\nALL OR NOTHING: nothing was written\n" in run.out
    (seeds / "broken.txt").unlink()
    assert loadseeds("seeds/", "--atomic").code == 0
    assert rows() == (2, 2, 0)


def test_fail_fast_stops_at_the_first_failure(seeds):
    (seeds / "g.txt").write_text("no date\n")
    run = loadseeds("seeds/", "--fail-fast")
    assert (run.code, list(Article.objects.values_list("import_ref", flat=True))) == (1, ["first"])


def test_limit_reads_the_first_files_only(seeds):
    (seeds / "a.pdf").touch()
    loadseeds("seeds/", "--limit", 1)
    assert list(Article.objects.values_list("import_ref", flat=True)) == ["first"]


def test_the_user_is_author_and_stands_in_the_history_with_the_reason(seeds, ada):
    loadseeds("seeds/first.txt", "--user", "ada", "--reason", "From the Geneva desk")
    article = Article.objects.get()
    assert [author.user for author in article.authors.all()] == [ada]
    assert [(row.history_user, row.history_change_reason) for row in article.history.all()] == [
        (ada, "From the Geneva desk")
    ]


def test_without_a_reason_the_history_names_the_file(seeds):
    loadseeds("seeds/first.txt")
    assert Article.history.get().history_change_reason == "Imported from seeds/first.txt"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nowhere",), "There is no file or folder “nowhere”."),
        (("seeds", "--user", "nobody"), "There is no account “nobody” that may sign in."),
        (("seeds", "--user", "noor"), "The account “noor” may not write stories."),
    ],
)
def test_a_wrong_command_line_is_a_sentence_and_exit_2(seeds, noor, arguments, sentence):
    assert loadseeds(*arguments) == Run(2, "", f"{sentence}\n")
    assert rows() == (0, 0, 0)


def test_the_default_is_the_story_of_the_repository(db):
    assert loadseeds().code == 0
    assert Article.objects.get().import_ref == "2024-01-28-beijing-working-group"


@pytest.mark.parametrize(
    ("verbosity", "lines"),
    [
        (0, []),
        (1, ["  not read  seeds/a.pdf: only .txt and .md files are stories."]),
        (
            2,
            [
                "  not read  seeds/a.pdf: only .txt and .md files are stories.",
                "  unchanged seeds/first.txt   Talks in Geneva",
                "  unchanged seeds/lead.txt   The two sides met in Geneva on Monday",
            ],
        ),
    ],
)
def test_verbosity_chooses_what_is_told(seeds, verbosity, lines):
    loadseeds("seeds/")
    (seeds / "a.pdf").touch()
    assert loadseeds("seeds/", "-v", verbosity).out.partition("\n\n")[0].splitlines() == lines


def test_a_database_that_fails_is_a_sentence_and_not_a_traceback(seeds):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_article RENAME TO elsewhere")
    run = loadseeds("seeds/")
    assert run.code == 1
    assert "\nThe database failed: " in run.out
    assert "Traceback" not in run.out + run.err


def test_nothing_is_published_and_no_account_is_made(seeds):
    loadseeds("seeds/")
    assert set(Article.objects.values_list("state", flat=True)) == {"draft"}
    assert not User.objects.exists()


HOSTILE = {
    "bytes.txt": (b"date 2024-01-01 Title\n\ncaf\xe9", "3:4: the byte 0xE9 is not UTF-8. Save the file as UTF-8."),
    "nul.txt": (
        b"date 2024-01-01 A\0b\n\nText.",
        "1:18: the character U+0000 (byte 0x00) does not belong in a text. Remove it.",
    ),
    "long.txt": (
        b"date 2024-01-01 Title\n\n" + b"x" * 6_000_000,
        "1:1: larger than 5 MB, which no story is. Split it.",
    ),
    "empty.txt": (b"", "1:1: the file is empty."),
    "plain.md": (b"Just text.", "1:1: there is no front matter. Begin the file with a line --- and a date."),
    "bomb.md": (
        b"---\ndate: 2024-01-01\ntags: &a [x, x]\nid: [*a, *a, *a]\n---\nText.",
        "4:6: the front matter is not plain YAML: aliases (*name) are not read here.",
    ),
    "object.md": (
        b"---\ndate: 2024-01-01\nid: !!python/object/apply:os.system ['touch pwned']\n---\nText.",
        "3:5: the value of “id” is not plain words.",
    ),
    "escape.md": (b'---\ndate: 2024-01-01\n"\\e[31mred": x\n---\nText.', ""),
    "first.md": (b"---\ndate: 2024-01-01\nid: first\n---\nText.", ""),
}


def test_hostile_files_are_refused_by_name_without_a_traceback_and_the_good_ones_are_loaded(seeds):
    for name, (data, _sentence) in HOSTILE.items():
        (seeds / name).write_bytes(data)
    (seeds / "out.txt").symlink_to("/etc/passwd")
    (seeds / "loop").symlink_to("loop")
    (seeds / "bom.txt").write_bytes(b"\xef\xbb\xbf" + FIRST.replace("\n", "\r\n").encode())
    run = loadseeds("seeds/")
    told = dict(re.findall(r"^  FAILED    seeds/([^:]+):(.*)$", run.err, re.MULTILINE))
    expected = {name: sentence for name, (_data, sentence) in HOSTILE.items() if sentence} | {
        "out.txt": "1:1: a link that leads out of the folder.",
        "loop": "1:1: cannot be read: Too many levels of symbolic links.",
        "first.txt": "1:1: has the key “first” of seeds/first.md. Rename one of them.",
    }
    assert told == expected | {"escape.md": told["escape.md"]}
    assert "\x1b" not in run.err
    assert run.code == 1
    assert sorted(Article.objects.values_list("import_ref", flat=True)) == ["bom", "first", "lead"]
    assert "root:" not in run.out + run.err
