"""Saving a story, and its states."""

import pytest
from django.core.exceptions import ValidationError

from articles.editing import check_can_step, save_article, take_step
from articles.models import Article
from articles.publishing import publish
from articles.states import STEPS
from policydesk.lib.errors import NotAllowed, Refused, Stale, may
from tests.stories import BODY, WORDS, a_claim, a_story, fresh, ready


@pytest.fixture
def story(ada):
    return a_story(ada)


def test_a_new_story_is_a_draft_of_its_author_with_a_proposed_address(story, ada):
    assert (story.state, story.slug, story.version) == ("draft", "talks-on-tariffs-end-in-geneva", 1)
    assert [str(author) for author in story.authors.all()] == ["ada"]


def test_a_stranger_writes_nothing(noor, story):
    with pytest.raises(NotAllowed, match="You may not write stories"):
        a_story(noor)
    with pytest.raises(NotAllowed, match="You may not edit stories"):
        save_article(story, by=noor, byline="Noor")


def test_a_save_without_a_change_writes_no_version_no_history_and_no_author(story, vera):
    """Scenario 16."""
    rows = story.history.count()
    saved = save_article(fresh(story), by=vera, headline=story.headline, body=BODY, tag_list="")
    assert saved.changed == ()
    assert (fresh(story).version, story.history.count(), story.authors.count()) == (1, rows, 1)


def test_a_save_keeps_the_tags_in_the_history_and_on_the_story(story, ada):
    save_article(fresh(story), by=ada, tag_list=" tariffs,, Geneva , tariffs")
    kept = fresh(story)
    assert (kept.tag_list, sorted(kept.tags.names())) == ("tariffs, Geneva", ["Geneva", "tariffs"])
    assert story.history.first().tag_list == "tariffs, Geneva"


def test_active_markup_does_not_reach_the_body(story, ada):
    save_article(fresh(story), by=ada, body='<p onclick="x()">Hello <script>x()</script><b>there</b></p>')
    assert "script" not in fresh(story).body
    assert "onclick" not in fresh(story).body


def test_control_characters_are_refused_beside_their_field(story, ada):
    with pytest.raises(ValidationError) as refused:
        save_article(fresh(story), by=ada, headline="Talks\x01 end")
    assert list(refused.value.message_dict) == ["headline"]


def test_of_two_saves_from_one_version_the_second_is_refused_and_changes_nothing(story, ada, vera):
    shown = story.version
    save_article(fresh(story), by=ada, byline="Ada Report", version=shown)
    with pytest.raises(Stale):
        save_article(fresh(story), by=vera, byline="Vera Publish", version=shown)
    assert fresh(story).byline == "Ada Report"


def test_a_reporter_edits_own_drafts_only_and_an_editor_any(story, ada, vera):
    with pytest.raises(NotAllowed, match="your own stories only"):
        save_article(a_story(vera), by=ada, byline="Ada")
    take_step(fresh(story), "send_to_check", by=ada)
    with pytest.raises(NotAllowed, match="not a draft any more"):
        save_article(fresh(story), by=ada, byline="Ada")
    assert save_article(fresh(story), by=vera, byline="Vera").changed == ("byline",)


def test_any_change_of_the_text_leads_back_to_draft_and_a_tag_does_not(story, vera):
    ready(story, by=vera)
    save_article(fresh(story), by=vera, tag_list="tariffs")
    assert fresh(story).state == "ready"
    save_article(fresh(story), by=vera, body=BODY + "<p>More.</p>")
    assert fresh(story).state == "draft"


def test_any_change_of_a_released_story_makes_it_a_draft_and_so_does_developing_of_a_ready_one(ada, vera):
    story = a_story(ada, work_type="opinion")
    save_article(ready(story, by=vera), by=vera, developing=True)
    assert fresh(story).state == "draft"
    publish(ready(story, by=vera), by=vera)
    save_article(fresh(story), by=vera, tag_list="tariffs")
    assert fresh(story).state == "draft"


def test_editing_a_provisional_headline_settles_it(ada):
    story = a_story(ada, headline_provisional=True)
    save_article(fresh(story), by=ada, headline="A headline of our own")
    assert not fresh(story).headline_provisional


@pytest.mark.parametrize(
    ("state", "who", "steps"),
    [
        ("draft", "ada", ["send_to_check"]),
        ("draft", "boris", []),
        ("draft", "vera", ["send_to_check"]),
        ("in_check", "ada", []),
        ("in_check", "boris", ["send_back"]),
        ("in_check", "vera", ["send_back", "make_ready"]),
        ("ready", "boris", []),
        ("ready", "vera", ["reopen", "schedule", "release"]),
        ("released", "vera", ["reopen"]),
        ("ready", "noor", []),
    ],
)
def test_each_state_offers_each_person_their_steps(story, request, state, who, steps):
    Article.objects.filter(pk=story.pk).update(state=state)
    by = request.getfixturevalue(who)
    assert [key for key in STEPS if may(check_can_step, fresh(story), key, by, note="-")] == steps


def test_sending_back_needs_a_note_and_the_note_stays_in_the_history(story, ada, boris):
    take_step(story, "send_to_check", by=ada)
    with pytest.raises(Refused, match="Write why"):
        take_step(fresh(story), "send_back", by=boris)
    take_step(fresh(story), "send_back", by=boris, note="Claim 2 has no source.")
    newest = story.history.first()
    assert (newest.state, newest.history_user, newest.history_change_reason) == (
        "draft",
        boris,
        "Claim 2 has no source.",
    )


def test_a_save_tells_what_became_of_each_claim(story, ada):
    claim = a_claim(story, ada)
    a_claim(story, ada, "met in Geneva on Monday")
    body = "<p>An opening.</p>" + BODY.replace(WORDS, "They parted")
    followed = save_article(fresh(story), by=ada, body=body).claims
    assert (followed.same, followed.moved, followed.lost, followed.back) == (0, 1, (claim,), ())
    followed = save_article(fresh(story), by=ada, body=BODY).claims
    assert (followed.same, followed.moved, followed.lost, followed.back) == (0, 1, (), (claim,))


def test_a_moved_claim_keeps_its_version_and_writes_no_history(story, ada):
    claim = a_claim(story, ada)
    rows = claim.history.count()
    save_article(fresh(story), by=ada, body="<p>An opening.</p>" + BODY)
    moved = fresh(claim)
    assert (moved.version, moved.history.count(), moved.start) == (
        claim.version,
        rows,
        claim.start + len("An opening.\n\n"),
    )
