"""Two to eight people at one thing, round after round: what each typed stands, or comes back to them.

Most work in browsers, through the whole of Django: what a page holds when it comes back is what they send on.
"""

import json
from collections.abc import Callable
from typing import Any

from actors.models import Alias
from articles.citing import cite
from articles.models import Article, Citation
from articles.publishing import publish
from articles.redacting import ask_redaction
from tests.desk import claims_page, page
from tests.ledger import a_commitment, an_actor, proposed
from tests.safety.rounds import Round, agrees, kinds
from tests.stories import BODY, a_claim, a_source, a_story, fresh, ready
from tests.writers import Writer, race

EDITORS = ("vera", "ines")
Typed = dict[str, str]
Choose = Callable[[Typed], Typed]


def nothing(_values: Typed) -> Typed:
    """Send a page on as it came back."""
    return {}


def both(values: Typed) -> Typed:
    """Of the passages of a body that two changed keep both, one after the other."""
    conflicts = [name for name, value in values.items() if name.startswith("conflict-") and value == "body"]
    return {name.replace("conflict", "choice").removesuffix("-field"): "both" for name in conflicts}


def crowd(people: list[Writer], number: int) -> list[Writer]:
    """Two of them in the first round, one more in each that follows, until two again."""
    return people[: 2 + number % (len(people) - 1)]


def sent(people: list[Writer], address: str, typed: list[Typed], number: int) -> list[str]:
    """Each opens the page, types and presses. Gives the answers."""
    orders = [
        {"move": "page", "by": EDITORS[which % 2], "address": address, "typed": each}
        for which, each in enumerate(typed)
    ]
    return race(people, *orders, turn=number)


def came_back(answer: str) -> tuple[Typed, str]:
    """What the form would send on, and the text, of the page that came back."""
    kind, _colon, told = answer.partition(": ")
    assert kind == "Asked", answer
    found = json.loads(told)
    return found["values"], found["text"]


def one_is_first(people: list[Writer], address: str, typed: list[Typed], number: int, told: str) -> list[str]:
    """One save is taken; all others come back with the sentence `told` and every character typed. Gives the answers."""
    answers = sent(people, address, typed, number)
    assert kinds(answers) == ["Asked"] * (len(typed) - 1) + ["done"], answers
    for answer, each in zip(answers, typed, strict=True):
        if answer != "done":
            values, text = came_back(answer)
            assert {name: values.get(name) for name in each} == each
            assert told in text, text
    return answers


def sent_on(people: list[Writer], answers: list[str], choose: Choose = nothing) -> None:
    """Whoever got the page back sends it on, one after the other, until it is taken."""
    for writer, answer in zip(people, answers, strict=False):
        for _time in range(4):
            if answer == "done":
                break
            answer = writer.do(move="again", by="vera", **choose(came_back(answer)[0]))
        assert answer == "done"


def one_version(people: list[Writer], cast: Any, number: int) -> None:
    """All save one version of a story: one is taken, all others are told, and nothing of theirs is mixed in."""
    people = crowd(people, number)
    article = a_story(cast.vera)
    typed = [{"headline": f"{number} {which}", "body": f"<p>{which}</p>"} for which in range(len(people))]
    orders = [{"move": "save", "by": "vera", "article": article.pk} | each for each in typed]
    answers = race(people, *orders, turn=number)
    assert kinds(answers) == ["Stale"] * (len(people) - 1) + ["done"], answers
    won = typed[answers.index("done")]
    assert (fresh(article).headline, fresh(article).body) == (won["headline"], won["body"])
    assert (fresh(article).version, article.history.count()) == (2, 2)
    agrees(article)


# --- The form of a story -------------------------------------------------------------------------------------
def paragraphs(number: int) -> str:
    """A body of so many."""
    return "\n".join(f"<p>Paragraph {which} of the story.</p>" for which in range(number))


def other_paragraphs(people: list[Writer], cast: Any, number: int) -> None:
    """Each changes another paragraph: all of it is put together, and nobody is asked anything."""
    people = crowd(people, number)
    article = a_story(cast.ada, body=paragraphs(len(people)))
    words = [(f"Paragraph {which} of", f"In round {number} writer {which} changed") for which in range(len(people))]
    typed = [{"body": article.body.replace(*each)} for each in words]
    assert sent(people, page("articles_article_change", article.pk), typed, number) == ["done"] * len(people)
    body = article.body
    for each in words:
        body = body.replace(*each)
    assert (fresh(article).body, fresh(article).version) == (body, 1 + len(people))
    agrees(article)


