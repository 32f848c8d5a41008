"""Stories full of a word that no reader may ever see, in every place where the desk keeps words."""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.models import User

from actors.models import Alias
from actors.registering import register_actor
from articles.checking import record_check
from articles.citing import cite
from articles.claiming import change_claim, mark_claim, retire_claim
from articles.editing import create_article, save_article, take_step
from articles.models import Article, Claim, ProposedRevision
from articles.publishing import publish
from commitments import tracking
from commitments.registering import register_commitment
from sources.excerpting import add_excerpt, take_extract
from sources.identifying import write_identity
from sources.models import Source
from sources.models.identity import SourceIdentity
from sources.registering import register_source
from tests.ledger import a_commitment, an_occasion, carrying, published
from tests.stories import fresh, ready

CANARY = "kanarienvogel"
STATES = ((), ("send_to_check",), ("send_to_check", "send_back"), ("send_to_check", "make_ready"))


def drafts(number: int, *, ada: User, boris: User, vera: User) -> Iterator[Article]:
    """So many stories that were never published, in every state; each with all that may hang on a story."""
    for count in range(number):
        article = draft(f"{CANARY}{count}", ada, boris, vera)
        for step in STATES[count % len(STATES)]:
            take_step(fresh(article), step, by=vera, note=f"Mind the {CANARY}.")
        yield fresh(article)


def draft(word: str, ada: User, boris: User, vera: User) -> Article:
    """A story in which everything is called `word`: words, people, sources, tags, notes, retired claims."""
    article = create_article(
        by=ada,
        headline=f"{word} in the headline",
        slug=f"{word}-slug",
        standfirst=f"The standfirst has a {word}.",
        body=f"<p>They agreed to free the {word} today.</p><p>Nobody fed the {word}.</p>",
        dateline=f"{word} City",
        byline=f"{word} Byline",
        tag_list=f"{word} tag",
        story_date=date(2024, 3, 5),
    )
    speaker, _new = register_actor(
        by=vera, kind="person", name=f"{word} Speaker", summary=word, native_name=word, described_as=word,
        aliases=[{"text": f"{word} alias"}],
    )  # fmt: skip
    claim = mark_claim(
        article, f"agreed to free the {word} today", by=ada, kind="statement", speaker=speaker,
        statement=f"The {word} is free.", anonymity_reason=f"Fears the {word}.",
    )  # fmt: skip
    source = hidden_or_open_source(word, ada, vera)
    cite(claim, source, by=ada, passage=f"The {word} was set free on Monday.", locator=word, note=f"A {word} note.")
    record_check(fresh(claim), "confirmed", by=boris, note=f"Saw the {word} myself.")
    retired = mark_claim(article, f"Nobody fed the {word}", by=ada)
    retire_claim(retired, by=ada, reason=f"No {word} claim.")
    propose(article, word)
    promise(word, fresh(claim), source, ada, vera)
    return fresh(article)


def promise(word: str, claim: Claim, source: Source, ada: User, vera: User) -> None:
    """A commitment that nobody published, full of `word`, with a proposal that waits."""
    speaker = claim.speaker
    other, _new = register_actor(by=vera, kind="state", name=f"{word} Republic")
    words = add_excerpt(source, f"The {word} sang.", by=ada)
    made = register_commitment(
        by=ada, title=f"Free the {word}", slug=f"{word}-promise", summary=f"A {word} goes free.", undertaking=words,
        occasion=an_occasion(vera, f"{word} summit", place=f"{word} City", participants=[other]), made_on="2024-03-05",
        due_words=f"when the {word} sings", bindingness="unclear", interpretive_note=f"A {word} note.",
        contested_by=words, contested_note=f"The {word} disputes it.", tag_list=f"{word} topic", reports=[claim],
        parties=[{"actor": speaker, "role": "pledger"}, {"actor": other, "role": "counterparty", "own_wording": words}],
    )  # fmt: skip
    tracking.propose(
        made,
        "in_progress",
        by=ada,
        effective_on="2024-03-06",
        rationale=f"The {word} was seen.",
        evidence=carrying("in_progress", words),
    )


