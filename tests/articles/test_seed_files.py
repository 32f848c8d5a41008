"""What is found in a folder that nobody vouches for, and how it is read."""

import os
import socket

import pytest

from articles.seed_files import LARGEST, SeedFile, find_files, read_file
from articles.seeds import SeedError


@pytest.fixture
def folder(tmp_path):
    """A folder of stories; what lies beside it is nobody's business."""
    inside = tmp_path / "seeds"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("date 2024-01-01 Secret\n\nNot for you.")
    return inside


def found(folder, *paths):
    """Each file by its place in the folder: how it is read, or why not."""
    return {
        file.label.removeprefix(f"{folder}/"): file.stem if file.path else (file.why, file.refused)
        for file in find_files(paths or [folder])
    }


def test_stories_are_found_in_every_folder_in_the_order_of_their_names(folder):
    (folder / "march").mkdir()
    for name in ("b.txt", "a.md", "march/c.TXT", "z.txt"):
        (folder / name).touch()
    assert list(found(folder).items()) == [("a.md", "a"), ("b.txt", "b"), ("march/c.TXT", "c"), ("z.txt", "z")]


def test_readmes_licences_and_dot_files_are_passed_over_in_silence(folder):
    (folder / ".git").mkdir()
    names = "README.md readme.txt README LICENSE LICENCE.txt corpus.LICENCE.txt LICENSE-MIT COPYING.txt .hidden.txt"
    for name in (*names.split(), ".git/story.txt", "licence-to-export.txt", "copying-machines.txt"):
        (folder / name).touch()
    assert found(folder) == {"copying-machines.txt": "copying-machines", "licence-to-export.txt": "licence-to-export"}
    assert found(folder, folder / "README.md") == {}


def test_other_endings_are_listed_as_not_read_and_refused_when_named_one_by_one(folder):
    (folder / "picture.png").touch()
    assert found(folder) == {"picture.png": ("only .txt and .md files are stories, and .yaml files dossiers.", False)}
    assert found(folder, folder / "picture.png") == {
        "picture.png": ("only .txt and .md files are stories, and .yaml files dossiers.", True)
    }


def test_a_file_is_found_once_however_often_it_is_named(folder, monkeypatch):
    (folder / "a.txt").touch()
    monkeypatch.chdir(folder)
    assert [file.label for file in find_files(["a.txt", ".", folder, "../seeds/a.txt"])] == ["a.txt"]


def test_links_are_followed_to_files_inside_the_folder_only(folder):
    outside = folder.parent / "secret.txt"
    (folder / "real.txt").touch()
    (folder / "sub").mkdir()
    for name, target in {
        "inside.txt": folder / "real.txt",
        "outside.txt": outside,
        "relative.txt": "../secret.txt",
        "passwd": "/etc/passwd",
        "up": folder.parent,
        "down": folder / "sub",
        "gone.txt": folder / "gone",
        "loop.txt": folder / "loop.txt",
        "sub/again": folder,
    }.items():
        (folder / name).symlink_to(target)
    out, away = "a link that leads out of the folder.", "a link to a folder, which is read under its own name."
    assert found(folder) == {
        "down": (away, False),
        "gone.txt": ("cannot be read: No such file or directory.", True),
        "inside.txt": "inside",
        "loop.txt": ("cannot be read: Too many levels of symbolic links.", True),
        "outside.txt": (out, True),
        "passwd": (out, True),
        "real.txt": "real",
        "relative.txt": (out, True),
        "sub/again": (away, False),
        "up": (out, True),
    }


def test_a_folder_that_is_itself_a_link_is_read(folder):
    (folder / "a.txt").touch()
    link = folder.parent / "link"
    link.symlink_to(folder)
    assert [file.stem for file in find_files([link])] == ["a"]


def test_a_linked_file_is_refused_when_it_is_named_itself_and_lies_elsewhere(folder):
    (folder / "a.txt").symlink_to("../secret.txt")
    assert found(folder, folder / "a.txt") == {"a.txt": ("a link that leads out of the folder.", True)}


def test_pipes_and_sockets_are_refused_without_waiting_for_them(folder, monkeypatch):
    os.mkfifo(folder / "pipe.txt")
    monkeypatch.chdir(folder)  # addresses of sockets are short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")
        refused = ("not a regular file.", True)
        assert found(folder) == {"pipe.txt": refused, "socket.txt": refused}


def test_a_pipe_or_link_that_takes_the_place_of_a_file_is_refused(folder):
    for name in ("pipe.txt", "link.txt"):
        (folder / name).touch()
    files = list(find_files([folder]))
    for name in ("pipe.txt", "link.txt"):
        (folder / name).unlink()
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.txt").symlink_to("../secret.txt")
    assert [refusal(file) for file in files] == [
        (1, 1, "cannot be read: Too many levels of symbolic links."),
        (1, 1, "not a regular file."),
    ]


def test_names_that_are_no_text_are_spelled_out(folder):
    for name in (b"caf\xe9.txt", b"two\nlines.txt", b"\x1b[31mred.txt"):
        open(os.path.join(os.fsencode(folder), name), "w").close()
    assert sorted(found(folder)) == ["\\x1b[31mred.txt", "caf\\udce9.txt", "two\\nlines.txt"]


def test_folders_deeper_than_the_stack_are_walked(folder, monkeypatch):
    monkeypatch.chdir(folder)
    for _level in range(1200):
        os.mkdir("d")
        os.chdir("d")
    open("deep.txt", "w").close()
    assert [file.stem for file in find_files([folder])] == ["deep"]
    os.unlink("deep.txt")
    for _level in range(1200):  # pytest's own cleaning is not that deep
        os.chdir("..")
        os.rmdir("d")


def refusal(file):
    with pytest.raises(SeedError) as refused:
        read_file(file)
    return refused.value.line, refused.value.column, refused.value.sentence


@pytest.fixture
def written(folder):
    """Writes bytes as the one story of the folder and finds it."""

    def write(data: bytes) -> SeedFile:
        (folder / "story.txt").write_bytes(data)
        (file,) = find_files([folder])
        return file

    return write


def test_a_byte_order_mark_and_windows_line_ends_are_normal(written):
    assert read_file(written(b"\xef\xbb\xbfdate 2024-01-01\r\n\r\nLine.\r\n")) == "date 2024-01-01\n\nLine.\n"


@pytest.mark.parametrize(
    ("data", "line", "column", "sentence"),
    [
        (b"date 2024-01-01\n\ncaf\xe9", 3, 4, "the byte 0xE9 is not UTF-8. Save the file as UTF-8."),
        ("date\r\n\r\n“é” ".encode() + b"\xc3(", 3, 5, "the byte 0xC3 is not UTF-8. Save the file as UTF-8."),
        (b"\xff\xfed\x00a\x00", 1, 1, "the byte 0xFF is not UTF-8. Save the file as UTF-8."),
        (b"\xed\xa0\x80", 1, 1, "the byte 0xED is not UTF-8. Save the file as UTF-8."),
        (b"one\ntwo \x00", 2, 5, "the character U+0000 (byte 0x00) does not belong in a text. Remove it."),
        (b"x" * (LARGEST + 1), 1, 1, "larger than 5 MB. Split it."),
    ],
)
def test_what_is_no_text_is_refused_at_its_place(written, data, line, column, sentence):
    assert refusal(written(data)) == (line, column, sentence)


def test_a_file_that_is_gone_is_an_error_of_that_file(written):
    file = written(b"date")
    os.unlink(file.path)
    assert refusal(file) == (1, 1, "cannot be read: No such file or directory.")
