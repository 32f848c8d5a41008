"""Dossiers on their way in: what the desk has afterwards, and whose work is kept."""

import pytest

from actors.merging import merge
from actors.models import Actor, Tenure
from actors.registering import change_actor, register_actor
from actors.tagging import change_tag, tag_named
from articles.checking import record_check
from articles.models import Check, Citation, Claim, Edition
from commitments.models import Commitment, StatusChange, StatusProposal
from commitments.registering import change_commitment
from commitments.tracking import confirm, return_proposal
from policydesk.dossiers.exporting import export_dossier
from policydesk.dossiers.merging import Fate
from policydesk.lib.former_slugs import remember_slug
from policydesk.models import Dossier
from sources.models import Excerpt, Snapshot, Source
from sources.registering import change_source, register_source
from tests.dossiers import DOSSIER, bring_text, counts, fates, write_story
from tests.stories import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def brought(db):
    """The dossier on the desk, beside its story."""
    write_story()
    return bring_text()


def told(result):
    return [(problem.line, str(problem)) for problem in result.warnings]


def test_everything_is_on_the_desk_as_the_file_says(brought):
    assert {(one.entry.path, one.fate) for one in brought.brought} == {
        (path, Fate.CREATED)
        for path in (
            *("actors.united-states", "actors.china", "actors.joe-biden", "actors.the-wire"),
            *("occasions.geneva-talks", "sources.readout", "sources.wire-copy", "sources.official"),
            *("claims.duties", "claims.charge", "commitments.cut-duties", "commitments.meet-again"),
        )
    }
    biden = Actor.objects.get(slug="joe-biden")
    assert (biden.country.slug, [str(row) for row in biden.tenures.all()]) == (
        "united-states",
        ["President, United States"],
    )
    copy, readout = Source.objects.get(import_ref="wire-copy"), Source.objects.get(import_ref="readout")
    assert (copy.copy_of, copy.publisher.slug, str(copy.published)) == (readout, "the-wire", "2024-01")
    snapshot = readout.snapshots.get()
    assert (snapshot.taken_at.isoformat(), snapshot.note) == (
        "2026-11-23T12:00:00+00:00",
        "Seen on screen.\nNot saved.",
    )
    charge = Claim.objects.get(import_ref="charge")
    assert (charge.exact, charge.speaker.slug, charge.denied_by.excerpt.locator) == (
        "China has rejected the charge.",
        "china",
        "p. 2",
    )
    cut = Commitment.objects.get(slug="cut-duties")
    assert sorted(cut.tags.names()) == ["Geneva", "trade"]
    assert [(str(row.other), row.kind) for row in cut.links.all()] == [("Meet again", "in_exchange_for")]
    assert [row.claim.import_ref for row in cut.reports.all()] == ["duties"]
    assert Dossier.objects.get().title == "Talks in Geneva: who promised what"


def test_nothing_is_checked_published_or_decided(brought):
    assert {claim.status for claim in Claim.objects.all()} == {"sourced"}
    assert not Commitment.objects.filter(public=True).exists()
    assert {proposal.state for proposal in StatusProposal.objects.all()} == {"open"}
    assert [model.objects.count() for model in (Check, Edition, StatusChange)] == [0, 0, 0]


def test_a_second_load_writes_no_row_and_no_history(brought):
    before = counts()
    again = bring_text()
    assert (again.changes, again.warnings, counts()) == (False, (), before)


def test_the_order_of_lists_and_typography_change_nothing(brought):
    before = counts()
    other = DOSSIER.replace("Washington\n    kind: metonym\n    matchable: false", "X").replace(
        "- text: U.S.\n    kind: abbreviation\n    lang: en\n  - text: X",
        "- text: Washington\n    kind: metonym\n    matchable: false\n  - text: U.S.\n    kind: abbreviation\n    lang: en",
    )
    assert other != DOSSIER
    assert not bring_text(other.replace("passage: They will meet again.", "passage: They  will meet again.")).changes
    assert counts() == before


