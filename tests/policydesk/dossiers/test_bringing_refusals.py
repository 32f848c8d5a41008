"""Dossiers that cannot go in: everything that is wrong is told with its place, and nothing is half there."""

import pytest

from articles.models import Claim
from policydesk.dossiers.problems import BrokenDossier
from sources.models import Source
from sources.registering import register_source
from tests.dossiers import DOSSIER, bring_text, counts, write_story

pytestmark = pytest.mark.django_db


def refused(text, **how):
    """What is told, when nothing was written."""
    before = counts()
    with pytest.raises(BrokenDossier) as broken:
        bring_text(text, **how)
    assert counts() == before
    return [f"{problem.line}:{problem.column}: {problem}" for problem in broken.value.problems]


def at(text, words):
    """Line and column of `words` in `text`, as an error names them."""
    position = text.index(words)
    return f"{text.count(chr(10), 0, position) + 1}:{position - text.rfind(chr(10), 0, position)}"


def test_names_that_lead_nowhere_are_all_told_with_what_may_be_meant():
    write_story("talks-in-geneva")
    text = (
        DOSSIER.replace("story: talks", "story: talks-in-genova", 1)
        .replace("story: talks\n", "story: talks-in-geneva\n", 1)
        .replace("country: united-states", "country: united-state")
        .replace("copy_of: readout", "copy_of: read-out")
        .replace("commitment: meet-again", "commitment: xyz")
        .replace("- duties\n", "- duty\n")
    )
    known = "here or on the desk."
    assert refused(text) == [
        at(text, "united-state\n") + f": actors.joe-biden.country: there is no actor “united-state”, {known} "
        "Did you mean “united-states”?",
        at(text, "read-out") + f": sources.wire-copy.copy_of: there is no source “read-out”, {known} "
        "Did you mean “readout”?",
        at(text, "talks-in-genova") + ": claims.duties.story: there is no story with the import key “talks-in-genova”, "
        "in this load or on the desk. Did you mean “talks-in-geneva”?",
        at(text, "xyz") + f": commitments.cut-duties.links.1.commitment: there is no commitment “xyz”, {known}",
        at(text, "duty") + f": commitments.cut-duties.reported_in.1: there is no claim “duty”, {known} "
        "Did you mean “duties”?",
    ]


def test_what_the_rules_refuse_is_told_for_every_record_with_the_field():
    write_story()
    text = (
        DOSSIER.replace("words: Officials agreed", "words: Ministers agreed")
        .replace("words: China has rejected the charge.", "words: on")
        .replace("end: 2025-01-20", "end: 2020")
        .replace("passage: duties fell in February", "passage: they fell")
        .replace("url: https://example.org/readout", "url: ftp//example")
    )
    assert refused(text) == [
        at(text, "- organisation") + ": actors.joe-biden.tenures: The end lies before the beginning.",
        at(text, "ftp//") + ": sources.readout.url: Enter a valid URL.",
    ]
    text = text.replace("end: 2020", "end: 2025").replace("ftp//example", "https://example.org")
    assert refused(text) == [
        at(text, "Ministers agreed") + ": claims.duties.words: "
        "These words do not stand in the body. Copy them from the text.",
        at(text, "on\n  kind: statement") + ": claims.charge.words: "
        "These words stand in the text 2 times. Add words before or after them.",
    ]
    text = DOSSIER.replace("passage: duties fell in February", "passage: they fell").replace(
        "since: 2024-03-01", "since: 2023-03-01"
    )
    assert refused(text) == [
        at(text, "they fell") + ": commitments.cut-duties.statuses.1.evidence.1.passage: "
        "The passage has 9 characters; fewer than 12 prove nothing. Copy more of it.",
    ]
    text = text.replace("they fell", "duties fell in February")
    assert refused(text) == [
        at(text, "partly_fulfilled") + ": commitments.cut-duties.statuses.2.status: "
        "The status would hold before the commitment was made.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("party: united-states", "party: china", "statuses.2.party: China did not undertake it"),
        ("directness: primary", "directness: primary\n  - source: readout\n    passage: 'They will meet again.'", ""),
        ("stance: attributes", "stance: attributes\n    directness: primary", "A copy is never first hand."),
        ("  copy_of: readout", "  copy_of: wire-copy", "circle: wire-copy, wire-copy."),
        ("due_words", "", ""),
    ],
)
def test_a_rule_speaks_at_its_place(old, new, sentence):
    write_story()
    if sentence:
        assert sentence in "\n".join(refused(DOSSIER.replace(old, new)))
    else:
        bring_text(DOSSIER.replace(old, new))


