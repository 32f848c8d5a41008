"""Actors in the admin."""

import pytest
from django.contrib.auth.models import Permission

from actors.models import Actor
from actors.registering import register_actor
from articles.publishing import publish
from articles.verifying import verify
from tests.desk import desk, filled, page, placed, problems, saved
from tests.stories import a_claim, a_story, confirmed, fresh, ready

ADD = {
    "kind": "state", "name": "China", "slug": "china", "aliases-TOTAL_FORMS": "1", "aliases-INITIAL_FORMS": "0",
    "tenures-TOTAL_FORMS": "0", "tenures-INITIAL_FORMS": "0",
    "aliases-0-text": "PRC", "aliases-0-kind": "abbreviation", "aliases-0-matchable": "on",
}  # fmt: skip


def test_an_actor_comes_in_with_its_other_names_in_the_name_of_the_person(boris):
    desk(boris).post(page("actors_actor_add"), ADD)
    actor = Actor.objects.get()
    assert ([alias.text for alias in actor.aliases.all()], actor.history.get().history_user) == (["PRC"], boris)
    assert actor.aliases.get().history.get().history_user == boris


def again(text, lang=""):
    return {
        "aliases-TOTAL_FORMS": "2",
        "aliases-1-text": text,
        "aliases-1-lang": lang,
        "aliases-1-kind": "short",
        "aliases-1-matchable": "on",
    }


@pytest.mark.parametrize("text", ["PRC", "prc", " Prc "])
def test_a_name_that_is_there_already_is_said_beside_its_field(boris, text):
    answer = desk(boris).post(page("actors_actor_add"), ADD | again(text))
    assert placed(answer) == [("#id_aliases-1-text", "This name is there already: once in each language is enough.")]
    assert not Actor.objects.exists()


def test_a_second_name_in_another_case_is_refused_on_an_actor_that_stands(boris):
    client = desk(boris)
    client.post(page("actors_actor_add"), ADD)
    actor = Actor.objects.get()
    inline = client.get(page("actors_actor_change", actor.pk)).context["inline_admin_formsets"][0].formset
    typed = filled(inline.forms[0]) | ADD | again("prc") | {"aliases-INITIAL_FORMS": "1", "version": actor.version}
    answer = client.post(page("actors_actor_change", actor.pk), typed)
    assert problems(answer) == ["This name is there already: once in each language is enough."]
    assert actor.aliases.count() == 1


def test_one_name_may_stand_once_in_each_language(boris):
    desk(boris).post(page("actors_actor_add"), ADD | again("prc", "zh"))
    assert [alias.lang for alias in Actor.objects.get().aliases.order_by("pk")] == ["", "zh"]


def test_every_field_that_needs_it_says_what_to_write(boris):
    form = desk(boris).get(page("actors_actor_add")).context
    fields = form["adminform"].form.fields | form["inline_admin_formsets"][0].formset.forms[0].fields
    silent = {"id", "actor", "DELETE"}  # nobody fills them in
    assert [name for name, field in fields.items() if not field.help_text and name not in silent] == []


def test_an_unnamed_person_needs_a_description(boris):
    answer = desk(boris).post(page("actors_actor_add"), ADD | {"kind": "unnamed"})
    assert problems(answer) == ["Write how readers see this person, as “a senior U.S. official”."]
    assert answer.context["problems"][0][0] == "#id_described_as"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("iso3166", "pak", "This is no country code of two letters, as US or CN (ISO 3166-1 alpha-2)."),
        ("iso3166", "QQ", "This is no country code of two letters, as US or CN (ISO 3166-1 alpha-2)."),
        ("iso3166", "Mali", "A country code has two letters, as US or CN."),
        ("wikidata", "x12", "Write the item’s number on Wikidata: a Q and digits, as Q30."),
        ("wikidata", "Q012", "Write the item’s number on Wikidata: a Q and digits, as Q30."),
        ("slug", "Chi na", "Write letters from a to z, digits and hyphens only, as “joe-biden”."),
    ],
)
def test_a_code_that_leads_nowhere_is_refused_beside_its_field(boris, field, typed, sentence):
    answer = desk(boris).post(page("actors_actor_add"), ADD | {field: typed})
    assert (placed(answer), Actor.objects.count()) == ([(f"#id_{field}", sentence)], 0)


def test_only_a_state_has_a_country_code_and_kosovo_has_one(boris):
    answer = desk(boris).post(page("actors_actor_add"), ADD | {"kind": "media", "iso3166": "CN"})
    sentence = "Only states have a country code. Leave it empty, and name its state under “Country”."
    assert placed(answer) == [("#id_iso3166", sentence)]
    desk(boris).post(page("actors_actor_add"), ADD | {"name": "Kosovo", "slug": "kosovo", "iso3166": "xk"})
    assert Actor.objects.values_list("name", "iso3166").get() == ("Kosovo", "XK")


