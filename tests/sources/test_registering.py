"""Bringing sources in, and finding the one that a person means."""

import pytest
from django.core.exceptions import ValidationError

from policydesk.lib.errors import NotAllowed, Refused, Stale
from sources.models import Source
from sources.registering import change_source, find_source, register_source
from tests.stories import a_source, fresh


def test_one_address_is_one_source_however_it_is_written(ada):
    first = register_source(by=ada, title="Readout", url="https://example.org/readout")
    again = register_source(by=ada, title="The readout", url="http://www.example.org/readout/?utm_source=x")
    assert (first[1], again) == (True, (first[0], False))


def test_a_pasted_address_that_nobody_knows_becomes_a_draft_of_the_one_who_pasted_it(ada):
    source = find_source("https://example.org/new", by=ada)
    assert (source.draft, source.title, source.owner) == (True, "example.org/new", ada)
    assert find_source("https://www.example.org/new#top", by=ada) == source


def test_of_a_draft_nothing_is_guessed_and_its_address_is_plain(ada):
    source = find_source("https://example.org/new?utm_medium=mail&id=7#top", by=ada)
    assert (source.url, source.source_class) == ("https://example.org/new?id=7", "")
    assert source.wants == (
        "The source “example.org/new?id=7” is still a draft: give it its title, kind, class and publisher."
    )
    change_source(source, by=ada, draft=False)
    assert source.wants == "The source “example.org/new?id=7” has no class: say who stands behind it."
    change_source(source, by=ada, source_class="wire")
    assert source.wants == ""


def test_a_source_is_found_by_its_number_its_title_and_the_line_of_the_list(ada):
    source = a_source(ada, "Joint communiqué")
    for typed in (
        source.public_id,
        source.public_id.upper(),
        "Joint communiqué",
        f"Joint communiqué · {source.public_id}",
    ):
        assert find_source(typed, by=ada) == source


def test_a_title_that_two_sources_bear_asks_for_the_number(ada):
    twins = [a_source(ada, "Statement", url=f"https://example.org/{n}") for n in (1, 2)]
    with pytest.raises(Refused) as refused:
        find_source("Statement", by=ada)
    assert all(twin.public_id in str(refused.value) for twin in twins)


@pytest.mark.parametrize("typed", ["", "  ", "No such title"])
def test_what_names_no_source_is_refused_in_a_sentence(ada, typed):
    with pytest.raises(Refused, match=r"\.$"):
        find_source(typed, by=ada)


def test_a_stranger_brings_nothing_in(noor):
    with pytest.raises(NotAllowed, match="You may not add sources"):
        register_source(by=noor, title="Readout")
    assert not Source.objects.exists()


def test_a_source_that_is_not_public_must_be_described(ada):
    with pytest.raises(ValidationError):
        register_source(by=ada, title="Memo", confidentiality="confidential")


def test_a_hidden_source_is_called_by_its_description(ada):
    source = a_source(ada, "Memo by X", confidentiality="confidential", described_as="a delegate")
    assert str(source) == "a delegate"


def test_a_reporter_changes_only_the_sources_they_brought_in(ada, boris):
    own, others = a_source(ada, "Readout"), a_source(boris, "Communiqué")
    assert change_source(own, by=ada, authors="The spokesman")
    with pytest.raises(NotAllowed, match="that you brought in"):
        change_source(others, by=ada, authors="The spokesman")
    assert change_source(own, by=boris, authors="")


def test_of_two_changes_from_one_version_the_second_is_refused(ada, boris):
    source = a_source(ada)
    shown = source.version
    change_source(fresh(source), by=ada, authors="One", version=shown)
    with pytest.raises(Stale):
        change_source(fresh(source), by=boris, authors="Two", version=shown)
    assert fresh(source).authors == "One"


def test_the_title_of_a_hidden_source_finds_nothing_and_its_description_does(ada):
    source = a_source(ada, "Memo by X", confidentiality="confidential", described_as="a delegate")
    with pytest.raises(Refused, match="No source is called"):
        find_source("Memo by X", by=ada)
    assert find_source("a delegate", by=ada) == source
