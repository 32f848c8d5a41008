"""Tags renamed, merged and described across the whole desk."""

import pytest
from django.core.exceptions import ValidationError
from taggit.models import Tag

from actors.models import TagPage
from actors.tag_names import look_alikes, present_names, remarks
from actors.tagging import change_tag, merge_tag
from articles.editing import save_article
from articles.importing import import_stories, receive
from articles.models import Article
from articles.parsing import parse_story
from articles.publishing import publish
from articles.verifying import verify
from policydesk.lib.errors import NotAllowed, Refused, Stale
from tests.conftest import person
from tests.desk import desk, page, post_form, problems, saved, told
from tests.ledger import a_commitment, published
from tests.pages import text_of
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
    assert change_tag(tag("Duties"), name="Customs duties", by=vera) == 2
    assert [fresh(story).tag_list for story in tagged] == ["Tariffs, Customs duties", "Customs duties"]
    assert (names(one), names(other)) == (["Customs duties", "Tariffs"], ["Customs duties"])
    newest = one.history.first()
    assert (newest.history_user, newest.history_change_reason) == (vera, "The tag “Duties” is “Customs duties” now")
    told = [(row.name, row.history_user) for row in tag("Customs duties").page.history.all()]
    assert told == [("Customs duties", vera), ("Duties", None)]


def test_only_an_address_that_readers_met_is_kept_and_back_again_it_is_the_present_one(tagged, vera):
    change_tag(tag("Tariffs"), name="Customs tariffs", by=vera)
    assert (tag("Customs tariffs").slug, tag("Customs tariffs").former_slugs.count()) == ("customs-tariffs", 0)
    published(a_commitment(vera, tag_list="Duties"), vera)
    change_tag(tag("Duties"), name="Levies", by=vera)
    change_tag(tag("Levies"), name="Duties", by=vera)
    assert (tag("Duties").slug, [row.slug for row in tag("Duties").former_slugs.all()]) == ("duties", ["levies"])


def test_a_new_tag_takes_no_address_that_leads_to_another(tagged, ada, vera):
    published(a_commitment(vera, tag_list="Duties"), vera)
    change_tag(tag("Duties"), name="Levies", by=vera)
    a_story(ada, headline="Third", tag_list="Duties!, Дроны, Levies")
    third = Article.objects.get(headline="Third").tags
    assert set(third.values_list("slug", flat=True).exclude(name="Дроны")) == {"duties-2", "levies"}
    assert third.get(name="Дроны").slug.startswith("tag-")  # an address is Latin


def test_who_types_a_name_of_before_means_the_tag_that_stands(tagged, ada, vera):
    change_tag(tag("Duties"), name="Levies", by=vera)
    merge_tag(tag("Levies"), tag("Tariffs"), by=vera)
    story, promise = a_story(ada, headline="Third", tag_list="DUTIES"), a_commitment(ada, tag_list="Levies, duties")
    read = parse_story("---\ndate: 2024-03-05\ntags: [Duties, Ports]\n---\nThey met.\n", markdown=True)
    arrival = receive(read, ref="seed")
    (imported,) = import_stories([arrival])
    assert (imported.new_tags, [line[:40] for line in imported.remarks]) == (
        ("Ports",), ["“Duties” is called “Tariffs” now: that t"],
    )  # fmt: skip
    seeded = Article.objects.get(import_ref="seed")
    assert [record.tag_list for record in (story, promise, seeded)] == ["Tariffs", "Tariffs", "Tariffs, Ports"]
    assert [names(record) for record in (story, promise, seeded)] == [["Tariffs"], ["Tariffs"], ["Ports", "Tariffs"]]
    assert import_stories([receive(read, ref="seed")])[0].outcome == "unchanged"
    assert not Tag.objects.filter(name="DUTIES").exists()


def test_a_tag_may_take_a_name_that_another_had(tagged, vera):
    change_tag(tag("Duties"), name="Levies", by=vera)
    change_tag(tag("Tariffs"), name="Duties", by=vera)
    assert present_names(["duties", "Tariffs"]) == ["duties", "Duties"]


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
            change_tag(tag("Duties"), name=name, by=vera)
    with pytest.raises(Refused, match="the same one"):
        merge_tag(tag("Duties"), tag("Duties"), by=vera)
    for act in (lambda: change_tag(tag("Duties"), name="X1", by=boris), lambda: change_tag(tag("Duties"), by=boris)):
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
    change_tag(tag("Duties"), name="Levies", by=vera)
    assert (Article.objects.get().state, list(verify())) == ("released", [])


def test_what_a_tag_gathers_is_said_on_its_page_with_its_history(tagged, vera):
    change_tag(tag("Duties"), by=vera, description="Stories on customs.", mediatopic="medtop:20000593")
    assert (tag("Duties").page.description, tag("Duties").page.history.latest().history_user) == (
        "Stories on customs.",
        vera,
    )
    with pytest.raises(ValidationError, match="eight digits"):
        change_tag(tag("Duties"), by=vera, mediatopic="593")


