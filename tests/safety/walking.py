"""Five people who press every button at random, and a bookkeeper of our own who trusts no rule."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from actors.registering import register_actor
from articles.checking import record_check
from articles.citing import change_citation, cite, remove_citation, set_denial
from articles.claiming import change_claim, mark_claim, place_claim, retire_claim
from articles.editing import DOORS, add_author, create_article, save_article, take_step
from articles.enums import Basis, ClaimKind, Directness, EditionKind, Release, SpeechAct, Stance, Verdict
from articles.models import Article, Check, Citation, Claim, Edition
from articles.publishing import publish, withdraw
from articles.scheduling import PUBLISHED, STOPPED, publish_due, schedule
from articles.states import STEPS
from policydesk.lib.errors import Refused
from policydesk.lib.text import normalise
from sources.models import Source
from tests.stories import a_source, fresh

SENTENCES = [f"The two sides settled point {number} of their long list" for number in range(8)]
PASSAGES = [f"It was announced that point {number} is settled." for number in range(3)]
STORIES = 3
LATER = datetime.now(UTC) + timedelta(days=365)
# How often each thing is done: often enough that stories do go out, seldom enough that they are disturbed.
WEIGHTS = {
    "save": 3, "step": 2, "author": 1, "mark": 4, "change": 2, "describe": 2, "place": 2, "retire": 1, "cite": 3,
    "recite": 2, "uncite": 1, "deny": 1, "check": 6, "hurry": 14, "publish": 4, "withdraw": 1,
    "schedule": 4, "due": 2,
}  # fmt: skip


class Walk:
    """The desk, the people, and what the bookkeeper wrote down: who wrote which words, who changed which claim."""

    def __init__(self, seed: int, people: list[User]) -> None:
        self.random, self.people = Random(seed), people
        self.texts: dict[int, list[tuple[User, str]]] = {}
        self.changers: dict[int, int] = {}
        self.writers: dict[int, int | None] = {}
        self.done: dict[str, int] = {}
        editor = next(person for person in people if person.has_perm("articles.edit_any_article"))
        self.speaker, _new = register_actor(by=editor, kind="person", name="Minister")
        for number in range(3):
            a_source(editor, f"Report {number}")
        for _number in range(STORIES):
            self.write(editor)

    # --- Choosing ---------------------------------------------------------------------------------------
    def one(self, choices: Any) -> Any:
        found = list(choices)
        if not found:
            raise Refused("There is nothing to choose from yet.")
        return self.random.choice(found)

    def article(self) -> Article:
        return self.one(Article.objects.order_by("pk"))

    def claim(self) -> Claim:
        return self.one(Claim.objects.select_related("article").order_by("pk"))

    def body(self) -> str:
        """Most of the sentences, now and then in another order, or one of them in other words."""
        sentences = self.random.sample(SENTENCES, self.random.choice([6, 7, 8]))
        if self.random.random() < 0.7:
            sentences.sort()
        if self.random.random() < 0.5:
            sentences[0] = sentences[0].replace("settled", "nearly settled")
        return "".join(f"<p>{sentence}.</p>" for sentence in sentences)

    # --- Walking ----------------------------------------------------------------------------------------
    def step(self) -> None:
        """One person does one thing; what a rule refuses changes nothing."""
        name = self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        try:
            getattr(self, f"do_{name}")(self.one(self.people))
        except (Refused, ValidationError):
            return
        self.done[name] = self.done.get(name, 0) + 1

    def write(self, by: User) -> None:
        article = create_article(by=by, headline="Talks", body=self.body(), story_date=date(2024, 3, 5))
        self.texts[article.pk] = [(by, normalise(article.text_of("body")))]

    def do_save(self, by: User) -> None:
        article = self.article()
        saved = save_article(article, by=by, body=self.body(), developing=self.random.random() < 0.3)
        self.texts[article.pk].append((by, normalise(fresh(article).text_of("body"))))
        for claim in (*saved.claims.lost, *saved.claims.back):
            self.changers[claim.pk] = by.pk

    def do_step(self, by: User) -> None:
        take_step(self.article(), self.one(key for key in STEPS if key not in DOORS), by=by, note="Because.")

    def do_author(self, by: User) -> None:
        add_author(self.article(), self.one(self.people), by=by)

    def do_mark(self, by: User) -> None:
        claim = mark_claim(self.article(), self.one(SENTENCES), by=by, kind=self.one(["fact", "figure", "statement"]))
        self.writers[claim.pk] = self.writer(claim)

    def do_change(self, by: User) -> None:
        self._changed(by, change_claim, kind=self.one(ClaimKind), speaker=self.one([None, self.speaker]),
                      speech_act=self.one(["", *SpeechAct]), statement=self.one(["", "It is so."]))  # fmt: skip

    def do_describe(self, by: User) -> None:
        self._changed(
            by, change_claim, owner=self.one([None, *self.people]), refuted_passage=self.one(["", *SENTENCES])
        )

    def do_place(self, by: User) -> None:
        self._changed(by, place_claim, words=self.one(SENTENCES))

    def _changed(self, by: User, rule: Callable[..., bool], **given: Any) -> None:
        claim = self.claim()
        before = self._attribution(fresh(claim))
        rule(claim, by=by, **given)
        if self._attribution(fresh(claim)) != before:
            self.changers[claim.pk] = by.pk
        if normalise(fresh(claim).exact) != before[0]:
            self.writers[claim.pk] = self.writer(fresh(claim))

    def _attribution(self, claim: Claim) -> tuple[Any, ...]:
        return normalise(claim.exact), claim.kind, claim.speaker_id, claim.speech_act, claim.statement

    def do_retire(self, by: User) -> None:
        retire_claim(self.claim(), by=by, reason="Not a claim.")

    def do_cite(self, by: User) -> None:
        self._cite(self.claim(), by, **self._how())

    def _cite(self, claim: Claim, by: User, **how: Any) -> None:
        cite(claim, self.one(Source.objects.order_by("pk")), by=by, passage=self.one(["", *PASSAGES]), **how)

    def do_recite(self, by: User) -> None:
        citation = self.one(Citation.objects.order_by("pk"))
        change_citation(citation, by=by, passage=self.one(["", *PASSAGES]), **self._how())

    def do_uncite(self, by: User) -> None:
        remove_citation(self.one(Citation.objects.order_by("pk")), by=by)

    def _how(self) -> dict[str, Any]:
        return {
            "stance": self.one([*Stance, Stance.SUPPORTS, Stance.SUPPORTS]),
            "directness": self.one([*Directness, Directness.PRIMARY]),
            "basis": self.one(Basis),
            "interested": self.random.random() < 0.2,
        }

    def do_deny(self, by: User) -> None:
        claim = self.claim()
        set_denial(claim, self.one([None, *claim.citations.all()]), by=by)

    def do_check(self, by: User) -> None:
        self._check(self.claim(), by, self.one([*Verdict, *[Verdict.CONFIRMED] * 6]))

    def _check(self, claim: Claim, by: User, verdict: str) -> None:
        record_check(claim, verdict, by=by, note=self.one(["", "As the report says."]))
        assert by.pk != self.changers.get(claim.pk), "checked what they changed last"
        assert by.pk != self.writers[claim.pk], "checked words that they wrote"

    def do_hurry(self, by: User) -> None:
        """Many hands take a story as far as they may: sources, checks, steps, out."""
        article = self.article()
        for claim in article.claims.filter(retired_at=None).select_related("article").order_by("pk"):
            with suppress(Refused):
                self._cite(claim, self.one(self.people), directness=Directness.PRIMARY)
            with suppress(Refused):
                self._check(fresh(claim), self.one(self.people), Verdict.CONFIRMED)
        for key, somebody in product(("send_to_check", "make_ready"), self.people):
            with suppress(Refused):
                take_step(fresh(article), key, by=somebody)
        self._publish(fresh(article), by)

    def do_publish(self, by: User) -> None:
        self._publish(self.article(), by)

    def _publish(self, article: Article, by: User) -> None:
        edition = publish(
            article, by=by, kind=self.one([None, *EditionKind]), reason=self.one(["", "Because."]),
            footing=self.one([None, None, Release.SINGLE_READER]), override=self.one(["", "", "It is urgent."]),
        )  # fmt: skip
        self.inspect(edition)

    def do_schedule(self, by: User) -> None:
        schedule(self.article(), LATER, by=by, kind=self.one([None, *EditionKind]), reason=self.one(["", "Because."]))

    def do_due(self, _by: User) -> None:
        for outcome in publish_due(at=LATER):
            assert outcome.what in (PUBLISHED, STOPPED), outcome.reasons
            if outcome.edition:
                self.inspect(outcome.edition)

    def do_withdraw(self, by: User) -> None:
        withdraw(self.article(), by=by, reason="It was wrong.")

    # --- What the bookkeeper asks -----------------------------------------------------------------------
    def writer(self, claim: Claim) -> int | None:
        """Who first brought the words of the claim into the story, by the bookkeeper's own list of texts."""
        wanted = normalise(claim.exact)
        return next((by.pk for by, text in self.texts[claim.article_id] if wanted in text), None)

    def inspect(self, edition: Edition) -> None:
        """Every claim of the edition is what its newest check saw, or the edition says that it is not."""
        content = edition.content.content
        says_so = content["edition"]["release"] != Release.CHECKED or content["edition"]["overrides"]
        passages = {source["number"]: source["public_id"] for source in content["sources"]}
        for printed in content["claims"]:
            text = fresh(edition.article).text_of(printed["part"])
            assert text[printed["start"] : printed["end"]] == printed["exact"]
            if printed["checked"] is None:
                assert (printed["status"] in ("sourced", "unsourced"), bool(says_so)) == (True, True)
            else:
                self.compare(printed, passages)

    def compare(self, printed: dict[str, Any], sources: dict[int, str]) -> None:
        """The check that is printed is the newest of the claim, and signed these words and this evidence."""
        newest = Check.objects.filter(claim__public_id=printed["public_id"]).order_by("-pk").first()
        assert (newest.pk, newest.verdict) == (printed["checked"]["check"], printed["status"])
        signed = newest.content.parts
        assert (signed["words"], signed["kind"]) == (normalise(printed["exact"]), printed["kind"])
        assert sorted(_evidence(row, row["source"], row["passage"]) for row in signed["citations"]) == sorted(
            _evidence(row, sources[row["source"]], normalise(row["exact"])) for row in printed["citations"]
        )


def _evidence(row: dict[str, Any], source: str, passage: str) -> tuple[Any, ...]:
    return source, passage, row["stance"], row["directness"], row["basis"], row["interested"]
