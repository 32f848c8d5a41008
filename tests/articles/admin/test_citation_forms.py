"""Attaching sources on the claims page, changing and removing them."""

from datetime import date

import pytest

from articles.cautioning import warnings
from articles.checking import record_check
from articles.citing import cite
from articles.claiming import retire_claim
from articles.gating import blockers
from articles.models import Citation
from sources.interviewing import write_interview
from sources.models import Source
from sources.reading import type_text
from sources.registering import change_source
from tests.desk import claims_page, desk, page, placed, problems, sent, told
from tests.pages import text_of
from tests.sources.copies import a_copy
from tests.stories import PASSAGE, a_claim, a_source, a_story, fresh, ready, sourced

DAY = date(2024, 1, 28)
URL = "https://www.example.org/communique?utm_source=x"


@pytest.fixture
def story(ada):
    return a_story(ada)


@pytest.fixture
def claim(story, ada):
    return a_claim(story, ada)


def test_an_unknown_address_becomes_a_draft_source_and_is_attached(claim, boris):
    answer = sent(desk(boris), claims_page(claim.article, claim), "cite", source=URL, passage=PASSAGE, locator="p. 2",
                  stance="supports", directness="primary", interested=True)  # fmt: skip
    citation, source = Citation.objects.get(), Source.objects.get()
    assert (source.draft, source.url, source.owner) == (True, "https://www.example.org/communique", boris)
    assert (citation.source, citation.excerpt.exact, citation.excerpt.locator, citation.interested) == (
        source, PASSAGE, "p. 2", True
    )  # fmt: skip
    assert told(answer) == [
        "Attached. The source is new and a draft: open it and give it its title, kind, class and publisher."
    ]


def test_a_draft_that_is_attached_again_is_not_called_new(claim, story, ada):
    sent(desk(ada), claims_page(story, claim), "cite", source=URL)
    further = a_claim(fresh(story), ada, "met in Geneva")
    again = told(sent(desk(ada), claims_page(story, further), "cite", source=URL))
    assert again == ["Attached. The source is still a draft: open it and give it its title, kind, class and publisher."]


@pytest.mark.parametrize(
    "typed", ["{title}", "{public_id}", "{title} · {public_id}", "http://example.org/Joint-communiqué/"]
)
def test_a_known_source_is_found_by_title_number_and_address(claim, ada, typed):
    source = a_source(ada)
    sent(desk(ada), claims_page(claim.article, claim), "cite",
         source=typed.format(title=source.title, public_id=source.public_id))  # fmt: skip
    assert ([row.source for row in Citation.objects.all()], Source.objects.count()) == ([source], 1)


def test_a_refused_citation_leaves_no_draft_source_and_keeps_what_was_typed(claim, ada):
    answer = sent(desk(ada), claims_page(claim.article, claim), "cite", source=URL, passage="too short")
    assert problems(answer) == ["The passage has 9 characters; fewer than 12 prove nothing. Copy more of it."]
    assert (Source.objects.count(), answer.context["bench"].cite["source"].value()) == (0, URL)


def test_a_citation_is_changed_and_taken_away(claim, ada):
    claim = sourced(claim, ada)
    row = claim.citations.get()
    client, address = desk(ada), claims_page(claim.article, claim)
    sent(client, address, f"citation-{row.pk}", stance="contradicts", note="It says the opposite.")
    assert (fresh(row).stance, fresh(row).note, fresh(row).excerpt) == (
        "contradicts",
        "It says the opposite.",
        row.excerpt,
    )
    sent(client, address, f"citation-{row.pk}", remove="1")
    assert (Citation.objects.count(), fresh(claim).status) == (0, "unsourced")


def test_a_passage_in_words_that_a_colleague_typed_says_so_when_it_is_attached_and_on_the_page(claim, ada, boris):
    source = a_source(ada)
    type_text(a_copy(source, None, by=ada), f"It says: {PASSAGE}.", by=boris)
    address = claims_page(claim.article, claim)
    answer = sent(desk(ada), address, "cite", source=source.public_id, passage=PASSAGE)
    proof = "Found word for word in words typed from the scan by Boris Check."
    assert told(answer) == [f"Attached. {proof}"]
    assert proof in text_of(desk(ada).get(address).content.decode())


def test_a_source_that_nobody_knows_is_refused_beside_its_field(claim, ada):
    answer = sent(desk(ada), claims_page(claim.article, claim), "cite", source="Atlantis Gazette", passage=PASSAGE)
    sentence = "No source is called “Atlantis Gazette”. Choose one from the list, or paste its address."
    assert placed(answer) == [("#id_cite-source", sentence)]
    assert answer.context["bench"].cite["passage"].value() == PASSAGE


