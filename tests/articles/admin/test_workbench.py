"""The claims page, without a browser."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.registering import register_actor
from articles.checking import record_check
from articles.citing import cite
from articles.claiming import change_claim, retire_claim
from articles.editing import save_article, take_step
from articles.models import Check, Citation, Claim
from sources.models import Source
from tests.desk import claims_page, desk, page, post, problems, sent, told
from tests.stories import BODY, PASSAGE, WORDS, a_claim, a_source, a_story, confirmed, fresh, sourced

URL = "https://www.example.org/communique?utm_source=x"


@pytest.fixture
def story(ada):
    return a_story(ada)


@pytest.fixture
def claim(story, ada):
    return a_claim(story, ada)


# --- Marking -------------------------------------------------------------------------------------------------
def test_a_claim_is_marked_by_pasting_its_words(story, ada):
    answer = sent(desk(ada), claims_page(story), "mark", words=f" {WORDS}\r\n", kind="figure")
    claim = Claim.objects.get()
    assert (claim.exact, claim.kind, claim.part, answer.url) == (
        WORDS, "figure", "body", f"{claims_page(story, claim)}#claim"
    )  # fmt: skip


def test_a_claim_is_marked_by_choosing_a_sentence(story, ada):
    client = desk(ada)
    offered = client.get(claims_page(story)).context["page"].open_sentences
    assert [words for _value, words in offered] == [
        "Talks on tariffs end in Geneva",
        "The two sides met in Geneva on Monday for talks on tariffs.",
        "They agreed to cut duties on 24 goods.",
        "“We listened,” the minister said.",
    ]
    sent(client, claims_page(story), "mark", place=offered[2][0])
    assert Claim.objects.get().exact == "They agreed to cut duties on 24 goods."
    left = client.get(claims_page(story)).context["page"].open_sentences
    assert [words for _value, words in left] == [offered[0][1], offered[1][1], offered[3][1]]


def test_words_that_stand_twice_are_asked_about_and_then_marked(ada):
    story = a_story(ada, body="<p>Duties fall on steel.</p><p>Later, duties fall on steel again.</p>")
    client = desk(ada)
    answer = sent(client, claims_page(story), "mark", words="fall on steel")
    assert problems(answer) == ["These words stand in the text 2 times. Add words before or after them."]
    places = answer.context["places"]
    assert [(before[-8:], words, after[:2]) for _value, before, words, after in places] == [
        ("Duties ", "fall on steel", ".\n"), (" duties ", "fall on steel", " a"),
    ]  # fmt: skip
    client.post(claims_page(story), {"do": "mark", "part": "body", "kind": "fact", "place": places[1][0]})
    assert story.text_of("body")[: Claim.objects.get().start].endswith("Later, duties ")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"words": "They agreed to nothing"}, "These words do not stand in the body. Copy them from the text."),
        ({"words": "  "}, "Paste the words of the claim, or choose a sentence."),
        ({"place": "body:9999:10000"}, "The text changed meanwhile. Choose the sentence again."),
        ({"place": "drop:1"}, "Choose a sentence of the story."),
    ],
)
def test_words_that_are_not_there_are_refused_and_kept(story, ada, typed, sentence):
    answer = sent(desk(ada), claims_page(story), "mark", **typed)
    assert (problems(answer), Claim.objects.count()) == ([sentence], 0)
    assert answer.context["bench"].mark["words"].value() == typed.get(
        "words", answer.context["bench"].data.get("words")
    )


# --- Evidence ------------------------------------------------------------------------------------------------
def test_an_unknown_address_becomes_a_draft_source_and_is_attached(claim, boris):
    answer = sent(desk(boris), claims_page(claim.article, claim), "cite", source=URL, passage=PASSAGE, locator="p. 2",
                  stance="supports", directness="primary", interested=True)  # fmt: skip
    citation, source = Citation.objects.get(), Source.objects.get()
    assert (source.draft, source.title, source.owner) == (True, "example.org/communique", boris)
    assert (citation.source, citation.excerpt.exact, citation.excerpt.locator, citation.interested) == (
        source, PASSAGE, "p. 2", True
    )  # fmt: skip
    assert told(answer) == ["Attached. The source is a draft: give it its title and kind when there is time."]


@pytest.mark.parametrize(
    "typed", ["{title}", "{public_id}", "{title} · {public_id}", "http://example.org/Joint-communiqué/"]
)
def test_a_known_source_is_found_by_title_number_and_address(claim, ada, typed):
    source = a_source(ada)
    sent(desk(ada), claims_page(claim.article, claim), "cite",
         source=typed.format(title=source.title, public_id=source.public_id))  # fmt: skip
    assert ([row.source for row in Citation.objects.all()], Source.objects.count()) == ([source], 1)


def test_a_refused_citation_leaves_no_draft_source_and_keeps_what_was_typed(claim, ada):
    answer = sent(desk(ada), claims_page(claim.article, claim), "cite", source=URL, passage="too short")
    assert problems(answer) == ["The passage has 9 characters; fewer than 12 prove nothing."]
    assert (Source.objects.count(), answer.context["bench"].cite["source"].value()) == (0, URL)


def test_a_citation_is_changed_and_taken_away(claim, ada):
    claim = sourced(claim, ada)
    row = claim.citations.get()
    client, address = desk(ada), claims_page(claim.article, claim)
    sent(client, address, f"citation-{row.pk}", stance="contradicts", note="It says the opposite.")
    assert (fresh(row).stance, fresh(row).note, fresh(row).excerpt) == (
        "contradicts",
        "It says the opposite.",
        row.excerpt,
    )
    sent(client, address, f"citation-{row.pk}", remove="1")
    assert (Citation.objects.count(), fresh(claim).status) == (0, "unsourced")


# --- Details -------------------------------------------------------------------------------------------------
def test_a_speaker_is_chosen_by_any_of_its_names(claim, ada, vera):
    china = register_actor(by=vera, kind="state", name="China", aliases=[{"text": "PRC"}])[0]
    sent(desk(ada), claims_page(claim.article, claim), "claim", speaker="prc", kind="statement", speech_act="denied")
    claim = fresh(claim)
    assert (claim.speaker, claim.kind, claim.speech_act, claim.worded_by) == (china, "statement", "denied", ada)


def test_an_unknown_speaker_is_refused_beside_its_field(claim, ada):
    answer = sent(desk(ada), claims_page(claim.article, claim), "claim", speaker="Atlantis", statement="Kept.")
    assert answer.context["problems"] == [
        ("#id_claim-speaker", "No actor is called “Atlantis”. Choose one from the list, or add the actor first.")
    ]
    assert (answer.context["bench"].details["statement"].value(), fresh(claim).statement) == ("Kept.", "")
    assert "<title>Error: Claim 1" in answer.content.decode()


def test_details_and_denial_are_one_save(claim, ada):
    claim = sourced(claim, ada)
    row = claim.citations.get()
    sent(desk(ada), claims_page(claim.article, claim), "claim", event_date="2024-03", denied_by=row.pk)
    assert (str(fresh(claim).event_date), fresh(claim).denied_by) == ("2024-03", row)


def test_owner_and_the_refuting_passage_are_an_editors(claim, ada, vera):
    fields = [
        set(desk(who).get(claims_page(claim.article, claim)).context["bench"].details.fields) for who in (ada, vera)
    ]
    assert fields[1] - fields[0] == {"owner", "refuted_passage"}
    desk(ada).post(claims_page(claim.article, claim), {"do": "claim", "version": 1, "kind": "fact", "owner": ada.pk})
    assert fresh(claim).owner is None


def test_a_save_that_changes_nothing_leaves_no_trace(claim, ada):
    before = (claim.history.count(), claim.version)
    sent(desk(ada), claims_page(claim.article, claim), "claim")
    assert (claim.history.count(), fresh(claim).version) == before


# --- Checks --------------------------------------------------------------------------------------------------
def test_a_check_is_recorded_with_its_note(claim, ada, boris):
    claim = sourced(claim, ada)
    answer = sent(desk(boris), claims_page(claim.article, claim), "check", verdict="confirmed", note="Read it twice.")
    check = Check.objects.get()
    assert (check.verdict, check.by, check.content.note, fresh(claim).status) == (
        "confirmed", boris, "Read it twice.", "confirmed"
    )  # fmt: skip
    assert told(answer) == ["Recorded: Confirmed."]


def test_for_a_verdict_that_is_not_possible_now_stands_why(claim, boris):
    may, may_not = desk(boris).get(claims_page(claim.article, claim)).context["page"].verdicts
    assert [(choice.label, choice.asks) for choice in may] == [("No source found", True)]
    assert ("Confirmed", "Attach a source that supports it.") in may_not
    assert ("Nobody outside can check this", "Only an editor may record “Nobody outside can check this”.") in may_not


def test_who_wrote_the_words_reads_why_they_may_not_check_them(story, vera):
    mine = a_claim(a_story(vera), vera)
    shown = desk(vera).get(claims_page(mine.article, mine))
    assert shown.context["page"].barred == "You wrote or last changed this claim. Another person must check it."
    assert 'class="verdict' not in shown.content.decode()


def test_a_forged_check_is_refused_by_the_rule(story, vera):
    mine = sourced(a_claim(a_story(vera), vera), vera)
    answer = sent(desk(vera), claims_page(mine.article, mine), "check", verdict="confirmed")
    assert (answer.status_code, Check.objects.count()) == (403, 0)


# --- Two people ----------------------------------------------------------------------------------------------
def test_the_same_claim_changed_by_two_people_shows_both_values(claim, ada, vera):
    client, address = desk(vera), claims_page(claim.article, claim)
    form = client.get(address).context["bench"].details
    change_claim(claim, by=ada, statement="Ada's words.")
    answer = post(client, address, form, statement="Vera's words.")
    assert (answer.status_code, fresh(claim).statement) == (409, "Ada's words.")
    stands = dict(answer.context["overtaken"])
    assert (stands["Stands alone as"], stands["Last changed by"].split(" at ")[0]) == ("Ada's words.", "Ada Report")
    again = answer.context["bench"].details
    assert again["statement"].value() == "Vera's words."
    post(client, address, again)
    assert [row.statement for row in claim.history.all()] == ["Vera's words.", "Ada's words.", ""]


def test_a_verdict_on_what_changed_meanwhile_is_refused_with_the_note_kept(claim, ada, boris, vera):
    claim = sourced(claim, ada)
    client, address = desk(boris), claims_page(claim.article, claim)
    form = client.get(address).context["bench"].check
    record_check(claim, "unsupported", by=vera, note="I found nothing.")
    answer = post(client, address, form, verdict="confirmed", note="It is there.")
    assert (answer.status_code, [row.verdict for row in Check.objects.all()]) == (409, ["unsupported"])
    assert ("No source found", "Vera Publish") in [
        (label, who.split(" at ")[0]) for label, who in answer.context["overtaken"]
    ]
    assert answer.context["bench"].check["note"].value() == "It is there."


def test_different_claims_never_conflict(story, ada, vera):
    first, second = a_claim(story, ada), a_claim(story, ada, "“We listened,”")
    mine = desk(vera)
    form = mine.get(claims_page(story, first)).context["bench"].details
    sent(desk(ada), claims_page(story, second), "claim", statement="Ada's words.")
    answer = post(mine, claims_page(story, first), form, statement="Vera's words.")
    assert (answer.status_code, fresh(first).statement, fresh(second).statement) == (
        302,
        "Vera's words.",
        "Ada's words.",
    )


# --- Lost, placed again, retired -----------------------------------------------------------------------------
def test_a_lost_claim_is_said_to_be_lost_and_placed_again(claim, ada):
    save_article(claim.article, by=ada, body=BODY.replace(WORDS, "They will cut duties on two dozen goods"))
    client, address = desk(ada), claims_page(claim.article, claim)
    shown = client.get(address)
    assert "Its words are not in the text any more" in shown.content.decode()
    sent(client, address, "place", words="They will cut duties on two dozen goods")
    assert (fresh(claim).anchor_state, fresh(claim).exact) == ("anchored", "They will cut duties on two dozen goods")


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


# --- The page ------------------------------------------------------------------------------------------------
def test_the_story_is_marked_and_every_number_leads_to_its_claim(story, ada):
    first, second = a_claim(story, ada), a_claim(story, ada, "“We listened,”")
    html = desk(ada).get(claims_page(story, second)).content.decode()
    assert f'href="{claims_page(story, first)}#claim"><span class="sr">Claim </span>1' in html
    assert f'<span class="c unsourced current" id="t2">{second.exact}</span>' in html


def test_one_walks_from_claim_to_claim_and_to_the_next_open_one(story, ada, boris):
    first, second, third = (a_claim(story, ada, words) for words in ("met in Geneva", WORDS, "“We listened,”"))
    confirmed(second, attach=ada, check=boris)
    shown = desk(ada).get(claims_page(story, first)).context["page"]
    assert (shown.previous, shown.next.claim, shown.next_open.claim) == (None, second, third)
    last = desk(ada).get(claims_page(story, third)).context["page"]
    assert (last.previous.claim, last.next, last.next_open.claim) == (second, None, first)


def test_readiness_is_a_sentence_and_the_gate_leads_to_claims(story, claim, vera):
    shown = desk(vera).get(claims_page(story)).context["page"]
    assert shown.readiness == "1 of 1 claims is unresolved."
    assert [address for _sentence, address in shown.gate] == [
        page("articles_article_change", story.pk), f"{claims_page(story, claim)}#claim"
    ]  # fmt: skip


def test_who_may_only_read_gets_words_and_no_buttons(story, claim, ada):
    take_step(fresh(story), "send_to_check", by=ada)
    html = desk(ada).get(claims_page(story, claim)).content.decode()
    body = html.split('id="content"')[1]
    assert ("<form" in body, "<button" in body, "Our own words" in body) == (False, False, True)


def test_a_forged_change_by_a_reader_is_refused(story, claim, ada):
    client, address = desk(ada), claims_page(story, claim)
    form = client.get(address).context["bench"].details
    take_step(fresh(story), "send_to_check", by=ada)
    answer = post(client, address, form, statement="Forged.")
    assert (answer.status_code, fresh(claim).statement) == (403, "")


def test_an_unknown_form_is_not_found(story, ada):
    assert desk(ada).post(claims_page(story), {"do": "drop"}).status_code == 404


def test_the_page_asks_as_many_questions_for_three_claims_as_for_one(story, ada, boris):
    def questions() -> int:
        client = desk(boris)
        with CaptureQueriesContext(connection) as seen:
            client.get(claims_page(story, first))
        return len(seen)

    first = confirmed(a_claim(story, ada), attach=ada, check=boris)
    few = questions()
    for number, words in enumerate(("met in Geneva", "“We listened,”")):
        record_check(sourced(a_claim(story, ada, words), ada, f"Source {number}"), "confirmed", by=boris)
    assert questions() == few