def test_a_topic_by_a_former_name_comes_in_by_the_present_one_and_is_told(vera):
    change_tag(tag_named("trade"), by=vera, name="Commerce")
    write_story()
    sentences = [words.rpartition("tags: ")[2] for _line, words in told(bring_text()) if "tags: " in words]
    assert sentences == ["“trade” is called “Commerce” now: that tag was taken."]
    assert "Commerce" in Commitment.objects.get(slug="cut-duties").tag_list


def test_words_in_no_extract_are_kept_and_told_once(brought):
    sentence = "these words stand in no extract or copy of the source; kept as they are."
    assert [words.rpartition(": ")[::2] for _line, words in told(brought)] == [
        ("claims.charge.citations.1.passage", sentence),
        ("commitments.cut-duties.statuses.1.evidence.1.passage", sentence),
        ("commitments.meet-again.contested.passage", sentence),
    ]
    assert Excerpt.objects.get(exact="Beijing rejects all of it").grade == "no_copy"
    assert not told(bring_text())


def test_a_changed_file_changes_what_nobody_touched(brought):
    result = bring_text(
        DOSSIER.replace("office: President", "office: President of the United States")
        .replace("title: Cut duties on 24 goods", "title: Cut duties on two dozen goods")
        .replace("note: A party to the talks.", "note: Party to the talks.")
        .replace("place: Geneva\n", "place: Geneva, Palais\n")
    )
    assert [one.entry.path for one in result.brought if one.fate == Fate.CHANGED] == [
        "actors.joe-biden",
        "occasions.geneva-talks",
        "claims.duties",
        "commitments.cut-duties",
    ]
    assert Tenure.objects.get().office == "President of the United States"
    assert Commitment.objects.get(slug="cut-duties").history.count() == 2
    assert Commitment.objects.get(slug="cut-duties").history.first().history_change_reason == "because"
    assert told(result) == []
    assert not bring_text(DOSSIER).warnings


def test_a_record_that_an_editor_changed_is_kept_and_the_load_says_so(brought, vera):
    change_actor(Actor.objects.get(slug="china"), by=vera, name="China (PRC)")
    change_source(Source.objects.get(import_ref="readout"), by=vera, authors="A. Clerk")
    before = counts()
    text = DOSSIER.replace("name: China\n", "name: People's Republic of China\n")
    result = bring_text(text)
    assert not result.changes
    kept = "changed on the desk since it was brought in, and kept. The file differs from the desk in:"
    assert told(result) == [
        (text[: text.index("name: People")].count("\n") + 1, f"actors.china.name: {kept} name (“China (PRC)”)."),
        (DOSSIER[: DOSSIER.index("- id: readout")].count("\n") + 1, f"sources.readout.authors: {kept} authors (“A. Clerk”)."),
    ]  # fmt: skip
    assert counts() == before
    assert told(bring_text(text)) == told(result)


def test_what_an_editor_changed_to_what_the_file_now_says_is_followed_again(brought, vera):
    change_actor(Actor.objects.get(slug="china"), by=vera, name="PRC")
    assert not bring_text(DOSSIER.replace("name: China\n", "name: PRC\n")).warnings


def test_a_record_made_on_the_desk_is_adopted_as_it_is(vera):
    write_story()
    source, _new = register_source(by=vera, title="Its real title", url="http://www.example.org/readout/")
    result = bring_text()
    source.refresh_from_db()
    assert (source.title, source.import_ref, source.import_dossier) == ("Its real title", "readout", "talks")
    assert (source.snapshots.count(), fates(result)["sources.readout"]) == (1, Fate.UNCHANGED)
    assert told(result)[0][1].startswith("sources.readout.title: made on the desk and kept. The file differs ")
    before = counts()
    assert bring_text(DOSSIER.replace("kind: speech", "kind: report")).changes is False
    assert counts() == before


def test_a_record_of_another_dossier_is_left_to_it(brought):
    other = (
        "dossier: other\ntitle: Other\nactors:\n"
        "- {slug: china, kind: state, name: 'China, other', native_name: 中国}\n"
        "- {slug: the-wire, kind: media, name: The Wire}\n"
    )
    assert [words for _line, words in told(bring_text(other))] == [
        "actors.china.name: brought in by the dossier “talks” and kept. "
        "The file differs from the desk in: name (“China”)."
    ]
    assert Actor.objects.get(slug="the-wire").import_dossier == "talks"