def test_a_draft_source_is_a_warning_of_the_gate_until_it_is_settled(story, claim, ada, boris, vera):
    sent(desk(boris), claims_page(story, claim), "cite", source=URL, directness="primary")
    source = Source.objects.get()
    record_check(fresh(claim), "confirmed", by=boris)
    assert blockers(ready(story, by=vera)) == []  # a warning stops nothing
    way = page("sources_source_change", source.pk)
    lines = [
        ("The source “example.org/communique” is still a draft: give it its title, kind, class and publisher.", way)
    ]
    pages = [page("articles_article_publish", story.pk), claims_page(story)]
    shown = [desk(vera).get(address) for address in pages]
    assert [shown[0].context["warnings"][-1:], shown[1].context["page"].warnings[-1:]] == [lines, lines]
    assert all(f'href="{way}">The source “example.org/communique”' in answer.content.decode() for answer in shown)
    change_source(source, by=boris, draft=False, source_class="primary_official")
    assert [line for line in desk(vera).get(pages[0]).context["warnings"] if "still a draft" in line[0]] == []


def test_sources_of_retired_claims_are_no_warning(story, claim, ada):
    sent(desk(ada), claims_page(story, claim), "cite", source=URL)
    retire_claim(fresh(claim), by=ada, reason="Opinion.")
    assert [warning for warning in warnings(story) if warning.source] == []


def also_cited(client, claim, others, **typed):
    """Attach a passage to the claim and to others at once; what the page says."""
    data = {"source": "Joint communiqué", "passage": PASSAGE, "directness": "primary"} | typed
    return sent(client, claims_page(claim.article, claim), "cite", others=[row.public_id for row in others], **data)


def passages(claim):
    return [(row.excerpt.exact, row.directness, row.attached_by.username) for row in claim.citations.all()]


def test_one_passage_is_attached_to_several_claims_and_taken_back_one_by_one(story, claim, ada, boris):
    source = a_source(ada)
    second, third = a_claim(story, ada, "“We listened,”"), a_claim(story, ada, "met in Geneva")
    cite(third, source, by=ada, passage=PASSAGE, directness="secondary")
    client = desk(boris)
    answer = also_cited(client, claim, [second, third])
    assert told(answer) == ["Attached. No saved copy yet; the passage is stored, not checked. To 1 more claim, too."]
    mine = [(PASSAGE, "primary", "boris")]
    assert [passages(row) for row in (claim, second, third)] == [mine, mine, [(PASSAGE, "secondary", "ada")]]
    assert claim.citations.get().excerpt == second.citations.get().excerpt
    for left in ([[], mine], [[], []]):
        sent(client, claims_page(story), "undo")
        assert [passages(row) for row in (claim, second)] == left


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ({"source": "https://example.org/a b"}, "source"),
        ({"source": "Off the record"}, "source"),
        ({"passage": "short"}, "passage"),
        ({"passage": "x" * 1_001}, "passage"),
        ({"passage": f"{PASSAGE}\x07"}, "passage"),
        ({"passage": ""}, "passage"),
        ({"source": "Copy", "directness": "primary"}, "directness"),
    ],
)
def test_what_the_rules_refuse_of_a_source_stands_at_its_field(claim, ada, typed, place):
    talk = a_source(
        ada, "Off the record", kind="interview", confidentiality="background", described_as="Off the record"
    )
    write_interview(talk, by=ada, date=DAY, medium="phone", notes_by=ada, ground_rules="off_record")
    a_source(ada, "Copy", copy_of=a_source(ada))
    cite(claim, a_source(ada), by=ada)
    answer = sent(desk(ada), claims_page(claim.article, claim), "cite",
                  **{"source": "Joint communiqué", "passage": PASSAGE} | typed)  # fmt: skip
    assert [address for address, _sentence in placed(answer)] == [f"#id_cite-{place}"]


def test_a_passage_that_one_of_several_claims_cannot_have_is_attached_to_none(story, claim, ada, boris):
    second = a_claim(story, ada, "“We listened,”")
    a_source(ada, "Copy", copy_of=a_source(ada))
    answer = also_cited(desk(boris), claim, [second], source="Copy")
    assert problems(answer) == ["A copy is never first hand. Cite the original, or call it reporting."]
    retire_claim(fresh(second), by=ada, reason="Opinion.")
    refused = also_cited(desk(boris), claim, [second])
    assert problems(refused) == ["One of these claims is not on the story’s list any more. Choose again."]
    assert (Citation.objects.count(), refused.context["bench"].cite["passage"].value()) == (0, PASSAGE)
