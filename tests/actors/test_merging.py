"""Two records of one actor."""

import pytest

from actors.merging import foresee, merge, part
from actors.models import Actor
from actors.registering import change_actor, register_actor
from articles.publishing import publish
from policydesk.lib.errors import NotAllowed, Refused, Stale
from tests.desk import desk, page, post_form, told
from tests.ledger import a_commitment, an_actor, published
from tests.pages import text_of
from tests.stories import a_claim, a_story, confirmed, fresh, ready


@pytest.fixture
def pair(vera):
    """The ministry under two names."""
    ministry, _new = register_actor(
        by=vera, kind="government_body", name="Ministry of Commerce", aliases=[{"text": "MOFCOM"}]
    )
    double, _new = register_actor(
        by=vera, kind="government_body", name="Commerce Ministry", aliases=[{"text": "MOC"}, {"text": "mofcom"}]
    )
    return ministry, double


def test_the_one_that_stays_takes_the_names_of_the_other(pair, vera):
    ministry, double = pair
    merge(double, ministry, by=vera)
    assert sorted(ministry.aliases.values_list("text", flat=True)) == ["Commerce Ministry", "MOC", "MOFCOM"]
    assert fresh(double).merged_into == ministry
    assert list(Actor.objects.named("commerce ministry")) == [ministry]
    assert double.history.first().history_change_reason == "Merged into Ministry of Commerce"


def test_claims_keep_their_checks_and_the_next_edition_names_the_one_that_stays(pair, ada, boris, vera):
    ministry, double = pair
    story = a_story(ada)
    claim = confirmed(
        a_claim(story, ada, kind="statement", speaker=double, speech_act="said"), attach=vera, check=boris
    )
    merge(fresh(double), ministry, by=vera)
    assert (fresh(claim).status, fresh(claim).needs_recheck, fresh(claim).speaker) == ("confirmed", False, double)
    listed = desk(vera).get(page("articles_claim_changelist")).content.decode()
    assert ("Ministry of Commerce" in listed, "Commerce Ministry" in listed) == (True, False)
    content = publish(ready(story, by=vera), by=vera).content.content
    assert content["claims"][0]["speaker"] == {"name": "Ministry of Commerce", "slug": "ministry-of-commerce"}
    assert [row["slug"] for row in content["actors"]] == ["ministry-of-commerce"]
    assert list(Actor.objects.public()) == [ministry]


def test_what_was_merged_before_leads_on_in_one_step(pair, vera):
    ministry, double = pair
    third, _new = register_actor(by=vera, kind="government_body", name="Trade Office")
    merge(third, fresh(double), by=vera)
    merge(fresh(double), ministry, by=vera)
    assert {fresh(actor).merged_into for actor in (third, double)} == {ministry}


def test_circles_unnamed_people_late_forms_and_strangers_are_refused(pair, vera, boris):
    ministry, double = pair
    hidden, _new = register_actor(by=vera, kind="unnamed", name="Official A", described_as="an official")
    for one, other, sentence in (
        (double, double, "this is the same one"),
        (hidden, ministry, "Unnamed people are never merged"),
        (ministry, hidden, "Unnamed people are never merged"),
    ):
        with pytest.raises(Refused, match=sentence):
            merge(one, other, by=vera)
    with pytest.raises(NotAllowed, match="Ask an editor"):
        merge(double, ministry, by=boris)
    with pytest.raises(Stale):
        merge(double, ministry, by=vera, version=double.version + 1)
    merge(fresh(double), ministry, by=vera)
    with pytest.raises(Refused, match="was merged itself"):
        merge(ministry, double, by=vera)


def test_what_cannot_be_one_actor_is_refused_with_what_to_do(pair, vera):
    ministry, _double = pair
    state, _new = register_actor(by=vera, kind="state", name="China")
    province, _new = register_actor(by=vera, kind="state", name="Chinese Province", country=state)
    for one, other, sentence in (
        (ministry, state, "“Ministry of Commerce” .Government body. and “China” .State. are of two kinds"),
        (province, state, "belongs to the other: a part is not the whole"),
        (state, province, "belongs to the other: a part is not the whole"),
    ):
        with pytest.raises(Refused, match=sentence):
            merge(one, other, by=vera)


