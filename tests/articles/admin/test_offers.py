"""What the workbench asks while somebody types: which source is meant, and how a passage stands."""

import pytest
from django.core.files.base import ContentFile

from articles.citing import cite
from articles.editing import take_step
from sources.archiving import keep_upload
from sources.excerpting import take_extract
from sources.models import Excerpt, Source
from sources.registering import change_source
from tests.desk import claims_page, desk, page
from tests.pages import element, tags_of, text_of
from tests.stories import PASSAGE, a_claim, a_source, a_story, fresh, sourced


@pytest.fixture
def story(ada):
    return a_story(ada)


def offered(user, story, typed, **more):
    answer = desk(user).get(page("articles_article_sources", story.pk), {"q": typed} | more)
    html = answer.json()["options"]
    return [(tag["data-value"], tag.get("data-directness")) for tag in tags_of(html, "div")], text_of(html)


def test_sources_are_offered_by_a_part_of_the_title_those_of_this_story_first(story, ada):
    claim = sourced(a_claim(story, ada), ada, "Joint communiqué", interested=True)
    newer = a_source(ada, "Joint statement", source_class="press")
    used = Source.objects.get(title="Joint communiqué")
    rows, text = offered(ada, story, "joint")
    assert rows == [
        (f"Joint communiqué · {used.public_id}", "primary"),
        (f"Joint statement · {newer.public_id}", "reporting"),
    ]
    assert text == "Joint communiqué used 1× here · no copy Joint statement no copy"
    rows, text = rows[::-1], "Joint statement no copy Joint communiqué attached already · used 1× here · no copy"
    assert offered(ada, story, "joint", claim=claim.public_id) == (rows, text)  # another passage of it may be cited


def test_a_copy_is_offered_as_second_hand_whatever_was_said_of_it_before_it_was_called_one(story, ada):
    claim = sourced(a_claim(story, ada), ada, "Joint communiqué")
    used, original = Source.objects.get(), a_source(ada, "Read-out")
    change_source(used, by=ada, copy_of=original)
    new = a_source(ada, "Joint statement", copy_of=original)
    assert offered(ada, story, "joint")[0] == [
        (f"Joint communiqué · {used.public_id}", "secondary"),
        (f"Joint statement · {new.public_id}", "secondary"),
    ]
    cite(claim, new, by=ada, directness="reporting")  # somebody said so: it is offered again
    assert [nearness for _value, nearness in offered(ada, story, "statement")[0]] == ["reporting"]


def test_a_pasted_address_means_the_source_that_stands_there_and_an_unknown_one_offers_to_make_it(story, ada):
    known = a_source(ada, "Minutes", url="https://www.example.org/minutes/")
    rows, _text = offered(ada, story, "http://example.org/minutes?utm_source=mail")
    assert [value for value, _directness in rows] == [f"Minutes · {known.public_id}"]
    rows, text = offered(ada, story, "https://example.org/new?utm_source=mail")
    assert rows == [("https://example.org/new?utm_source=mail", None)]
    assert text.startswith("Create source from example.org/new")


def test_of_a_source_that_is_not_public_its_description_is_found_and_never_its_title(story, ada):
    a_source(ada, "Jane Doe", confidentiality="confidential", described_as="an official")
    assert offered(ada, story, "jane") == ([], "")
    assert "an official" in offered(ada, story, "official")[1]


@pytest.mark.parametrize("typed", ["", "%", "\0", "x" * 5000, "https://[", "' OR 1=1"])
def test_nothing_that_is_typed_breaks_the_list(story, ada, typed):
    offered(ada, story, typed)


def graded(user, story, source, passage):
    data = {"source": source.public_id, "passage": passage}
    answer = desk(user).post(page("articles_article_passage", story.pk), data)
    return answer.status_code, text_of(answer.json()["grade"])


def test_a_passage_is_graded_as_it_is_typed_and_nothing_is_written(story, ada):
    claim = sourced(a_claim(story, ada), ada)
    source = claim.citations.get().source
    before = Excerpt.objects.count()
    assert graded(ada, story, source, PASSAGE)[1].startswith("Found in words the desk typed from the document")
    assert graded(ada, story, source, "short") == (
        200,
        "The passage has 5 characters; fewer than 12 prove nothing. Copy more of it.",
    )
    assert "No saved copy yet" in graded(ada, story, a_source(ada, "Other"), PASSAGE)[1]
    assert Excerpt.objects.count() == before


def test_of_an_address_that_is_new_there_is_no_copy_yet(story, ada):
    new, said = Source(public_id="https://example.org/new?utm_source=mail"), "The source will be new: there is no copy"
    status, sentence = graded(ada, story, new, PASSAGE)
    assert (status, sentence) == (200, f"{said} yet to compare with.")
    assert graded(ada, story, new, "short")[1].startswith("The passage has 5 characters")
    shown = copy_of(ada, story, source=new.public_id)
    assert (shown[0], said in shown[1], "data-take" in shown[1]) == (200, True, False)
    assert "No source is called “Atlantis”" in graded(ada, story, Source(public_id="Atlantis"), PASSAGE)[1]
    assert not Source.objects.exists()


