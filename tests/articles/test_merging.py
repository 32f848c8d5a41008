"""Two people's changes of one text, put together."""

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.merging import Conflict, choose, merge_blocks, merge_fields, top_blocks

BASE = "<p>One.</p>\n<h2>Two</h2>\n<p>Three.</p>\n<p>Four.</p>"
BODIES = st.lists(
    st.sampled_from(["<p>a</p>", "<p>b</p>", "<h2>c</h2>", "<ul><li>d</li>\n<li>e</li></ul>"]), max_size=6
)


def merged(mine, theirs, base=BASE):
    return list(merge_blocks(base, mine, theirs))


def text(chunks):
    return "\n".join(chunks)


def test_changes_of_different_paragraphs_are_both_kept():
    mine, theirs = BASE.replace("One", "ONE"), BASE.replace("Four", "FOUR")
    assert text(merged(mine, theirs)) == BASE.replace("One", "ONE").replace("Four", "FOUR")


def test_what_one_added_and_the_other_deleted_are_both_done():
    mine = BASE.replace("<p>Three.</p>\n", "")
    theirs = "<p>Zero.</p>\n" + BASE
    assert text(merged(mine, theirs)) == "<p>Zero.</p>\n" + mine


def test_the_same_change_by_both_is_one_change():
    changed = BASE.replace("One", "ONE")
    assert text(merged(changed, changed)) == changed


def test_one_paragraph_that_both_changed_is_a_conflict_with_all_three():
    mine, theirs = BASE.replace("Three.", "Drei."), BASE.replace("Three.", "Trois.")
    assert merged(mine, theirs) == [
        "<p>One.</p>\n<h2>Two</h2>",
        Conflict("body", "<p>Three.</p>", "<p>Drei.</p>", "<p>Trois.</p>"),
        "<p>Four.</p>",
    ]


def test_a_paragraph_that_one_deleted_and_the_other_changed_is_a_conflict():
    mine, theirs = BASE.replace("\n<p>Four.</p>", ""), BASE.replace("Four.", "FOUR.")
    assert merged(mine, theirs)[-1] == Conflict("body", "<p>Four.</p>", "", "<p>FOUR.</p>")


def test_changes_of_neighbouring_paragraphs_are_both_kept():
    base = BASE.replace("<h2>Two</h2>", "<p>Two.</p>")
    mine, theirs = base.replace("Two.", "TWO."), base.replace("Three.", "THREE.")
    assert text(merged(mine, theirs, base)) == base.replace("Two.", "TWO.").replace("Three.", "THREE.")


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("p1 X p2 p3", "p1 T p3", "p1 X T p3"),  # put in before a changed one
        ("p1 p2 X p3", "p1 T p3", "p1 T X p3"),  # and after it
        ("p1 p3", "p1 p2 T", "p1 T"),  # taken out beside a changed one
        ("p1 M X p3", "p1 p2 T", "p1 M X T"),  # changed and lengthened beside a changed one
        ("M N p3", "p1 p2 T", "M N T"),  # two changed, and their neighbour
        ("p1", "p1 p3", "p1"),  # both took out the same, and one of them more
        ("p1 p3", "p1 p2 X p3", None),  # what X belongs to went
        ("p1 X p2 p3", "p1 Y p2 p3", None),  # which comes first?
        ("p1 M p3", "p1 T p3", None),
        ("M", "p1 T p3", None),  # is M what was made of the changed one?
    ],
)
def test_what_stands_beside_a_change_is_a_conflict_only_where_a_person_must_say(mine, theirs, both):
    base, mine, theirs = (_body(words) for words in ("p1 p2 p3", mine, theirs))
    for one, other in ((mine, theirs), (theirs, mine)):
        chunks = merged(one, other, base)
        assert (None if any(isinstance(chunk, Conflict) for chunk in chunks) else text(chunks)) == (
            both and _body(both)
        )


def _body(words):
    return "\n".join(f"<p>{word}</p>" for word in words.split())


@given(st.lists(st.sampled_from(["stays", "mine", "theirs", "same"]), max_size=8))
def test_whoever_changes_other_paragraphs_never_meets(fates):
    def made(*changing):
        return _body(" ".join(f"{at}-{fate if fate in changing else 'was'}" for at, fate in enumerate(fates)))

    chunks = merged(made("mine", "same"), made("theirs", "same"), made())
    assert text(chunks) == made("mine", "theirs", "same")


