"""Stories that come in by import: new, again, changed, edited meanwhile, published."""

from datetime import date

import pytest
from taggit.models import Tag

from articles.editing import save_article
from articles.importing import IMPORTED, Imported, Outcome, import_sha256, import_stories, receive
from articles.models import Article, ArticleAuthor, ArticleTag, ProposedRevision
from articles.parsing import parse_story
from articles.publishing import publish
from articles.revising import accept, changes
from articles.seeds import SeedError
from policydesk.lib.errors import NotAllowed
from tests.stories import a_claim, fresh, ready

RAW = (
    " date 2024-03-05 The two sides met in Geneva on Monday, for talks on tariffs.\r\n\r\n"
    "What was agreed\r\n\r\n"
    "They agreed to cut duties on 24 goods. The minister called it a beginning."
)
BODY = (
    "<p>The two sides met in Geneva on Monday, for talks on tariffs.</p>\n"
    "<h2>What was agreed</h2>\n"
    "<p>They agreed to cut duties on 24 goods. The minister called it a beginning.</p>"
)
MARKDOWN = (
    "---\ndate: 2024-03-05\ntitle: Talks in Geneva\ntags: [Trade, Geneva]\nbyline: Ada Report\n"
    "work_type: analysis\n---\nThe two sides met in Geneva on Monday.\n"
)


def arrival(text=RAW, ref="geneva", **how):
    return receive(parse_story(text, **how), ref=ref, place=f"seeds/{ref}.txt")


def bring(text=RAW, ref="geneva", **how):
    """Import one story; `how` is what import_stories takes."""
    return import_stories([arrival(text, ref)], **how)[0]


@pytest.fixture
def story(db):
    """A story loaded from a file, untouched."""
    bring(reason="seeds/geneva.txt")
    return Article.objects.get(import_ref="geneva")


def test_a_new_story_is_a_draft_of_nobody_with_one_history_row(story):
    assert {name: getattr(story, name) for name in IMPORTED} == {
        "headline": "The two sides met in Geneva on Monday",
        "standfirst": "",
        "body": BODY,
        "story_date": date(2024, 3, 5),
        "work_type": "reporting",
        "byline": "",
        "tag_list": "",
    }
    assert (story.state, story.version, story.headline_provisional) == ("draft", 1, True)
    assert (story.slug, story.import_sha256) == ("the-two-sides-met-in-geneva-on-monday", import_sha256(story))
    assert [(row.history_type, row.history_user, row.history_change_reason) for row in story.history.all()] == [
        ("+", None, "seeds/geneva.txt")
    ]
    assert not story.authors.exists()


def test_front_matter_fills_byline_work_type_and_tags(db):
    import_stories([arrival(MARKDOWN, markdown=True)])
    story = Article.objects.get()
    assert (story.headline, story.headline_provisional) == ("Talks in Geneva", False)
    assert (story.byline, story.work_type, story.tag_list) == ("Ada Report", "analysis", "Trade, Geneva")
    assert sorted(story.tags.names()) == ["Geneva", "Trade"]
    assert story.history.get().tag_list == "Trade, Geneva"


def test_tags_that_the_desk_knows_are_used_however_they_are_spelled(db):
    Tag.objects.create(name="trade")
    again = MARKDOWN.replace("[Trade, Geneva]", "[TRADE, Trade, geneva]")
    told = import_stories([arrival(MARKDOWN, markdown=True), arrival(again, "second", markdown=True)])
    assert [imported.new_tags for imported in told] == [("Geneva",), ("geneva",)]
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Geneva", "trade"]
    assert ArticleTag.objects.count() == 4


def test_who_loads_is_the_author_and_stands_in_the_history(ada):
    bring(by=ada)
    story = Article.objects.get()
    assert [author.user for author in story.authors.all()] == [ada]
    assert story.history.get().history_user == ada


def test_who_may_not_write_loads_nothing(noor):
    with pytest.raises(NotAllowed, match="You may not write stories"):
        bring(by=noor)
    assert not Article.objects.exists()


def test_loading_the_same_file_again_writes_nothing(story):
    rows = story.history.count()
    assert bring() == Imported(Outcome.UNCHANGED)
    again = fresh(story)
    assert (again.version, again.modified, story.history.count()) == (1, story.modified, rows)


