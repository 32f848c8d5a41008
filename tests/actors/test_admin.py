"""Actors in the admin."""

from actors.models import Actor
from actors.registering import register_actor
from tests.desk import desk, page, problems, saved
from tests.stories import fresh

ADD = {
    "kind": "state", "name": "China", "slug": "china", "aliases-TOTAL_FORMS": "1", "aliases-INITIAL_FORMS": "0",
    "aliases-0-text": "PRC", "aliases-0-kind": "abbreviation", "aliases-0-matchable": "on",
}  # fmt: skip


def test_an_actor_comes_in_with_its_other_names_in_the_name_of_the_person(boris):
    desk(boris).post(page("actors_actor_add"), ADD)
    actor = Actor.objects.get()
    assert ([alias.text for alias in actor.aliases.all()], actor.history.get().history_user) == (["PRC"], boris)
    assert actor.aliases.get().history.get().history_user == boris


def test_an_unnamed_person_needs_a_description(boris):
    answer = desk(boris).post(page("actors_actor_add"), ADD | {"kind": "unnamed"})
    assert problems(answer) == ["Write how readers see this person, as “a senior U.S. official”."]
    assert answer.context["problems"][0][0] == "#id_described_as"


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
