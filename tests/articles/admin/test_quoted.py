"""Words of a story that are a quotation bring their own marks: pages put no second ones around them."""

from articles.models import ReaderReport
from articles.noting import add_note
from articles.publishing import publish
from tests.desk import claims_page, desk
from tests.desk import page as address
from tests.stories import a_claim, a_story, confirmed, ready


def test_a_quotation_stands_in_one_pair_of_marks(ada, boris, vera):
    said = "“We listened,”"
    story, again = a_story(ada), a_story(ada, headline="Talks go on")
    claim, other = confirmed(a_claim(story, ada, said), attach=ada, check=boris), a_claim(again, ada, said)
    publish(ready(story, by=vera), by=vera)
    add_note(story, "Who was it?", by=ada, claim=claim)
    report = ReaderReport(article=story, claim=claim, edition_number=1, message="Who?", received_at=story.created)
    report.save()
    pages = [
        claims_page(again, other),
        address("articles_article_notes", story.pk),
        address("articles_readerreport_change", report.pk),
        f"/report/?claim={claim.public_id}",
    ]
    shown = [desk(vera).get(page).content.decode() for page in pages]
    assert [(said in html, "““" in html, "””" in html) for html in shown] == [(True, False, False)] * 4
