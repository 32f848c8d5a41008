"""Random dossiers through the database: out, into an empty desk, and out again."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article
from policydesk.dossiers.exporting import export_dossier
from policydesk.dossiers.writing import write_yaml
from policydesk.lib.text import UncleanText, clean_text, refuse_bidi
from tests.dossiers import bring_text, counts, write_story

LETTERS = "ab Z1:#-'\"\\\n\t|>&*!%@`,[]{}~中🙂é\u00a0\u2028“–"


def kept(text: str) -> str:
    """The text as the desk keeps it; "" for what it refuses."""
    try:
        return clean_text(text).strip()
    except UncleanText:
        return ""


def in_one_line(text: str) -> str:
    try:
        return " ".join(refuse_bidi(text).split())[:200].strip()
    except UncleanText:
        return ""


prose = st.one_of(st.text(LETTERS, max_size=60), st.text(max_size=60)).map(kept).filter(bool)
lines = prose.map(in_one_line).filter(bool)
dates = st.sampled_from(["2023", "2023-11", "2023-11-15", "2023-01/2023-03"])
words = prose.map(lambda text: f"words of the source {text}")


@st.composite
def dossiers(draw):
    """Two actors, two sources, a claim and two commitments, with text of every kind."""
    passage = {"source": "one", "passage": draw(words), "locator": draw(st.sampled_from(["p. 2", "00:14:05"]))}
    return {
        "dossier": "any",
        "title": draw(lines),
        "about": draw(prose),
        "actors": [
            {"slug": "a", "kind": "person", "name": draw(lines), "summary": draw(prose), "country": "b",
             "tenures": [{"organisation": "b", "office": draw(lines), "start": draw(dates), "acting": draw(st.booleans())}]},
            {"slug": "b", "kind": "state", "name": draw(lines),
             "aliases": [{"text": f"{number} {draw(lines)[:190]}", "matchable": draw(st.booleans())} for number in range(2)]},
        ],
        "sources": [
            {"id": "one", "title": draw(lines), "publisher": "b", "published": draw(dates),
             "extracts": [{"text": draw(prose), "taken_on": "2024-01-02", "note": draw(prose)}]},
            {"id": "two", "title": draw(lines), "copy_of": "one", "authors": draw(lines)},
        ],
        "claims": [
            {"id": "c", "story": "talks", "words": "Officials agreed", "kind": "fact", "statement": draw(prose), "speaker": "a",
             "citations": [passage | {"note": draw(prose), "denies": draw(st.booleans())}, {"source": "two"}]},
        ],
        "commitments": [
            {"slug": "d", "title": draw(lines), "made_on": draw(dates), "bindingness": "unclear", "undertaking": passage,
             "interpretive_note": draw(prose), "parties": [{"actor": "b", "role": "pledger", "own_wording": passage}],
             "links": [{"kind": "implements", "commitment": "e"}], "reported_in": ["c"],
             "statuses": [{"status": "stalled", "since": "2024-02", "reason": draw(prose), "evidence": [passage]}]},
            {"slug": "e", "title": draw(lines), "made_on": "2023", "bindingness": "reported_only", "undertaking": passage},
        ],
    }  # fmt: skip


@pytest.mark.django_db
@settings(max_examples=5)
@given(values=dossiers())
def test_any_dossier_comes_out_of_an_empty_desk_as_it_went_in(values):
    texts = [write_yaml(values)]
    for _again in range(2):
        with transaction.atomic():
            write_story()
            bring_text(texts[-1])
            before = counts()
            assert not bring_text(texts[-1]).changes
            assert counts() == before
            texts.append(export_dossier("any").text)
            transaction.set_rollback(True)
    assert texts[1] == texts[2]
    assert not Article.objects.exists()
