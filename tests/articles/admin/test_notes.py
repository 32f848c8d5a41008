"""Notes in the admin: on the form of the story, on the claims page, on their own page."""

import pytest

from articles.claiming import retire_claim
from articles.models import Note
from articles.noting import add_note
from tests.desk import claims_page, desk, page, problems, told
from tests.pages import text_of
from tests.stories import a_claim, a_story, fresh

JSON = {"accept": "application/json"}


@pytest.fixture
def story(ada):
    return a_story(ada)


def shown(client, address):
    return text_of(client.get(address).content.decode())


def notes(story):
    return page("articles_article_notes", story.pk)


def test_a_note_is_written_and_open_notes_stand_on_the_form_of_the_story(story, ada, boris):
    answer = desk(boris).post(notes(story), {"text": "Who counted, @ada?"})
    assert (answer.url, told(answer)) == (notes(story), ["The note is written."])
    text = shown(desk(ada), page("articles_article_change", story.pk))
    assert "1 open note Who counted, @ada? Boris Check · " in text
    assert "Notes (1 open)" in text


def test_a_note_on_a_claim_is_written_and_resolved_beside_it(story, ada, boris):
    claim = a_claim(story, ada)
    answer = desk(boris).post(notes(story), {"text": "Old figure?", "claim": claim.public_id})
    assert answer.url == f"{claims_page(story, claim)}#notes"
    text = shown(desk(ada), claims_page(story, claim))
    assert "Notes 1 Old figure? Boris Check · " in text
    answer = desk(ada).post(notes(story), {"resolve": Note.objects.get().pk})
    assert (answer.url, told(answer)) == (notes(story), ["The note is resolved."])
    assert "Old figure?" not in shown(desk(ada), claims_page(story, claim))
    assert "1 resolved note Old figure? Boris Check · " in shown(desk(ada), notes(story))


def test_at_the_workbench_a_note_is_written_and_resolved_in_place_and_once(story, ada, boris):
    claim, data = a_claim(story, ada), {"do": "note", "text": "Old figure, @ada?"}
    client, address = desk(boris), claims_page(story, claim)
    for _time in "12":
        found = client.post(address, data, headers=JSON | {"idempotency-key": "one"}).json()
        assert (found["done"], "Notes 1 Old figure, @ada?" in text_of(found["panel"])) == (True, True)
    refused = client.post(address, data | {"text": "@nobody, look."}, headers=JSON)
    assert (refused.status_code, "@nobody, look.</textarea>" in refused.json()["panel"]) == (422, True)
    note = Note.objects.get()
    for sentence in ("The note is resolved.", "The note is resolved already."):
        found = client.post(address, {"do": "note", "resolve": note.pk}, headers=JSON).json()
        assert sentence in text_of(found["panel"]) or found["told"] == [sentence]
    assert (fresh(note).resolved_by, client.post(address, {"do": "note", "resolve": "x"}, headers=JSON).status_code) == (
        boris, 422,
    )  # fmt: skip


def test_what_the_rule_refuses_comes_back_with_what_was_typed(story, ada):
    answer = desk(ada).post(notes(story), {"text": "@nobody, look."})
    assert (problems(answer), answer.context["form"]["text"].value()) == (
        ["Nobody called @nobody reads this story."], "@nobody, look."
    )  # fmt: skip


def test_a_note_on_a_claim_that_was_retired_meanwhile_is_kept_and_told(story, ada, vera):
    claim = a_claim(story, ada)
    retire_claim(claim, by=vera, reason="Nobody said it.")
    answer = desk(ada).post(notes(story), {"text": "Old figure?", "claim": claim.public_id})
    assert problems(answer)[0].startswith("That claim is not on the story’s list any more.")
    assert answer.context["form"]["text"].value() == "Old figure?"


def test_resolving_twice_or_what_is_not_there_does_no_harm(story, ada):
    note = add_note(story, "x", by=ada)
    client = desk(ada)
    client.post(notes(story), {"resolve": note.pk})
    assert told(client.post(notes(story), {"resolve": note.pk}))[-1] == "The note is resolved already."
    assert [client.post(notes(story), {"resolve": key}).status_code for key in ("999", "9" * 30, "x", "")] == [404] * 4


def test_the_list_finds_what_is_open_and_what_names_me(story, ada, boris):
    first = add_note(story, "@boris, look.", by=ada)
    second = add_note(story, "Somebody look.", by=ada)
    address = page("articles_note_changelist")
    client = desk(boris)
    for waiting, found in (("me", {first}), ("open", {first, second})):
        assert set(client.get(f"{address}?waiting={waiting}").context["cl"].queryset) == found
    client.post(notes(story), {"resolve": first.pk})
    assert set(client.get(f"{address}?waiting=me").context["cl"].queryset) == set()
    assert fresh(first).resolved_by == boris
