"""Who says that readers get whole copies, and under which number they stand."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile

from policydesk.lib.errors import NotAllowed, Refused
from sources.archiving import keep_upload
from sources.excerpting import take_extract
from sources.letting import let_out
from sources.registering import change_source, register_source
from sources.sharing import is_shared, numbered
from tests.desk import desk, page, saved, told
from tests.pages import text_of
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


def test_where_readers_get_whole_copies_only_an_editor_changes_the_address(ada, vera):
    source = a_source(ada, url="https://example.org/a")
    change_source(fresh(source), by=ada, url="https://example.org/b")
    change_source(fresh(source), by=vera, public_copy="own")
    client, address = desk(ada), page("sources_source_change", source.pk)
    answer = saved(client, address, url="https://example.org/c")
    assert "Readers get whole copies of this source. Ask an editor to change its address." in text_of(
        answer.content.decode() if answer.status_code == 200 else " ".join(told(answer))
    )
    assert fresh(source).url == "https://example.org/b"
    assert change_source(fresh(source), by=vera, url="https://example.org/c")


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


def test_a_file_that_somebody_gave_is_for_the_desk_until_an_editor_lets_readers_have_it(ada, boris, vera):
    source = a_source(ada)
    change_source(fresh(source), by=vera, public_copy="own")
    given = keep_upload(fresh(source), ContentFile(b"Whole.", "a.txt"), by=ada).snapshot
    fetched = a_copy(source, "Today.", by=None)

    def shared():
        return [is_shared(fresh(source), copy) for _number, copy in numbered(fresh(source))]

    assert shared() == [False, True]
    with pytest.raises(NotAllowed, match="You may not say whether readers get whole copies"):
        let_out(given, by=boris)
    with pytest.raises(Refused, match="the ground that the source has decides about it"):
        let_out(fetched, by=vera)
    let_out(fresh(given), by=vera)
    assert shared() == [True, True]
    let_out(fresh(given), by=vera, shared=False)
    assert shared() == [False, True]
    assert [(row.shared, row.history_user) for row in fresh(given).sharing.history.all()] == [
        (False, vera),
        (True, vera),
    ]
    change_source(fresh(source), by=vera, public_copy="none")
    with pytest.raises(Refused, match="Say first on what ground"):
        let_out(fresh(given), by=vera)


def test_an_editor_lets_a_file_out_by_a_button_beside_it(ada, vera):
    source = a_source(ada)
    change_source(fresh(source), by=vera, public_copy="own")
    given = keep_upload(fresh(source), ContentFile(b"Whole.", "a.txt"), by=ada).snapshot
    sheet = page("sources_source_change", source.pk)
    share, unshare = (page(f"sources_source_{name}", source.pk, given.pk) for name in ("share", "unshare"))
    assert [share in desk(who).get(sheet).content.decode() for who in (ada, vera)] == [False, True]
    assert desk(ada).post(share).status_code == 403
    assert told(desk(vera).post(share)) == ["Readers may have the file now."]
    html = desk(vera).get(sheet).content.decode()
    assert (share in html, unshare in html, "Readers may have this copy." in html) == (False, True, True)
    assert told(desk(vera).post(unshare)) == ["The file is for the desk alone now."]
