"""Tags renamed, merged and described across the whole desk."""

import pytest
from django.core.exceptions import ValidationError
from taggit.models import Tag

from actors.models import TagPage
from actors.tagging import describe_tag, look_alikes, merge_tag, rename_tag
from articles.editing import save_article
from articles.models import Article
from articles.publishing import publish
from articles.verifying import verify
from policydesk.lib.errors import NotAllowed, Refused
from tests.desk import desk, page, post_form, told
from tests.stories import a_claim, a_story, confirmed, fresh, ready


@pytest.fixture
def tagged(ada, vera):
    """Two stories; one carries both tags."""
    one = a_story(ada, tag_list="Tariffs, Duties")
    other = a_story(ada, headline="More talks", tag_list="Duties")
    return one, other


def tag(name):
    return Tag.objects.get(name=name)


def names(article):
    return sorted(fresh(article).tags.values_list("name", flat=True))


def test_a_new_name_is_written_into_every_story_with_its_history(tagged, vera):
    one, other = tagged
    assert rename_tag(tag("Duties"), "Customs duties", by=vera) == 2
    assert [fresh(story).tag_list for story in tagged] == ["Tariffs, Customs duties", "Customs duties"]
    assert (names(one), names(other)) == (["Customs duties", "Tariffs"], ["Customs duties"])
    newest = one.history.first()
    assert (newest.history_user, newest.history_change_reason) == (vera, "The tag “Duties” is “Customs duties” now")
    assert (tag("Customs duties").slug, list(tag("Customs duties").former_slugs.values_list("slug", flat=True))) == (
        "customs-duties",
        ["duties"],
    )


def test_a_name_and_back_again_leaves_the_first_address_as_the_present_one(tagged, vera):
    rename_tag(tag("Duties"), "Levies", by=vera)
    rename_tag(tag("Levies"), "Duties", by=vera)
    assert (tag("Duties").slug, [row.slug for row in tag("Duties").former_slugs.all()]) == ("duties", ["levies"])


def test_a_merged_tag_is_replaced_everywhere_and_leads_on(tagged, vera):
    one, other = tagged
    assert merge_tag(tag("Duties"), tag("Tariffs"), by=vera) == 2
    assert [fresh(story).tag_list for story in tagged] == ["Tariffs", "Tariffs"]
    assert (names(one), names(other)) == (["Tariffs"], ["Tariffs"])
    assert TagPage.objects.get(tag__name="Duties").merged_into == tag("Tariffs")
    save_article(fresh(other), by=vera, tag_list="duties, Trade")
    assert names(other) == ["Tariffs", "Trade"]


def test_names_that_make_no_tag_or_another_tag_are_refused(tagged, vera, boris):
    for name, sentence in (("tariffs", "Merge this one"), ("–", "a letter or a digit"), ("a, b", "without a comma")):
        with pytest.raises(Refused, match=sentence):
            rename_tag(tag("Duties"), name, by=vera)
    with pytest.raises(Refused, match="the same one"):
        merge_tag(tag("Duties"), tag("Duties"), by=vera)
    for act in (lambda: rename_tag(tag("Duties"), "X1", by=boris), lambda: describe_tag(tag("Duties"), by=boris)):
        with pytest.raises(NotAllowed, match="Ask an editor"):
            act()


def test_a_tag_is_never_merged_in_a_circle(tagged, vera):
    merge_tag(tag("Duties"), tag("Tariffs"), by=vera)
    with pytest.raises(Refused, match="was merged itself"):
        merge_tag(tag("Tariffs"), tag("Duties"), by=vera)


def test_a_released_story_stays_released_and_its_edition_verifies(ada, boris, vera):
    story = a_story(ada, tag_list="Duties")
    confirmed(a_claim(story, ada), attach=vera, check=boris)
    publish(ready(story, by=vera), by=vera)
    rename_tag(tag("Duties"), "Levies", by=vera)
    assert (Article.objects.get().state, list(verify())) == ("released", [])


def test_what_a_tag_gathers_is_said_on_its_page_with_its_history(tagged, vera):
    describe_tag(tag("Duties"), by=vera, description="Stories on customs.", mediatopic="medtop:20000593")
    assert (tag("Duties").page.description, tag("Duties").page.history.get().history_user) == (
        "Stories on customs.",
        vera,
    )
    with pytest.raises(ValidationError, match="eight digits"):
        describe_tag(tag("Duties"), by=vera, mediatopic="593")


def test_tags_that_look_alike_are_told(tagged, ada):
    a_story(ada, headline="Third", tag_list="Dutіes")  # the і is Cyrillic
    assert [other.name for other in look_alikes(tag("Duties"))] == ["Dutіes"]
    assert look_alikes(tag("Tariffs")) == []


def test_an_editor_renames_on_the_tags_page(tagged, vera):
    answer = post_form(desk(vera), page("taggit_tag_change", tag("Duties").pk), name="Levies", description="On levies.")
    assert (told(answer), tag("Levies").page.description) == (["Written into 2 records."], "On levies.")


def test_an_editor_merges_on_a_page_and_others_may_not(tagged, vera, boris):
    address = page("taggit_tag_merge", tag("Duties").pk)
    assert desk(boris).get(address).status_code == 403
    assert told(post_form(desk(vera), address, into="tariffs")) == ["Written into 2 records."]
    listed = desk(vera).get(page("taggit_tag_changelist")).content.decode()
    assert "Tariffs" in listed


def test_who_may_only_read_sees_the_tag_and_no_form(tagged, boris):
    shown = desk(boris).get(page("taggit_tag_change", tag("Duties").pk))
    assert (shown.status_code, "Save" in shown.content.decode()) == (200, False)
    assert desk(boris).post(page("taggit_tag_change", tag("Duties").pk), {"name": "X1"}).status_code == 403
