"""Whose text a source carries: copies, copies of copies, and the origin by which they count."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.citing import cite
from articles.evidencing import evidence_lacks, origins
from articles.models import Claim
from sources.models import Source
from sources.registering import change_source
from tests.stories import a_claim, a_source, a_story, fresh

ONE_ORIGIN = ["Confirming needs one first-hand source, or two independent origins; this has one origin."]


@pytest.fixture
def wire(ada):
    return a_source(ada, "Wire", origin_group="wire1")


def refused(source, by, **fields):
    """The sentence of each field when `fields` are not taken."""
    with pytest.raises(ValidationError) as error:
        change_source(fresh(source), by=by, **fields)
    return error.value.message_dict


def loaded(claim):
    return Claim.objects.with_evidence().get(pk=claim.pk)


def claim_on(*sources, by):
    claim = a_claim(a_story(by), by)
    for source in sources:
        cite(fresh(claim), source, by=by, directness="reporting")
    return loaded(claim)


def test_a_copy_of_a_member_of_a_group_is_of_the_group(wire, ada):
    claim = claim_on(wire, a_source(ada, "Copy", copy_of=wire), by=ada)
    assert evidence_lacks(claim, "confirmed") == ONE_ORIGIN


def test_a_copy_and_a_copy_of_it_are_one_origin(ada):
    original = a_source(ada, "Original")
    copy = a_source(ada, "Copy", copy_of=original)
    second = a_source(ada, "Copy of the copy", copy_of=copy)
    assert second.copy_of == fresh(second).copy_of == original
    assert evidence_lacks(claim_on(copy, second, by=ada), "confirmed") == ONE_ORIGIN


def test_two_originals_are_two_origins(wire, ada):
    assert evidence_lacks(claim_on(wire, a_source(ada, "Another"), by=ada), "confirmed") == []


def test_a_group_is_one_however_it_is_spelled(wire, ada):
    assert a_source(ada, "Second", origin_group="Wire1 ").origin == wire.origin


def test_a_group_that_is_called_like_a_number_is_not_that_source(wire, ada):
    assert a_source(ada, "Second", origin_group=f"source:{a_source(ada).pk}").origin != a_source(ada).origin


def test_counting_origins_of_loaded_claims_asks_nothing(wire, ada, django_assert_num_queries):
    claim = claim_on(wire, a_source(ada, "Copy", copy_of=wire), by=ada)
    with django_assert_num_queries(0):
        assert origins(claim.citations.all()) == {wire.origin}


def test_what_has_become_a_copy_later_leaves_no_chain_behind(wire, ada):
    copy = a_source(ada, "Copy", copy_of=wire)
    original = a_source(ada, "Original")
    assert refused(wire, ada, copy_of=original, origin_group="") == {
        "copy_of": [f"Other sources are copies of this one: {copy.public_id}. Move them to the original first."]
    }
    change_source(fresh(copy), by=ada, copy_of=original)
    change_source(fresh(wire), by=ada, copy_of=original, origin_group="")
    assert set(Source.objects.values_list("title", "copy_of__title")) == {
        ("Wire", "Original"),
        ("Copy", "Original"),
        ("Original", None),
    }


def test_no_source_is_a_copy_of_itself_or_of_its_own_copy(wire, ada):
    copy = a_source(ada, "Copy", copy_of=wire)
    assert refused(wire, ada, copy_of=wire, origin_group="") == {
        "copy_of": ["Choose another source: this is the same one."]
    }
    assert refused(wire, ada, copy_of=copy, origin_group="") == {
        "copy_of": ["Choose another source: that one is a copy of this one already."]
    }


def test_a_copy_has_no_group_of_its_own(wire, ada):
    copy = a_source(ada, "Copy", copy_of=wire)
    assert refused(copy, ada, origin_group="wire2") == {
        "origin_group": ["Leave it empty: a copy has the origin of its original. Write it there."]
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=copy.pk).update(origin_group="wire2")


def test_a_save_past_the_rules_makes_no_chain_either(wire, ada):
    copy = a_source(ada, "Copy", copy_of=wire)
    second = Source(title="Second", copy_of=copy)
    second.save(by=ada)
    assert fresh(second).copy_of == wire
    with pytest.raises(ValidationError):
        Source(pk=wire.pk, title="Wire", copy_of=copy).save(by=ada)


def test_a_copy_keeps_its_original_when_something_else_changes(wire, ada):
    copy = a_source(ada, "Copy", copy_of=wire)
    assert change_source(fresh(copy), by=ada, authors="Somebody")
    assert fresh(copy).copy_of == wire