def test_white_space_and_line_ends_are_no_change(story):
    assert bring("\ufeff" + RAW.replace("\r\n", "\n").strip() + "\n\n\n") == Imported(Outcome.UNCHANGED)


def test_a_changed_file_updates_the_draft_that_nobody_touched_and_its_claims_follow(story, vera):
    kept, gone = (
        a_claim(story, vera, "cut duties on 24 goods"),
        a_claim(story, vera, "The minister called it a beginning"),
    )
    changed = RAW.replace("They agreed", "After a long night they agreed").replace("called it a beginning", "left")
    imported = bring(changed, reason="seeds/geneva.txt")
    story = fresh(story)
    assert (imported.outcome, imported.added, imported.removed) == (Outcome.CHANGED, 1, 1)
    assert imported.claims == ((1, "moved"), (2, "lost"))
    assert "After a long night they agreed" in story.body
    assert (story.version, story.history.count(), story.import_sha256) == (2, 2, import_sha256(story))
    assert story.history.first().history_change_reason == "seeds/geneva.txt"
    assert [fresh(claim).anchor_state for claim in (kept, gone)] == ["anchored", "lost"]
    assert bring(changed) == Imported(Outcome.UNCHANGED)


def test_a_lost_claim_comes_back_with_the_words_of_the_file(story, vera):
    claim = a_claim(story, vera, "cut duties on 24 goods")
    bring(RAW.replace("cut duties on 24 goods", "meet again"))
    assert fresh(claim).anchor_state == "lost"
    assert bring().claims == ((1, "back"),)
    assert fresh(claim).anchor_state == "anchored"


def test_a_headline_in_the_file_ends_the_provisional_one(story):
    bring(RAW.replace("2024-03-05 The", "2024-03-05 Talks in Geneva\n\nThe"))
    assert (fresh(story).headline, fresh(story).headline_provisional) == ("Talks in Geneva", False)


def test_an_editors_text_is_never_overwritten_and_the_file_waits_beside_it(story, vera):
    save_article(fresh(story), by=vera, headline="Duties fall on 24 goods")
    changed = RAW.replace("24 goods", "30 goods")
    assert bring(changed).outcome == Outcome.PROPOSED
    assert (fresh(story).headline, fresh(story).body, story.history.count()) == ("Duties fall on 24 goods", BODY, 2)
    waiting = ProposedRevision.objects.get()
    wanted = arrival(changed).row
    said = {name: getattr(wanted, name) for name in IMPORTED} | {"work_type": ""}
    assert {name: getattr(waiting, name) for name in IMPORTED} == said
    assert (waiting.article, waiting.place, waiting.import_sha256) == (story, "seeds/geneva.txt", wanted.import_sha256)


def test_what_a_file_does_not_speak_of_is_never_proposed_away(story, vera):
    save_article(fresh(story), by=vera, byline="Vera", tag_list="Duties", standfirst="Short.", work_type="analysis")
    told = bring(RAW.replace("24 goods", "30 goods"))
    assert (told.outcome, told.added, told.removed) == (Outcome.PROPOSED, 1, 1)
    waiting = ProposedRevision.objects.get()
    assert [change.name for change in changes(waiting)] == ["body"]
    save_article(fresh(story), by=vera, byline="Vera and Ada")  # later on, too
    accept(waiting, by=vera, fields=["body"])
    left = fresh(story)
    assert (left.byline, left.tag_list, "30 goods" in left.body) == ("Vera and Ada", "Duties", True)


def test_a_file_that_speaks_of_less_than_before_takes_nothing_away_and_is_known_again(db):
    said = "---\ndate: 2024-03-05\ntags: [Duties]\nbyline: Ada\n---\nThey met.\n"
    import_stories([arrival(said, markdown=True)])
    less = "---\ndate: 2024-03-05\n---\nThey met again.\n"
    assert [import_stories([arrival(less, markdown=True)])[0].outcome.value for _time in range(2)] == [
        "changed",
        "unchanged",
    ]
    article = Article.objects.get()
    assert (article.tag_list, article.byline, article.import_sha256) == ("Duties", "Ada", import_sha256(article))
    twice = arrival(less.replace("again", "twice"), markdown=True)
    assert import_stories([twice])[0].outcome == Outcome.CHANGED


