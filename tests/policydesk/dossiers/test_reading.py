"""A dossier by its schema: clean values, and everything that is wrong told with its place."""

from time import process_time

import pytest

from articles.seeds import SeedError
from policydesk.dossiers.entries import Dossier, Entry, Reference
from policydesk.dossiers.problems import BrokenDossier
from policydesk.dossiers.reading import read_dossier

HEAD = "dossier: talks\ntitle: Talks\n"


def told(text):
    with pytest.raises(BrokenDossier) as broken:
        read_dossier(text)
    return [(problem.line, problem.column, str(problem)) for problem in broken.value.problems]


def test_values_come_clean_in_the_order_of_the_schema_and_without_defaults():
    text = HEAD + (
        "about: |\n  First line.\n\n  Second line.\n"
        "actors:\n"
        "  - aliases: [{kind: short, text: ' U.S. ', matchable: false}]\n"
        "    name: United\n      States\n"
        "    slug: united-states\n    kind: state\n    summary: ~\n"
    )
    values = {
        "slug": "united-states",
        "kind": "state",
        "name": "United States",
        "aliases": [{"text": "U.S.", "matchable": False}],
    }
    dossier = read_dossier(text)
    assert dossier == Dossier(
        "talks",
        "Talks",
        "First line.\n\nSecond line.",
        {"actors": (Entry("actors", values, "actors.united-states"),)},
    )
    assert list(dossier.sections["actors"][0].values) == ["slug", "kind", "name", "aliases"]


def test_a_date_is_taken_as_it_was_typed():
    rows = "occasions: [{slug: a, name: A, kind: call, date: 2024-01-30}, {slug: b, name: B, kind: call, date: '2024'}]"
    assert [entry.values["date"] for entry in read_dossier(HEAD + rows).entries()] == ["2024-01-30", "2024"]


def test_a_record_names_every_record_that_it_refers_to():
    row = (
        "commitments:\n  - slug: c\n    title: C\n    made_on: 2024\n    bindingness: unclear\n"
        "    undertaking: {source: s, passage: words of the source}\n"
        "    parties: [{actor: us, role: pledger, own_wording: {source: t, passage: other words of it}}]\n"
        "    reported_in: [one, two]\n"
    )
    (entry,) = read_dossier(HEAD + row).entries("commitments")
    assert list(entry.references()) == [
        Reference("sources", "s", "undertaking.source"),
        Reference("actors", "us", "parties.1.actor"),
        Reference("sources", "t", "parties.1.own_wording.source"),
        Reference("claims", "one", "reported_in.1"),
        Reference("claims", "two", "reported_in.2"),
    ]


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_file():
    text = (
        "dossier: two words\n"
        "actors:\n"
        "  - slug: united-states\n"
        "    kind: stat\n"
        "    nmae: United States\n"
        "    aliases: [{text: U.S., matchable: no}, just words]\n"
        "    tenures: [{organisation: x, office: President, start: 2021-02-30}]\n"
        "claims: none\n"
        "xyz: 1\n"
    )
    kinds = "state, government_body, organisation, igo, working_group, person, company, media, unnamed"
    dates = "Write 2024, 2024-01, 2024-01-28, or a span 2024-01-08/2024-01-09."
    known = "dossier, title, about, actors, occasions, sources, claims, commitments"
    assert told(text) == [
        (1, 1, "“title” is missing."),
        (1, 10, "dossier: write a key of letters, digits, “-”, “.” and “_”, at most 80."),
        (3, 5, "actors.united-states: “name” is missing."),
        (4, 11, f"actors.united-states.kind: “stat” is none of: {kinds}. Did you mean “state”?"),
        (5, 5, "actors.united-states: unknown key “nmae”. Did you mean “name”?"),
        (6, 39, "actors.united-states.aliases.1.matchable: write true or false."),
        (6, 44, "actors.united-states.aliases.2: write keys with values here, as “key: value”."),
        (7, 59, f"actors.united-states.tenures.1.start: not a date: “2021-02-30”. {dates}"),
        (8, 9, "claims: write a list here."),
        (9, 1, f"unknown key “xyz”. Known keys: {known}."),
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("sources: [{id: a}]", "sources.a: “title” is missing."),
        ("sources: [{id: a, title: A}, {id: a, title: B}]", "sources.a.id: 2 records of this section have this key."),
        ("sources: [{id: a, confidentiality: background}]", "sources.a: “described_as” is missing."),
        (
            "sources: [{id: a, confidentiality: confidential, described_as: x, title: Name}]",
            "sources.a.title: a source that is not public is only described here. Keep this in the admin.",
        ),
        (
            "sources: [{id: a, title: A, extracts: [{text: x, taken_on: 2024-1-2}]}]",
            "sources.a.extracts.1.taken_on: not a day: “2024-1-2”. Write it as 2024-01-28.",
        ),
        (
            "claims: [{id: a, story: s, words: w, kind: fact, citations: [{source: x, locator: p. 2}]}]",
            "claims.a.citations.1.locator: a place needs a passage that stands there.",
        ),
        (
            "claims: [{id: a, story: s, words: w, kind: fact, "
            "citations: [{source: x, denies: true}, {source: y, denies: true}]}]",
            "claims.a.citations.2.denies: one citation of a claim carries its denial.",
        ),
        ('actors: [{slug: a, kind: state, name: "a\\u202eb"}]', "actors.a.name: Remove the direction mark U+202E at position 2."),
        ('actors: [{slug: a, kind: state, name: "a\\0b"}]', "actors.a.name: Remove the control character U+0000 at position 2."),
        ("occasions: [{slug: [a], kind: call, name: A, date: 2024}]", "occasions.1.slug: write one plain value here."),
    ],
)  # fmt: skip
def test_what_a_record_may_not_say_is_a_sentence(rows, sentence):
    assert sentence in [words for _line, _column, words in told(HEAD + rows)]


def test_an_empty_file_says_what_is_missing():
    assert told("") == [(1, 1, "“dossier” is missing."), (1, 1, "“title” is missing.")]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        "a: " + "- " * 500_000,
        "&a " * 300_000,
        "x" * 1_000_000,
        "x: y\n" * 200_000,
        HEAD + "actors:\n" + "  - {slug: x, kind: y}\n" * 40_000,
        "'" + "\n" * 1_000_000,
    ],
    ids=["nested", "dashes", "anchors", "word", "doubles", "wrong", "lines"],
)
def test_a_megabyte_of_nonsense_is_refused_in_seconds(text):
    started = process_time()
    with pytest.raises((SeedError, BrokenDossier)):
        read_dossier(text)
    assert process_time() - started < 5
