"""Choosing an actor by typing."""

import pytest
from django.core.exceptions import ValidationError

from actors.fields import ActorField, find_actor, offered_actors
from actors.models import Actor
from actors.registering import register_actor


@pytest.fixture
def china(vera):
    return register_actor(by=vera, kind="state", name="China", aliases=[{"text": "PRC"}])[0]


@pytest.fixture
def georgias(vera):
    first = register_actor(by=vera, kind="state", name="Georgia")[0]
    return first, Actor.objects.create(kind="government_body", name="Georgia", slug="georgia-us")


@pytest.mark.parametrize("typed", ["China", " china ", "PRC", "prc", "China · china"])
def test_any_name_leads_to_the_actor(china, typed):
    assert find_actor(typed) == china


def test_a_name_of_two_is_asked_back_with_ways_to_tell_them_apart(georgias):
    with pytest.raises(ValidationError, match="Georgia · georgia, Georgia · georgia-us"):
        find_actor("Georgia")
    assert find_actor("Georgia · georgia-us") == georgias[1]


def test_what_is_offered_leads_back_to_its_actor(china, georgias):
    offered = [value for value, _what in offered_actors()]
    assert [find_actor(value) for value in offered] == [china, *georgias]


def test_the_field_shows_a_name_that_it_understands_again(china, georgias):
    field = ActorField()
    shown = [field.prepare_value(actor.pk) for actor in (china, *georgias)]
    assert (shown, [field.clean(text) for text in shown]) == (
        ["China", "Georgia · georgia", "Georgia · georgia-us"],
        [china, *georgias],
    )


def test_another_name_of_the_same_actor_is_no_change(china):
    field = ActorField()
    assert [field.has_changed(china.pk, typed) for typed in ("PRC", "", "Atlantis")] == [False, True, True]
    assert [field.has_changed(None, typed) for typed in ("", "PRC")] == [False, True]


def test_the_list_holds_names_as_text_and_never_as_markup(vera):
    register_actor(by=vera, kind="company", name='"><script>x</script>')
    html = ActorField().widget.render("speaker", "", {"id": "id_speaker"})
    assert ("<script>" in html, 'list="id_speaker_options"' in html, "&lt;script&gt;" in html) == (False, True, True)
