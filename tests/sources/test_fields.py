"""Choosing a source by typing."""

import pytest
from django.core.exceptions import ValidationError

from sources.fields import SourceField, offered_sources
from sources.models import Source
from tests.stories import a_source


def test_title_number_and_address_lead_to_a_known_source(ada):
    source = a_source(ada)
    typed = [source.title, source.public_id, f"{source.title} · {source.public_id}", source.url]
    assert [SourceField().clean(text) for text in typed] == [source] * 4


def test_an_unknown_address_makes_no_source_here(ada):
    with pytest.raises(ValidationError):
        SourceField().clean("https://example.org/new")
    assert Source.objects.count() == 0


def test_sources_at_hand_are_offered_first_and_once(ada):
    first, *_rest = [a_source(ada, title) for title in ("One", "Two", "Three")]
    assert [value.split(" · ")[0] for value, _what in offered_sources([first])] == ["One", "Three", "Two"]


def test_a_hidden_source_is_offered_as_readers_know_it(ada):
    a_source(ada, "Memo by A. Canary", confidentiality="confidential", described_as="an official")
    assert ["Canary" in value + what for value, what in offered_sources()] == [False]
