"""A changed seed of a story that people worked on: compared, taken over in part or whole, or dropped."""

import pytest

from articles.editing import save_article
from articles.importing import import_stories, receive
from articles.models import Article, ProposedRevision
from articles.parsing import parse_story
from articles.revising import accept, changes, claims_at_stake, drop
from policydesk.lib.errors import NotAllowed, Refused, Stale
from tests.desk import desk, page, post_form, told
from tests.stories import a_claim, fresh

RAW = (
    "date 2024-03-05 Talks in Geneva\n\nThe two sides met in Geneva on Monday, for talks on tariffs.\n\n"
    "They agreed to cut duties on 24 goods."
)
NEWER = RAW.replace("Talks in Geneva", "Tariff talks in Geneva").replace("24 goods", "26 goods")


def bring(text, **how):
    return import_stories([receive(parse_story(text), ref="geneva", place="seeds/geneva.txt")], **how)[0]


@pytest.fixture
def proposal(vera):
    """The file changed its headline and a figure; the desk had changed the headline too."""
    bring(RAW)
    save_article(Article.objects.get(), by=vera, headline="Geneva: duties fall")
    bring(NEWER)
    return ProposedRevision.objects.get()


def test_the_fields_that_differ_are_told_and_which_the_desk_changed_too(proposal):
    told = {change.name: change.desk_changed for change in changes(proposal)}
    assert told == {"headline": True, "body": False}
    rows = {change.name: change.rows for change in changes(proposal)}
    assert [(piece.kind, piece.text) for piece in rows["body"][1]] == [
        ("same", "They agreed to cut duties on "),
        ("gone", "24"),
        ("new", "26"),
        ("same", " goods."),
    ]


def test_what_is_chosen_is_taken_over_and_the_rest_stays_as_the_desk_has_it(proposal, vera):
    accept(proposal, by=vera, fields=["body"], version=proposal.article.version)
    article = Article.objects.get()
    assert (article.headline, "26 goods" in article.body) == ("Geneva: duties fall", True)
    newest = article.history.first()
    assert (newest.history_user, newest.history_change_reason) == (vera, "Taken over from seeds/geneva.txt")
    settled = fresh(proposal)
    assert (settled.state, settled.settled_by) == ("accepted", vera)


def test_a_file_that_was_settled_is_not_proposed_again(proposal, vera):
    drop(proposal, by=vera, note="We keep our figure.")
    assert bring(NEWER).outcome.value == "unchanged"
    assert (fresh(proposal).state, fresh(proposal).note) == ("dropped", "We keep our figure.")
    assert "24 goods" in Article.objects.get().body


def test_the_claims_that_would_read_differently_are_foretold(proposal, vera):
    a_claim(proposal.article, vera, "They agreed to cut duties on 24 goods")
    assert claims_at_stake(fresh(proposal)) == ((1, "changed"),)


def test_the_newest_overtakes_the_earlier_ones(proposal, vera):
    bring(NEWER.replace("26", "27"))
    newest = ProposedRevision.objects.order_by("pk").last()
    with pytest.raises(Refused, match="A newer version of this file waits too"):
        accept(proposal, by=vera, fields=["body"])
    accept(newest, by=vera, fields=["body"])
    assert (fresh(proposal).state, fresh(newest).state) == ("overtaken", "accepted")
    assert "27 goods" in Article.objects.get().body


def test_nothing_is_settled_twice_or_by_who_may_not_edit_or_without_a_choice(proposal, vera, boris):
    with pytest.raises(NotAllowed, match="You may not edit stories"):
        accept(proposal, by=boris, fields=["body"])
    with pytest.raises(Refused, match="Choose what to take over"):
        accept(proposal, by=vera, fields=[])
    drop(proposal, by=vera)
    with pytest.raises(Refused, match="settled already: dropped"):
        accept(proposal, by=vera, fields=["body"])


def test_a_story_that_changed_meanwhile_is_not_overwritten(proposal, vera):
    seen = proposal.article.version
    save_article(fresh(proposal.article), by=vera, byline="Vera")
    with pytest.raises(Stale):
        accept(proposal, by=vera, fields=["body"], version=seen)
    assert fresh(proposal).state == "open"


def test_an_editor_takes_it_over_on_its_page(proposal, vera):
    address = page("articles_proposedrevision_change", proposal.pk)
    shown = desk(vera).get(address)
    assert shown.context["form"].initial["fields_taken"] == ["body"]
    answer = post_form(desk(vera), address, accept="1")
    assert told(answer) == ["Taken over. The story is a draft with the new text."]
    assert "26 goods" in Article.objects.get().body


def test_an_editor_drops_it_on_its_page(proposal, vera):
    answer = post_form(desk(vera), page("articles_proposedrevision_change", proposal.pk), note="No.", drop="1")
    assert (told(answer), fresh(proposal).note) == (["Dropped. The story stays as it is."], "No.")


def test_who_may_only_read_sees_the_comparison_and_may_not_post(proposal, boris):
    address = page("articles_proposedrevision_change", proposal.pk)
    assert "You may not edit stories." in desk(boris).get(address).content.decode()
    assert desk(boris).post(address, {"drop": "1"}).status_code == 403
    assert fresh(proposal).state == "open"