def test_the_same_changed_file_is_proposed_once_and_another_one_again(story, vera):
    save_article(fresh(story), by=vera, byline="Vera")
    seen = [bring(RAW.replace("24 goods", f"{number} goods")).outcome.value for number in ("30", "30", "31", "24")]
    assert seen == ["proposed", "unchanged", "proposed", "unchanged"]
    assert ProposedRevision.objects.count() == 2


def test_a_change_that_an_editor_made_already_is_no_change(story, vera):
    save_article(fresh(story), by=vera, body=BODY.replace("24 goods", "30 goods"))
    assert bring(RAW.replace("24 goods", "30 goods")) == Imported(Outcome.UNCHANGED)
    assert not ProposedRevision.objects.exists()


def test_a_released_story_is_not_touched_though_its_text_is_that_of_the_import(ada, vera):
    bring(RAW.replace("2024-03-05 The", "2024-03-05 Talks in Geneva\n\nThe"), by=ada)
    story = ready(Article.objects.get(), by=vera)
    publish(story, by=vera, override="Nothing in it is a claim.")
    assert bring().outcome == Outcome.PROPOSED
    assert (fresh(story).headline, fresh(story).state) == ("Talks in Geneva", "released")


def test_a_ready_story_that_a_file_changes_is_a_draft_again(story, vera):
    story = ready(story, by=vera)
    bring(RAW.replace("24 goods", "30 goods"))
    assert fresh(story).state == "draft"


def test_a_reporter_does_not_change_the_story_of_somebody_else_by_a_file(story, ada):
    with pytest.raises(NotAllowed, match="You may edit your own stories only"):
        bring(RAW.replace("24 goods", "30 goods"), by=ada)
    assert fresh(story).body == BODY


def test_foretelling_writes_nothing_and_says_what_a_load_then_does(story, vera):
    a_claim(story, vera, "cut duties on 24 goods")
    arrivals = [arrival(RAW.replace("They", "So they")), arrival(MARKDOWN, "new", markdown=True)]
    before = Article.objects.count(), Article.history.count(), Tag.objects.count()
    foretold = import_stories(arrivals, write=False)
    assert (Article.objects.count(), Article.history.count(), Tag.objects.count()) == before
    assert foretold == import_stories(arrivals)
    assert [imported.outcome for imported in foretold] == [Outcome.CHANGED, Outcome.CREATED]


def test_of_stories_that_come_together_all_are_loaded_or_none(ada, story):
    with pytest.raises(NotAllowed):
        import_stories([arrival(ref="fresh"), arrival(RAW.replace("24 goods", "30 goods"))], by=ada)
    assert list(Article.objects.values_list("import_ref", flat=True)) == ["geneva"]
    assert not ArticleAuthor.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_number_of_new_stories(db, django_assert_num_queries):
    arrivals = [arrival(ref=f"story-{number}") for number in range(20)]
    with django_assert_num_queries(5):
        import_stories(arrivals)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("byline: " + "x" * 201, "byline: Ensure this value has at most 200 characters (it has 201)."),
        (
            "tags: [" + "x" * 101 + "]",
            "tag_list: The tag “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…” is longer than 100 characters.",
        ),
    ],
)
def test_a_value_that_no_column_holds_is_an_error_of_its_file(line, sentence):
    text = f"---\ndate: 2024-03-05\n{line}\n---\nThe two sides met.\n"
    with pytest.raises(SeedError) as refused:
        arrival(text, markdown=True)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    "text",
    [
        "<b>Bold</b> & “quoted” – it’s 5 < 6 in the U.S. today.",
        "An accent apart: e\u0301. A zero\u200bwidth space. A no-break\u00a0space.",
        "• one thing\n• another thing",
        "x " * 5000 + ".",
    ],
)
def test_what_the_database_gives_back_has_the_hash_that_was_stored(text, db):
    bring(f"date 2024-03-05 Title\n\nFirst paragraph.\n\n{text}")
    story = Article.objects.get()
    assert import_sha256(story) == story.import_sha256
