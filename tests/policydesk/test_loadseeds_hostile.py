"""Files that mean harm, or are simply broken: each refused by name, the good ones beside them loaded."""

import re

from articles.models import Article
from tests.loads import FIRST, loadseeds

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
