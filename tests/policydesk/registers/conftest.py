"""A state with a page, for the tests of the registers of actors."""

import pytest

from tests.editions import named_in
from tests.ledger import an_actor


@pytest.fixture
def borovia(vera):
    """A state with everything that its page can show, named by a story and by two commitments."""
    actor = an_actor(
        vera, iso3166="BV", wikidata="Q1", native_name="Borówia", summary="A state on the northern coast.",
        aliases=[{"text": "The Coast", "kind": "metonym", "lang": "en", "matchable": False}],
    )  # fmt: skip
    named_in(vera, borovia="Borovia", arland="Arland")
    return actor