def hidden_or_open_source(word: str, ada: User, vera: User) -> Source:
    """A source of which every text holds `word`; it is confidential when the word ends in an even digit."""
    hidden = word[-1] in "02468"
    publisher, _new = register_actor(by=vera, kind="media", name=f"{word} Times")
    source, _new = register_source(
        by=ada, title=f"{word} Title", authors=f"{word} Author", url=f"https://{word}.example/story",
        publisher=publisher, origin_group=f"{word}-wire", described_as=f"a friend of the {word}",
        confidentiality="confidential" if hidden else "public",
    )  # fmt: skip
    take_extract(source, f"The {word} was set free on Monday. The {word} sang.", by=ada, note=f"{word} snapshot")
    if hidden:
        identity = SourceIdentity(source=source, name=f"{word} Person", contact=f"{word}@example.org", grounds=word)
        write_identity(identity, by=vera)
    return source


def propose(article: Article, word: str) -> None:
    """A changed seed that waits, full of `word`."""
    ProposedRevision(
        article=article, place=f"{word}.txt", import_sha256="0" * 64, headline=word, standfirst=word,
        body=f"<p>{word}</p>", story_date=date(2024, 3, 5), work_type="reporting", byline=word, tag_list=word,
    ).save()  # fmt: skip


def public_with_secrets(*, ada: User, boris: User, vera: User) -> Claim:
    """A published story, innocent for readers; what the desk keeps beside it and wrote since is full of the word.

    Returns its one public claim, which stands on a confidential source.
    """
    article = create_article(
        by=ada, headline="Talks end in Geneva", body="<p>They agreed to cut duties.</p><p>Nobody asked why.</p>",
        story_date=date(2024, 3, 5), tag_list="trade",
    )  # fmt: skip
    retire_claim(mark_claim(article, "Nobody asked why", by=ada), by=ada, reason=f"A {CANARY}.")
    claim = mark_claim(article, "agreed to cut duties", by=ada, kind="statement")
    source = hidden_or_open_source(f"{CANARY}00", ada, vera)
    source.described_as = "a delegate"
    source.save(by=vera)
    cite(claim, source, by=ada, passage="The two sides agreed to cut duties.", directness="reporting")
    record_check(fresh(claim), "unsupported", by=boris, note=f"An earlier {CANARY}.")
    record_check(fresh(claim), "confirmed", by=boris)
    publish(ready(article, by=vera), by=vera)
    unpublished_changes(fresh(article), fresh(claim), vera)
    promise_with_secrets(fresh(claim), ada, vera)
    return fresh(claim)


def promise_with_secrets(claim: Claim, ada: User, vera: User) -> None:
    """A public commitment, innocent for readers; a proposal with its evidence waits beside it, full of the word."""
    made = published(a_commitment(ada, "Cut duties", tag_list="trade", reports=[claim]), vera)
    words = (f"{CANARY}01", f"{CANARY}02")  # the second comes from a confidential source
    evidence = [add_excerpt(hidden_or_open_source(word, ada, vera), f"The {word} sang.", by=ada) for word in words]
    tracking.propose(
        made,
        "breached",
        by=ada,
        effective_on="2024-03-06",
        rationale=f"No {CANARY} was seen.",
        evidence=carrying("breached", *evidence),
    )
    register_commitment(
        by=ada, title=f"A {CANARY} link", undertaking=evidence[0], made_on="2024", bindingness="unclear",
        parties=[{"actor": made.pledgers[0].actor, "role": "pledger"}], links=[{"kind": "supersedes", "other": made}],
    )  # fmt: skip


def unpublished_changes(article: Article, claim: Claim, vera: User) -> None:
    """What was written after the publication and waits for the next one."""
    body = f"{article.body}<p>A {CANARY} was seen.</p>"
    save_article(article, by=vera, headline=f"{CANARY} again", body=body, tag_list=f"trade, {CANARY}")
    mark_claim(fresh(article), f"A {CANARY} was seen", by=vera)
    speaker, _new = register_actor(by=vera, kind="person", name=f"Late {CANARY}")
    Alias(actor=speaker, text=f"{CANARY} the late").save(by=vera)
    change_claim(claim, by=vera, speaker=speaker, statement=f"The {CANARY} said so.")
    propose(article, CANARY)
