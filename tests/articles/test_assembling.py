"""The content of an edition, as the page that documents it says."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from actors.registering import register_actor
from articles.checking import record_check
from articles.citing import cite
from articles.publishing import publish
from articles.seeking import ADDRESSES, PROSE
from sources.interviewing import see_notes
from sources.reading import add_translation, type_text, vouch_for
from sources.registering import change_source
from tests.articles.test_blanking import OPAQUE, keys_of_texts
from tests.sources.copies import a_copy
from tests.sources.test_interviewing import SAID, an_interview
from tests.stories import a_claim, a_source, a_story, confirmed, fresh, ready, sourced


def keys_of(value):
    """Every key at any depth."""
    if isinstance(value, dict):
        return set(value).union(*map(keys_of, value.values()))
    return set().union(*map(keys_of, value)) if isinstance(value, list) else set()


@pytest.fixture
def full(ada, boris, vera):
    """The printed content of a story that has everything an edition may hold, notes, typed words and a translation too."""
    story = a_story(ada, tag_list="tariffs")
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    scan = a_copy(a_source(ada, "Scan"), None, by=ada)
    type_text(scan, "They agreed to cut duties on 24 goods.", by=boris)
    vouch_for(add_translation(scan, "Man einigte sich.", by=vera, language="de", kind="own"), by=ada)
    cite(claim, scan.source, by=ada, passage="cut duties on 24 goods")
    talk = an_interview(ada, rules="on_record")
    see_notes(talk.interview, by=boris)
    cite(fresh(claim), talk, by=ada, passage=SAID)
    record_check(fresh(claim), "confirmed", by=boris)
    content = publish(ready(story, by=vera), by=vera).content.content
    assert {"typed_by", "seen_by", "read_by"} <= keys_of_texts(content)
    return content


def test_every_key_of_the_content_is_documented(full):
    page = (Path(settings.BASE_DIR) / "docs" / "edition-content.md").read_text(encoding="utf-8")
    assert sorted(key for key in keys_of(full) if f"`{key}`" not in page) == []


def test_every_text_that_people_wrote_is_looked_through_by_a_redaction(full):
    assert keys_of_texts(full) - PROSE - ADDRESSES - OPAQUE == set()


def test_a_confidential_source_goes_out_as_its_description(ada, boris, vera):
    story = a_story(ada)
    claim = sourced(a_claim(story, ada, kind="statement"), ada, title="Memo by X. Canary")
    source = claim.citations.get().source
    source.confidentiality, source.described_as, source.url = "confidential", "a delegate", ""
    source.save(by=vera)
    record_check(claim, "confirmed", by=boris)
    edition = publish(ready(story, by=vera), by=vera)
    assert "Canary" not in str(edition.content.content) + edition.page.html
    assert "a delegate" in edition.page.html


def test_an_unnamed_person_goes_out_by_description_as_speaker_and_as_publisher(ada, boris, vera):
    story = a_story(ada)
    person, _new = register_actor(by=vera, kind="unnamed", name="REALNAME", described_as="a delegate")
    claim = sourced(a_claim(story, ada, kind="statement", speaker=person), ada)
    change_source(claim.citations.get().source, by=ada, publisher=person)
    record_check(fresh(claim), "confirmed", by=boris)
    edition = publish(ready(story, by=vera), by=vera)
    assert "REALNAME" not in str(edition.content.content) + edition.page.html
    assert edition.content.content["sources"][0]["publisher"] == "a delegate"
    assert edition.content.content["claims"][0]["described_as"] == "a delegate"


def test_a_passage_goes_out_with_the_copy_that_holds_it_and_with_who_typed_its_words(ada, boris, vera):
    source = a_source(ada)
    scan = a_copy(source, None, by=ada, at=datetime(2024, 1, 1, tzinfo=UTC))
    page = a_copy(source, "The talks on tariffs went on.", by=ada, at=datetime(2024, 1, 2, tzinfo=UTC))
    a_copy(source, "Words of another kind.", by=ada, at=datetime(2024, 1, 3, tzinfo=UTC))
    type_text(scan, "They agreed to cut duties on 24 goods.", by=boris)
    add_translation(page, "Man sprach weiter.", by=vera, language="de", kind="own")
    claim = a_claim(a_story(ada), ada)
    for words in ("cut duties on 24 goods", "The talks on tariffs went", "nobody said this"):
        cite(claim, source, by=ada, passage=words, directness="primary")
    record_check(fresh(claim), "confirmed", by=boris)
    content = publish(ready(claim.article, by=vera), by=vera).content.content
    cited = [(row["grade"], row["copy"]) for row in content["claims"][0]["citations"]]
    assert cited == [("exact", 1), ("exact", 2), ("absent", 3)]
    (told,) = content["sources"]
    assert sorted((row["copy"], row["typed_by"]) for row in told["copies"]) == [(1, "Boris Check"), (2, ""), (3, "")]
    assert [(row["copy"], row["by"]) for row in told["translations"]] == [(2, "Vera Publish")]


def test_the_copies_of_a_work_that_many_claims_cite_are_read_once(ada, boris, vera):
    story = a_story(ada)
    source = a_source(ada)
    for words in ("The two sides", "talks on tariffs", "24 goods", "“We listened,”"):
        claim = a_claim(story, ada, words)
        cite(claim, fresh(source), by=ada, passage="They agreed to cut duties on 24 goods.", directness="primary")
        record_check(fresh(claim), "confirmed", by=boris)
    content = publish(ready(story, by=vera), by=vera).content.content
    assert [row["citations"][0]["source"] for row in content["claims"]] == [1, 1, 1, 1]
