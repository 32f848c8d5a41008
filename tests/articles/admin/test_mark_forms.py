"""Marking claims on the claims page: by pasted words, by a sentence."""

import pytest

from articles.models import Claim
from tests.desk import claims_page, desk, problems, sent
from tests.stories import WORDS, a_claim, a_story


@pytest.fixture
def story(ada):
    return a_story(ada)


@pytest.fixture
def claim(story, ada):
    return a_claim(story, ada)


def test_a_claim_is_marked_by_pasting_its_words(story, ada):
    answer = sent(desk(ada), claims_page(story), "mark", words=f" {WORDS}\r\n", kind="figure")
    claim = Claim.objects.get()
    assert (claim.exact, claim.kind, claim.part, answer.url) == (
        WORDS, "figure", "body", f"{claims_page(story, claim)}#claim"
    )  # fmt: skip


def test_a_claim_is_marked_by_choosing_a_sentence(story, ada):
    client = desk(ada)
    offered = client.get(claims_page(story)).context["page"].open_sentences
    assert [words for _value, words in offered] == [
        "Talks on tariffs end in Geneva",
        "The two sides met in Geneva on Monday for talks on tariffs.",
        "They agreed to cut duties on 24 goods.",
        "“We listened,” the minister said.",
    ]
    sent(client, claims_page(story), "mark", place=offered[2][0])
    assert Claim.objects.get().exact == "They agreed to cut duties on 24 goods."
    left = client.get(claims_page(story)).context["page"].open_sentences
    assert [words for _value, words in left] == [offered[0][1], offered[1][1], offered[3][1]]


def test_words_that_stand_twice_are_asked_about_and_then_marked(ada):
    story = a_story(ada, body="<p>Duties fall on steel.</p><p>Later, duties fall on steel again.</p>")
    client = desk(ada)
    answer = sent(client, claims_page(story), "mark", words="fall on steel")
    assert problems(answer) == ["These words stand in the text 2 times. Add words before or after them."]
    places = answer.context["places"]
    assert [(before[-8:], words, after[:2]) for _value, before, words, after in places] == [
        ("Duties ", "fall on steel", ".\n"), (" duties ", "fall on steel", " a"),
    ]  # fmt: skip
    client.post(claims_page(story), {"do": "mark", "part": "body", "kind": "fact", "place": places[1][0]})
    assert story.text_of("body")[: Claim.objects.get().start].endswith("Later, duties ")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"words": "They agreed to nothing"}, "These words do not stand in the body. Copy them from the text."),
        ({"words": "  "}, "Paste the words of the claim, or choose a sentence."),
        ({"place": "body:9999:10000"}, "The text changed meanwhile. Choose the sentence again."),
        ({"place": "drop:1"}, "Choose a sentence of the story."),
        ({"place": f"body:{'9' * 5000}:1"}, "Choose a sentence of the story."),
        ({"place": "body:٠:٢"}, "Choose a sentence of the story."),
    ],
)
def test_words_that_are_not_there_are_refused_and_kept(story, ada, typed, sentence):
    answer = sent(desk(ada), claims_page(story), "mark", **typed)
    assert (problems(answer), Claim.objects.count()) == ([sentence], 0)
    assert answer.context["bench"].mark["words"].value() == typed.get(
        "words", answer.context["bench"].data.get("words")
    )
