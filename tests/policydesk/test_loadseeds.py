"""The command as its user sees it: what it prints, what it writes, how it ends."""

import pytest
from django.contrib.auth.models import User
from django.db import connection

from articles.editing import save_article
from articles.models import Article
from policydesk.models import ImportRun
from tests.desk import desk, page
from tests.loads import FIRST, TAGGED, Run, loadseeds, rows


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
        "  proposed  seeds/first.txt   Talks in Geneva   text +1 −1 lines, "
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
        (
            ("seeds", "--user", "noor"),
            "The account “noor” may not write stories. Give it the role of a reporter or an editor.",
        ),
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
        (1, ["  not read  seeds/a.pdf: only .txt and .md files are stories, and .yaml files dossiers."]),
        (
            2,
            [
                "  not read  seeds/a.pdf: only .txt and .md files are stories, and .yaml files dossiers.",
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


def test_a_run_stays_as_a_row_that_names_what_changed_or_failed(seeds, ada, boris):
    (seeds / "broken.txt").write_text("date 2024-13-28 Title\n\nText.\n")
    loadseeds("seeds/", "--user", "ada")
    loadseeds("seeds/first.txt")
    loadseeds("seeds/first.txt", "-n")  # writes nothing
    second, first = ImportRun.objects.all()
    assert (first.by, first.asked, first.in_words) == (ada, "seeds/", "3 files, 2 created, 1 failed")
    assert first.rows == [
        {"name": "seeds/broken.txt", "outcome": "failed",
         "sentence": '1:6: not a date: "2024-13-28". Expected: date YYYY-MM-DD'},
        {"name": "seeds/first.txt", "outcome": "created", "sentence": ""},
        {"name": "seeds/lead.txt", "outcome": "created", "sentence": ""},
    ]  # fmt: skip
    assert (second.by, second.in_words, second.rows) == (None, "1 file, nothing changed", [])
    assert list(ImportRun.objects.failing()) == [first]
    page_of_run = desk(boris).get(page("policydesk_importrun_change", first.pk)).content.decode()
    assert "seeds/broken.txt: failed 1:6: not a date: &quot;2024-13-28&quot;" in page_of_run


def test_a_run_that_failed_as_a_whole_is_recorded_too(seeds):
    (seeds / "broken.txt").write_text("no date\n")
    loadseeds("seeds/", "--atomic")
    (seeds / "broken.txt").unlink()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_article RENAME TO elsewhere")
    loadseeds("seeds/")
    broken, taken_back = ImportRun.objects.all()
    assert taken_back.in_words == "3 files, 2 created, 1 failed, taken back, all or nothing"
    assert (broken.ending, broken.error.startswith("The database failed: ")) == ("broken", True)


def test_nothing_is_published_and_no_account_is_made(seeds):
    loadseeds("seeds/")
    assert set(Article.objects.values_list("state", flat=True)) == {"draft"}
    assert not User.objects.exists()
