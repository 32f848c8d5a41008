"""Words that the law takes out: by two people, everywhere, for good; and the chain that stands in spite of it."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from actors.registering import register_actor
from articles.checking import record_check
from articles.citing import cite
from articles.correcting import Correcting
from articles.editing import save_article
from articles.models import (
    Article,
    ChainHead,
    Claim,
    EditionContent,
    ProposedRevision,
    Publication,
    RedactedEdition,
    Redaction,
    Stoppage,
)
from articles.noticing import notify_readers
from articles.noting import add_note
from articles.publishing import publish, withdraw
from articles.recording import rerender
from articles.redacting import ask_redaction, confirm_redaction, return_redaction, withdraw_request
from articles.restoring import restore
from articles.verifying import verify
from policydesk.dossiers.exporting import export_story
from policydesk.lib.append_only import missing_triggers
from policydesk.lib.errors import NotAllowed, Refused, Stale
from sources.excerpting import add_excerpt, take_extract
from tests.articles.test_verifying import tamper, undone
from tests.conftest import person
from tests.ledger import a_commitment, published, tracked
from tests.safety.addresses import public_addresses
from tests.safety.crawling import tables_holding
from tests.stories import a_claim, a_source, a_story, fresh, ready

NAME = "Konrad Ilgner"
CANARY = "ilgner"
MARK = "[removed for legal reasons]"
GROUND = {"basis": "order", "reference": "Court of Selden, 12/24", "reason": "He was never charged."}
BODY = (
    "<p>The police questioned <em>Konrad</em> Ilgner on Monday.</p>"
    "<p>“KONRAD  ILGNER lied”, a neighbour said. They agreed to cut duties on 24 goods.</p>"
)


@pytest.fixture
def pia(db):
    """Pia publishes, and edits nothing."""
    return person("pia", "Pia", "Second", "publisher")


@pytest.fixture
def story(ada, boris, vera):
    """A name in every place where a desk keeps words, in two editions and a ledger; a third edition without it."""
    story = a_story(
        ada, headline=f"{NAME} questioned in Selden", standfirst=f"Who is {NAME}?", body=BODY, byline=f"With {NAME}"
    )
    claim = a_claim(story, ada, "questioned Konrad Ilgner", statement=f"The police questioned {NAME}.")
    source = a_source(ada, f"Police report on {NAME}", url="https://example.org/2024/konrad_ilgner", origin_group=NAME)
    take_extract(source, f"On Monday officers questioned {NAME} for an hour.", by=ada, note=f"On {NAME}.")
    cite(claim, source, by=ada, passage=f"officers questioned {NAME} for an hour", directness="primary", note=NAME)
    record_check(fresh(claim), "confirmed", by=boris, note=f"Asked {NAME}.")
    a_claim(story, ada, "They agreed to cut duties on 24 goods")
    publish(ready(story, by=vera), by=vera, override=f"{NAME} is news.")
    save_article(fresh(story), by=vera, body=BODY.replace("on Monday", "on Tuesday"))
    told = Correcting("correction", f"{NAME} was questioned on Tuesday.", [fresh(claim)])
    publish(ready(story, by=vera), by=vera, override="Still.", kind="correction", correction=told)
    notify_readers(fresh(claim), f"{NAME} denies it.", by=vera)
    add_note(fresh(story), f"Mind {NAME}.", by=vera)
    ProposedRevision.objects.create(
        article=story, import_sha256="0" * 64, headline=NAME, body=BODY, story_date=story.story_date,
        work_type="reporting",
    )  # fmt: skip
    undertaken = add_excerpt(source, f"officers questioned {NAME} for an hour", by=ada)
    commitment = published(
        a_commitment(ada, f"Leave {NAME} alone", undertaking=undertaken, summary=NAME, reports=[fresh(claim)]), vera
    )
    tracked(commitment, propose=ada, confirm=boris, rationale=f"{NAME} went home.")
    Stoppage.objects.create(
        article=story,
        due=now(),
        scheduled_by=vera,
        reasons=[{"sentence": f"“{NAME} lied” needs a check.", "claim": ""}],
    )
    Article.objects.filter(pk=story.pk).update(import_ref="selden", import_sha256="0" * 64)
    return fresh(story)


def asked(story, by, words=NAME, **ground):
    return ask_redaction(story, words, by=by, **GROUND | ground)


@pytest.fixture
def redacted(story, vera, pia):
    """The name taken out on Vera's asking, confirmed by Pia."""
    return confirm_redaction(asked(story, vera), by=pia)


