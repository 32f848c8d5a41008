"""A commitment in the admin: its form with parties by side, its list, its log and what its history says."""

import pytest
from django.db import connection

from commitments.gating import doubts
from commitments.models import Commitment, Link, Party, Report
from commitments.registering import change_commitment
from sources.excerpting import take_extract
from sources.fields import in_list
from sources.models import Source
from tests.desk import desk, filled, opened, page, problems, saved, told
from tests.ledger import (
    UNDERTAKEN,
    a_commitment,
    an_actor,
    an_occasion,
    proposed,
    published,
    tracked,
)
from tests.stories import a_claim, a_source, a_story, fresh

TYPED = {
    "title": "Open two ports",
    "undertaking_source": "Joint communiqué",
    "undertaking_words": UNDERTAKEN,
    "made_on": "30 January 2024",
    "bindingness": "politically_binding",
    "verifiability": "verifiable",
}
ROWS = {
    "parties-0-actor": "Borovia",
    "parties-0-role": "pledger",
    "parties-0-side": "first",
    "parties-1-actor": "Arland",
    "parties-1-role": "counterparty",
    "parties-1-side": "second",
}


@pytest.fixture
def known(ada):
    """A source and two actors that the desk has."""
    return a_source(ada), an_actor(ada), an_actor(ada, "Arland")


def test_a_reporter_proposes_a_commitment_in_one_form(known, ada):
    an_occasion(ada)
    other, claim = a_commitment(ada, "Tell each other of storms"), a_claim(a_story(ada), ada, kind="commitment")
    rows = ROWS | {
        "parties-1-wording_source": "Arland’s readout",
        "links-0-kind": "in_exchange_for",
        "links-0-other": "Tell each other of storms",
        "reports-0-claim": claim.public_id,
    }
    a_source(ada, "Arland’s readout")
    rows["parties-1-wording_words"] = "the ports will be opened to us without delay"

    answer = saved(
        desk(ada), page("commitments_commitment_add"), rows, occasion="selden fisheries talks", tag_list="Fish", **TYPED
    )

    made = Commitment.objects.get(slug="open-two-ports")
    assert answer.url == page("commitments_commitment_change", made.pk)
    assert (made.undertaking.exact, made.undertaking.work.title) == (UNDERTAKEN, "Joint communiqué")
    assert (str(made.occasion), list(made.tags.names())) == ("Selden fisheries talks, 30 January 2024", ["Fish"])
    assert [(str(party), party.side) for party in made.parties.all()] == [
        ("Borovia (Undertakes it)", "first"),
        ("Arland (To whom it was undertaken)", "second"),
    ]
    assert made.parties.last().own_wording.work.title == "Arland’s readout"
    assert (Link.objects.get().other, Report.objects.get().claim) == (other, claim)
    assert [row.history_user for row in made.history.all()] == [ada]
    assert not made.public


def test_an_unknown_address_becomes_a_draft_source(known, ada):
    saved(
        desk(ada),
        page("commitments_commitment_add"),
        ROWS,
        **TYPED | {"undertaking_source": "https://example.org/readout"},
    )
    assert Commitment.objects.get().undertaking.work.draft


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"undertaking_source": ""}, "Source of the exact words: Name the source that gives the exact words."),
        ({"undertaking_words": ""}, "Exact words: Give the exact words: without them there is nothing to track."),
        ({"undertaking_words": "two ports"}, "fewer than 12 prove nothing"),
        ({"undertaking_source": "Nothing like it"}, "No source is called “Nothing like it”"),
        ({"due_on": "2024-06"}, "a date is never invented"),
        ({"due_on": "2023", "due_words": "soon"}, "It would be due before it was made."),
        ({"contested_words": "one port stayed shut all year"}, "Write who disputes what"),
        ({"contested_note": "Arland says so."}, "or take the note away"),
        ({"occasion": "A summit nobody held"}, "Nothing here is called “A summit nobody held”"),
        ({"bindingness": ""}, "How binding it is: This field is required."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_saved(known, ada, typed, sentence):
    answer = saved(desk(ada), page("commitments_commitment_add"), ROWS, **TYPED | typed)
    assert any(sentence in f"{problem.field}: {problem.sentence}" for problem in answer.context["problems"])
    assert answer.context["adminform"].form["title"].value() == "Open two ports"
    assert not Commitment.objects.exists()
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ({"parties-1-actor": "Atlantis"}, "No actor is called “Atlantis”"),
        ({"parties-1-actor": "Borovia", "parties-1-role": "pledger"}, "has this part already"),
        ({"links-0-kind": "supersedes", "links-0-other": "Nothing"}, "Nothing here is called “Nothing”"),
        ({"reports-0-claim": "zzzzzzzz"}, "Nothing here is called “zzzzzzzz”"),
        ({"parties-1-wording_words": "the ports will be opened"}, "The own wording of Arland: Give both"),
    ],
)
def test_what_is_wrong_in_a_row_is_said_and_nothing_is_saved(known, ada, rows, sentence):
    answer = saved(desk(ada), page("commitments_commitment_add"), ROWS | rows, **TYPED)
    assert any(sentence in problem for problem in problems(answer))
    assert not Commitment.objects.exists()


