"""Actors, their names, and when they are public."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actors.models import Actor, Alias
from actors.registering import register_actor
from articles.publishing import publish, withdraw
from policydesk.lib.errors import NotAllowed
from tests.stories import a_claim, a_story, confirmed, fresh, ready


@pytest.fixture
def china(vera):
    return register_actor(
        by=vera, kind="state", name="China", aliases=[{"text": "P.R.C.", "kind": "abbreviation"}, {"text": "中国"}]
    )[0]


def test_an_actor_is_found_by_its_name_and_every_alias(china):
    assert [list(Actor.objects.named(name)) for name in ("china", "p.r.c.", " 中国 ", "Japan")] == [[china]] * 3 + [[]]


def test_registering_the_same_name_twice_makes_one_actor(china, vera):
    assert register_actor(by=vera, kind="state", name="China") == (china, False)


def test_a_name_without_a_latin_letter_gets_an_address_of_its_own(vera):
    actor, new = register_actor(by=vera, kind="person", name="习近平")
    assert (new, re.fullmatch(r"actor-[2-9b-z]{8}", actor.slug) is not None) == (True, True)
    assert register_actor(by=vera, kind="person", name=" 习近平 ") == (actor, False)
    assert register_actor(by=vera, kind="person", name="Владимир Путин")[1] is True


def test_a_name_that_grows_in_one_case_is_kept(china, vera):
    Alias(actor=china, text="\u0390" * 200).save(by=vera)  # one letter that casefold makes three
    assert Actor.objects.named("\u0390" * 200).get() == china


def test_who_holds_no_role_does_not_make_actors(noor):
    with pytest.raises(NotAllowed, match="You may not add actors"):
        register_actor(by=noor, kind="state", name="China")


def test_an_unnamed_speaker_must_be_described(vera):
    with pytest.raises(ValidationError):
        register_actor(by=vera, kind="unnamed", name="Official")
    with pytest.raises(IntegrityError), transaction.atomic():
        Actor(kind="unnamed", name="Official", slug="official").save(by=vera)


def test_the_same_alias_twice_on_one_actor_is_refused(china, vera):
    with pytest.raises(IntegrityError), transaction.atomic():
        Alias(actor=china, text="p.r.c.").save(by=vera)


@pytest.fixture
def published(china, ada, boris, vera):
    story = a_story(ada)
    confirmed(a_claim(story, ada, kind="statement", speaker=china), attach=ada, check=boris)
    publish(ready(story, by=vera), by=vera)
    return story


def test_an_actor_is_public_only_while_a_current_edition_names_it(china, ada, vera, published):
    assert list(Actor.objects.public()) == [china]
    withdraw(fresh(published), by=vera, reason="Forged.")
    assert list(Actor.objects.public()) == []


def test_a_speaker_of_a_draft_is_not_public(china, ada):
    a_claim(a_story(ada), ada, speaker=china)
    assert list(Actor.objects.public()) == []