def test_a_status_is_proposed_once_whatever_became_of_it(brought, boris, vera):
    first, second = StatusProposal.objects.order_by("pk")
    confirm(first, by=boris)
    return_proposal(second, by=vera, reason="The passage does not say half.")
    again = bring_text()
    assert (again.proposals, StatusProposal.objects.count()) == ({"unchanged": 2}, 2)
    assert not again.warnings


def test_an_editors_commitment_still_gets_new_proposals(brought, vera):
    change_commitment(Commitment.objects.get(slug="cut-duties"), by=vera, summary="Our words.")
    result = bring_text(DOSSIER.replace("since: 2024-02\n", "since: 2024-02-05\n"))
    assert (result.proposals, result.changes) == ({"created": 1, "unchanged": 1}, True)
    assert Commitment.objects.get(slug="cut-duties").summary == "Our words."


def test_a_check_holds_while_nothing_that_it_signed_changes(brought, boris):
    claim = Claim.objects.with_evidence().get(import_ref="duties")
    record_check(claim, "partly", by=boris, note="Not how many.")
    citation = claim.citations.first()
    bring_text(DOSSIER.replace("note: A party to the talks.", "note: It took part."))
    claim.refresh_from_db()
    assert (claim.status, claim.needs_recheck, Citation.objects.get(pk=citation.pk).note) == (
        "partly",
        False,
        "It took part.",
    )
    bring_text(DOSSIER.replace("    interested: true\n", ""))
    claim.refresh_from_db()
    assert (claim.status, claim.needs_recheck) == ("partly", True)


def test_other_words_move_the_claim_and_a_citation_that_is_gone_goes(brought):
    text = DOSSIER.replace("words: Officials agreed to cut", "words: agreed to cut").replace(
        "  - source: official\n", ""
    )
    bring_text(text)
    claim = Claim.objects.get(import_ref="duties")
    assert (claim.exact, claim.citations.count()) == ("agreed to cut duties on 24 goods.", 1)
    assert not bring_text(text).changes


def test_an_extract_is_added_and_never_taken_away(brought):
    bring_text(DOSSIER.replace("They will meet again.\n    taken_on", "They will meet again soon.\n    taken_on"))
    assert Snapshot.objects.count() == 2
    result = bring_text()
    assert (Snapshot.objects.count(), result.changes) == (2, False)
    assert "this stays as the desk has it." in told(result)[0][1]


def test_the_user_stands_in_the_history_and_owns_the_sources(vera):
    write_story()
    bring_text(by=vera, reason="From the archive")
    assert {source.owner for source in Source.objects.all()} == {vera}
    row = Commitment.history.filter(slug="cut-duties").first()
    assert (row.history_user, row.history_change_reason) == (vera, "From the archive")
    assert {proposal.proposed_by for proposal in StatusProposal.objects.all()} == {vera}


def test_a_renamed_actor_is_still_the_one_that_the_file_means(brought, vera):
    wire = Actor.objects.get(slug="the-wire")
    change_actor(wire, by=vera, slug="wire-service")
    remember_slug(wire, "the-wire")
    before = counts()
    assert (bring_text().warnings, counts()) == ((), before)
    result = bring_text(DOSSIER.replace("title: Sides agree to cut duties", "title: Sides agree"))
    assert (fates(result)["sources.wire-copy"], told(result)) == (Fate.CHANGED, [])


def test_what_names_a_merged_actor_is_left_alone_and_no_check_goes_stale(brought, vera, boris):
    claim = Claim.objects.with_evidence().get(import_ref="charge")
    record_check(claim, "attributed", by=boris)
    china, (prc, _new) = Actor.objects.get(slug="china"), register_actor(by=vera, kind="state", name="PRC")
    merge(china, prc, by=vera)
    before = counts()
    assert [words for _line, words in told(bring_text())] == [
        "actors.china.name: made on the desk and kept. "
        "The file differs from the desk in: name (“PRC”), native_name (empty), aliases (1 on the desk)."
    ]
    assert (claim.speaker, fresh(claim).needs_recheck, counts()) == (china, False, before)
    assert "- slug: prc\n" in export_dossier("talks").text
