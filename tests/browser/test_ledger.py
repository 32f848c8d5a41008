"""The ledger's pages of the desk in a browser: nobody is shut out, and all of it works without JavaScript."""

import pytest

from commitments.models import Commitment, StatusProposal
from commitments.rating import statuses_in_words
from commitments.registering import change_occasion
from tests.browser.axe import LOOKS, barriers, barriers_at
from tests.desk import page as address
from tests.ledger import SHOWN, UNDERTAKEN, a_commitment, a_passage, an_actor, an_occasion, proposed, tracked
from tests.stories import a_claim, a_source, a_story, fresh


@pytest.fixture
def commitment(ada, boris):
    """A commitment with everything: occasion, links, a report, a challenge, a log and a proposal that waits."""
    challenge = a_passage(ada, "one of the two ports stayed shut all year", "Arland protests")
    made = a_commitment(
        ada, due_words="by June", due_on="2024-06", tag_list="Fish", contested_by=challenge,
        contested_note="Arland doubts it.", reports=[a_claim(a_story(ada), ada)],
        links=[{"kind": "reaffirms", "other": a_commitment(ada, "Tell each other of storms")}],
        occasion=an_occasion(ada, participants=[an_actor(ada)]),
    )  # fmt: skip
    tracked(made, propose=ada, confirm=boris)
    proposed(made, boris, "partly_fulfilled")
    return made


@LOOKS
def test_no_page_of_the_ledger_has_barriers(visit, commitment, vera, scheme, width):
    proposal, change = StatusProposal.objects.latest("pk"), commitment.status_changes.get()
    pages = [
        address("commitments_commitment_changelist"), address("commitments_commitment_add"),
        *(address(f"commitments_commitment_{name}", commitment.pk) for name in ("change", "history", "propose")),
        address("commitments_commitment_publish", commitment.pk), address("commitments_statusproposal_changelist"),
        address("commitments_statusproposal_change", proposal.pk),
        address("commitments_statuschange_changelist"), address("commitments_statuschange_change", change.pk),
        address("commitments_statuschange_retract", change.pk),
        *(address(f"commitments_commitment_{name}", commitment.pk) for name in ("review", "take_back")),
        address("commitments_occasion_changelist"), address("commitments_occasion_change", commitment.occasion_id),
        address("commitments_occasion_sheet", commitment.occasion_id), "/admin/",
        f"{address('commitments_commitment_join')}?claim={commitment.reports.get().claim.public_id}",
    ]  # fmt: skip
    assert barriers_at(visit("/admin/", user=vera, scheme=scheme, width=width), pages) == {}


def test_who_may_only_read_has_no_barriers_either(visit, commitment, boris, ada):
    assert barriers(visit(address("commitments_commitment_change", commitment.pk), user=ada, width=320)) == ([], 0)
    proposal = StatusProposal.objects.latest("pk")
    assert barriers(visit(address("commitments_statusproposal_change", proposal.pk), user=boris)) == ([], 0)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_commitment_goes_from_form_to_log_by_typing_and_buttons(visit, ada, boris, javascript):
    a_source(ada), a_source(ada, "Harbour notice", source_class="press"), an_actor(ada), an_actor(ada, "Arland")
    page = visit(address("commitments_commitment_add"), user=ada, javascript=javascript)
    page.fill("#id_title", "Open two ports")
    page.fill("#id_undertaking_source", "Joint communiqué")
    page.fill("#id_undertaking_words", UNDERTAKEN)
    page.fill("#id_made_on", "30 January 2024")
    page.check("#id_bindingness input[value=politically_binding]")
    page.check("#id_verifiability input[value=verifiable]")
    page.fill("#id_interpretive_note", "A port counts when boats land.")
    for row, (actor, role) in enumerate([("Borovia", "pledger"), ("Arland", "counterparty")]):
        page.fill(f"#id_parties-{row}-actor", actor)
        page.select_option(f"#id_parties-{row}-role", role)
    page.click("input[name=_continue]")
    page.click("text=Propose a status…")
    page.check("input[value=fulfilled]")
    page.fill("#id_effective_on", "1 March 2024")
    page.fill("#id_rationale", "The first boats were let in.")
    page.fill("#id_first_source", "Harbour notice")
    page.fill("#id_first_words", SHOWN)
    page.select_option("[name=first_nature]", "effect")
    page.click("button.default")
    assert "It waits for a second person" in page.locator(".messagelist").inner_text()

    proposal = StatusProposal.objects.get()
    second = visit(address("commitments_statusproposal_change", proposal.pk), user=boris, javascript=javascript)
    second.click("button[name=confirm]")
    assert second.locator(".panel h2").inner_text() == "Kept"
    assert statuses_in_words(fresh(Commitment.objects.get())) == ["Kept"]


def test_a_problem_of_a_row_is_on_top_and_leads_to_its_field(visit, commitment, vera):
    page = visit(address("commitments_commitment_change", commitment.pk), user=vera, javascript=False)
    page.fill("#id_parties-0-actor", "Atlantis")
    page.click("input[name=_continue]")
    assert page.locator(".problems:focus").count() == 1
    page.click(".problems a")
    assert page.locator("#id_parties-0-actor:focus").count() == 1


def test_leaving_a_sheet_asks_while_its_grid_has_words_that_are_not_proposed(visit, ada):
    page = visit(address("commitments_occasion_sheet", an_occasion(ada).pk), user=ada)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.fill("#id_row-0-words", UNDERTAKEN)
    page.click("text=Show its copy")  # it keeps them
    page.wait_for_selector(".problems")
    assert (asked, page.input_value("#id_row-0-words")) == ([], UNDERTAKEN)
    page.click("#id_row-1-words")
    page.evaluate("location.assign('/admin/')")
    page.wait_for_timeout(300)
    assert (asked, "/sheet/" in page.url) == (["beforeunload"], True)


@LOOKS
def test_what_is_proposed_already_is_told_at_its_row_and_ticked_as_another_one(visit, ada, vera, scheme, width):
    words = "Borovia will publish quarterly catalogues of its 40 herring vessels"
    talks, states = an_occasion(ada), [an_actor(ada), an_actor(ada, "Arland")]
    change_occasion(talks, by=ada, participants=states)
    a_commitment(ada, "Publish catalogues", undertaking=a_passage(ada, words), occasion=talks,
                 parties=[{"actor": states[0], "role": "pledger"}, {"actor": states[1], "role": "counterparty"}])  # fmt: skip
    place = f"{address('commitments_occasion_sheet', talks.pk)}?source=Joint communiqué"
    page = visit(place, user=vera, scheme=scheme, width=width)
    page.fill("#id_row-1-words", words)
    page.click("button[value=propose]")
    assert barriers(page) == ([], 0)
    page.locator("#id_row-1-another").press("Space")
    page.click("button[value=propose]")
    page.wait_for_selector("text=1 commitment was proposed.")
    assert Commitment.objects.count() == 2