def test_one_address_has_one_key():
    bring_text("dossier: a\ntitle: A\nsources: [{id: one, title: One, url: 'https://example.org/a'}]")
    text = "dossier: b\ntitle: B\nsources: [{id: two, title: Two, url: 'http://www.example.org/a/'}]"
    assert refused(text) == [
        at(text, "'http") + ": sources.two.url: "
        "the desk knows this address as “one”. Use that key: one address, one source."
    ]
    text = "dossier: b\ntitle: B\nsources: [{id: x, title: X, url: 'https://x.org'}, {id: y, title: Y, url: 'http://x.org'}]"
    assert refused(text) == [
        at(text, "'http://x")
        + ": sources.y.url: the desk knows this address as “x”. Use that key: one address, one source."
    ]


def test_an_address_does_not_lead_to_a_confidential_source_of_others(ada, boris, vera):
    url = "https://example.org/leak"
    hidden, _new = register_source(
        by=vera, title="Told in confidence", url=url, confidentiality="confidential", described_as="An official"
    )
    text = f"dossier: a\ntitle: A\nsources: [{{id: mine, title: Mine, url: '{url}'}}]"
    for person in (ada, boris):
        (told,) = refused(text, by=person)
        assert "you may not bring in a source at this address" in told
        assert "official" not in told.casefold()
    assert Source.objects.get(pk=hidden.pk).import_ref is None
    bring_text(text, by=vera)
    kept = Source.objects.get(pk=hidden.pk)
    assert (kept.import_ref, kept.title, kept.is_public) == ("mine", "Told in confidence", False)


def test_a_person_needs_the_right_for_every_kind_of_record(ada, noor, boris):
    write_story()
    assert refused(DOSSIER, by=noor) == [
        at(DOSSIER, "- slug: china") + ": actors: You may not add actors. Ask a reporter, a checker or an editor.",
        at(DOSSIER, "- slug: geneva")
        + ": occasions: You may not add occasions. Ask a reporter, a checker or an editor.",
        at(DOSSIER, "- id: official") + ": sources: You may not add sources. Ask a reporter, a checker or an editor.",
        at(DOSSIER, "- id: official") + ": sources: You may not add passages. Ask a reporter, a checker or an editor.",
        at(DOSSIER, "- id: duties") + ": claims: You may not mark claims.",
        at(DOSSIER, "- id: duties") + ": claims: You may not add passages. Ask a reporter, a checker or an editor.",
        at(DOSSIER, "- slug: cut") + ": commitments: "
        "You may not add commitments. Ask a reporter, a checker or an editor.",
        at(DOSSIER, "- slug: cut") + ": commitments: You may not add passages. Ask a reporter, a checker or an editor.",
        at(DOSSIER, "- slug: cut") + ": commitments: "
        "You may not propose a status. Ask a reporter, a checker or an editor.",
    ]
    assert refused(DOSSIER, by=ada) == [
        at(DOSSIER, "Officials") + ": claims.duties.words: You may mark claims in your own stories only.",
        at(DOSSIER, "China has") + ": claims.charge.words: You may mark claims in your own stories only.",
    ]
    bring_text(by=boris)
    text = DOSSIER.replace("name: Joe Biden", "name: Joseph Biden")
    assert refused(text, by=ada) == [
        at(text, "joe-biden") + ": actors.joe-biden.slug: You may not change actors. Ask a checker or an editor."
    ]
    assert Claim.objects.count() == 2
