"""Who says that readers get whole copies, and under which number they stand."""

from datetime import UTC, datetime

import pytest

from policydesk.lib.errors import NotAllowed
from sources.excerpting import take_extract
from sources.registering import change_source, register_source
from sources.sharing import is_shared, numbered
from tests.desk import desk, page
from tests.sources.copies import a_copy, shared_copy
from tests.stories import a_source, fresh


def test_only_an_editor_lets_readers_have_whole_copies(ada, boris, vera):
    source = a_source(ada)
    for by in (ada, boris):
        with pytest.raises(NotAllowed, match=r"You may not say whether readers get whole copies. Ask an editor."):
            change_source(fresh(source), by=by, public_copy="own")
    with pytest.raises(NotAllowed):
        register_source(by=ada, title="Another", public_copy="own")
    assert change_source(fresh(source), by=vera, public_copy="own")
    change_source(fresh(source), by=ada, title="Communiqué")
    assert fresh(source).public_copy == "own"


def test_the_form_offers_it_to_editors_and_shows_it_to_others(ada, vera):
    source = a_source(ada)
    forms = [desk(who).get(page("sources_source_change", source.pk)).content.decode() for who in (ada, vera)]
    assert ['name="public_copy"' in form for form in forms] == [False, True]
    assert "Whole copies for readers" in forms[0]


def test_the_number_of_a_copy_never_moves(ada, vera):
    source = a_source(ada)
    first = a_copy(source, "Today.", by=ada)
    extract = take_extract(source, "Typed from an older print.", by=ada, at=datetime(2020, 1, 1, tzinfo=UTC))
    assert numbered(source) == [(1, first), (2, extract)]
    newest = shared_copy(source, "Whole.", by=vera)
    source = fresh(source)
    assert [is_shared(source, copy) for copy in (first, extract, newest)] == [True, False, True]