def test_opening_and_saving_changes_nothing(ada, boris):
    commitment = a_commitment(ada, tag_list="Fish", due_words="by June", due_on="2024-06")
    tracked(commitment, propose=ada, confirm=boris)
    for person in (ada, boris):
        saved(desk(person), page("commitments_commitment_change", commitment.pk))
    assert (fresh(commitment).version, commitment.history.count(), Party.history.count()) == (1, 1, 2)


def test_rows_are_changed_added_and_taken_away(ada, boris):
    commitment = a_commitment(ada)
    an_actor(ada, "Union of the Coast", kind="igo")
    rows = {
        "parties-0-side": "",
        "parties-1-DELETE": "on",
        "parties-2-actor": "Union of the Coast",
        "parties-2-role": "monitor",
    }
    answer = saved(desk(boris), page("commitments_commitment_change", commitment.pk), rows)

    assert answer.status_code == 302
    assert [(str(party), party.side) for party in commitment.parties.all()] == [
        ("Borovia (Undertakes it)", ""),
        ("Union of the Coast (Watches over it)", ""),
    ]
    assert fresh(commitment).version == 2


def test_a_late_form_is_refused_with_what_stands_now(ada, boris):
    commitment = a_commitment(ada)
    change_commitment(fresh(commitment), by=ada, title="Open three ports")
    address = page("commitments_commitment_change", commitment.pk)
    answer = saved(desk(boris), address, version=1, title="Open both ports")

    assert problems(answer)[0].startswith("Somebody else changed")
    assert ("Title", "Open three ports") in answer.context["overtaken"]
    assert answer.context["adminform"].form["title"].value() == "Open both ports"
    assert fresh(commitment).title == "Open three ports"


def test_a_late_form_that_changed_only_rows_is_refused_too(ada, boris):
    commitment = a_commitment(ada)
    change_commitment(fresh(commitment), by=ada, summary="Two ports.")
    address = page("commitments_commitment_change", commitment.pk)
    answer = saved(desk(boris), address, {"parties-0-side": "second"}, version=1, summary="")

    assert problems(answer)[0].startswith("Somebody else changed")
    assert commitment.parties.first().side == "first"


def test_rows_that_came_changed_or_went_meanwhile_are_told_and_nothing_typed_into_them_is_lost(ada, boris):
    commitment = a_commitment(ada)
    client, address = desk(boris), page("commitments_commitment_change", commitment.pk)
    sent = opened(client, address)
    rows = [{"actor": an_actor(ada), "role": "pledger", "side": "second"}]
    rows += [{"actor": an_actor(ada, "Selden"), "role": "monitor"}]
    change_commitment(fresh(commitment), by=ada, parties=rows)
    sent |= {"parties-1-wording_source": "Joint communiqué", "parties-1-wording_words": "as Arland itself puts it"}
    answer = client.post(address, sent | {"parties-2-actor": "Selden", "parties-2-role": "monitor"})

    assert problems(answer)[0].startswith("Somebody else changed")
    assert answer.context["overtaken"] == [
        ("Borovia: Side", "Second side"),
        ("Added meanwhile", "Selden (Watches over it)"),
        ("Taken away meanwhile; saving again puts it back", "Arland (To whom it was undertaken)"),
    ]
    formset = answer.context["inline_admin_formsets"][0].formset
    assert [form["actor"].value() for form in formset.forms if form["actor"].value()] == ["Borovia", "Arland", "Selden"]
    again = filled(answer.context["adminform"].form)
    for form in (formset.management_form, *formset.forms):
        again |= filled(form)
    for inline in answer.context["inline_admin_formsets"][1:]:
        again |= filled(inline.formset.management_form)
    client.post(address, again)
    stand = {str(row.actor): row.own_wording and row.own_wording.exact for row in commitment.parties.all()}
    assert stand == {"Borovia": None, "Arland": "as Arland itself puts it", "Selden": None}


def test_a_row_that_goes_while_the_form_is_read_is_told_as_a_change(ada, boris):
    commitment = a_commitment(ada)
    client, address = desk(boris), page("commitments_commitment_change", commitment.pk)
    came = []

    def beside(execute, sql, params, many, context):
        done = execute(sql, params, many, context)
        if 'FROM "commitments_party"' in sql and "CASE" in sql and not came:  # the form knows its rows now
            came.append(sql)
            rows = [{"actor": Party.objects.get(role="pledger").actor, "role": "pledger", "side": "first"}]
            change_commitment(fresh(commitment), by=ada, parties=rows)
        return done

    sent = opened(client, address, summary="Two ports.")
    with connection.execute_wrapper(beside):
        answer = client.post(address, sent)
    assert (problems(answer)[0][:21], len(came)) == ("Somebody else changed", 1)


