"""Values → YAML → the same values, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from policydesk.dossiers.reading import read_dossier
from policydesk.dossiers.writing import write_yaml
from policydesk.lib.text import clean_text
from tests.safety.naughty import STRINGS


def cleaned(text: str, *, lines: bool) -> str:
    """The text as the desk would keep it, or "" when it would refuse it."""
    try:
        text = clean_text(text).strip()
    except ValueError:
        return ""
    return text if lines else " ".join(text.split())


prose = st.one_of(st.text(max_size=300), st.sampled_from(STRINGS), st.text("ab :#-'\"\\\n|>&*!%@`中🙂", max_size=80))
notes = prose.map(lambda text: cleaned(text, lines=True)).filter(bool)


@given(about=notes, note=notes)
def test_any_text_comes_back(about, note):
    values = {
        "dossier": "any",
        "title": "Any",
        "about": about,
        "sources": [{"id": "a", "title": "A", "extracts": [{"text": note, "note": about}]}],
    }
    text = write_yaml(values)
    dossier = read_dossier(text)
    (source,) = dossier.entries("sources")
    assert (dossier.about, source.values["extracts"]) == (about, [{"text": note, "note": about}])
    again = {"dossier": "any", "title": "Any", "about": dossier.about, "sources": [source.values]}
    assert write_yaml(again) == text


def test_dates_stand_without_quotes_and_what_others_would_misread_with_them():
    assert write_yaml({"a": "2024-01-30", "b": "true", "c": "null", "d": "one\ntwo", "e": True}) == (
        "a: 2024-01-30\nb: 'true'\nc: 'null'\nd: |-\n  one\n  two\ne: true\n"
    )
