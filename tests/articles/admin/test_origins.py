"""The page that asks where a claim could be from, and the citation that comes of it by the usual rule."""

import pytest
from django.core.files.base import ContentFile

from articles.models import Citation
from sources.archiving import keep_upload
from sources.retracting import retract
from tests.conftest import person
from tests.desk import claims_page, desk, filled, page, post_form, told
from tests.pages import text_of
from tests.stories import PASSAGE, a_claim, a_source, a_story, fresh

WORDS = "agreed to cut duties on 24 goods"


@pytest.fixture
def claim(ada):
    return a_claim(a_story(ada), ada)


@pytest.fixture
def source(ada):
    source = a_source(ada)
    keep_upload(source, ContentFile(f"It was announced that {PASSAGE}.".encode(), "copy.txt"), by=ada)
    return source


def origins(claim):
    return page("articles_article_origins", claim.article_id, claim.public_id)


def test_what_is_offered_is_cited_on_the_claims_page(claim, source, boris):
    client = desk(boris)
    offer = client.get(origins(claim)).context["offers"][0]
    answer = client.post(claims_page(claim.article, claim), filled(offer.form, directness="primary") | {"do": "cite"})
    citation = Citation.objects.get()
    assert (citation.claim, citation.source, citation.directness) == (claim, source, "primary")
    assert (WORDS in citation.excerpt.exact, citation.excerpt.grade) == (True, "exact")
    assert told(answer) == ["Attached. Found word for word in the saved copy."]
    assert client.get(origins(claim)).context["offers"][0].cited


def test_other_words_may_be_looked_for(claim, source, ada):
    answer = post_form(desk(ada), origins(claim), words="the two delegations")
    assert [offer.found.words for offer in answer.context["offers"]] == ["the two delegations"]


def test_a_retracted_source_and_a_reader_get_no_form(claim, source, ada, vera, db):
    auditor = person("olga", "Olga", "Audit", "auditor")
    assert [offer.form for offer in desk(auditor).get(origins(claim)).context["offers"]] == [None]
    retract(fresh(source), by=vera, reason="Forged.")
    answer = desk(ada).get(origins(claim))
    assert [offer.form for offer in answer.context["offers"]] == [None]
    assert "retracted on" in text_of(answer.content.decode())


def test_the_way_leads_from_the_claim_and_back_where_the_claim_is_gone(claim, ada):
    client = desk(ada)
    assert origins(claim) in client.get(claims_page(claim.article, claim)).content.decode()
    answer = client.get(page("articles_article_origins", claim.article_id, "nothing1"))
    assert answer.url == page("articles_article_claims", claim.article_id)
