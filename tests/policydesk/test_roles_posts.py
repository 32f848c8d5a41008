"""Every form that moves a story or a claim, posted by every role: who is let through, whatever a page offered."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils.timezone import localdate

from articles.editing import take_step
from articles.models import Article, Claim, Waiver
from articles.publishing import publish
from articles.states import STEPS
from tests.conftest import person
from tests.desk import claims_page, page
from tests.stories import PASSAGE, a_claim, a_story, confirmed, fresh, sourced

ROLES = ("anonymous", "stranger", "reporter", "checker", "editor", "publisher", "auditor", "administrator")

# Answers to POST: a = done (302), - = 403, l = sent to the login, n = 404. The story is the reporter's own.
#                     anonymous, stranger, reporter, checker, editor, publisher, auditor, administrator
MATRIX = {
    # --- Steps, each from a state in which it is possible
    "send_to_check": "lla-a---",
    "send_back": "ll-aaa--",
    "make_ready": "ll--a---",
    "reopen": "ll--aa--",
    "schedule": "ll---a--",
    "publish": "ll---a--",
    "withdraw": "ll---a-a",
    "authors": "ll--a---",
    "restore": "lla-a---",
    "restore, in check": "ll--a---",
    "discard": "lla-a---",
    "discard, in check": "ll--a---",
    # --- The form of the story: the reporter's own ends with the draft
    "story": "lla-a---",
    "story, in check": "ll--a---",
    "story, ready": "ll--a---",
    "story, public": "ll--a---",
    # --- The forms of the claims page, in a draft
    "mark": "llaaa---",
    "keys": "llaaaaa-",  # one's own; undoing stands in tests/articles/test_undoing.py
    "claim": "llaaa---",
    "place": "llaaa---",
    "cite": "llaaa---",
    "citation": "llaaa---",
    "citation, removed": "llaaa---",
    "retire": "llaaa---",
    "check": "ll-aa---",
    "check, judged": "ll--a---",
    "waive": "ll-aa---",
    "waive, again": "ll-aa---",
    "waive, in check": "ll-aa---",
    # --- The same once the story is in check, ready or public: the reporter waits, checkers and editors go on
    **{
        f"{form}, {state}": "ll-aa---"
        for form in ("mark", "claim", "place", "cite", "citation", "citation, removed", "retire", "check", "waive, again")
        for state in ("in check", "ready", "public")
    },
}  # fmt: skip
STATES = {
    "send_back": "in_check",
    "make_ready": "in_check",
    "reopen": "ready",
    "schedule": "ready",
    "publish": "ready",
    "withdraw": "public",
}

FORGED = {"refuted_passage": "for talks", "review_by": "2030-01-01"}


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    return {role: person(role, role.title(), "Person", role) for role in ROLES[2:]} | {
        "stranger": person("stranger", "Noor", "Stranger")
    }


def bare(row: SimpleNamespace, ada: Any) -> int:
    """A further story of the reporter's, without a check, in the state of the first."""
    story = a_story(ada, headline="A mistake")
    Article.objects.filter(pk=story.pk).update(state=fresh(row.story).state)
    return story.pk


@pytest.fixture
def row(people) -> SimpleNamespace:
    """The reporter's draft with a checked claim, and one that has a source and no check."""
    ada = people["reporter"]
    story = a_story(ada)
    checked = confirmed(a_claim(story, ada), attach=ada, check=people["checker"])
    claim = sourced(a_claim(story, ada, "met in Geneva"), ada, "Minutes")
    return SimpleNamespace(story=story, claim=claim, checked=checked)


def bring(row: SimpleNamespace, people: dict[str, Any], state: str) -> None:
    """Move the story from draft to `state`."""
    article, editor = fresh(row.story), people["editor"]
    if state in ("ready", "public"):
        Claim.objects.filter(pk=row.claim.pk).update(retired_at=row.claim.modified, retired_by=editor)
    if state != "draft":
        take_step(article, "send_to_check", by=editor)
    if state in ("ready", "public"):
        take_step(article, "make_ready", by=editor)
    if state == "public":
        publish(article, by=people["publisher"])


