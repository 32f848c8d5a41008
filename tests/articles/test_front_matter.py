"""Front matter is six keys and plain words; everything else is refused by name and place."""

import pytest

from articles.front_matter import Value, split
from articles.seeds import SeedError


def refusal(matter):
    with pytest.raises(SeedError) as refused:
        split(f"---\n{matter}\n---\nText.")
    return str(refused.value)


def test_each_value_is_the_text_it_is_with_its_place():
    values, content = split('---\nid: 007\ndate: 2024-03-05\ntitle: "Yes: no"\ntags:\n  - 1.0\n  - on\n---\n# T\n')
    assert values == {
        "id": Value(("007",), 2, 5),
        "date": Value(("2024-03-05",), 3, 7),
        "title": Value(("Yes: no",), 4, 8),
        "tags": Value(("1.0", "on"), 6, 3),
    }
    assert content.strip() == "# T"


def test_empty_values_are_left_out():
    values, _content = split("---\ntitle:\nbyline: ~\nid: ''\ntags: []\n---\n")
    assert values == {}


def test_front_matter_may_be_empty_and_blank_lines_may_stand_before_it():
    assert split("\n \n---\n---\nText") == ({}, "\nText")


def test_lines_after_blank_lines_are_counted():
    values, _content = split("\n\n---\n\nid: x\n---\n")
    assert values["id"].line == 5


@pytest.mark.parametrize(
    ("matter", "error"),
    [
        ("titel: x", "2:1: unknown key “titel”. Did you mean “title”?"),
        ("id: x\nTags: x", "3:1: unknown key “Tags”. Did you mean “tags”?"),
        ("colour: x", "2:1: unknown key “colour”. Known keys: id, date, title, tags, byline, work_type."),
        ("<<: {id: x}", "2:1: unknown key “<<”. Known keys: id, date, title, tags, byline, work_type."),
        ("id: x\nid: y", "3:1: the key “id” stands there twice."),
        ("id: [a]", "2:5: the value of “id” is not plain words."),
        ("tags: {a: b}", "2:7: the value of “tags” is not plain words."),
        ("tags: [a, {b: c}]", "2:12: the front matter is not plain YAML: lists within lists are not read here."),
        ("date: !!python/name:os.system", "2:7: the value of “date” is not plain words."),
        ("id: !thing x", "2:5: the value of “id” is not plain words."),
        ("id: &a x\ntitle: *a", "3:8: the front matter is not plain YAML: aliases (*name) are not read here."),
        ("id: 'x", "3:1: the front matter is not plain YAML: found unexpected end of stream."),
        ("id: a: b", "2:6: the front matter is not plain YAML: mapping values are not allowed here."),
        ("- id", "2:1: the front matter must be lines of the form key: value."),
        ("just words", "2:1: the front matter must be lines of the form key: value."),
        ("title: a\u2067b", "2:9: Remove the direction mark U+2067 at position 2."),
        ("[" * 10_000, "2:4: the front matter is not plain YAML: lists within lists are not read here."),
        ("title: " + "x" * 20_000, "1:1: the front matter is longer than 20,000 characters."),
    ],
)
def test_everything_else_is_refused_by_name_and_place(matter, error):
    assert refusal(matter) == error


def test_an_alias_bomb_is_refused_before_it_grows():
    bomb = "id: &a [x, x]\n" + "\n".join(f"k{n}: &b{n} [*a, *a, *a]" for n in range(9))
    assert refusal(bomb) == "3:10: the front matter is not plain YAML: aliases (*name) are not read here."


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("# A title\n\nText.", "1:1: there is no front matter. Begin the file with a line --- and a date."),
        ("---\nid: x\n", "1:1: the front matter does not end. Close it with a line ---."),
    ],
)
def test_front_matter_must_begin_and_end(text, error):
    with pytest.raises(SeedError) as refused:
        split(text)
    assert str(refused.value) == error