def test_a_form_that_was_sent_without_its_rows_takes_none_away(ada, boris):
    commitment = a_commitment(ada)
    address = page("commitments_commitment_change", commitment.pk)
    saved(desk(boris), address, {"parties-TOTAL_FORMS": 0, "parties-INITIAL_FORMS": 0}, summary="Two ports.", slug="")
    assert (fresh(commitment).summary, fresh(commitment).slug) == ("Two ports.", "open-two-ports")
    assert commitment.parties.count() == 2


def test_a_reporter_reads_what_a_colleague_touched_and_is_told_why(ada, boris):
    commitment = a_commitment(ada)
    change_commitment(commitment, by=boris, summary="Two ports.")
    answer = desk(ada).get(page("commitments_commitment_change", commitment.pk))

    assert not answer.context["has_change_permission"]
    text = answer.content.decode()
    assert UNDERTAKEN in text
    assert "You may change only what you added and nobody else touched." in text
    assert "undertaking_words" not in text
    assert text.count("Not yet rated") == 2  # in the panel, and of the one who undertook it


def test_claims_of_unreadable_drafts_are_neither_shown_nor_lost(ada, vera):
    hidden = a_claim(a_story(vera, headline="Secret talks"), vera)
    commitment = a_commitment(ada)
    change_commitment(commitment, by=vera, reports=[hidden])
    reading = desk(ada).get(page("commitments_commitment_change", commitment.pk)).content.decode()
    history = desk(ada).get(page("commitments_commitment_history", commitment.pk)).content.decode()
    assert hidden.exact not in reading + history
    assert hidden.exact in desk(vera).get(page("commitments_commitment_history", commitment.pk)).content.decode()

    own = a_commitment(ada, "Tell each other of storms")
    Report(commitment=own, claim=hidden).save(by=ada)
    saved(desk(ada), page("commitments_commitment_change", own.pk), summary="By radio.")
    assert fresh(own).summary == "By radio."
    assert [report.claim for report in own.reports.all()] == [hidden]


def test_the_page_shows_the_status_the_log_and_what_waits(ada, boris, vera):
    commitment = a_commitment(ada, due_words="by June", due_on="2024-06")
    tracked(commitment, propose=ada, confirm=boris)
    proposed(commitment, boris, "fulfilled")
    panel = desk(vera).get(page("commitments_commitment_change", commitment.pk)).context["panel"]

    assert (panel.statuses, panel.overdue, panel.may_not_change) == (["In progress"], True, "")
    assert [option.sentence[:12] for option in panel.options] == ["", "", "", "Somebody jud"]
    assert [str(row) for row in panel.proposals] == ["Open two ports: Kept"]
    assert [(str(entry.change), entry.stands) for entry in panel.entries] == [("Open two ports: In progress", True)]


def test_a_public_commitment_leads_to_its_page(ada, vera):
    commitment = published(a_commitment(ada), vera)
    text = desk(ada).get(page("commitments_commitment_change", commitment.pk)).content.decode()
    assert 'href="/commitments/open-two-ports/"' in text


def test_who_may_not_publish_reads_why(ada, boris):
    commitment = a_commitment(ada)
    text = desk(boris).get(page("commitments_commitment_change", commitment.pk)).content.decode()
    assert "You may not publish commitments or take them back. Ask an editor." in text


def test_a_message_says_that_it_was_saved(ada):
    commitment = a_commitment(ada)
    answer = saved(desk(ada), page("commitments_commitment_change", commitment.pk), summary="Two ports.")
    assert "was changed successfully" in told(answer)[0]
    assert in_list(commitment.undertaking.work).startswith("Joint communiqué · ")


def test_nothing_is_chosen_beforehand_and_due_words_are_looked_for_in_what_the_desk_holds(ada, vera):
    form = desk(ada).get(page("commitments_commitment_add")).context["adminform"].form
    assert [form[name].value() for name in ("bindingness", "verifiability")] == [None, None]

    commitment = a_commitment(ada, due_words="by “June”", due_on="2024-06")
    publish = page("commitments_commitment_publish", commitment.pk)
    assert "“by “June”” stands in no passage here" in desk(vera).get(publish).content.decode()
    assert doubts(a_commitment(ada, due_words="Two of its ports", due_on="2024-06")) == []  # in the exact words
    take_extract(commitment.undertaking.work, 'They will be open by "June".', by=ada)
    assert doubts(commitment) == []