def leaks():
    """Public addresses whose answer holds the name in any spelling, old address of the story included."""
    client, found = Client(), []
    for address in public_addresses():
        answer = client.get(address)
        if CANARY in f"{answer.headers} {answer.content.decode()}".casefold():
            found.append(address)
    return found


def test_the_words_are_gone_from_every_public_answer_and_every_table(story, vera, pia, capsys):
    head, before = str(ChainHead.objects.get()), leaks()
    claim = f"/claims/{Claim.objects.earliest('pk').public_id}/"
    assert {"/", "/corrections/", "/feeds/articles.atom", "/commitments/", claim} <= set(before)
    assert {"articles_publication", "articles_override", "commitments_statuschange"} < tables_holding(CANARY)
    assert len(tables_holding(CANARY)) > 25
    redaction = confirm_redaction(asked(story, vera), by=pia, answer="Read the order.")
    assert (leaks(), tables_holding(CANARY)) == ([], set())
    assert missing_triggers(connection) == []
    call_command("verifyeditions", expect_head=head, expect_redactions=f"1:{redaction.digest}")
    day = redaction.at.date().isoformat()
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == [f"Head {head}", f"Redactions 1:{redaction.digest}"]
    assert said[2:] == [
        *(f"edition {n}: redacted: words were removed for legal reasons on {day}, redaction 1." for n in (1, 2)),
        "Every edition agrees with its digest, its content and its rows.",
    ]


def test_readers_are_told_when_and_on_what_ground(redacted, client, story):
    slug = Publication.objects.get().slug
    assert slug == "questioned-in-selden"
    for address in ("", "editions/1/", "editions/", "editions/1..2/"):
        page = client.get(f"/articles/{slug}/{address}").content.decode()
        assert "<strong>Removed for legal reasons.</strong> Words were removed from this version on" in page
        assert "A court or an authority ordered it." in page
    printed = client.get(f"/articles/{slug}/index.json").json()["content"]
    assert [row["basis"] for row in printed["redactions"]] == ["order"]
    assert printed["article"]["headline"] == f"{MARK} questioned in Selden"
    assert printed["article"]["body"].startswith(f"<p>The police questioned <em>{MARK}</em> on Tuesday.</p>")
    claim = printed["claims"][0]
    assert (claim["exact"], claim["prefix"], claim["suffix"][:9]) == (f"questioned {MARK}", "The police ", " on Tuesd")
    versions = client.get(f"/articles/{slug}/editions/index.json").json()["versions"]
    rows = RedactedEdition.objects.order_by("-edition__number")
    assert [v["redactions"][0]["content_sha256"] for v in versions] == [row.content_sha256 for row in rows]
    assert client.get(f"/articles/{fresh(story).slug}/").status_code == 200


def test_nothing_brings_the_words_back(redacted, story, ada, boris, vera):
    rerender(everything=True)
    for version in fresh(story).history.all():
        restore(fresh(story), version, by=vera)
    assert NAME not in export_story("selden").text
    claim = Claim.objects.earliest("pk")
    assert (claim.exact, claim.anchor_state, claim.needs_recheck) == (f"questioned {MARK}", "anchored", True)
    record_check(fresh(claim), "confirmed", by=boris)
    save_article(fresh(story), by=vera, body=fresh(story).body + "<p>More.</p>")
    publish(ready(story, by=vera), by=vera, override="Noon.", kind="update")
    assert (tables_holding(CANARY), list(verify())) == (set(), [])
    assert "redactions" not in fresh(story).publication.edition.content.content
    withdraw(fresh(story), by=vera, reason="Enough.")
    assert (leaks(), list(verify())) == ([], [])


def test_neither_a_copy_nor_a_form_of_before_is_good_any_more(story, vera, pia, client):
    version, old = fresh(story).version, f"/articles/{story.publication.slug}/"
    tag, entries = client.get(old)["ETag"], entry_ids(client)
    confirm_redaction(asked(story, vera), by=pia)
    assert client.get(old.replace("konrad-ilgner-", ""), headers={"If-None-Match": tag}).status_code == 200
    assert entry_ids(client) == entries  # in the feeds it is known by more than its address
    with pytest.raises(Stale):
        save_article(fresh(story), by=vera, version=version, body=BODY)


def entry_ids(client):
    feeds = "".join(client.get(f"/feeds/{name}.atom").content.decode() for name in ("articles", "corrections"))
    return re.findall("<id>(tag:[^<]*)</id>", feeds)