def test_two_editors_do_not_overwrite_each_other_and_nothing_is_half_written(tagged, vera):
    change_tag(tag("Duties"), by=vera, version=1, description="On duties.")
    with pytest.raises(Stale):
        change_tag(tag("Duties"), by=vera, version=1, name="Levies")
    with pytest.raises(Stale):
        merge_tag(tag("Duties"), tag("Tariffs"), by=vera, version=1)
    with pytest.raises(ValidationError):
        change_tag(tag("Duties"), by=vera, version=2, name="Levies", mediatopic="593")
    assert (tag("Duties").page.version, tag("Duties").page.description) == (2, "On duties.")
    merge_tag(tag("Duties"), tag("Tariffs"), by=vera)
    with pytest.raises(Refused, match="Change the one it leads to"):
        change_tag(tag("Duties"), by=vera, description="Too late.")


def test_tags_that_look_alike_are_told(tagged, ada):
    a_story(ada, headline="Third", tag_list="Dutіes")  # the і is Cyrillic
    assert [other.name for other in look_alikes(tag("Duties"))] == ["Dutіes"]
    assert look_alikes(tag("Tariffs")) == []
    told = remarks(["Tаriffs", "Tariffs", "Ports"])  # the second letter of the first is Cyrillic
    sentence = "There is already a tag “Tariffs”, and “Tаriffs” looks like it. If they are one, write that one."
    assert told == {"Tаriffs": sentence}


def test_an_editor_renames_on_the_tags_page(tagged, vera):
    answer = post_form(desk(vera), page("taggit_tag_change", tag("Duties").pk), name="Levies", description="On levies.")
    assert (told(answer), tag("Levies").page.description) == (["Written into 2 records."], "On levies.")
    history = desk(vera).get(page("taggit_tag_history", tag("Levies").pk)).content.decode()
    assert "<del>" in history
    late = desk(vera).post(page("taggit_tag_change", tag("Levies").pk), {"version": 1, "name": "Dues"})
    stands = [("Name", "Levies"), ("Description", "On levies."), ("IPTC Media Topic", "")]
    assert (problems(late)[0][:13], late.context["overtaken"]) == ("Somebody else", stands)


def test_who_types_a_tag_is_told_what_became_of_it(tagged, ada, vera):
    change_tag(tag("Duties"), name="Levies", by=vera)
    typed = {"tag_list": "Tariffs, duties, Tаriffs"}
    answer = saved(desk(ada), page("articles_article_change", tagged[0].pk), **typed)
    told_twice = ["“duties” is called “Levies” now: that tag was taken.", "There is already a tag “Tariffs”, and “T"]
    assert [line[:40] for line in told(answer)[:2]] == [line[:40] for line in told_twice]
    answer = saved(desk(ada), page("commitments_commitment_change", a_commitment(ada).pk), tag_list="duties")
    assert told_twice[0] in told(answer)


def test_counts_are_of_what_the_asker_may_read(tagged, boris, vera):
    stranger = person("rita", "Rita", "Report", "reporter")
    shown = {
        user: desk(user).get(page("taggit_tag_changelist")).context["cl"].result_list for user in (boris, stranger)
    }
    counts = {user: {row.name: row.article_count for row in rows} for user, rows in shown.items()}
    assert counts == {boris: {"Duties": 2, "Tariffs": 1}, stranger: {"Duties": 0, "Tariffs": 0}}


def test_an_editor_merges_on_a_page_and_others_may_not(tagged, vera, boris):
    address = page("taggit_tag_merge", tag("Duties").pk)
    assert desk(boris).get(address).status_code == 403
    assert told(post_form(desk(vera), address, into="tariffs")) == ["Written into 2 records."]
    listed = desk(vera).get(page("taggit_tag_changelist")).content.decode()
    assert "Tariffs" in listed
    typed = {"version": 1, "name": "Duties", "description": "What is paid at a border."}
    late = desk(vera).post(page("taggit_tag_change", tag("Duties").pk), typed)
    assert ("This tag was merged into" in text_of(late.content.decode()), late.context["form"].typed[-1][1]) == (
        True,
        "What is paid at a border.",
    )
    assert "What is paid at a border.</textarea>" in late.content.decode()


def test_who_may_only_read_sees_the_tag_and_no_form(tagged, boris):
    shown = desk(boris).get(page("taggit_tag_change", tag("Duties").pk))
    assert (shown.status_code, "Save" in shown.content.decode()) == (200, False)
    assert desk(boris).post(page("taggit_tag_change", tag("Duties").pk), {"name": "X1"}).status_code == 403
