"""What a claim is, who checked it, and what becomes of a lost one: the forms of the claims page."""

import pytest
from django.contrib.auth.models import Permission

from actors.registering import register_actor
from articles.citing import cite
from articles.claiming import retire_claim
from articles.editing import save_article
from articles.models import Check
from tests.conftest import person
from tests.desk import claims_page, desk, page, placed, problems, sent, told
from tests.pages import element, tags_of, text_of
from tests.stories import BODY, WORDS, a_claim, a_source, a_story, confirmed, fresh, sourced


@pytest.fixture
def story(ada):
    return a_story(ada)


@pytest.fixture
def claim(story, ada):
    return a_claim(story, ada)


def test_a_speaker_is_chosen_by_any_of_its_names(claim, ada, vera):
    china = register_actor(by=vera, kind="state", name="China", aliases=[{"text": "PRC"}])[0]
    sent(desk(ada), claims_page(claim.article, claim), "claim", speaker="prc", kind="statement", speech_act="denied")
    claim = fresh(claim)
    assert (claim.speaker, claim.kind, claim.speech_act, claim.worded_by) == (china, "statement", "denied", ada)


def test_an_unknown_speaker_is_refused_beside_its_field(claim, ada):
    answer = sent(desk(ada), claims_page(claim.article, claim), "claim", speaker="Atlantis", statement="Kept.")
    assert placed(answer) == [
        ("#id_claim-speaker", "No actor is called “Atlantis”. Choose one from the list, or add the actor first.")
    ]
    assert (answer.context["bench"].details["statement"].value(), fresh(claim).statement) == ("Kept.", "")
    assert "<title>Error: Claim 1" in answer.content.decode()


def test_an_unknown_speaker_is_added_from_a_link_with_the_typed_name(claim, ada):
    client, address = desk(ada), claims_page(claim.article, claim)
    html = sent(client, address, "claim", speaker="Séoul & Co").content.decode()
    way = page("actors_actor_add") + "?name=S%C3%A9oul+%26+Co&slug=seoul-co"
    assert [tag for tag in tags_of(html, "a") if tag["href"] == way] == [
        {"href": way, "target": "_blank", "rel": "noopener"}
    ]
    form = client.get(way).context["adminform"].form
    assert (form["name"].value(), form["slug"].value()) == ("Séoul & Co", "seoul-co")


def test_who_may_not_add_actors_reads_whom_to_ask(claim):
    mark = person("marko", "Marko", "Marker")
    mark.is_staff = True
    mark.save()
    rights = ("view_article", "change_claim", "mark_any_claim", "read_any_article")
    mark.user_permissions.set(Permission.objects.filter(codename__in=rights))
    html = sent(desk(mark), claims_page(claim.article, claim), "claim", speaker="Atlantis").content.decode()
    assert ("Ask a reporter, a checker or an editor to add this one" in html, "?name=Atlantis" in html) == (True, False)


@pytest.mark.parametrize(
    ("do", "typed", "warned"),
    [
        ("claim", {"kind": "figure"}, True),
        ("claim", {"statement": "Duties fall on 24 goods."}, True),
        ("claim", {"event_date": "2024-03"}, False),
        ("place", {"words": "agreed to cut duties on 24 goods"}, True),
    ],
)
def test_a_change_that_bars_from_checking_is_said_before_and_after(claim, boris, do, typed, warned):
    client, address = desk(boris), claims_page(claim.article, claim)
    before = "may not check this claim afterwards."
    assert before in client.get(address).content.decode()
    answer = sent(client, address, do, **typed)
    warning = "You changed what the claim says, who says it or who owns it: another person must check it."
    assert told(answer)[1:] == [warning] * warned
    assert (before in client.get(address).content.decode()) is not warned


def test_who_may_not_check_anyway_is_not_told_of_a_bar(claim, ada):
    assert "afterwards." not in desk(ada).get(claims_page(claim.article, claim)).content.decode()
    assert told(sent(desk(ada), claims_page(claim.article, claim), "claim", kind="figure")) == ["Saved."]


def test_what_was_done_is_said_in_the_claims_own_box_with_the_way_on(story, claim, ada):
    other = a_claim(story, ada, "met in Geneva")
    client, address = desk(ada), claims_page(story, claim)
    sent(client, address, "claim", kind="figure")
    box = element(client.get(address).content.decode(), "div", "told")
    assert text_of(box) == "Saved. Next unresolved: claim 1"
    assert [tag["href"] for tag in tags_of(box, "a")] == [f"{claims_page(story, other)}#claim"]
    again = client.get(address).content.decode()
    assert ('id="told"' in again, "Next unresolved: 1" in again) == (False, True)