# --- Two people ----------------------------------------------------------------------------------------------
def test_nobody_does_it_alone(story, vera, pia, boris, settings):
    settings.DESK_FOUR_EYES = False
    with pytest.raises(NotAllowed, match="Ask an editor or a publisher"):
        asked(story, boris)
    request = asked(story, vera)
    with pytest.raises(NotAllowed, match="asked for it yourself"):
        confirm_redaction(request, by=vera)
    with pytest.raises(NotAllowed, match="Ask a publisher"):
        confirm_redaction(request, by=boris)
    with pytest.raises(NotAllowed, match="withdraw it instead"):
        return_redaction(request, by=vera, reason="No.")
    with pytest.raises(Refused, match="what is missing"):
        return_redaction(request, by=pia, reason=" ")
    return_redaction(request, by=pia, reason="Which file?")
    with pytest.raises(Refused, match="answered already: Returned"):
        confirm_redaction(fresh(request), by=pia)
    mine = asked(story, vera)
    with pytest.raises(NotAllowed, match="Only who asked"):
        withdraw_request(mine, by=pia)
    withdraw_request(mine, by=vera)
    assert (Redaction.objects.count(), len(tables_holding(CANARY)) > 25) == (0, True)


def test_what_cannot_be_asked_is_refused_with_a_sentence(story, vera):
    for words, ground, sentence in (
        ("x y z", {}, "too short"),
        ("Never written anywhere", {}, "No edition of this story holds"),
        (NAME, {"reason": "Konrad Ilgner sued."}, "Do not repeat the words"),
        ("legal reasons", {}, "the mark that replaces them"),
        ("\n", {}, "Write the words to take out"),
        (NAME, {"reference": ""}, "cannot be blank"),
    ):
        with pytest.raises((Refused, ValidationError), match=sentence):
            asked(story, vera, words, **ground)


def test_what_names_something_in_a_register_is_renamed_first(story, vera, pia):
    minister = register_actor(by=vera, kind="person", name="Ilgner, Konrad", aliases=[{"text": NAME}])[0]
    with pytest.raises(Refused, match=f"They name “{NAME}” in a register"):
        asked(story, vera)
    minister.aliases.get(text=NAME).delete(by=vera)
    confirm_redaction(asked(story, vera), by=pia)
    assert NAME not in str(list(minister.aliases.model.history.values()))


# --- Tampering -----------------------------------------------------------------------------------------------
def test_whatever_is_changed_afterwards_is_found(redacted):
    for sql, sentence in (
        ("UPDATE articles_redaction SET reason = 'x'", "Its record was changed."),
        ("UPDATE articles_redactededition SET row_sha256 = 'x'", "Its row was changed."),
        ("UPDATE articles_edition SET reason = 'x' WHERE number = 1", "Its row was changed."),
        ("UPDATE articles_editionclaim SET words = 'x' WHERE number = 1", "Its rows of claims do not follow"),
        ("DELETE FROM articles_redactededition", "Its content was changed."),
    ):
        with undone():
            assert tamper(sql)
            assert sentence in " ".join(fault.sentence for fault in verify())


def test_words_that_are_put_back_are_found(story, vera, pia):
    was = EditionContent.objects.get(edition__number=1).content
    confirm_redaction(asked(story, vera), by=pia)
    EditionContent.objects.filter(edition__number=1).update(content=was)
    assert "Words that were removed for legal reasons stand in it again." in [fault.sentence for fault in verify()]


def test_a_second_redaction_seals_the_first(redacted, story, vera, pia):
    confirm_redaction(asked(story, vera, "a neighbour said", basis="privacy"), by=pia)
    assert list(verify()) == []
    first, second = Redaction.objects.order_by("sequence")
    assert second.previous_digest == first.digest
    assert [row["basis"] for row in EditionContent.objects.get(edition__number=1).content["redactions"]] == [
        "order",
        "privacy",
    ]
    kept = f"2:{second.digest}"
    with undone():
        tamper("DELETE FROM articles_redactededition WHERE redaction_id = %s", second.pk)
        assert list(verify()) != []
    (fault,) = verify(expect_head=str(ChainHead.objects.get()))
    assert "Give --expect-redactions" in fault.sentence
    assert [f.sentence for f in verify(expect_redactions="1:x")] == ["The newest is not the one expected."]
    assert list(verify(expect_redactions=kept)) == []
