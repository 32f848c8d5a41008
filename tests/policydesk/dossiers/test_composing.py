"""YAML with places: what is read, and what no file may do."""

import pytest

from articles.seeds import SeedError
from policydesk.dossiers.composing import MOST_ALIASES, compose
from policydesk.dossiers.nodes import Items, Table, Value


def test_every_value_stays_text_and_keeps_its_place():
    assert compose('key: 2024-01-30\nlist:\n  - 007\n  - "yes"\n') == Table(
        1,
        1,
        (
            (Value(1, 1, "key"), Value(1, 6, "2024-01-30")),
            (Value(2, 1, "list"), Items(3, 3, (Value(3, 5, "007"), Value(4, 5, "yes")), 3)),
        ),
        7,
    )


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_nothing_is_the_empty_text_and_quoted_words_are_words(nothing):
    assert compose(f"key: {nothing}").get("key") == Value(1, 6 if nothing else 5, "")
    assert compose('key: "null"').get("key").text == "null"


def test_a_small_number_of_aliases_is_read():
    assert compose("a: &one [x]\nb: *one").get("b") == Items(1, 4, (Value(1, 10, "x"),), 2)


BOMB = (
    "a: &a ["
    + ", ".join("x" * 9)
    + "]\n"
    + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
)


@pytest.mark.parametrize(
    ("text", "place", "sentence"),
    [
        (
            "a: !!python/object/apply:os.system [touch]",
            (1, 4),
            "tags (tag:yaml.org,2002:python/object/apply:os.system)",
        ),
        ("a: !own x", (1, 4), "tags (!own)"),
        ("a: &a {b: c}\nd:\n  <<: *a", (3, 3), "merge keys (<<)"),
        ("a: 1\nb: 2\na: 3", (3, 1), "the key “a” stands there twice."),
        ("a: *nowhere", (1, 4), "the alias *nowhere repeats nothing above it."),
        ("a: &a [*a]", (1, 8), "the alias *a repeats nothing above it."),
        ("? [a, b]\n: c", (1, 3), "a key must be one word."),
        ("a: b\n---\nc: d", (2, 1), "a second document begins here."),
        ("a: [" * 9_000, (1, 25), "lists within lists stop at 12 levels."),
        ("- " * 9_000, (1, 25), "lists within lists stop at 12 levels."),
        (BOMB, (6, 12), "more than 200000 values"),
        (f"a: &a x\nb: [{', '.join(['*a'] * (MOST_ALIASES + 1))}]", (2, 405), "more than 100 aliases"),
        ("a: [x\nb: y", None, "this is not YAML: "),
        ("a: 'x", None, "this is not YAML: "),
        ("a: x\x85\x80", (1, 6), "the character U+0080 does not belong in a text. Remove it."),
    ],
)
def test_what_no_dossier_needs_is_refused_with_its_place(text, place, sentence):
    with pytest.raises(SeedError) as refused:
        compose(text)
    assert refused.value.sentence.startswith(sentence)
    assert place is None or (refused.value.line, refused.value.column) == place