def test_details_and_denial_are_one_save(claim, ada):
    claim = sourced(claim, ada)
    row = claim.citations.get()
    sent(desk(ada), claims_page(claim.article, claim), "claim", event_date="2024-03", denied_by=row.pk)
    assert (str(fresh(claim).event_date), fresh(claim).denied_by) == ("2024-03", row)


def test_a_planned_event_asks_for_its_date(claim, ada):
    client, address = desk(ada), claims_page(claim.article, claim)
    answer = sent(client, address, "claim", kind="planned", statement="Kept.")
    assert problems(answer) == ["Write when the event is planned, as 2024-01-30 or 2024-02."]
    assert (answer.context["bench"].details["statement"].value(), fresh(claim).kind) == ("Kept.", "fact")
    sent(client, address, "claim", kind="planned", event_date="2024-03-06")
    assert (fresh(claim).kind, str(fresh(claim).event_date)) == ("planned", "2024-03-06")


def test_who_marks_a_planned_event_is_asked_for_its_date_next(story, ada):
    answer = sent(desk(ada), claims_page(story), "mark", words=WORDS, kind="planned")
    assert told(answer) == ["Marked. Now write below when the event is planned."]


def test_owner_refuting_passage_and_review_are_not_the_reporters(claim, ada, vera):
    fields = [
        set(desk(who).get(claims_page(claim.article, claim)).context["bench"].details.fields) for who in (ada, vera)
    ]
    assert fields[1] - fields[0] == {"owner", "refuted_passage", "review_by"}
    desk(ada).post(claims_page(claim.article, claim), {"do": "claim", "version": 1, "kind": "fact", "owner": ada.pk})
    assert fresh(claim).owner is None


def test_a_save_that_changes_nothing_leaves_no_trace(claim, ada):
    before = (claim.history.count(), claim.version)
    sent(desk(ada), claims_page(claim.article, claim), "claim")
    assert (claim.history.count(), fresh(claim).version) == before


def test_a_check_is_recorded_with_its_note(claim, ada, boris):
    claim = sourced(claim, ada)
    answer = sent(desk(boris), claims_page(claim.article, claim), "check", verdict="confirmed", note="Read it twice.")
    check = Check.objects.get()
    assert (check.verdict, check.by, check.content.note, fresh(claim).status) == (
        "confirmed", boris, "Read it twice.", "confirmed"
    )  # fmt: skip
    assert told(answer) == ["Recorded: Confirmed."]


def test_a_confirmed_quote_is_told_as_said_and_not_as_confirmed(ada, boris):
    claim = sourced(a_claim(a_story(ada), ada, "“We listened,”", kind="quote"), ada)
    answer = sent(desk(boris), claims_page(claim.article, claim), "check", verdict="confirmed")
    assert told(answer) == ["Recorded: Said, on record."]


def test_for_a_verdict_that_is_not_possible_now_stands_why(claim, boris):
    may, may_not = desk(boris).get(claims_page(claim.article, claim)).context["page"].verdicts
    assert [(choice.label, choice.asks) for choice in may] == [("No source found", True)]
    labels = {(row.label, why) for why, rows in may_not for row in rows}
    assert ("Confirmed", "Attach a source that supports it.") in labels
    assert ("Nobody outside can check this", "Only an editor may record “Nobody outside can check this”.") in labels


def test_who_wrote_the_words_reads_why_they_may_not_check_them(story, vera):
    mine = a_claim(a_story(vera), vera)
    shown = desk(vera).get(claims_page(mine.article, mine))
    assert shown.context["page"].barred == "You wrote or last changed this claim. Another person must check it."
    assert 'class="verdict' not in shown.content.decode()


def test_a_forged_check_is_refused_by_the_rule(story, vera):
    mine = sourced(a_claim(a_story(vera), vera), vera)
    answer = sent(desk(vera), claims_page(mine.article, mine), "check", verdict="confirmed")
    assert (answer.status_code, Check.objects.count()) == (403, 0)


def test_a_lost_claim_is_said_to_be_lost_and_placed_again(claim, ada):
    save_article(claim.article, by=ada, body=BODY.replace(WORDS, "Nothing came of it in the end"))
    client, address = desk(ada), claims_page(claim.article, claim)
    shown = client.get(address)
    assert "Its words are not in the text any more" in shown.content.decode()
    sent(client, address, "place", words="Nothing came of it in the end")
    assert (fresh(claim).anchor_state, fresh(claim).exact) == ("anchored", "Nothing came of it in the end")


