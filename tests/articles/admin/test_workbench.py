"""The claims page as a whole: two people at once, what it shows, what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from articles.checking import record_check
from articles.citing import cite, remove_citation
from articles.claiming import change_claim, retire_claim
from articles.editing import take_step
from articles.models import Check
from articles.scrubbing import scrub
from articles.surveying import words_of
from tests.conftest import person
from tests.desk import claims_page, desk, page, post, problems, sent, told
from tests.pages import tags_of, text_of
from tests.stories import PASSAGE, WORDS, a_claim, a_source, a_story, confirmed, fresh, ready, sourced


@pytest.fixture
def story(ada):
    return a_story(ada)


@pytest.fixture
def claim(story, ada):
    return a_claim(story, ada)


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


def test_of_one_claim_what_one_changed_is_put_together_and_what_both_changed_is_chosen(claim, ada, vera):
    client, address = desk(vera), claims_page(claim.article, claim)
    form = client.get(address).context["bench"].details
    change_claim(
        claim, by=ada, statement="Ada's words.", kind="statement", speech_act="announced", event_date="2024-03"
    )
    answer = post(client, address, form, statement="Vera's words.", speech_act="agreed", anonymity_reason="Fear.")
    assert answer.status_code == 409
    again = answer.context["bench"].details
    assert [(clash.name, clash.mine, clash.theirs) for clash in again.clashes] == [
        ("speech_act", "agreed", "announced"),
        ("statement", "Vera's words.", "Ada's words."),
    ]
    assert (again["kind"].value(), again["event_date"].value()) == ("statement", "2024-03")
    assert "Keep yours: Vera's words." in text_of(answer.content.decode())
    post(client, address, again, **{"choice-speech_act": "theirs", "choice-statement": "mine"})
    claim = fresh(claim)
    assert (claim.kind, claim.speech_act, claim.statement, claim.anonymity_reason) == (
        "statement", "announced", "Vera's words.", "Fear."
    )  # fmt: skip


def test_a_form_of_before_a_redaction_brings_no_words_back(claim, ada, vera):
    change_claim(claim, by=ada, statement="Jane Doe will pay.")
    client, address = desk(vera), claims_page(claim.article, claim)
    form = client.get(address).context["bench"].details
    scrub(words_of("Jane Doe"), basis="order", at=now())
    for _time in range(2):
        answer = post(client, address, form, anonymity_reason="Fear.")
        form = answer.context["bench"].details
        assert answer.status_code == 409
        assert problems(answer)[0].startswith("Words were removed here for legal reasons")
    assert fresh(claim).statement == "[removed for legal reasons] will pay."


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


def test_who_is_overtaken_is_told_who_attached_a_source_took_it_away_or_gave_a_verdict_last(claim, ada, boris, vera):
    client, address = desk(vera), claims_page(claim.article, claim)
    form = client.get(address).context["bench"].details

    def last_changed_by():
        return dict(post(client, address, form, statement="In full.").context["overtaken"])["Last changed by"]

    citation = cite(fresh(claim), a_source(ada), by=boris, passage=PASSAGE)
    assert last_changed_by().startswith("Boris Check at ")
    record_check(fresh(claim), "unverifiable", by=vera, note="Gone.")
    assert last_changed_by().startswith("Vera Publish at ")
    remove_citation(fresh(citation), by=ada)
    assert last_changed_by().startswith("Ada Report at ")


def test_what_was_typed_of_a_citation_that_went_meanwhile_attaches_its_source_again(claim, ada, boris, vera):
    claim = sourced(claim, ada)
    client, address = desk(vera), claims_page(claim.article, claim)
    form = client.get(address).context["bench"].citations[0]
    reader = desk(boris).get(address).context["bench"].citations[0]
    remove_citation(claim.citations.get(), by=ada)
    answer = post(client, address, form, note="Page two.", passage="Both sides met.")
    assert (answer.status_code, len(problems(answer))) == (409, 1)
    assert problems(answer)[0].startswith("Ada Report took “Joint communiqué” away from this claim on ")
    again = answer.context["bench"].cite
    assert (again["note"].value(), again["passage"].value(), answer.context["typed"]) == (
        "Page two.", "Both sides met.", []
    )  # fmt: skip
    assert post(client, address, again).status_code == 302
    assert (fresh(claim).citations.get().note, str(fresh(claim).citations.get().source)) == (
        "Page two.", "Joint communiqué"
    )  # fmt: skip
    take_step(fresh(claim.article), "send_to_check", by=ada)
    late = post(desk(ada), address, reader, note="Too late.")
    assert problems(late)[0].endswith("Nothing was saved.")
    assert ("Note", "Too late.") in late.context["typed"]
    assert "Too late." in late.content.decode()


def test_what_was_typed_about_a_claim_that_was_retired_meanwhile_stands_on_the_page(claim, ada, boris, vera):
    client, address = desk(boris), claims_page(claim.article, claim)
    shown = client.get(address).context["bench"]
    retire_claim(claim, by=vera, reason="Nobody said it.")
    for form, label in ((shown.check, "Note"), (shown.details, "Stands alone as"), (shown.cite, "Passage")):
        name = next(name for name in form.fields if str(form.fields[name].label) == label)
        answer = post(client, address, form, **{name: "It <i>was</i> said."})
        assert (answer.status_code, answer.templates[0].name) == (409, "admin/articles/article/claims.html")
        assert problems(answer)[0].startswith("Vera Publish retired the claim “")
        assert (label, "It <i>was</i> said.") in answer.context["typed"]
        assert "It &lt;i&gt;was&lt;/i&gt; said.</textarea>" in answer.content.decode()
    assert post(client, address, shown.mark, words="met in Geneva").status_code == 302
    marked_one = claim.article.claims.get(exact="met in Geneva")
    assert client.get(address).url == claims_page(claim.article)
    assert client.post(claims_page(claim.article, marked_one), {"do": f"citation-{10**30}"}).status_code == 404
    assert client.post(address + "x", {"do": "check", "note": "?"}).status_code == 404


def test_at_the_address_of_a_retired_claim_what_is_of_the_story_still_works(claim, ada):
    client, address = desk(ada), claims_page(claim.article, claim)
    sent(client, address, "retire", reason="Nobody said it.")
    assert told(client.post(address, {"do": "undo"}))[-1] == "Undone."
    assert fresh(claim).retired_at is None
    client.post(address, {"do": "redo"})
    assert fresh(claim).retired_at
    answer = client.post(address, {"do": "spare", "ground": "opinion", "words": "“We listened,” the minister said."})
    assert told(answer)[-1] == "Waived: Opinion. “We listened,” the minister said."


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


def test_the_way_to_the_next_open_claim_leads_to_every_one_those_that_are_checked_first_before_the_others(story, ada):
    priority = {"must": ("met in Geneva", WORDS, "24 goods"), "should": ("two sides", "on Monday", "“We listened,”")}
    marked = {words: a_claim(story, ada, words, priority=key) for key, many in priority.items() for words in many}
    client, address, walked = desk(ada), claims_page(story), []
    for _step in range(len(marked) + 1):
        walked.append(client.get(address).context["page"].next_open.claim)
        address = claims_page(story, walked[-1])
    assert [claim.exact for claim in walked] == [*priority["must"], *priority["should"], priority["must"][0]]


def test_readiness_is_a_sentence_and_the_gate_leads_to_claims(story, claim, vera):
    shown = desk(vera).get(claims_page(story)).context["page"]
    assert shown.readiness == "The one claim is unresolved."
    assert [address for _sentence, address in shown.gate] == [
        page("articles_article_change", story.pk), f"{claims_page(story, claim)}#claim"
    ]  # fmt: skip


def test_who_may_publish_finds_the_way_there_once_the_story_is_ready(story, ada, boris, vera):
    confirmed(a_claim(story, ada), attach=ada, check=boris)

    def ways(user):
        return [label for label, _address in desk(user).get(claims_page(story)).context["page"].ways_out]

    pia = person("pia", "Pia", "Publish", "publisher")
    assert ways(pia) == []
    ready(story, by=vera)
    html = desk(pia).get(claims_page(story)).content.decode()
    assert f'href="{page("articles_article_publish", story.pk)}" data-dialog>Publish…</a>' in html
    assert (ways(pia), ways(boris), ways(ada)) == (["Schedule", "Publish"], [], [])


def test_who_may_only_read_gets_words_and_no_button_but_for_a_note(story, claim, ada):
    take_step(fresh(story), "send_to_check", by=ada)
    html = desk(ada).get(claims_page(story, claim)).content.decode()
    body = html.split('id="content"')[1]
    assert [tag["value"] for tag in tags_of(body, "input") if tag["name"] == "do"] == ["note"]
    assert (len(tags_of(body, "button")), "Our own words" in body) == (1, True)


def test_a_forged_change_by_a_reader_is_refused(story, claim, ada):
    client, address = desk(ada), claims_page(story, claim)
    form = client.get(address).context["bench"].details
    take_step(fresh(story), "send_to_check", by=ada)
    answer = post(client, address, form, statement="Forged.")
    assert (answer.status_code, fresh(claim).statement) == (403, "")
    assert ("Stands alone as", "Forged.") in answer.context["typed"]


def test_an_unknown_form_is_not_found(story, ada):
    assert desk(ada).post(claims_page(story), {"do": "drop"}).status_code == 404


def test_the_page_asks_as_many_questions_for_three_claims_as_for_one(story, ada, boris):
    def questions() -> int:
        client = desk(boris)
        with CaptureQueriesContext(connection) as seen:
            client.get(claims_page(story, first))
        return len(seen)

    first = confirmed(a_claim(story, ada, "met in Geneva"), attach=ada, check=boris)  # a name is looked up
    questions()  # that Boris is at work on the story is written at his first visit
    few = questions()
    for number, words in enumerate(("agreed to cut duties on 24 goods", "“We listened,”")):
        record_check(sourced(a_claim(story, ada, words), ada, f"Source {number}"), "confirmed", by=boris)
    assert questions() == few


def test_the_number_of_a_claim_says_when_it_needs_a_re_check(story, ada, boris, vera):
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    a_claim(story, ada, "“We listened,”")
    change_claim(claim, by=vera, kind="figure")
    marks = desk(vera).get(claims_page(story)).context["page"].body
    assert text_of(marks).count("needs re-check") == 1
    assert "Claim 1 ↻, needs re-check, last verdict: Confirmed. Open it" in text_of(marks)
    assert "Claim 2 ?, No source yet. Open it" in text_of(marks)


def test_a_checker_reads_whose_judgement_it_is_and_where_the_story_says_it_is_false(story, ada, boris, vera):
    claim = a_claim(story, ada)
    change_claim(claim, by=vera, owner=vera, refuted_passage="“We listened,”")
    in_draft = text_of(desk(boris).get(claims_page(story, claim)).content.decode())
    take_step(fresh(story), "send_to_check", by=ada)
    read_only = text_of(desk(ada).get(claims_page(story, claim)).content.decode())
    for text in (in_draft, read_only):
        assert "Whose judgement it is Vera Publish Where the story says so “We listened,”" in text


def test_an_empty_page_says_what_to_do_next_to_who_may_and_whom_to_ask_to_who_may_not(story, ada):
    otto = person("otto", "Otto", "Audit", "auditor")
    shown = [text_of(desk(who).get(claims_page(story)).content.decode()) for who in (ada, otto)]
    assert "Press a sentence below to mark it whole, or paste words of the story." in shown[0]
    assert "Nobody has marked a claim in this story yet. Its author, a checker or an editor marks them." in shown[1]
    claim = a_claim(story, ada)
    shown = [text_of(desk(who).get(claims_page(story, claim)).content.decode()) for who in (ada, otto)]
    assert "No source yet. Type a title or paste an address below" in shown[0]
    assert "No source yet. The story’s author, a checker or an editor attaches one." in shown[1]


def test_what_a_claim_is_comes_first_and_its_form_is_open_until_something_stands_under_it(story, ada, vera):
    claim = a_claim(story, ada)
    client, address = desk(ada), claims_page(story, claim)
    html = client.get(address).content.decode()
    places = [html.index(f'id="{name}-title"') for name in ("claim", "details", "sources", "check")]
    assert (places, client.get(address).context["page"].wants_details) == (sorted(places), True)
    sourced(claim, ada)
    assert client.get(address).context["page"].wants_details is False