@given(BODIES, BODIES, BODIES)
def test_who_saves_second_changes_nothing_but_the_sides(base, mine, theirs):
    bodies = ["\n".join(body) for body in (mine, theirs, base)]
    turned = [
        replace(c, mine=c.theirs, theirs=c.mine) if isinstance(c, Conflict) else c
        for c in merged(bodies[1], bodies[0], bodies[2])
    ]
    assert merged(*bodies) == turned


def test_a_list_is_one_block():
    html = "<ul><li>x</li>\n<li>y\n<ul><li>z</li></ul></li></ul>\n<p>End.</p>"
    assert top_blocks(html) == ["<ul><li>x</li>\n<li>y\n<ul><li>z</li></ul></li></ul>", "<p>End.</p>"]


@given(BODIES, BODIES)
def test_whoever_changed_nothing_gets_what_the_other_wrote(base, theirs):
    base, theirs = "\n".join(base), "\n".join(theirs)
    assert text(merged(base, theirs, base)) == theirs
    assert text(merged(theirs, base, base)) == theirs


@given(BODIES, BODIES, BODIES)
def test_nothing_that_was_typed_is_lost(base, mine, theirs):
    chunks = merged("\n".join(mine), "\n".join(theirs), "\n".join(base))
    kept = "\n".join(f"{c.mine}\n{c.theirs}" if isinstance(c, Conflict) else c for c in chunks)
    assert all(block in kept for block in {*mine, *theirs} - set(base))


def test_fields_that_one_left_alone_are_taken_from_the_other():
    base = {"headline": "A", "byline": "B", "body": BASE}
    mine, theirs = base | {"headline": "A1"}, base | {"byline": "B2", "headline": "A2"}
    found = merge_fields(base, mine, theirs)
    assert found.values == {"headline": "A1", "byline": "B2", "body": BASE}
    assert found.conflicts == (Conflict("headline", "A", "A1", "A2"),)


def chosen(base, mine, theirs, *choices):
    found = merge_fields({"body": base}, {"body": mine}, {"body": theirs})
    return choose(found.values["body"], list(zip(found.conflicts, choices, strict=True)))


def test_a_choice_is_put_in_the_place_of_my_words():
    mine, theirs = BASE.replace("Three.", "Drei."), BASE.replace("Three.", "Trois.")
    assert [chosen(BASE, mine, theirs, choice) for choice in ("mine", "theirs")] == [mine, theirs]
    both = BASE.replace("<p>Three.</p>", "<p>Trois.</p>\n<p>Drei.</p>")
    assert chosen(BASE, mine, theirs, "both") == both


def test_a_paragraph_that_i_deleted_comes_back_where_it_stood():
    base = "<p>one</p>\n<p>two</p>\n<p>three</p>"
    mine, theirs = "<p>one</p>\n<p>three</p>", base.replace("two", "two, changed")
    assert chosen(base, mine, theirs, "theirs") == theirs


def test_another_paragraph_with_the_same_words_is_left_alone():
    base, mine, theirs = ("\n".join(f"<p>{word}</p>" for word in text.split()) for text in ("d x y", "d x d", "d x z"))
    assert chosen(base, mine, theirs, "theirs") == theirs


def test_several_choices_do_not_shift_each_other():
    mine = BASE.replace("One.", "I.").replace("Four.", "IV.")
    theirs = BASE.replace("<p>One.</p>", "<p>1</p>\n<p>1a</p>").replace("Four.", "4")
    assert chosen(BASE, mine, theirs, "both", "theirs") == (
        "<p>1</p>\n<p>1a</p>\n<p>I.</p>\n<h2>Two</h2>\n<p>Three.</p>\n<p>4</p>"
    )


def test_what_was_edited_since_is_not_replaced():
    conflict = Conflict("body", "<p>b</p>", "<p>m</p>", "<p>t</p>", place=1)
    assert choose("<p>a</p>\n<p>m, edited</p>", [(conflict, "mine")]) == "<p>a</p>\n<p>m, edited</p>"
    assert choose("<p>a</p>\n<p>m, edited</p>", [(conflict, "theirs")]) is None


def test_bodies_that_would_take_cubic_time_are_merged_at_once():
    base, mine, theirs = (
        "\n".join(blocks) for blocks in (["<p>a</p>", "<p>b</p>"] * 2000, ["<p>a</p>"] * 4000, ["<p>b</p>"] * 4000)
    )
    started = process_time()
    list(merge_blocks(base, mine, theirs))
    assert process_time() - started < 2