def test_who_may_not_attach_is_told_why_and_gets_no_words_of_a_copy(story, ada):
    source = a_source(ada)
    take_step(fresh(story), "send_to_check", by=ada)
    assert graded(ada, story, source, PASSAGE) == (
        403,
        "The story is being checked. Ask an editor to send it back first.",
    )
    assert desk(ada).get(page("articles_article_passage", story.pk)).status_code == 405


def test_guesses_at_a_confidential_copy_are_not_graded(story, ada, vera):
    source = a_source(vera, "Jane Doe", confidentiality="confidential", described_as="an official", owner=vera)
    keep_upload(source, ContentFile(b"My name is Maulwurf.", "notes.txt"), by=vera)
    told = {graded(ada, story, source, guess)[1] for guess in ("My name is Maulwurf.", "My name is Schmidt.")}
    assert told == {"You may not read this copy: how the passage stands is told once it is cited."}
    assert graded(vera, story, source, "My name is Maulwurf.")[1].startswith("Found word for word")


def test_a_verdict_that_meets_anothers_is_kept_or_changed_by_one_press(story, ada, boris, vera):
    claim = sourced(a_claim(story, ada), ada)
    clients = [desk(boris), desk(vera)]
    forms = [client.get(claims_page(story, claim)).context["bench"].check for client in clients]
    sent = [{"do": "check", "version": form["version"].value(), "note": "Read."} for form in forms]
    clients[1].post(claims_page(story, claim), sent[1] | {"verdict": "unsupported"})
    answer = clients[0].post(claims_page(story, claim), sent[0] | {"verdict": "confirmed"})
    text = text_of(answer.content.decode())
    assert "Vera Publish set this claim to “No source found” at " in text
    assert "You chose “Confirmed”. Change to “Confirmed” Keep “No source found”" in text


def copy_of(user, story, **asked):
    answer = desk(user).get(page("articles_article_copy", story.pk), asked)
    return answer.status_code, answer.json()["copy"]


def test_the_copy_that_a_passage_was_found_in_is_shown_with_the_passage_marked(story, ada):
    citation = sourced(a_claim(story, ada), ada).citations.get()
    take_extract(citation.source, "Newer words of the <b>same</b> document.", by=ada)
    shown = copy_of(ada, story, source=citation.source.public_id, citation=citation.pk)
    assert element(shown[1], "mark", "copy-mark").endswith(f">{PASSAGE}</mark>")
    newest = copy_of(ada, story, source=citation.source.public_id)[1]
    assert "Newer words of the &lt;b&gt;same&lt;/b&gt; document." in newest
    assert "No saved copy of it has words" in copy_of(ada, story, source=a_source(ada, "Bare").public_id)[1]


def test_the_copy_of_a_confidential_source_is_for_its_owner_and_for_editors(story, ada, boris, vera):
    hidden = a_source(ada, "Jane Doe", confidentiality="confidential", described_as="an official")
    take_extract(hidden, "They agreed on everything.", by=ada)
    told = [copy_of(user, story, source=hidden.public_id) for user in (ada, boris, vera)]
    assert [(status, "They agreed" in html) for status, html in told] == [(200, True), (403, False), (200, True)]
    assert "Jane Doe" not in told[1][1]


def test_without_a_name_those_in_whose_copies_such_words_stand_come_first_with_these_words(story, ada):
    claim = a_claim(story, ada)
    a_source(ada, "Newest")
    source = a_source(ada, "Report")
    keep_upload(
        source, ContentFile(f"It was announced that {PASSAGE}. More was not said.".encode(), "report.txt"), by=ada
    )
    a_source(ada, "Newer still")
    answer = desk(ada).get(page("articles_article_sources", story.pk), {"q": "", "claim": claim.public_id})
    first, *others = tags_of(answer.json()["options"], "div")
    assert first["data-value"] == f"Report · {source.public_id}"
    assert first["data-passage"] == "agreed to cut duties on 24 goods"
    assert [tag["data-value"].split(" ·")[0] for tag in others] == ["Newer still", "Newest"]


def test_after_those_of_the_story_comes_what_the_desk_cited_or_registered_last(story, ada, vera):
    a_source(ada, "Old")
    cited, here = a_source(ada, "Cited elsewhere"), a_claim(story, ada)
    a_source(ada, "New")
    of_story = a_source(ada, "Of the story")
    cite(here, of_story, by=ada, directness="primary")
    other = a_claim(a_story(vera), vera)
    cite(other, cited, by=vera, directness="primary")
    a_source(ada, "Newest")
    rows, _text = offered(ada, story, "")
    titles = ["Of the story", "Newest", "Cited elsewhere", "New", "Old"]
    assert [value.split(" ·")[0] for value, _directness in rows] == titles