def one_paragraph(people: list[Writer], cast: Any, number: int) -> None:
    """All change the first paragraph and the headline, and each one more: nothing of that is lost on the way."""
    people = crowd(people, number)
    article = a_story(cast.ada, body=paragraphs(len(people) + 1))
    wanted = [f"Round {number}, writer {which}: what was agreed." for which in range(len(people))]
    own = [f"Writer {which} added" for which in range(len(people))]
    typed = [
        {
            "headline": f"Headline {which} of {number}",
            "body": article.body.replace("Paragraph 0 of the story.", wanted[which]).replace(
                f"Paragraph {which + 1} of", own[which]
            ),
        }
        for which in range(len(people))
    ]
    answers = sent(people, page("articles_article_change", article.pk), typed, number)
    assert kinds(answers) == ["Asked"] * (len(people) - 1) + ["done"], answers
    first = wanted[answers.index("done")]
    for which, answer in enumerate(answers):
        if answer == "done":
            continue
        values, text = came_back(answer)
        assert "Somebody else changed the same passage while you were editing. Nothing was saved" in text
        assert (values["headline"], wanted[which] in values["body"], own[which] in values["body"]) == (
            typed[which]["headline"], True, True,
        )  # fmt: skip
        assert [values[f"conflict-2-{part}"] for part in ("base", "mine", "theirs")] == [
            f"<p>{words}</p>" for words in ("Paragraph 0 of the story.", wanted[which], first)
        ]
    sent_on(people, answers, both)
    stands = fresh(article)
    assert [words for words in (*wanted, *own) if words not in stands.body] == []
    said = set(article.history.values_list("headline", flat=True))
    assert said == {article.headline, *(each["headline"] for each in typed)}
    agrees(article)


# --- Forms with rows -----------------------------------------------------------------------------------------
def source_form(people: list[Writer], cast: Any, number: int) -> None:
    """All give a source another title: one is first, and the others read that before they put theirs in its place."""
    people = crowd(people, number)
    source = a_source(cast.ada, f"Report {number}")
    typed = [{"title": f"Title {which} of {number}"} for which in range(len(people))]
    address = page("sources_source_change", source.pk)
    answers = one_is_first(people, address, typed, number, "Somebody else changed")
    first = typed[answers.index("done")]["title"]
    assert all(first in came_back(answer)[1] for answer in answers if answer != "done")
    sent_on(people, answers)
    titles = set(source.history.values_list("title", flat=True))
    assert titles == {source.title, *(each["title"] for each in typed)}


def actor_rows(people: list[Writer], cast: Any, number: int) -> None:
    """Each gives an actor one more name and changes the one it has: all new names stand, and every change was read."""
    people = crowd(people, number)
    actor = an_actor(cast.vera, f"Borovia {number}", aliases=[{"text": f"Old name {number}"}])
    typed = [
        {"aliases-0-valid_from": f"{1990 + which}", "aliases-1-text": f"Name {which} of {number}"}
        for which in range(len(people))
    ]
    address = page("actors_actor_change", actor.pk)
    answers = one_is_first(people, address, typed, number, "Somebody else changed")
    first = typed[answers.index("done")]["aliases-0-valid_from"]
    assert all(first in came_back(answer)[1] for answer in answers if answer != "done")
    sent_on(people, answers)
    names = set(actor.aliases.values_list("text", flat=True))
    assert names == {f"Old name {number}", *(each["aliases-1-text"] for each in typed)}
    since = Alias.history.filter(text=f"Old name {number}").values_list("valid_from", flat=True)
    assert {str(day) for day in since if day} == {each["aliases-0-valid_from"] for each in typed}


