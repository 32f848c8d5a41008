"""Filters that people keep, and searching for exact words."""

import pytest

from policydesk.filtering import MOST, keep_filter
from policydesk.lib.errors import Refused
from policydesk.models import SavedFilter
from tests.desk import desk, page, told
from tests.stories import a_claim, a_source, a_story

pytestmark = pytest.mark.django_db
LIST = "articles_article"


def test_a_filter_is_kept_from_its_list_shown_there_and_on_the_start_page_and_taken_away(ada, boris):
    client, address = desk(ada), page(f"{LIST}_changelist")
    shown = client.get(f"{address}?state__exact=draft&p=1")
    assert (shown.context["place"], shown.context["asked"]) == (LIST, "state__exact=draft")
    sent = {"place": LIST, "name": " My  drafts ", "query": shown.context["asked"]}
    assert client.post(page("filters"), sent).url == f"{address}?state__exact=draft"
    row = SavedFilter.objects.get()
    for where in (address, page("index")):
        assert f'<a href="{address}?state__exact=draft">My drafts</a>' in client.get(where).content.decode()
        assert "My drafts" not in desk(boris).get(where).content.decode()
    assert "My drafts" not in client.get(page("articles_claim_changelist")).content.decode()
    desk(boris).post(page("filters"), {"place": LIST, "forget": row.pk})
    assert SavedFilter.objects.count() == 1
    client.post(page("filters"), {"place": LIST, "forget": row.pk})
    assert SavedFilter.objects.count() == 0


def test_a_name_that_is_taken_takes_the_new_filter(ada):
    keep_filter(LIST, "Mine", "state__exact=draft&p=3", by=ada)
    row = keep_filter(LIST, "Mine", "assigned=me&e=1", by=ada)
    assert (SavedFilter.objects.get(), row.query) == (row, "assigned=me")


@pytest.mark.parametrize(("name", "query"), [("", "state=x"), ("Mine", ""), ("Mine", "p=2"), ("x" * 81, "state=x")])
def test_what_is_no_filter_is_refused_with_a_sentence(ada, name, query):
    with pytest.raises(Refused):
        keep_filter(LIST, name, query, by=ada)
    answer = desk(ada).post(page("filters"), {"place": LIST, "name": name, "query": query})
    assert (answer.status_code, len(told(answer)), SavedFilter.objects.count()) == (302, 1, 0)


def test_filters_are_kept_of_lists_that_one_may_see_and_not_without_end(ada):
    for number in range(MOST):
        keep_filter(LIST, f"Filter {number}", "state=x", by=ada)
    with pytest.raises(Refused):
        keep_filter(LIST, "One more", "state=x", by=ada)
    for place in ("auth_user", "articles_nothing", "https://example.org"):
        assert desk(ada).post(page("filters"), {"place": place, "name": "x", "query": "y=1"}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('"trade war"', ["A trade war begins", "“Trade war”, again"]),
        ("“trade war”", ["A trade war begins", "“Trade war”, again"]),
        ("trade war", ["A trade war begins", "A trade warning", "“Trade war”, again", "War and trade"]),
        ('"trade  war" begins', ["A trade war begins"]),
        ('"(trade"', []),
        ('"trade war', ["A trade war begins", "A trade warning", "“Trade war”, again", "War and trade"]),
    ],
)
def test_what_stands_in_quotation_marks_is_found_as_whole_words(ada, typed, found):
    for headline in ("A trade war begins", "A trade warning", "“Trade war”, again", "War and trade"):
        a_story(ada, headline=headline)
    rows = desk(ada).get(page(f"{LIST}_changelist"), {"q": typed}).context["cl"].queryset
    assert sorted(map(str, rows)) == sorted(found)


def test_claims_and_sources_are_found_by_exact_words_and_a_hidden_one_only_as_it_is_described(ada, boris):
    a_claim(a_story(ada), ada)
    a_source(ada, "A trade war")
    a_source(ada, "The trade war of Q", confidentiality="confidential", described_as="an official", url="")
    asked = {
        ("articles_claim", '"cut duties"'): 1, ("articles_claim", '"cut dut"'): 0,
        ("sources_source", '"trade war"'): 1, ("sources_source", '"trade wa"'): 0,
    }  # fmt: skip
    assert asked == {
        (name, typed): len(desk(boris).get(page(f"{name}_changelist"), {"q": typed}).context["cl"].queryset)
        for name, typed in asked
    }