def letter(role: str, people: dict[str, Any], address: str, data: dict[str, Any]) -> str:
    """The answer as one letter of the table."""
    client = Client()
    if role != "anonymous":
        client.force_login(people[role])
    answer = client.post(address, data)
    if answer.status_code == 302:
        return "l" if "/login/" in answer.url else "a"
    return {403: "-", 404: "n"}.get(answer.status_code, str(answer.status_code))


def plain(name: str) -> str:
    """The name of a form without the state in which the story is."""
    before, _comma, state = name.rpartition(", ")
    return before if state in ("in check", "ready", "public") else name


def state_for(name: str) -> str:
    """The state in which the story must be for this row of the table."""
    return STATES.get(name) or ("draft" if plain(name) == name else name.rpartition(", ")[2].replace(" ", "_"))


def form(name: str, row: SimpleNamespace, people: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Address and data of the form called `name`."""
    story, claim = fresh(row.story), fresh(row.claim)
    if claim.retired_at:
        claim = fresh(row.checked)
    if name == "schedule":
        data = {"day": f"{localdate() + timedelta(days=30)}", "time": "06:00", "version": story.version}
        return page("articles_article_schedule", story.pk), data
    if name in STEPS:
        return page("articles_article_step", story.pk, name), {"version": story.version, "note": "Because."}
    if name in ("publish", "withdraw", "authors"):
        data = {"reason": "Because.", "version": story.version, "person": people["auditor"].pk}
        return page(f"articles_article_{name}", story.pk), data
    if name.startswith("restore"):
        first = story.history.order_by("history_date").first().history_id
        return page("articles_article_restore", story.pk, first), {"version": story.version}
    if name.startswith("discard"):
        return page("articles_article_discard", bare(row, people["reporter"])), {}
    do, _comma, more = plain(name).partition(", ")
    if do == "story":
        fields = {"headline": "Talks go on", "body": story.body, "story_date": "2024-03-05", "work_type": "reporting"}
        data = fields | {"slug": story.slug, "version": story.version}
        return page("articles_article_change", story.pk), data
    evidence = {"stance": "supports", "directness": "primary", "basis": "says", "passage": PASSAGE}
    data = {
        "keys": {},
        "mark": {"words": "“We listened,”", "part": "body", "kind": "quote"},
        "claim": {"kind": "figure", "statement": "In full."} | FORGED | {"owner": people["editor"].pk},
        "place": {"words": "for talks"},
        "cite": {"source": "https://example.org/new"} | evidence | {"passage": ""},
        "citation": evidence | {"note": "New."} | ({"remove": "1"} if more else {}),
        "retire": {"reason": "Because."},
        "waive": _of_waiver(claim, people["checker"])
        if more
        else {"item": "kind=name&words=Geneva", "reason": "Because."},
        "check": {"verdict": "unverifiable" if more else "confirmed", "note": "Because."},
    }[do]
    do = f"citation-{claim.citations.get().pk}" if do == "citation" else do
    return claims_page(story, None if do == "mark" else claim), {"do": do, "version": claim.version} | data


def _of_waiver(claim: Claim, checker: Any) -> dict[str, Any]:
    said = {"kind": "number", "words": "24", "reason": "Because."}
    waiver = Waiver(article=claim.article, claim=claim, by=checker, **said)
    waiver.save(by=checker)
    return {"again": waiver.pk}


def test_every_step_is_in_the_table():
    assert set(STEPS) - set(MATRIX) == {"release"}  # that is the page called publish


@pytest.mark.parametrize("name", MATRIX)
def test_every_role_is_let_through_as_the_table_says(people, row, name):
    bring(row, people, state_for(name))
    found = ""
    for role in ROLES:
        with transaction.atomic():  # each finds the desk as it was
            found += letter(role, people, *form(name, row, people))
            transaction.set_rollback(True)
    assert found == MATRIX[name]


@pytest.mark.parametrize(
    ("role", "judged", "review_by"),
    [("reporter", ("", None), None), ("checker", ("", None), date(2030, 1, 1)),
     ("editor", ("for talks", "editor"), date(2030, 1, 1))],
)  # fmt: skip
def test_what_an_editor_or_a_checker_decides_is_not_taken_from_others(people, row, role, judged, review_by):
    assert letter(role, people, *form("claim", row, people)) == "a"
    claim = fresh(row.claim)
    owner = claim.owner.username if claim.owner else None
    assert (claim.kind, (claim.refuted_passage, owner), claim.review_by) == ("figure", judged, review_by)
