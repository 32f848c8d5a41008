"""The history of a story in the admin: one list of everything, by person, kind and page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.citing import cite
from articles.editing import save_article
from articles.hearing import ask_comment
from articles.models import Note
from articles.publishing import publish
from sources.excerpting import take_extract
from sources.identifying import write_identity
from sources.models.identity import SourceIdentity
from sources.registering import change_source
from tests.conftest import person
from tests.desk import desk, page
from tests.pages import text_of
from tests.stories import BODY, WORDS, a_claim, a_source, a_story, confirmed, fresh, ready


def history(article, user, query=""):
    return desk(user).get(f"{page('articles_article_history', article.pk)}{query}")


def told(response):
    """What each line says, newest first."""
    return [line.what for _session, lines in response.context["sessions"] for line in lines]


@pytest.fixture
def story(ada, boris, vera):
    """A story that was written, sourced, checked, published, and changed since; its source was changed too."""
    article = a_story(ada)
    claim = confirmed(a_claim(article, ada, kind="figure"), attach=ada, check=boris)
    publish(ready(article, by=vera), by=vera)
    source = claim.citations.get().source
    source.title = "Joint communiqué, corrected"
    change_source(source, by=ada, version=source.version)
    take_extract(source, "Another extract of it.", by=ada)
    save_article(fresh(article), by=vera, body=BODY.replace("24 goods", "25 goods"), tag_list="Trade")
    Note(article=article, claim=claim, text="Is it 25 now?", by=boris).save(by=boris)
    return fresh(article)


def test_everything_that_happened_stands_in_one_list_newest_first(story, vera):
    """Scenario 12."""
    now = "“They agreed to cut duties on 25 goods”"
    assert told(history(story, vera)) == [
        # Boris
        f"Note on the claim {now}",
        "Claim checked, Confirmed: “They agreed to cut duties on 24 goods”",  # the words that were signed
        # Vera
        f"Claim changed: {now}",
        "Story changed",
        "The story is “Released” now",
        "Edition 1: First published",
        "The story is “Ready” now",
        "The story is “In check” now",
        # Ada
        "A copy of a source was added (Extract): Joint communiqué, corrected",
        "Source changed: Joint communiqué, corrected",
        f"Source attached to the claim {now}: Joint communiqué, corrected",
        f"Claim marked: “{WORDS}”",
        "Story made",
    ]


def test_a_text_is_told_by_the_words_that_changed(story, vera):
    (line,) = [
        line for _s, lines in history(story, vera, "?kind=text").context["sessions"] for line in lines
        if line.what == "Story changed"
    ]  # fmt: skip
    changes = {change.label: change for change in line.changes}
    assert list(changes) == ["Tags", "Body", "State"]
    (row,) = changes["Body"].rows
    assert [(piece.kind, piece.text) for piece in row] == [
        ("same", "They agreed to cut duties on "),
        ("gone", "24"),
        ("new", "25"),
        ("same", " goods. “We listened,” the minister said."),
    ]


def test_what_one_person_did_within_ten_minutes_stands_under_one_heading(story, vera):
    sessions = [session for session, _lines in history(story, vera).context["sessions"]]
    assert sorted((session.who, len(session.events)) for session in sessions) == [
        ("Ada Report", 5),
        ("Boris Check", 2),
        ("Vera Publish", 6),
    ]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?kind=text", 2),
        ("?kind=claims", 2),
        ("?kind=checks", 1),
        ("?kind=sources", 3),
        ("?kind=notes", 1),
        ("?kind=steps", 5),
        ("?kind=nonsense", 13),
        ("?person=nobody", 13),
    ],
)
def test_the_list_is_filtered_by_kind(story, vera, query, count):
    assert len(told(history(story, vera, query))) == count


def test_the_list_is_filtered_by_person(story, vera, boris):
    shown = told(history(story, vera, f"?person={boris.pk}"))
    assert [what.partition(" ")[0] for what in shown] == ["Note", "Claim"]


def test_a_source_is_told_from_when_the_story_cites_it(ada, vera):
    source = a_source(ada)
    source.title = "Before it was cited"
    change_source(source, by=ada, version=source.version)
    article = a_story(ada)
    cite(a_claim(article, ada), source, by=ada)
    source = fresh(source)
    source.title = "After it was cited"
    change_source(source, by=ada, version=source.version)
    (line,) = [line for _s, lines in history(article, vera).context["sessions"] for line in lines if line.source]
    assert line.what == "Source changed: After it was cited"
    assert [(change.label, [piece.text for piece in change.rows[0]]) for change in line.changes] == [
        ("Title", ["Before", "After", " it was cited"])
    ]


def test_who_a_confidential_source_is_never_stands_there(story, ada, vera, boris):
    source = fresh(story).claims.get().citations.get().source
    source.confidentiality, source.described_as = "confidential", "a delegate"
    change_source(source, by=ada, version=source.version)
    write_identity(SourceIdentity(source=source, name="Maulwurf Müller", contact="m@example.org"), by=ada)
    take_extract(source, "A third extract.", by=ada)
    text = text_of(history(story, boris).content.decode())
    assert ("Maulwurf" in text, "added (Extract): a delegate" in text) == (False, True)


def test_a_reporter_reads_the_history_of_their_own_story_alone(story, ada):
    assert history(story, ada).status_code == 200
    assert history(story, person("other", "Other", "Reporter", "reporter")).status_code == 404


def test_claims_and_sources_and_versions_are_led_to(story, ada, vera, boris):
    claim, first = story.claims.get(), story.history.last().history_id
    html = history(story, vera).content.decode()
    for address in (
        f"{page('articles_article_claims', story.pk)}?claim={claim.public_id}#claim",
        page("sources_source_change", claim.citations.get().source_id),
        page("articles_article_version", story.pk, first),
        page("articles_article_restore", story.pk, first),
    ):
        assert f'"{address}"' in html
    assert page("articles_article_restore", story.pk, first) not in history(story, boris).content.decode()


def aged(article, count):
    """So many further versions of the story, with a claim's, an hour apart from each other."""
    rows = list(article.history.all())
    newest = rows[0]
    for number in range(count):
        newest.pk = None
        newest.body = BODY.replace("24 goods", f"{number} goods")
        newest.history_date = timezone.now() - timedelta(hours=number + 1)
        newest.history_type = "~"
        newest.save(force_insert=True)


@pytest.mark.parametrize("versions", [20, 500])
def test_the_page_asks_at_most_twelve_questions(story, vera, versions, django_assert_max_num_queries):
    aged(story, versions)
    ask_comment(story, by=vera, asked="The port", claim=story.claims.get())
    client, address = desk(vera), page("articles_article_history", story.pk)
    with django_assert_max_num_queries(12):
        answer = client.get(address)
    assert (answer.status_code, answer.context["page"].paginator.count) == (200, versions + 14)


def test_a_long_history_is_paged_and_a_session_goes_on_over_the_leaf(story, vera):
    aged(story, 60)
    pages = [history(story, vera, f"?page={number}") for number in (1, 2, 99)]
    assert [len(told(answer)) for answer in pages] == [40, 33, 33]
    assert "Older" in pages[0].content.decode()