def reworded(claim, by):
    """The claim after an edit of one figure in its words."""
    save_article(claim.article, by=by, body=BODY.replace("24 goods", "26 goods"))
    return fresh(claim)


def test_a_claim_that_reads_differently_shows_its_differences_and_its_new_words_are_accepted(claim, ada):
    claim = reworded(claim, ada)
    client, address = desk(ada), claims_page(claim.article, claim)
    shown = client.get(address)
    assert [(piece.kind, piece.text) for piece in shown.context["page"].current.reworded][1:] == [
        ("gone", "24"),
        ("new", "26"),
        ("same", " goods"),
    ]
    assert "It reads differently now" in shown.content.decode()
    answer = sent(client, address, "words", accept="1")
    assert told(answer) == ["The claim reads as the text does now. It needs a check."]
    assert (fresh(claim).anchor_state, fresh(claim).exact, fresh(claim).words_before) == (
        "anchored",
        WORDS.replace("24", "26"),
        "",
    )


def test_words_that_are_not_the_claim_any_more_are_given_up(claim, ada):
    claim = reworded(claim, ada)
    sent(desk(ada), claims_page(claim.article, claim), "words", give_up="1")
    assert (fresh(claim).anchor_state, fresh(claim).exact) == ("lost", WORDS)
    save_article(fresh(claim.article), by=ada, body=BODY)
    assert fresh(claim).anchor_state == "anchored"


def test_a_claim_that_needs_a_re_check_says_why_and_hides_its_sign(claim, ada, boris):
    claim = confirmed(claim, attach=ada, check=boris)
    cite(claim, a_source(ada, "Second source"), by=ada)
    shown = desk(boris).get(claims_page(claim.article, claim))
    line = shown.context["page"].lines[0]
    assert (line.glyph, line.css, line.standing.reasons) == ("↻", "recheck current", ("A source was added.",))
    assert "A source was added." in shown.content.decode()


def test_a_retired_claim_leaves_the_list_with_a_reason(claim, ada):
    client, address = desk(ada), claims_page(claim.article, claim)
    assert problems(sent(client, address, "retire")) == ["Say why this is no claim any more."]
    answer = sent(client, address, "retire", reason="Opinion.")
    assert (answer.url, fresh(claim).retired_reason, fresh(claim).retired_by) == (
        claims_page(claim.article),
        "Opinion.",
        ada,
    )
    assert client.get(claims_page(claim.article)).context["page"].lines == []


def test_the_address_of_a_retired_claim_leads_to_the_list(claim, ada):
    retire_claim(claim, by=ada, reason="Opinion.")
    answer = desk(ada).get(claims_page(claim.article, claim))
    assert (answer.url, told(answer)) == (
        claims_page(claim.article),
        ["That claim is not on this story’s list any more."],
    )


def test_the_page_of_an_analysis_asks_for_an_owner_and_not_for_a_source(story, ada, vera):
    answer = sent(desk(ada), claims_page(story), "mark", words=WORDS, kind="analysis")
    assert told(answer) == ["Marked. Now an editor names its owner: whose judgement it is."]
    claim = story.claims.get()
    shown = text_of(desk(ada).get(claims_page(story, claim)).content.decode())
    assert "Analysis, no owner yet Our judgement; nobody is named for it." in shown
    assert ("An editor names the owner below" in shown, "No source" in shown) == (True, False)
    sent(desk(vera), claims_page(story, claim), "claim", owner=vera.pk)
    shown = text_of(desk(ada).get(claims_page(story, claim)).content.decode())
    assert "Analysis, not checked Our judgement; not yet checked by us. Owner: Vera Publish." in shown
    desk_list = desk(vera).get(page("articles_claim_changelist")).content.decode()
    assert "? Analysis, not checked" in desk_list


def test_a_wording_written_for_other_words_is_kept_with_a_button_by_who_may_check(story, ada, boris):
    claim = a_claim(story, ada, statement="Both sides agreed to cut duties on 24 goods.")
    save_article(fresh(story), by=ada, body=BODY.replace("24", "25"))
    address = claims_page(story, claim)
    assert "which was written for the earlier words" in desk(boris).get(address).content.decode()
    sent(desk(boris), address, "words", accept="1")
    assert "It still fits" in desk(boris).get(address).content.decode()
    assert told(sent(desk(boris), address, "statement")) == [
        "The wording that stands alone is kept for the words of now."
    ]
    assert "It still fits" not in desk(boris).get(address).content.decode()
