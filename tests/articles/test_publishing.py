"""The gate, and the door to the public."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, Permission

from articles.checking import record_check
from articles.claiming import change_claim, place_claim
from articles.editing import save_article, take_step
from articles.enums import EditionKind, Release
from articles.models import Edition, EditionClaim, Override, Publication
from articles.publishing import publish
from articles.signing import RECIPES
from policydesk.lib.errors import NotAllowed, Refused, Stale
from tests.stories import BODY, WORDS, a_claim, a_story, confirmed, fresh, ready, sourced

AT = datetime(2024, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def story(ada):
    return a_story(ada)


@pytest.fixture
def checked(story, ada, boris, vera):
    """A ready story with one confirmed claim."""
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    return ready(story, by=vera)


def republished(story, vera, **asked):
    return publish(ready(story, by=vera), by=vera, **asked)


def test_publishing_makes_one_edition_and_the_rows_that_lists_read(checked, vera):
    edition = publish(checked, by=vera, at=AT)
    publication = Publication.objects.public().get()
    assert (edition.number, edition.kind, edition.release, edition.sequence) == (1, "first", "checked", 1)
    assert (publication.slug, publication.edition, publication.changed_at) == (
        "talks-on-tariffs-end-in-geneva",
        edition,
        AT,
    )
    assert list(EditionClaim.objects.current().values_list("words", "status")) == [(WORDS, "confirmed")]
    assert fresh(checked).state == "released"
    assert "They agreed to cut duties" in edition.page.html


def test_an_unchecked_claim_is_not_published(story, ada, vera):
    a_claim(story, ada)
    with pytest.raises(Refused, match="it has no source yet"):
        publish(ready(story, by=vera), by=vera)
    assert not Edition.objects.exists()


def test_only_a_publisher_publishes(checked, boris):
    with pytest.raises(NotAllowed, match="You may not publish stories"):
        publish(checked, by=boris)


def test_a_sole_author_does_not_publish_their_own_story(vera, boris):
    story = a_story(vera)
    confirmed(a_claim(story, boris), attach=boris, check=boris)
    story = ready(story, by=vera)
    with pytest.raises(Refused, match="You alone wrote this story"):
        publish(story, by=vera, override="Deadline.")
    assert not Edition.objects.exists()


def test_a_single_reader_release_needs_a_reason_and_leaves_a_follow_up(vera, boris):
    story = a_story(vera)
    sourced(a_claim(story, boris), boris)
    story = ready(story, by=vera)
    with pytest.raises(Refused, match="no second person"):
        publish(story, by=vera, footing=Release.SINGLE_READER)
    edition = publish(fresh(story), by=vera, footing=Release.SINGLE_READER, reason="Night desk, alone.", at=AT)
    assert (edition.release, edition.follow_up_due) == ("single_reader", AT + timedelta(hours=4))
    assert EditionClaim.objects.get().status == "sourced"


def test_a_developing_story_lets_sourced_claims_pass_and_leaves_a_follow_up_until_they_are_checked(
    story, ada, boris, vera
):
    claim = sourced(a_claim(story, ada), ada)
    save_article(fresh(story), by=ada, developing=True)
    first = republished(story, vera, at=AT)
    assert (first.release, first.follow_up_due) == ("developing", AT + timedelta(hours=4))
    record_check(fresh(claim), "confirmed", by=boris)
    take_back_to_ready(story, vera)
    second = publish(fresh(story), by=vera, kind="status")
    assert (second.kind, second.release, second.follow_up_due) == ("status", "checked", None)


def take_back_to_ready(story, vera):
    """A released story whose text did not change is taken up again for a status edition."""
    released = fresh(story)
    take_step(released, "reopen", by=vera)
    ready(released, by=vera)


def test_an_override_needs_its_permission_and_a_reason_and_readers_see_it(story, ada, vera):
    a_claim(story, ada)
    story = ready(story, by=vera)
    vera.groups.set(vera.groups.exclude(name="publisher"))
    with pytest.raises(NotAllowed):
        publish(story, by=type(vera).objects.get(pk=vera.pk), override="Public safety.")
    vera.groups.add(publisher_group())
    edition = publish(fresh(story), by=type(vera).objects.get(pk=vera.pk), override="Public safety.", at=AT)
    gate = [f"Claim 1, “{WORDS}”: it has no source yet."]
    assert (Override.objects.get().gate, Override.objects.get().reason) == (gate, "Public safety.")
    assert edition.content.content["edition"]["overrides"] == [
        {"by": "Vera Publish", "at": "2024-03-05T12:00:00.000000Z", "reason": "Public safety.", "gate": gate}
    ]
    assert "Public safety." in edition.page.html


def publisher_group():
    return Group.objects.get(name="publisher")


def ready_again(story, vera):
    story = fresh(story)
    return story if story.state == "ready" else ready(story, by=vera)


def test_editing_a_published_story_leaves_the_live_edition_until_the_next_release(checked, vera):
    publish(checked, by=vera)
    save_article(fresh(checked), by=vera, body=BODY + "<p>More on Tuesday.</p>")
    assert fresh(checked).state == "draft"
    assert "More on Tuesday" not in Publication.objects.get().edition.page.html
    republished(checked, vera)
    assert "More on Tuesday" in Publication.objects.get().edition.page.html


def test_a_claim_that_the_update_does_not_touch_carries_over_with_its_edition(story, ada, boris, vera):
    claim = sourced(a_claim(story, ada, event_date="2024-03-06", kind="planned"), ada)
    record_check(claim, "confirmed", by=boris, at=AT)
    republished(story, vera, at=AT)
    save_article(fresh(story), by=vera, body=BODY + "<p>More.</p>")
    edition = republished(story, vera, at=AT + timedelta(days=30))
    printed = edition.content.content["claims"][0]
    assert (printed["status"], printed["as_of_edition"]) == ("confirmed", 1)


def test_a_claim_whose_words_the_update_changed_is_judged_again(checked, boris, vera):
    publish(checked, by=vera)
    claim = checked.claims.get()
    place_claim(claim, "agreed to cut duties on 24 goods", by=vera)
    save_article(fresh(checked), by=vera, body=BODY + "<p>More.</p>")
    with pytest.raises(Refused, match=r"needs a re-check\. The words changed"):
        republished(checked, vera)


def test_two_stories_of_one_headline_get_two_addresses(ada, boris, vera):
    slugs = []
    for _ in range(2):
        story = a_story(ada, work_type="opinion")
        publish(ready(story, by=vera), by=vera)
        slugs.append(fresh(story).publication.slug)
    assert slugs == ["talks-on-tariffs-end-in-geneva", "talks-on-tariffs-end-in-geneva-2"]


def test_an_address_is_frozen_once_readers_know_it(checked, vera):
    publish(checked, by=vera)
    with pytest.raises(Refused, match="The address is frozen"):
        save_article(fresh(checked), by=vera, slug="another")


def test_a_story_somebody_else_changed_meanwhile_is_not_published(checked, vera):
    with pytest.raises(Stale):
        publish(checked, by=vera, version=checked.version - 1)
    assert not Edition.objects.exists()


# --- What an override does not make true ----------------------------------------------------------------------
def test_a_check_that_holds_no_more_does_not_go_to_print_over_an_override(checked, ada, boris, vera):
    place_claim(checked.claims.get(), "agreed to cut duties on 24 goods", by=vera)
    edition = publish(ready_again(checked, vera), by=vera, override="Deadline.")
    printed = edition.content.content["claims"][0]
    assert (printed["exact"], printed["status"], printed["checked"]) == (
        "agreed to cut duties on 24 goods",
        "sourced",
        None,
    )


def test_a_lost_claim_is_placed_or_retired_before_anything_is_published(checked, vera):
    save_article(fresh(checked), by=vera, body="<p>The two sides met in Geneva on Monday.</p>")
    with pytest.raises(Refused, match="its words are not in the text any more"):
        republished(checked, vera, override="Deadline.")


def test_what_went_out_unchecked_is_asked_about_again_at_the_next_release(story, ada, boris, vera):
    sourced(a_claim(story, ada), ada)
    republished(story, vera, footing=Release.SINGLE_READER, reason="Night desk, alone.")
    save_article(fresh(story), by=vera, body=BODY + "<p>More.</p>")
    with pytest.raises(Refused, match="it has a source but nobody checked it"):
        republished(story, vera)


def test_a_false_claim_is_asked_about_again_when_the_words_that_say_so_are_gone(story, ada, boris, vera):
    claim = sourced(a_claim(story, ada), ada, stance="contradicts")
    change_claim(claim, by=vera, refuted_passage="We listened")
    record_check(fresh(claim), "refuted", by=boris)
    republished(story, vera)
    save_article(fresh(story), by=vera, body=BODY.replace("“We listened,” the minister said.", ""))
    with pytest.raises(Refused, match="it is false, and the story does not say so"):
        republished(story, vera)


def test_the_right_to_publish_is_not_the_right_to_override(story, ada, vera):
    a_claim(story, ada)
    story = ready(story, by=vera)
    Group.objects.get(name="publisher").permissions.remove(Permission.objects.get(codename="override_gate"))
    with pytest.raises(NotAllowed, match="may not override the gate"):
        publish(story, by=type(vera).objects.get(pk=vera.pk), override="Public safety.")
    assert not Edition.objects.exists()


def test_what_went_out_over_objections_is_not_called_checked(story, ada, vera):
    a_claim(story, ada)
    edition = publish(ready(story, by=vera), by=vera, override="Public safety.")
    assert (edition.release, edition.follow_up_due) == ("overridden", None)


def test_a_status_change_leaves_the_text_as_it_is(checked, vera):
    publish(checked, by=vera)
    save_article(fresh(checked), by=vera, body=BODY + "<p>More.</p>")
    with pytest.raises(Refused, match="The text changed"):
        republished(checked, vera, kind=EditionKind.STATUS)


def test_a_claim_checked_again_since_it_was_printed_does_not_carry_over(story, ada, boris, vera):
    claim = sourced(a_claim(story, ada, event_date="2024-03-06", kind="planned"), ada)
    record_check(claim, "confirmed", by=boris, at=AT)
    republished(story, vera, at=AT)
    record_check(fresh(claim), "void", by=boris, note="Read the wrong page.")
    save_article(fresh(story), by=vera, body=BODY + "<p>More.</p>")
    with pytest.raises(Refused, match="nobody checked it"):
        republished(story, vera, at=AT + timedelta(days=30))


def test_a_claim_carries_over_whatever_recipe_is_newest(story, ada, boris, vera, monkeypatch):
    claim = sourced(a_claim(story, ada, event_date="2024-03-06", kind="planned"), ada)
    record_check(claim, "confirmed", by=boris, at=AT)
    republished(story, vera, at=AT)
    monkeypatch.setitem(RECIPES, "f9", lambda claim: RECIPES["f1"](claim) | {"part": claim.part})
    monkeypatch.setattr("articles.signing.NEWEST_RECIPE", "f9")
    save_article(fresh(story), by=vera, body=BODY + "<p>More.</p>")
    edition = republished(story, vera, at=AT + timedelta(days=30))
    assert edition.content.content["claims"][0]["as_of_edition"] == 1


def test_an_edition_that_tells_nothing_new_is_refused(checked, vera):
    publish(checked, by=vera)
    take_step(fresh(checked), "reopen", by=vera)
    with pytest.raises(Refused, match="Nothing changed since edition 1"):
        republished(checked, vera)
    assert Edition.objects.count() == 1


def test_what_the_desk_tells_of_copies_since_schema_5_is_nothing_new_by_itself(ada, boris, vera):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    content = publish(ready(claim.article, by=vera), by=vera).content
    for citation in content.content["claims"][0]["citations"]:
        del citation["copy"]
    for copy in content.content["sources"][0]["copies"]:
        del copy["copy"], copy["typed_by"]
    content.content["schema"] = 4
    content.save()
    take_step(fresh(claim.article), "reopen", by=vera)
    with pytest.raises(Refused, match="Nothing changed since edition 1"):
        publish(ready(claim.article, by=vera), by=vera)
