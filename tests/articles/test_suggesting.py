"""Sentences that could be claims, by their signs."""

import pytest

from articles.splitting import sentences
from articles.suggesting import key_of, possible_claims, reads_as_undertaking


def suggested(text, *claimed):
    found = possible_claims(text, sentences(text), claimed)
    return [(row.words, row.kind.value, [sign.value for sign in row.signs]) for row in found]


@pytest.mark.parametrize(
    ("words", "kind", "signs"),
    [
        ("“We listened to both sides,” he said.", "quote", ["quotation", "reporting"]),
        ("The minister, who had come late, said that they “listened”.", "statement", ["quotation", "reporting"]),
        ("China has denied that its firms are at fault.", "statement", ["reporting"]),
        ("Duties fell on 24 goods.", "figure", ["figure"]),
        ("It is the largest market.", "fact", ["superlative"]),
        ("Both agreed to cut duties on 24 goods.", "commitment", ["undertaking", "figure"]),
    ],
)
def test_a_sentence_is_offered_for_its_signs_as_the_kind_that_they_tell(words, kind, signs):
    assert suggested(words) == [(words, kind, signs)]


@pytest.mark.parametrize(
    "words", ["The envoys met in Geneva.", "The United States sent a team.", "It reports to the board of claims."]
)
def test_a_sentence_without_a_sign_is_not_offered(words):
    assert suggested(words) == []


def test_a_sentence_that_a_claim_touches_is_not_offered():
    text = "Duties fell on 24 goods. They rose on 12 others."
    assert [words for words, *_more in suggested(text, (7, 11))] == ["They rose on 12 others."]


def test_typography_does_not_make_other_words_and_any_word_does():
    same, other = key_of("claim", "“No  way,” she said."), key_of("claim", "“No way,” he said.")
    assert (key_of("claim", '"No way," she said.') == same, same == other) == (True, False)


def test_an_undertaking_is_told_by_its_verb():
    assert [reads_as_undertaking(words) for words in ("aiming to impose controls", "imposed controls")] == [True, False]
