"""Files that mean harm, or are simply broken: each refused by name, the good ones beside them loaded."""

import os
import re

from articles.models import Article
from policydesk.models import Dossier
from tests.loads import FIRST, loadseeds

HOSTILE = {
    "bytes.txt": (b"date 2024-01-01 Title\n\ncaf\xe9", "3:4: the byte 0xE9 is not UTF-8. Save the file as UTF-8."),
    "nul.txt": (
        b"date 2024-01-01 A\0b\n\nText.",
        "1:18: the character U+0000 (byte 0x00) does not belong in a text. Remove it.",
    ),
    "long.txt": (
        b"date 2024-01-01 Title\n\n" + b"x" * 6_000_000,
        "1:1: larger than 5 MB. Split it.",
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


DOSSIERS = {
    "bytes.yaml": (b"dossier: a\ntitle: caf\xe9", "2:11: the byte 0xE9 is not UTF-8. Save the file as UTF-8."),
    "nul.yaml": (
        b"dossier: a\0",
        "1:11: the character U+0000 (byte 0x00) does not belong in a text. Remove it.",
    ),
    "long.yaml": (b"#" * 6_000_000, "1:1: larger than 5 MB. Split it."),
    "bomb.yaml": (
        b"a: &a [x, x, x, x, x, x, x, x, x]\n"
        + b"".join(b"%c: &%c [%s]\n" % (c + 1, c + 1, b", ".join([b"*%c" % c] * 9)) for c in b"abcdefgh"),
        "6:12: more than 200000 values, which no dossier has. Split it.",
    ),
    "object.yaml": (
        b"dossier: !!python/object/apply:os.system ['touch pwned']\n",
        "1:10: tags (tag:yaml.org,2002:python/object/apply:os.system) are not read here. Write plain values.",
    ),
    "merge.yaml": (
        b"dossier: a\ntitle: &t {x: y}\nabout:\n  <<: *t\n",
        "4:3: merge keys (<<) are not read here. Write the keys out.",
    ),
    "deep.yaml": (b"dossier: " + b"[" * 100_000, "1:21: lists within lists stop at 12 levels."),
    "twice.yaml": (b"dossier: a\ntitle: A\ndossier: b\n", "3:1: the key “dossier” stands there twice."),
    "escape.yaml": (b'dossier: a\ntitle: "\\e[31mred"\n', "2:8: title: Remove the control character U+001B at position 1."),
    "list.yaml": (b"- a\n", "1:1: write keys with values here, as “key: value”."),
}  # fmt: skip


def test_hostile_dossiers_are_refused_by_name_and_the_good_one_is_loaded(seeds, tmp_path):
    for name, (data, _sentence) in DOSSIERS.items():
        (seeds / name).write_bytes(data)
    (seeds / "out.yaml").symlink_to("/etc/passwd")
    (seeds / "good.yaml").write_bytes(b"\xef\xbb\xbfdossier: good\r\ntitle: Good\r\n")
    os.mkfifo(seeds / "pipe.yaml")
    run = loadseeds("seeds/")
    told = dict(re.findall(r"^  FAILED    seeds/([^:]+):(.*)$", run.err, re.MULTILINE))
    assert told == {name: sentence for name, (_data, sentence) in DOSSIERS.items()} | {
        "out.yaml": "1:1: a link that leads out of the folder.",
        "pipe.yaml": "1:1: not a regular file.",
        "list.yaml": told["list.yaml"],
    }
    assert (run.code, list(Dossier.objects.values_list("key", flat=True))) == (1, ["good"])
    assert "\x1b" not in run.err
    assert not (tmp_path / "pwned").exists()
    assert "root:" not in run.out + run.err