def party_rows(people: list[Writer], cast: Any, number: int) -> None:
    """One takes a party off a commitment that others write about: nothing that they typed is lost with it."""
    people = crowd(people, number)
    commitment = a_commitment(cast.ada, f"Open {number} ports")
    wording = {"parties-1-wording_source": "Joint communiqué", "parties-1-wording_words": "as Arland itself puts it"}
    typed = [{"summary": f"Summary {which}."} | wording for which in range(len(people))]
    typed[0] = {"summary": "Summary 0.", "parties-1-DELETE": "on"}
    address = page("commitments_commitment_change", commitment.pk)
    answers = one_is_first(people, address, typed, number, "Somebody else changed")
    sent_on(people, answers)
    said = set(commitment.history.values_list("summary", flat=True))
    assert said == {"", *(each["summary"] for each in typed)}


def equal_proposals(people: list[Writer], cast: Any, number: int) -> None:
    """Each confirms another of equal proposals: the log takes one, and all others are told that it says so already."""
    people = crowd(people, number)
    commitment = a_commitment(cast.ada, f"Open {number} ports")
    waiting = [proposed(commitment, cast.ada) for _writer in people]
    orders = [{"move": "confirm", "by": EDITORS[which % 2], "proposal": each.pk} for which, each in enumerate(waiting)]
    answers = race(people, *orders, turn=number)
    assert kinds(answers) == ["Refused"] * (len(people) - 1) + ["done"], answers
    told = {answer for answer in answers if answer != "done"}
    assert all("since 1 March 2024 already, on the same sources" in answer for answer in told), told
    assert commitment.status_changes.count() == 1


def claim_rows(people: list[Writer], cast: Any, number: int) -> None:
    """A claim is described while others write at its citations: one is first, all stand in the end."""
    people = crowd(people, number)
    article = a_story(cast.ada)
    claim = a_claim(article, cast.ada)
    for which in range(1, len(people)):
        cite(fresh(claim), a_source(cast.ada, f"Report {which}"), by=cast.ada, passage="")
    citations = list(Citation.objects.filter(claim=claim).order_by("pk"))
    typed = [{"do": "claim", "statement": f"Statement {number}."}]
    typed += [{"do": f"citation-{row.pk}", "note": f"Note {number} on {row.pk}."} for row in citations]
    answers = one_is_first(people, claims_page(article, fresh(claim)), typed, number, "Somebody else changed")
    sent_on(people, answers)
    assert fresh(claim).statement == f"Statement {number}."
    assert [fresh(row).note for row in citations] == [f"Note {number} on {row.pk}." for row in citations]


# --- A legal redaction --------------------------------------------------------------------------------------
def redaction_beside_work(people: list[Writer], cast: Any, number: int) -> None:
    """Words go by law while others write at that story and at its claim: the words are gone, and nobody's page fails."""
    people = crowd(people, number)
    article = publish_with(cast, name := f"Konrad Ilgner {number}")
    asked = ask_redaction(article, name, by=cast.vera, basis="order", reference="12/24", reason="He was never charged.")
    claim = a_claim(article, cast.vera)
    typed = {"body": article.body.replace("24 goods", f"24 goods, {number} of them")}
    orders: list[dict[str, Any]] = [
        {"move": "redact", "by": "pia", "asked": asked.pk},
        {"move": "page", "by": "ines", "address": page("articles_article_change", article.pk), "typed": typed},
    ]
    orders += [{"move": "change", "by": "boris", "claim": claim.pk, "kind": "figure"}] * (len(people) - 2)
    redacted, *others = race(people, *orders, turn=number)
    assert (redacted, set(kinds(others)) <= {"done", "Asked", "Stale"}) == ("done", True), (redacted, others)
    if others[0] != "done":
        values, text = came_back(others[0])
        assert (values["body"], "Words were removed here for legal reasons" in text) == (typed["body"], True)
    assert not any(table.objects.filter(body__contains=name).exists() for table in (Article, Article.history.model))
    agrees(article)


def publish_with(cast: Any, name: str) -> Article:
    """A published story that has the name in it."""
    article = a_story(cast.ada, body=f"<p>The police questioned {name} on Monday.</p>{BODY}", work_type="opinion")
    publish(ready(article, by=cast.vera), by=cast.vera)
    return fresh(article)


CROWD_ROUNDS: list[Round] = [
    one_version, other_paragraphs, one_paragraph, source_form, actor_rows, party_rows, equal_proposals, claim_rows,
    redaction_beside_work,
]  # fmt: skip
