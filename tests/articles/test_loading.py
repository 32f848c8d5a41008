"""Files in, results out: batches, keys, stops."""

import pytest

from articles.loading import load
from articles.models import Article
from articles.seed_files import find_files


def write(folder, **stories):
    """One file for each name, with the text or a small story."""
    for name, text in stories.items():
        (folder / f"{name}.txt").write_text(text or f"date 2024-03-05 Story {name}\n\nSomething happened.\n")
    return list(find_files([folder]))


def outcomes(files, **how):
    return {one.file.stem: one.outcome for one in load(files, **how)}


def loaded():
    return sorted(Article.objects.values_list("import_ref", flat=True))


def test_a_bad_file_does_not_keep_the_good_ones_out(tmp_path, db):
    files = write(tmp_path, a="", b="no date here", c="")
    assert outcomes(files) == {"a": "created", "b": "failed", "c": "created"}
    assert loaded() == ["a", "c"]


def test_results_come_in_the_order_of_the_files(tmp_path, db):
    files = write(tmp_path, a="", b="bad", c="", d="bad")
    assert list(outcomes(files, batch=3)) == ["a", "b", "c", "d"]


def test_a_story_that_the_database_refuses_is_the_only_one_that_fails_in_its_batch(tmp_path, ada):
    files = write(tmp_path, a="", b="", c="")
    load_all(files)  # by the desk, so ada did not write them
    write(tmp_path, b="date 2024-03-05 Story b\n\nSomething else happened.\n", d="", e="")
    results = list(load(find_files([tmp_path]), by=ada))
    assert [one.outcome for one in results] == ["unchanged", "failed", "unchanged", "created", "created"]
    assert str(results[1].error) == "1:1: You may edit your own stories only. Ask an editor."
    assert loaded() == ["a", "b", "c", "d", "e"]


def load_all(files):
    assert set(outcomes(files).values()) == {"created"}


@pytest.mark.parametrize("batch", [1, 2, 100])
def test_fail_fast_loads_what_came_before_and_nothing_after(tmp_path, db, batch):
    files = write(tmp_path, a="", b="", c="bad", d="")
    assert outcomes(files, fail_fast=True, batch=batch) == {"a": "created", "b": "created", "c": "failed"}
    assert loaded() == ["a", "b"]


def test_fail_fast_stops_at_a_story_that_the_rules_refuse(tmp_path, ada):
    load_all(write(tmp_path, b=""))
    files = write(tmp_path, a="", b="date 2024-03-05 Story b\n\nSomething else happened.\n", c="")
    assert outcomes(files, fail_fast=True, by=ada) == {"a": "created", "b": "failed"}
    assert loaded() == ["a", "b"]


def test_a_stop_finishes_the_files_at_hand(tmp_path, db):
    files = write(tmp_path, a="", b="", c="", d="")
    answers = iter([False, False, True])
    assert outcomes(files, stopped=lambda: next(answers)) == {"a": "created", "b": "created"}
    assert loaded() == ["a", "b"]


def test_two_files_with_one_key_are_an_error_that_names_both(tmp_path, db):
    (tmp_path / "z").mkdir()
    write(tmp_path, a="")
    write(tmp_path / "z", a="")
    (tmp_path / "b.md").write_text("---\nid: a\ndate: 2024-03-05\n---\nText.\n")
    results = list(load(find_files([tmp_path])))
    assert [one.outcome for one in results] == ["created", "failed", "failed"]
    assert [one.error.sentence for one in results[1:]] == [
        f"has the key “a” of {tmp_path}/a.txt. Rename one of them."
    ] * 2
    assert loaded() == ["a"]


def test_the_key_is_the_id_of_the_front_matter_before_the_name_of_the_file(tmp_path, db):
    (tmp_path / "b.md").write_text("---\nid: 007\ndate: 2024-03-05\n---\nText.\n")
    assert outcomes(find_files([tmp_path])) == {"b": "created"}
    assert loaded() == ["007"]


@pytest.mark.parametrize("name", [b"caf\xe9", b"two\nlines", b"\xe2\x80\xae", b"x" * 201, b" "])
def test_a_name_that_cannot_be_a_key_is_an_error_of_its_file(tmp_path, db, name):
    with open(bytes(tmp_path) + b"/" + name + b".txt", "wb") as file:
        file.write(b"date 2024-03-05 Title\n\nText.\n")
    (result,) = load(find_files([tmp_path]))
    assert result.error.sentence.startswith("its key ")
    assert loaded() == []
