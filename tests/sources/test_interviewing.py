"""Interviews as sources: what was agreed, who saw the notes, whom unnamed people count as."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.assembling import assemble
from articles.cards import cards
from articles.cautioning import warnings
from articles.checking import record_check, standing
from articles.citing import cite
from articles.evidencing import evidence_lacks
from articles.gating import blockers, judge
from articles.models import Edition
from articles.signing import fingerprint, signed_parts
from commitments.gating import blockers as ledger_blockers
from policydesk.lib.errors import NotAllowed, Refused, Stale
from sources.excerpting import add_excerpt, take_extract
from sources.interviewing import see_notes, write_interview
from sources.models import Interview
from sources.models.identity import SourceIdentity
from sources.registering import change_source
from tests.ledger import a_commitment
from tests.stories import a_claim, a_source, a_story, fresh, ready

SAID = "we shall cut duties on 24 goods before the summer"


def an_interview(by, title="Talk with an official", rules="background", **fields):
    """A source that somebody spoke to the desk, with what was agreed and one sentence from the notes."""
    source = a_source(by, title, kind="interview", source_class="own_reporting", url="")
    given = {"date": date(2024, 3, 4), "medium": "phone", "notes_by": by, "described_as": "a trade official"} | fields
    write_interview(source, by=by, ground_rules=rules, **given)
    take_extract(source, f"She said: {SAID}.", by=by)
    return fresh(source)


def test_what_was_not_on_the_record_is_never_public_under_its_name(ada, vera):
    open_talk = an_interview(ada, "Talk with the minister", "on_record")
    assert (open_talk.is_public, str(open_talk)) == (True, "Talk with the minister")
    hidden = an_interview(ada)
    assert (hidden.confidentiality, str(hidden)) == ("background", "a trade official")
    with pytest.raises(ValidationError) as refusal:
        change_source(fresh(hidden), by=vera, confidentiality="public")
    assert refusal.value.message_dict == {
        "confidentiality": [
            "The ground rules of the interview are “Background”: readers may not learn who it was. Change these first."
        ]
    }
    with pytest.raises(ValidationError, match="Write what readers see of a source that is not public"):
        write_interview(fresh(open_talk), by=ada, ground_rules="deep_background")
    assert fresh(Interview.objects.get(source=open_talk)).ground_rules == "on_record"
    known = write_interview(fresh(hidden), by=ada, known_to=ada)
    assert (fresh(known).known_to, SourceIdentity.objects.count()) == (ada, 0)
    assert [row.history_user for row in known.history.all()] == [ada, ada]


def test_off_the_record_is_never_cited_and_stops_the_story_that_cites_it_already(ada, boris, vera):
    source, story = an_interview(ada), a_story(ada)
    claim = a_claim(story, ada)
    cite(claim, source, by=ada, passage=SAID, directness="primary")
    record_check(fresh(claim), "confirmed", by=boris)
    assert blockers(ready(story, by=vera)) == []
    write_interview(fresh(source), by=ada, ground_rules="off_record")
    refused = "This was said off the record: it is for the desk to know, and is never cited."
    for act in (
        lambda: cite(a_claim(a_story(ada), ada), fresh(source), by=ada),
        lambda: add_excerpt(fresh(source), "duties on 24 goods", by=ada),
    ):
        with pytest.raises(Refused, match=refused):
            act()
    (block,) = blockers(fresh(story))
    assert (block.firm, block.sentence) == (
        True,
        "Claim 1, “They agreed to cut duties on 24 goods”: it cites what was said off the record. Take that source "
        "away from the claim.",
    )
    assert evidence_lacks(fresh(claim), "confirmed") == ["Attach a source that supports it."]


def test_unnamed_people_are_one_origin_until_an_editor_says_why_not(ada, boris, vera):
    claim = a_claim(a_story(ada), ada)
    first, second = (an_interview(ada, title) for title in ("First talk", "Second talk"))
    for source in (first, second):
        cite(claim, source, by=ada, passage=SAID, directness="reporting")
    assert evidence_lacks(fresh(claim), "confirmed") == [ONE]
    with pytest.raises(NotAllowed, match="Only an editor says that unnamed people are independent"):
        write_interview(fresh(first), by=ada, independent_because="They never met.")
    told = write_interview(fresh(first), by=vera, independent_because="They work for two governments.")
    assert (told.independent_by, evidence_lacks(fresh(claim), "confirmed")) == (vera, [])
    record_check(fresh(claim), "confirmed", by=boris)
    write_interview(fresh(first), by=vera, independent_because="")
    assert standing(fresh(claim)).reasons == ("A source turned out to be a copy, or of another origin.",)
    write_interview(fresh(first), by=vera, independent_because="They work for two governments.")
    assert standing(fresh(claim)).reasons == ()  # as it was checked


ONE = "Confirming needs one first-hand source, or two independent origins; this has one origin."


def test_neither_a_group_nor_missing_notes_make_two_origins_of_unnamed_people(ada, boris, vera):
    grouped, noted, bare = (a_claim(a_story(ada), ada) for _ in range(3))
    for name in ("A", "B"):
        talk = an_interview(ada, f"Talk {name}")
        change_source(talk, by=ada, origin_group=name)  # whoever may not say why they are two types no group either
        cite(grouped, talk, by=ada, directness="reporting")
        hidden = an_interview(ada, f"Open talk {name}", "on_record")
        change_source(hidden, by=ada, confidentiality="background", described_as="an official")
        cite(noted, hidden, by=ada, directness="reporting")
        fields = {"kind": "personal_communication", "confidentiality": "confidential", "described_as": "an official"}
        cite(bare, a_source(ada, f"Letter {name}", url="", **fields), by=ada, directness="reporting")
    assert [evidence_lacks(fresh(claim), "confirmed") for claim in (grouped, noted, bare)] == [[ONE]] * 3
    told = [warning.sentence for warning in warnings(bare.article) if warning.code == "notes"]
    assert told == ["Nobody noted how the talk with the source “an official” was held, and what was agreed."] * 2
    assert not [warning for warning in warnings(noted.article) if warning.code == "notes"]
    write_interview(fresh(talk), by=vera, independent_because="They work for two governments.")
    assert evidence_lacks(fresh(grouped), "confirmed") == []


def test_checks_that_were_signed_before_talks_without_notes_counted_as_one_hold(ada, boris, vera, monkeypatch):
    claim = a_claim(a_story(ada), ada)
    talks = [a_source(ada, name, kind="interview", url="", confidentiality="background", described_as="an official") for name in "AB"]  # fmt: skip
    for talk in talks:
        cite(claim, talk, by=ada, directness="reporting")
    with monkeypatch.context() as earlier:
        for signing in (fingerprint, signed_parts):
            earlier.setattr(signing, "__defaults__", ("f3",))
        earlier.setattr("articles.checking.evidence_lacks", lambda *_given, **_more: [])
        record_check(fresh(claim), "confirmed", by=boris)
    assert claim.checks.get().fingerprint.startswith("f3:")
    assert (standing(fresh(claim)).status, standing(fresh(claim)).reasons) == ("confirmed", ())
    assert [warning.code for warning in warnings(claim.article)].count("origins") == 1  # and the gate says what is weak
    with pytest.raises(Refused, match="this has one origin"):
        record_check(fresh(claim), "confirmed", by=vera)
    write_interview(talks[0], by=ada, date=date(2024, 3, 4), medium="phone", notes_by=ada, ground_rules="background")
    assert standing(fresh(claim)).reasons == ("A source turned out to be a copy, or of another origin.",)


def test_a_passage_from_notes_says_who_saw_them(ada, boris):
    story, source = a_story(ada), an_interview(ada)
    citation = cite(a_claim(story, ada), source, by=ada, passage=SAID)

    def shown():
        article = fresh(story)
        edition = Edition(article=article, number=1, kind="first", at=timezone.now())
        return cards(assemble(article, edition, judge(article), overrides=[], corrections=[]))[0].evidence[0]

    def told():
        return shown().proof, fresh(citation).proof()

    assert told() == ("From notes; nobody else saw them.",) * 2
    with pytest.raises(NotAllowed, match="You took these notes"):
        see_notes(source.notes, by=ada)
    see_notes(source.notes, by=boris)
    assert told() == ("From notes, seen by Boris Check.",) * 2
    with pytest.raises(Refused, match="Somebody has seen the notes already"):
        see_notes(fresh(source).notes, by=boris)
    write_interview(fresh(source), by=ada, notes_by=boris)  # whoever took the notes is no second person
    assert told()[0] == "From notes; nobody else saw them."
    write_interview(fresh(source), by=ada, notes_by=ada)
    see_notes(fresh(source).notes, by=boris)
    change_source(fresh(source), by=ada, confidentiality="confidential")
    assert told() == ("From notes, seen by the desk.", "From notes, seen by Boris Check.")
    write_interview(fresh(source), by=ada, ground_rules="deep_background")
    assert (told()[0], shown().passage, shown().source.name) == ("", "", "a trade official")  # never in its words


def test_whoever_saw_the_notes_does_not_vouch_for_words_that_were_typed_later(ada, boris):
    bare = a_source(ada, "Second talk", kind="interview", source_class="own_reporting", url="")
    given = {"date": date(2024, 3, 4), "medium": "phone", "notes_by": ada, "ground_rules": "on_record"}
    write_interview(bare, by=ada, **given)
    for source, act in (
        (an_interview(ada), lambda source: take_extract(source, "She also spoke of ports.", by=ada)),
        (bare, lambda source: add_excerpt(source, "duties on 24 goods", by=ada)),
    ):
        shown = fresh(source).notes
        see_notes(shown, by=boris)
        act(fresh(source))
        notes = fresh(source).notes
        assert (notes.seen_by, notes.history.all()[1].seen_by) == (None, boris)
        with pytest.raises(Stale):
            see_notes(notes, by=boris, version=shown.version)  # the page that he has open lacks these words
        see_notes(fresh(source).notes, by=boris)
        act(fresh(source))  # the same words again
        assert fresh(source).notes.seen_by == boris


def test_the_interview_of_a_confidential_source_is_written_by_those_who_may_know_who_it_is(ada, boris, vera):
    source = an_interview(ada)
    change_source(source, by=ada, confidentiality="confidential")
    with pytest.raises(NotAllowed, match="is for its owner and for editors"):
        write_interview(fresh(source), by=boris, medium="video")
    assert write_interview(fresh(source), by=vera, medium="video").medium == "video"
    with pytest.raises(Refused, match="Say first that the source is an interview"):
        write_interview(a_source(ada), by=ada, ground_rules="on_record")


def test_nothing_that_stands_on_a_source_under_embargo_goes_out_before(ada, boris, vera):
    story, until = a_story(ada), datetime(2030, 1, 30, 6, tzinfo=UTC)
    source = an_interview(ada, "Talk with the minister", "on_record")
    claim = a_claim(story, ada)
    cite(claim, source, by=ada, passage=SAID, directness="primary")
    record_check(fresh(claim), "confirmed", by=boris)
    change_source(source, by=ada, embargo_until=until)
    (block,) = blockers(ready(story, by=vera), at=until - timedelta(minutes=1))
    assert (block.firm, block.sentence) == (
        False,
        "Claim 1, “They agreed to cut duties on 24 goods”: it stands on “Talk with the minister”, which is under "
        "embargo until 30 January 2030, 06:00 (UTC).",
    )
    assert blockers(fresh(story), at=until) == []
    promised = a_commitment(ada, undertaking=claim.citations.get().excerpt)
    assert [str(each) for each in ledger_blockers(promised)] == [
        f"“Talk with the minister” ({source.public_id}) is under embargo until 30 January 2030, 06:00 (UTC)."
    ]