def test_the_ledger_and_its_menus_name_the_one_that_stays(client, ada, vera):
    borovia, arland, double = (an_actor(vera, name) for name in ("Borovia", "Arland", "Borovia, Republic of"))
    parties = [
        {"actor": double, "role": "pledger", "side": "first"},
        {"actor": borovia, "role": "pledger", "side": "first"},
        {"actor": arland, "role": "counterparty", "side": "second"},
    ]
    published(a_commitment(ada, parties=parties), vera)
    merge(fresh(double), borovia, by=vera)
    (line,) = client.get("/commitments/index.json").json()["commitments"]
    assert [row["name"] for row in line["by"]] == ["Borovia"]
    assert [[row["name"] for row in status["of"]] for status in line["statuses"]] == [["Borovia"]]
    listed, page_of_one = (
        client.get(path).content.decode() for path in ("/commitments/", "/commitments/open-two-ports/")
    )
    assert ("Republic of" in listed, "Republic of" in page_of_one) == (False, False)
    shown = desk(vera).get(page("commitments_commitment_changelist")).content.decode()
    assert ("Republic of" in shown, "Borovia, Borovia → Arland" in shown) == (False, False)


def test_a_merge_can_be_undone(pair, vera):
    ministry, double = pair
    merge(double, ministry, by=vera)
    part(fresh(double), by=vera)
    assert fresh(double).merged_into is None
    with pytest.raises(Refused, match="was not merged"):
        part(fresh(double), by=vera)


def test_an_editor_merges_and_parts_on_a_page(pair, vera, boris):
    _ministry, double = pair
    address = page("actors_actor_merge", double.pk)
    assert desk(boris).get(address).status_code == 403
    client = desk(vera)
    shown = client.post(address, {"into": "Ministry of Commerce", "version": double.version})
    assert (shown.status_code, fresh(double).merged_into) == (200, None)
    assert shown.context["form"]["into"].value() == "Ministry of Commerce"
    assert told(post_form(client, address, into="Ministry of Commerce", sure="1")) == [
        "“Commerce Ministry” leads to “Ministry of Commerce” now."
    ]
    assert "was merged into" in desk(vera).get(page("actors_actor_change", double.pk)).content.decode()
    assert told(post_form(desk(vera), address, part="1")) == ["“Commerce Ministry” stands for itself again."]


def test_what_follows_from_a_merge_is_shown_before_it_is_done(pair, ada, boris, vera):
    ministry, double = pair
    change_actor(double, by=vera, wikidata="Q1", native_name="商务部")
    change_actor(ministry, by=vera, wikidata="Q2")
    confirmed(
        a_claim(story := a_story(ada), ada, kind="statement", speaker=double, speech_act="said"),
        attach=vera,
        check=boris,
    )
    publish(ready(story, by=vera), by=vera)
    foreseen = foresee(double, ministry, by=vera)
    assert foreseen.names == ["Commerce Ministry", "MOC"]
    assert dict(foreseen.rows)["claims"] == 1
    assert foreseen.differ == [("Native name", "商务部", ""), ("Wikidata item", "Q1", "Q2")]
    assert foreseen.is_met
    answer = desk(vera).post(page("actors_actor_merge", double.pk), {"into": "Ministry of Commerce"})
    text = text_of(answer.content.decode())
    for words in (
        "“Commerce Ministry” will lead to “Ministry of Commerce”. Nothing has been done yet.",
        "claims: 1",
        "/actors/commerce-ministry/ leads to /actors/ministry-of-commerce/ at once.",
        "“Q1” here, “Q2” there. The other one keeps its own: make sure that the two are one.",
    ):
        assert words in text
    merge(fresh(double), ministry, by=vera)
    assert sorted(ministry.aliases.values_list("text", flat=True)) == sorted(["MOFCOM", *foreseen.names])


def test_what_cannot_be_merged_is_said_before_it_is_foreseen(pair, vera):
    register_actor(by=vera, kind="state", name="China")
    answer = post_form(desk(vera), page("actors_actor_merge", pair[1].pk), into="China")
    assert "are of two kinds" in answer.context["problems"][0].sentence


def test_the_page_asks_for_the_one_that_stays(pair, vera):
    answer = post_form(desk(vera), page("actors_actor_merge", pair[1].pk), into="")
    assert [problem.sentence for problem in answer.context["problems"]] == ["Name the actor that stays."]