def test_codes_are_kept_in_capitals(boris):
    desk(boris).post(page("actors_actor_add"), ADD | {"iso3166": " cn", "wikidata": "q148 "})
    assert Actor.objects.values_list("iso3166", "wikidata").get() == ("CN", "Q148")


def test_a_slug_that_another_actor_has_is_refused_in_a_sentence(boris, vera):
    register_actor(by=vera, kind="state", name="Cathay", slug="china")
    answer = desk(boris).post(page("actors_actor_add"), ADD)
    assert problems(answer) == ["Another actor has this slug. Choose another, or use that actor."]


def test_a_slug_that_somebody_takes_at_this_very_moment_is_refused_in_a_sentence(boris, vera, monkeypatch):
    taken = lambda: Actor(kind="state", name="China", slug="china").save(by=vera)  # noqa: E731
    monkeypatch.setattr("actors.registering.take_turns", taken)
    answer = desk(boris).post(page("actors_actor_add"), ADD)
    assert problems(answer) == ["Another actor has this slug. Choose another, or use that actor."]


def test_an_actor_is_found_by_any_of_its_names(boris, vera):
    register_actor(by=vera, kind="state", name="China", aliases=[{"text": "PRC"}, {"text": "P.R.C."}])
    register_actor(by=vera, kind="state", name="Mexico")
    found = desk(boris).get(f"{page('actors_actor_changelist')}?q=prc").context["cl"].queryset
    assert [(actor.name, actor.alias_count) for actor in found] == [("China", 2)]


def test_reporters_read_actors_and_change_none(ada, vera):
    actor = register_actor(by=vera, kind="state", name="China")[0]
    address = page("actors_actor_change", actor.pk)
    answers = [desk(ada).get(address), desk(ada).post(address, {"name": "Forged", "kind": "state", "slug": "x"})]
    assert ([answer.status_code for answer in answers], fresh(actor).name) == ([200, 403], "China")


def test_a_slug_follows_the_name_only_until_it_is_saved(boris, vera):
    actor = register_actor(by=vera, kind="state", name="China")[0]
    saved(desk(boris), page("actors_actor_change", actor.pk), name="The People's Republic of China")
    assert (fresh(actor).slug, fresh(actor).name) == ("china", "The People's Republic of China")


def test_a_reporter_adds_an_actor_with_its_other_names_and_changes_none(ada, boris):
    desk(ada).post(page("actors_actor_add"), ADD)
    actor = Actor.objects.get()
    assert ([alias.text for alias in actor.aliases.all()], actor.history.get().history_user) == (["PRC"], ada)
    forged = ADD | {"name": "Cathay", "version": "1", "aliases-0-text": "Cathay"}
    answer = desk(ada).post(page("actors_actor_change", actor.pk), forged)
    assert (answer.status_code, fresh(actor).name, actor.aliases.count()) == (403, "China", 1)


def test_nothing_about_an_added_actor_is_public_until_an_edition_names_it(client, ada):
    register_actor(by=ada, kind="state", name="Atlantis")
    assert (Actor.objects.public().count(), "Atlantis" in client.get("/articles/").content.decode()) == (0, False)


def test_an_office_of_a_person_is_typed_by_name_and_stands_in_the_history(boris):
    register_actor(by=boris, kind="state", name="China")
    office = {
        "tenures-TOTAL_FORMS": "1", "tenures-0-office": "President", "tenures-0-organisation": "china",
        "tenures-0-start": "2013-03-14",
    }  # fmt: skip
    desk(boris).post(page("actors_actor_add"), ADD | {"kind": "person", "name": "Xi Jinping", "slug": "xi"} | office)
    tenure = Actor.objects.get(slug="xi").tenures.get()
    assert (str(tenure), str(tenure.start), tenure.history.get().history_user) == (
        "President, China",
        "2013-03-14",
        boris,
    )


def test_who_may_only_read_sees_no_heading_over_an_empty_list(boris, noor):
    desk(boris).post(page("actors_actor_add"), ADD | {"kind": "person", "name": "Xi Jinping", "slug": "xi"})
    address = page("actors_actor_change", Actor.objects.get().pk)
    noor.is_staff = True
    noor.save()
    noor.user_permissions.set(Permission.objects.filter(codename__in=["view_actor", "view_alias", "view_tenure"]))
    shown = [desk(person).get(address).content.decode().lower() for person in (boris, noor)]
    assert [("offices held" in html, "other names" in html) for html in shown] == [(True, True), (False, True)]


