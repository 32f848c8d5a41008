"""From story to ledger: a claim makes a commitment or joins one, and a retracted source flags what stands on it."""

import pytest

from articles.claiming import mark_claim
from articles.publishing import publish
from commitments.falling import on_retracted, retracted_under
from commitments.models import Commitment
from commitments.reporting import begun_by, editions_that_report, join_claim
from commitments.retracting import propose_retraction
from commitments.tracking import confirm
from policydesk.lib.errors import NotAllowed, Refused
from sources.retracting import retract
from tests.desk import claims_page, desk, page, post_form, saved, told
from tests.ledger import a_commitment, a_passage, an_actor, published, tracked
from tests.pages import text_of
from tests.stories import a_claim, a_source, a_story, cite, confirmed, fresh, ready

WORDS = "agreed to cut duties on 24 goods"


@pytest.fixture
def claim(ada):
    """Borovia undertakes something in a story, as a readout of 4 March says."""
    made = mark_claim(a_story(ada), WORDS, by=ada, kind="commitment", speaker=an_actor(ada), speech_act="agreed")
    readout = a_source(ada, "Readout", published="2024-03-04")
    cite(made, readout, by=ada, passage="The two sides agreed to cut duties on 24 goods.", locator="p. 2")
    return fresh(made)


def test_a_claim_becomes_a_commitment_in_two_clicks(ada, claim):
    client = desk(ada)
    way = f"{page('commitments_commitment_add')}?claim={claim.public_id}"
    assert f'href="{way}"' in client.get(claims_page(claim.article, claim)).content.decode()
    assert saved(client, way).status_code == 302

    made = Commitment.objects.get()
    assert (made.title, made.undertaking.exact, made.undertaking.work.title, made.undertaking.locator) == (
        WORDS, "The two sides agreed to cut duties on 24 goods.", "Readout", "p. 2",
    )  # fmt: skip
    assert (str(made.made_on), made.bindingness, made.public) == ("2024-03-04", "unclear", False)
    assert [(row.actor.name, row.role) for row in made.parties.all()] == [("Borovia", "pledger")]
    assert [row.claim for row in made.reports.all()] == [claim]
    shown = client.get(claims_page(claim.article, claim)).content.decode()
    assert f'<a href="{page("commitments_commitment_change", made.pk)}">{WORDS}</a>' in shown


def test_a_claim_without_a_passage_begins_with_the_day_of_its_story(ada):
    made = begun_by(mark_claim(a_story(ada), WORDS, by=ada, kind="commitment"))
    assert (made.title, made.undertaking, made.made_on, made.pledger) == (WORDS, None, "2024-03-05", None)


def test_a_claim_joins_a_commitment_by_its_name(ada, claim):
    made = a_commitment(ada)
    way = f"{page('commitments_commitment_join')}?claim={claim.public_id}"
    answer = post_form(desk(ada), way, commitment="Open two ports")
    assert told(answer) == ["Entered: the claim reports this commitment."]
    assert [row.claim for row in made.reports.all()] == [claim]
    with pytest.raises(Refused, match="already"):
        join_claim(fresh(made), claim, by=ada)


def test_a_claim_of_another_s_draft_begins_nothing(ada, vera):
    hidden = mark_claim(a_story(vera), WORDS, by=vera, kind="commitment")
    assert desk(ada).get(f"{page('commitments_commitment_join')}?claim={hidden.public_id}").status_code == 404
    form = desk(ada).get(f"{page('commitments_commitment_add')}?claim={hidden.public_id}").context["adminform"].form
    assert not form["title"].value()
    with pytest.raises(NotAllowed, match="may not read the story"):
        join_claim(a_commitment(ada), hidden, by=ada)


def test_a_commitment_shows_the_editions_that_report_it(ada, boris, vera):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    made = a_commitment(ada, reports=[claim])
    assert editions_that_report(made, vera) == []
    publish(ready(claim.article, by=vera), by=vera)
    (row,) = editions_that_report(made, vera)
    assert (row.edition.number, row.words) == (1, claim.exact)
    assert ", edition 1</a>" in desk(vera).get(page("commitments_commitment_change", made.pk)).content.decode()


def test_a_retracted_source_flags_what_stands_on_it_for_the_desk_and_for_readers(client, ada, boris, vera):
    made = published(a_commitment(ada), vera)
    change = tracked(made, propose=ada, confirm=boris, excerpts=[a_passage(ada, "the port was seen open", "Bulletin")])
    other = a_commitment(ada, "Another promise", undertaking=a_passage(ada, "a quite different promise", "Elsewhere"))
    bulletin = change.evidence.get().excerpt.work
    assert list(on_retracted(Commitment.objects.all())) == []
    retract(bulletin, by=vera, reason="It was forged.")

    assert (list(on_retracted(Commitment.objects.all())), retracted_under(made)) == ([made], [bulletin])
    assert retracted_under(other) == []
    assert (
        "Stands on a retracted source."
        in desk(ada).get(page("commitments_commitment_change", made.pk)).content.decode()
    )
    found = desk(ada).get(f"{page('commitments_commitment_changelist')}?needs=fallen").context["cl"].result_list
    assert list(found) == [made]
    assert "A source was retracted." in text_of(client.get("/commitments/open-two-ports/").content.decode())
    assert client.get("/commitments/open-two-ports/index.json").json()["source_retracted_on"]

    confirm(propose_retraction(fresh(change), by=ada, rationale="Forged."), by=boris)
    assert list(on_retracted(Commitment.objects.all())) == []
    assert "A source was retracted." not in text_of(client.get("/commitments/open-two-ports/").content.decode())


def test_a_copy_of_a_retracted_original_flags_too(ada, vera):
    original = a_source(ada, "Original")
    made = a_commitment(ada, undertaking=a_passage(ada, title="Foreign paper", copy_of=original))
    retract(fresh(original), by=vera, reason="It was forged.")
    assert list(on_retracted(Commitment.objects.all())) == [made]
