"""Every form by which readers or colleagues are told something, posted by every role: who is let through."""

from types import SimpleNamespace
from typing import Any

import pytest

from articles.hearing import ask_comment
from articles.models import Note, Notice
from articles.noticing import notify_readers, retract_source
from articles.noting import add_note
from articles.publishing import publish
from articles.redacting import ask_redaction
from tests.desk import page
from tests.policydesk.role_tables import ROLES, People, letter, one_of_each, otherwise
from tests.stories import a_claim, a_source, a_story, confirmed, fresh, ready

# Answers to POST: a = done (302), - = 403, l = sent to the login.
#                     anonymous, stranger, reporter, checker, editor, publisher, auditor, administrator
MATRIX = {
    "retract": "ll--a---",
    "replace": "ll--a---",
    "take back": "ll--a---",
    "notify": "ll--a---",
    "lift": "ll--a---",
    "note": "llaaaa--",
    "resolve": "llaaaa--",
    "ask for comment": "llaaaa--",
    "answer": "llaaaa--",
    "correct": "llaaaa--",
    "take the request back": "llaaaa--",
    "assign": "ll--aa--",  # a publisher sets the embargo there
    "share a preview": "lla-aa--",
    "ask to redact": "ll--aa--",
    "redact what the editor asked": "ll---a--",
    "redact what the publisher asked": "ll------",
    "return what the editor asked": "ll---a--",
    "withdraw what the editor asked": "ll--a---",
}

GROUND = {"basis": "order", "reference": "Court of Selden, 12/24", "reason": "An order."}
ASKING = {"editor": "the minister said", "publisher": "Talks on tariffs"}  # who asked for which words
DOING = {"redact": "confirm", "return": "return", "withdraw": "withdraw"}


@pytest.fixture
def people(db: None) -> People:
    return one_of_each()


@pytest.fixture
def row(people) -> SimpleNamespace:
    """The reporter's story that readers see, a source of theirs, and one that is retracted."""
    ada, vera = people["reporter"], people["editor"]
    story = a_story(ada)
    claim = confirmed(a_claim(story, ada), attach=ada, check=people["checker"])
    publish(ready(story, by=vera), by=people["publisher"])
    fallen = a_source(ada, "A forgery")
    retract_source(fallen, by=vera, reason="Forged.")
    return SimpleNamespace(
        story=fresh(story),
        claim=claim,
        source=claim.citations.get().source,
        fallen=fresh(fallen),
        other=a_source(ada, "Corrected"),
        notice=notify_readers(claim, "Wait.", by=vera),
        request=ask_comment(fresh(story), by=vera, asked="The ministry"),
        note=add_note(story, "Who counted?", by=vera),
        asked={role: ask_redaction(story, words, by=people[role], **GROUND) for role, words in ASKING.items()},
    )


def form(name: str, row: SimpleNamespace) -> tuple[str, dict[str, Any]]:
    """Address and data of the form called `name`."""
    notice = page("articles_claim_notice", row.claim.pk)
    if name.endswith("asked"):
        do, role = DOING[name.split()[0]], name.split()[-2]
        return page("articles_redactionrequest_change", row.asked[role].pk), {do: "1", "answer": "Because."}
    comments = page("articles_article_comments", row.story.pk)
    return {
        "ask to redact": (page("articles_article_redact", row.story.pk), {"words": "end in Geneva"} | GROUND),
        "retract": (page("sources_source_retract", row.source.pk), {"reason": "Because."}),
        "replace": (
            page("sources_source_replace", row.source.pk),
            {"other": row.other.public_id, "shown": row.other.public_id, "reason": "Because."},
        ),
        "take back": (page("sources_source_retract", row.fallen.pk), {"reason": "Because."}),
        "notify": (notice, {"text": "Because."}),
        "note": (page("articles_article_notes", row.story.pk), {"text": "Because."}),
        "resolve": (page("articles_article_notes", row.story.pk), {"resolve": row.note.pk}),
        "ask for comment": (comments, {"asked": "The port"}),
        "answer": (comments, {"answered": row.request.pk, "answer": "It is not so."}),
        "correct": (comments, {"corrected": row.request.pk, "asked": "The harbour", "version": row.request.version}),
        "take the request back": (comments, {"withdrawn": row.request.pk, "reason": "Because."}),
        "assign": (page("articles_article_assign", row.story.pk), {"note": "Because.", "version": row.story.version}),
        "share a preview": (page("articles_article_previews", row.story.pk), {"days": 3}),
        "lift": (notice, {"lift": row.notice.pk, "reason": "Because."}),
    }[name]


def test_every_role_is_let_through_as_the_table_says(people, row):
    assert otherwise(MATRIX, MATRIX, people, lambda name: form(name, row)) == {}


def test_who_is_turned_away_changed_nothing(people, row):
    for number, role in enumerate(ROLES):
        for name in MATRIX:
            if MATRIX[name][number] != "a":
                letter(role, people, *form(name, row))
    assert (fresh(row.source).retracted_at, fresh(row.fallen).retracted_at is None) == (None, False)
    assert (Notice.objects.count(), Note.objects.count(), fresh(row.note).resolved_at) == (2, 1, None)


def test_nobody_writes_or_resolves_on_a_story_that_they_may_not_read(people, row):
    other = a_story(people["editor"])
    row.story, row.note = other, add_note(other, "Mind this.", by=people["editor"])
    assert [letter("reporter", people, *form(name, row)) for name in ("note", "resolve")] == ["n", "n"]