def test_an_office_that_ends_before_it_begins_is_refused(boris):
    register_actor(by=boris, kind="state", name="China")
    office = {
        "tenures-TOTAL_FORMS": "1", "tenures-0-office": "President", "tenures-0-organisation": "China",
        "tenures-0-start": "2013", "tenures-0-end": "2012",
    }  # fmt: skip
    answer = desk(boris).post(page("actors_actor_add"), ADD | {"kind": "person", "name": "Xi", "slug": "xi"} | office)
    assert problems(answer) == ["The end lies before the beginning."]


def test_a_new_address_leaves_a_redirect_once_readers_know_the_old_one(boris, vera, ada):
    actor, _new = register_actor(by=boris, kind="state", name="China")
    saved(desk(boris), page("actors_actor_change", actor.pk), slug="prc")
    assert not actor.former_slugs.exists()
    story = a_story(ada)
    confirmed(a_claim(story, ada, kind="statement", speaker=fresh(actor), speech_act="said"), attach=vera, check=boris)
    publish(ready(story, by=vera), by=vera)
    saved(desk(boris), page("actors_actor_change", actor.pk), slug="china")
    assert ([row.slug for row in actor.former_slugs.all()], list(verify())) == (["prc"], [])
    other = {"name": "Other", "slug": "prc"}
    assert problems(desk(boris).post(page("actors_actor_add"), ADD | other)) == [
        "Readers know another record by this address. Choose another."
    ]


def test_a_name_that_looks_like_another_is_told(boris):
    register_actor(by=boris, kind="state", name="China")
    typed = ADD | {"name": "Сhina", "slug": "china-2"}  # a Cyrillic С
    answer = desk(boris).post(page("actors_actor_add"), typed)
    sentence = "“Сhina” looks like “China” (State). Use that one, or tick that this is another one."
    assert (placed(answer), Actor.objects.count()) == ([("#id_name", sentence)], 1)
    assert 'name="another"' in answer.content.decode()
    desk(boris).post(page("actors_actor_add"), typed | {"another": "on"})
    assert Actor.objects.filter(slug="china-2").get().history.count() == 1


def test_a_name_that_another_actor_goes_by_is_asked_about(boris):
    register_actor(by=boris, kind="media", name="People’s Daily", aliases=[{"text": "China"}])
    answer = desk(boris).post(page("actors_actor_add"), ADD)
    assert problems(answer) == [
        "“China” looks like “People’s Daily” (News organisation). Use that one, or tick that this is another one."
    ]
    assert 'name="another"' not in desk(boris).get(page("actors_actor_add")).content.decode()


def test_a_name_that_stands_is_not_asked_about_again(boris):
    for slug in ("one", "two"):
        desk(boris).post(page("actors_actor_add"), ADD | {"slug": slug, "another": "on"})
    actor = Actor.objects.get(slug="two")
    answer = saved(desk(boris), page("actors_actor_change", actor.pk), summary="The other one.")
    assert (answer.status_code, fresh(actor).summary) == (302, "The other one.")


def test_a_metonym_is_never_found_in_text(boris):
    desk(boris).post(page("actors_actor_add"), ADD | {"aliases-0-text": "Beijing", "aliases-0-kind": "metonym"})
    assert Actor.objects.get().aliases.get().matchable is False


def test_a_bureau_is_a_part_of_its_ministry_and_nothing_is_a_part_of_itself(boris):
    ministry, _new = register_actor(by=boris, kind="government_body", name="Ministry")
    bureau, _new = register_actor(by=boris, kind="government_body", name="Bureau", parent=ministry)
    desk_, address = desk(boris), page("actors_actor_change", ministry.pk)
    circle = "It would be a part of itself. Take the other one out first."
    for typed in ("Bureau", "Ministry"):
        assert placed(saved(desk_, address, parent=typed)) == [("#id_parent", circle)]
    person, _new = register_actor(by=boris, kind="person", name="Ann Zorn")
    for actor, whole, sentence in (
        (person, "Ministry", "Only bodies are parts of another. Of a person write the offices they hold."),
        (bureau, "Ann Zorn", "Choose a body or a state: nothing is a part of a person."),
    ):
        assert placed(saved(desk_, page("actors_actor_change", actor.pk), parent=whole)) == [("#id_parent", sentence)]
    saved(desk_, page("actors_actor_change", bureau.pk), parent="")
    assert fresh(bureau).parent is None
