"""Every form that moves a story or a claim, posted by every role: who is let through, whatever a page offered."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.timezone import localdate

from articles.editing import take_step
from articles.models import Article, Claim, Waiver
from articles.publishing import publish
from articles.sparing import spare
from articles.states import STEPS
from articles.suggesting import key_of
from tests.desk import claims_page, page
from tests.policydesk.role_tables import People, letter, one_of_each, otherwise
from tests.stories import PASSAGE, a_claim, a_story, confirmed, fresh, sourced

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
    "suggest": "llaaa---",
    "reuse": "llaaa---",
    "spare": "llaaa---",
    "spare, again": "llaaa---",
    "reword": "llaaa---",  # who may not write in the story suggests words
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
        for form in ("mark", "suggest", "spare", "spare, again", "reuse", "reword", "claim", "place", "cite", "citation", "citation, removed", "retire", "check", "waive, again")
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

SPARED = "Talks on tariffs end in Geneva"  # the headline: no claim stands on it
FORGED = {"refuted_passage": "for talks", "review_by": "2030-01-01"}


@pytest.fixture
def people(db: None) -> People:
    return one_of_each()


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
        "suggest": {"reject": key_of("claim", "“We listened,” the minister said.")},
        "spare": _of_sentence(story, people["editor"], again=bool(more)),
        "reuse": {"value": _elsewhere(claim, people["reporter"])},
        "reword": {"place": f"headline:0:{len(story.headline)}", "base": story.headline, "words": "Other words"},
        "claim": {"kind": "figure", "priority": "must", "statement": "In full."}
        | FORGED
        | {"owner": people["editor"].pk},
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
    return claims_page(story, None if do in ("mark", "spare") else claim), {"do": do, "version": claim.version} | data


def _elsewhere(claim: Claim, by: Any) -> str:
    """What the same claim in another story of theirs stands on."""
    twin = sourced(a_claim(a_story(by, headline="Elsewhere"), by, claim.exact), by, "Elsewhere")
    return f"{twin.public_id}:{twin.citations.get().pk}"


def _of_sentence(story: Article, editor: Any, *, again: bool) -> dict[str, Any]:
    if again:
        return {"again": spare(story, SPARED, "opinion", by=editor).pk}
    return {"words": SPARED, "ground": "opinion"}


def _of_waiver(claim: Claim, checker: Any) -> dict[str, Any]:
    said = {"kind": "number", "words": "24", "reason": "Because."}
    waiver = Waiver(article=claim.article, claim=claim, by=checker, **said)
    waiver.save(by=checker)
    return {"again": waiver.pk}


def test_every_step_is_in_the_table():
    assert set(STEPS) - set(MATRIX) == {"release"}  # that is the page called publish


@pytest.mark.parametrize("state", ["draft", "in_check", "ready", "public"])
def test_every_role_is_let_through_as_the_table_says(people, row, state):
    bring(row, people, state)
    names = [name for name in MATRIX if state_for(name) == state]
    assert otherwise(MATRIX, names, people, lambda name: form(name, row, people)) == {}


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
