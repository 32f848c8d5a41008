"""Two people at one story at the same moment, round after round: what each kind of clash must leave behind."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from actors.models import Actor
from articles.models import Article, Check, Claim, Edition
from articles.projecting import project
from articles.scheduling import schedule
from articles.verifying import verify
from sources.models import Source
from tests.stories import BODY, WORDS, a_claim, a_source, a_story, confirmed, fresh, ready, sourced
from tests.writers import Writer, race

LATER = datetime.now(UTC) + timedelta(days=365)
Round = Callable[[list[Writer], Any, int], None]


def kinds(answers: list[str]) -> list[str]:
    """The answers by their first word, sorted: “done”, “Stale”, “Refused”, or the name of an error."""
    return sorted(answer.partition(":")[0] for answer in answers)


def agrees(article: Article) -> None:
    """The newest history row is the row itself, and every claim that is not lost stands on its words."""
    article = fresh(article)
    newest = article.history.latest("history_id")
    for field in newest.tracked_fields:
        assert (field.name, getattr(newest, field.attname)) == (field.name, getattr(article, field.attname))
    for claim in article.claims.exclude(anchor_state="lost"):
        assert article.text_of(claim.part)[claim.start : claim.end] == claim.exact


def claim_against_text(people: list[Writer], cast: Any, number: int) -> None:
    """A claim is described while the text before it grows: both stay, and the claim stands on its words."""
    article = a_story(cast.ada)
    claim = a_claim(article, cast.ada)
    body = f"<p>Something new stands before it, number {number}.</p>{BODY}"
    answers = race(
        people,
        {"move": "change", "by": "boris", "claim": claim.pk, "statement": f"Statement {number}."},
        {"move": "save", "by": "vera", "article": article.pk, "body": body},
        turn=number,
    )
    assert answers == ["done", "done"]
    assert (fresh(claim).statement, project(fresh(article).body).text) == (f"Statement {number}.", project(body).text)
    agrees(article)


def claim_against_its_words(people: list[Writer], cast: Any, number: int) -> None:
    """A claim is changed while its words are cut: it is lost, and says so."""
    article = a_story(cast.ada)
    claim = a_claim(article, cast.ada)
    changed, saved = race(
        people,
        {"move": "change", "by": "boris", "claim": claim.pk, "kind": "figure"},
        {"move": "save", "by": "vera", "article": article.pk, "body": "<p>The two sides met.</p>"},
        turn=number,
    )
    assert (saved, kinds([changed])[0] in ("done", "Stale")) == ("done", True)
    assert fresh(claim).anchor_state == "lost"
    assert fresh(claim).kind == ("figure" if changed == "done" else "fact")
    agrees(article)


def checked_claim_against_text(people: list[Writer], cast: Any, number: int) -> None:
    """A checked claim of a ready story changes while the text is saved: nothing typed goes, the story is a draft."""
    article = a_story(cast.ada)
    claim = confirmed(a_claim(article, cast.ada), attach=cast.ada, check=cast.boris)
    ready(article, by=cast.vera)
    changed, saved = race(
        people,
        {"move": "change", "by": "boris", "claim": claim.pk, "kind": "figure"},
        {"move": "save", "by": "vera", "article": article.pk, "headline": f"Headline {number}"},
        turn=number,
    )
    assert kinds([changed, saved]) in (["done", "done"], ["Stale", "done"])
    stands = fresh(article)
    assert stands.state == "draft"
    assert stands.headline == (f"Headline {number}" if saved == "done" else article.headline)
    assert fresh(claim).kind == ("figure" if changed == "done" else "fact")
    agrees(article)


def check_against_claim(people: list[Writer], cast: Any, number: int) -> None:
    """A verdict on what somebody changes at the same moment: one of the two is told."""
    claim = sourced(a_claim(a_story(cast.ada), cast.ada), cast.ada, f"Report {number}")
    answers = race(
        people,
        {"move": "check", "by": "boris", "claim": claim.pk, "verdict": "confirmed"},
        {"move": "change", "by": "vera", "claim": claim.pk, "kind": "figure"},
        turn=number,
    )
    assert kinds(answers) == ["Stale", "done"]
    assert (fresh(claim).kind, Check.objects.filter(claim=claim).count()) == (
        ("fact", 1) if answers[0] == "done" else ("figure", 0)
    )


def check_against_check(people: list[Writer], cast: Any, number: int) -> None:
    """Two verdicts on one version: one counts."""
    claim = sourced(a_claim(a_story(cast.ada), cast.ada), cast.ada, f"Report {number}")
    orders = ({"move": "check", "by": by, "claim": claim.pk, "verdict": "confirmed"} for by in ("boris", "vera"))
    answers = race(people, *orders, turn=number)
    assert (kinds(answers), Check.objects.filter(claim=claim).count()) == (["Stale", "done"], 1)


def publish_against_publish(people: list[Writer], cast: Any, number: int) -> None:
    """Two publishers press at once: one edition."""
    article = _ready_story(cast)
    answers = race(people, *[{"move": "publish", "by": "vera", "article": article.pk}] * 2, turn=number)
    assert (kinds(answers), article.editions.count()) == (["Stale", "done"], 1)
    agrees(article)


def publish_beside_publish(people: list[Writer], cast: Any, number: int) -> None:
    """Two stories go out at once: two links of one chain."""
    articles = [_ready_story(cast), _ready_story(cast)]
    before = Edition.objects.count()
    answers = race(
        people, *({"move": "publish", "by": "vera", "article": article.pk} for article in articles), turn=number
    )
    assert (answers, Edition.objects.count()) == (["done", "done"], before + 2)
    assert len({fresh(article).publication.slug for article in articles}) == 2


def publish_against_text(people: list[Writer], cast: Any, number: int) -> None:
    """A story goes out while it is rewritten: one of the two is told, and nothing goes out that was not ready."""
    article = _ready_story(cast)
    published, saved = race(
        people,
        {"move": "publish", "by": "vera", "article": article.pk},
        {"move": "save", "by": "vera", "article": article.pk, "body": f"<p>Unread {number}.</p>"},
        turn=number,
    )
    assert kinds([published, saved]) == ["Stale", "done"], (published, saved)
    assert article.editions.count() == (1 if published == "done" else 0)
    assert not Edition.objects.filter(page__html__contains=f"Unread {number}").exists()
    agrees(article)


def publish_against_claim(people: list[Writer], cast: Any, number: int) -> None:
    """A story goes out while a claim of it changes: what is printed as confirmed is what was checked."""
    article = a_story(cast.ada)
    claim = confirmed(a_claim(article, cast.ada), attach=cast.ada, check=cast.boris)
    ready(article, by=cast.vera)
    published, changed = race(
        people,
        {"move": "publish", "by": "vera", "article": article.pk},
        {"move": "change", "by": "boris", "claim": claim.pk, "kind": "statement"},
        turn=number,
    )
    assert changed == "done"
    assert kinds([published])[0] in ("done", "Stale", "Refused")
    if published == "done":
        printed = article.editions.get().content.content["claims"][0]
        assert (printed["kind"], printed["status"]) == ("fact", "confirmed")
    agrees(article)


def due_against_due(people: list[Writer], cast: Any, number: int) -> None:
    """Two runs of what is due meet: each story goes out once."""
    articles = [_scheduled_story(cast), _scheduled_story(cast)]
    answers = race(people, *[{"move": "due", "by": "vera", "at": LATER.isoformat()}] * 2, turn=number)
    assert (answers, [article.editions.count() for article in articles]) == (["done", "done"], [1, 1])
    for article in articles:
        agrees(article)


def due_against_text(people: list[Writer], cast: Any, number: int) -> None:
    """A scheduled story is due while it is rewritten: it goes out as it was, or not at all."""
    article = _scheduled_story(cast)
    ran, saved = race(
        people,
        {"move": "due", "by": "vera", "at": LATER.isoformat()},
        {"move": "save", "by": "vera", "article": article.pk, "body": f"<p>Unread {number}.</p>"},
        turn=number,
    )
    assert (ran, kinds([saved])[0], article.editions.count()) in (("done", "Stale", 1), ("done", "done", 0))
    assert not Edition.objects.filter(page__html__contains=f"Unread {number}").exists()
    agrees(article)


def same_source_twice(people: list[Writer], cast: Any, number: int) -> None:
    """One address, brought in twice at once, is one source."""
    url = f"https://example.org/{number}"
    answers = race(people, *[{"move": "register", "by": "boris", "title": "A report", "url": url}] * 2, turn=number)
    assert (answers, Source.objects.at_address(url).count()) == (["done", "done"], 1)


def same_actor_twice(people: list[Writer], cast: Any, number: int) -> None:
    """One name, brought in twice at once, is one actor, in whatever script it is written."""
    for name in (f"Minister {number}", f"部长{chr(0x4E00 + number)}"):
        answers = race(people, *[{"move": "actor", "by": "boris", "kind": "person", "name": name}] * 2, turn=number)
        assert (answers, Actor.objects.filter(name=name).count()) == (["done", "done"], 1)


def same_words_twice(people: list[Writer], cast: Any, number: int) -> None:
    """The same words, marked twice at once, are one claim."""
    article = a_story(cast.ada)
    answers = race(people, *[{"move": "mark", "by": "boris", "article": article.pk, "words": WORDS}] * 2, turn=number)
    assert (kinds(answers), Claim.objects.filter(article=article).count()) == (["Refused", "done"], 1)


def same_passage_twice(people: list[Writer], cast: Any, number: int) -> None:
    """The same passage, attached twice at once, is one citation."""
    claim = a_claim(a_story(cast.ada), cast.ada)
    source = a_source(cast.ada, f"Report {number}")
    order = {"move": "cite", "by": "boris", "claim": claim.pk, "source": source.pk, "passage": "They agreed on it all."}
    answers = race(people, order, order, turn=number)
    assert kinds(answers) in (["Stale", "done"], ["Refused", "done"])
    assert claim.citations.count() == 1


def _ready_story(cast: Any) -> Article:
    return ready(a_story(cast.ada, work_type="opinion"), by=cast.vera)


def _scheduled_story(cast: Any) -> Article:
    article = _ready_story(cast)
    schedule(article, LATER, by=cast.vera)
    return article


ROUNDS: list[Round] = [
    claim_against_text, claim_against_its_words, checked_claim_against_text, check_against_claim,
    check_against_check, publish_against_publish, publish_beside_publish, publish_against_text,
    publish_against_claim, due_against_due, due_against_text, same_source_twice, same_actor_twice, same_words_twice, same_passage_twice,
]  # fmt: skip


def everybody_appends(people: list[Writer], article: Article, saves: int) -> None:
    """Each writer adds so many paragraphs to one story, trying again when another was faster."""
    waiting = {number: 0 for number, _writer in enumerate(people)}
    for number in waiting:
        _append(people, article, number, 0)
    while waiting:
        for number in list(waiting):
            answer = people[number].answer()
            assert kinds([answer])[0] in ("done", "Stale")
            waiting[number] += answer == "done"
            if waiting[number] == saves:
                del waiting[number]
            else:
                _append(people, article, number, waiting[number])


def _append(people: list[Writer], article: Article, number: int, count: int) -> None:
    people[number].open(move="append", by="vera", article=article.pk, words=f"Writer {number}, save {count}.")
    people[number].press()


def appended(article: Article) -> list[str]:
    """The paragraphs that writers added, sorted."""
    return sorted(block.text for block in project(fresh(article).body).blocks if block.text.startswith("Writer"))


def chain_is_whole() -> bool:
    """Whether no fault is found in any edition."""
    return list(verify()) == []
