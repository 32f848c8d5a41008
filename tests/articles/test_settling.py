"""What counts as a settled claim: the same at the gate, at the workbench, in the list and on the way to the claims."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.checking import record_check, standing
from articles.citing import cite
from articles.claiming import change_claim
from articles.editing import save_article
from articles.models import Claim
from articles.settling import is_settled, unsettled
from policydesk.lib.dates import PartialDate
from sources.models import Interview, Source
from tests.desk import claims_page, desk, page
from tests.stories import BODY, a_claim, a_source, a_story, confirmed, fresh, sourced


@pytest.fixture
def story(ada):
    a_story(ada, headline="Of before")  # so that no claim has by chance the key of its story
    return a_story(ada)


def both(story, at=None):
    """How many claims are settled, by the rule for each, and by the database."""
    claims = Claim.objects.standing().with_evidence().select_related("article").filter(article=story)
    ruled = sum(is_settled(fresh(story), claim, standing(claim, at=at), at) for claim in claims)
    return ruled, claims.count() - unsettled(story, at)


def test_a_false_claim_is_settled_while_the_story_says_so_wherever_one_looks(story, ada, boris, vera):
    claim = sourced(a_claim(story, ada), ada, stance="contradicts")
    record_check(claim, "refuted", by=boris)
    assert both(story) == (0, 0)
    change_claim(fresh(claim), by=vera, refuted_passage="“We listened,”")
    assert both(story) == (1, 1)
    client = desk(vera)
    shown = client.get(claims_page(story)).context["page"]
    assert (shown.readiness, shown.next_open) == ("The one claim is resolved.", None)
    assert client.get(page("articles_article_change", story.pk)).context["panel"].claims == "Claims"
    assert ">1/1</a>" in client.get(page("articles_article_changelist")).content.decode()
    save_article(fresh(story), by=vera, body=BODY.replace("“We listened,”", "Nobody listened,"))
    assert both(story) == (0, 0)
    table = client.get(page("articles_article_changelist") + "index.csv").content.decode()
    assert ",1,0," in table
    assert "Claims (1 unresolved)" in client.get(page("articles_article_change", story.pk)).content.decode()


@pytest.mark.parametrize("day", ["event_date", "review_by"])
def test_a_day_that_passed_unsettles_what_was_checked_before_it(story, ada, boris, vera, day):
    soon = timezone.localdate() + timedelta(days=2)
    claim = a_claim(story, ada)
    change_claim(claim, by=vera, **{day: PartialDate(soon.isoformat()) if day == "event_date" else soon})
    confirmed(fresh(claim), attach=ada, check=boris)
    on, after = (datetime.combine(soon + timedelta(days=days), datetime.min.time(), ZoneInfo("UTC")) for days in (0, 2))
    assert [both(story), both(story, on), both(story, after)] == [(1, 1), (1, 1), (0, 0)]


def test_what_stands_on_words_off_the_record_is_not_settled(story, ada, boris):
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    assert both(story) == (1, 1)
    talk = Interview.objects.create(
        source=claim.citations.get().source,
        date=date(2024, 3, 1),
        medium="phone",
        notes_by=ada,
        ground_rules="on_record",
    )
    assert both(story) == (1, 1)
    Interview.objects.filter(pk=talk.pk).update(ground_rules="off_record")
    assert both(story) == (0, 0)


def test_what_stands_on_a_held_or_a_retracted_source_is_not_settled(story, ada, boris):
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    Source.objects.update(embargo_until=timezone.now() + timedelta(hours=1))
    assert both(story) == (0, 0)
    assert both(story, timezone.now() + timedelta(hours=2)) == (1, 1)
    cite(claim, a_source(ada, "Notes"), by=ada, stance="context")
    long_ago = {"retracted_at": timezone.now() - timedelta(days=9), "retracted_by": ada, "retracted_reason": "Wrong."}
    Source.objects.exclude(title="Notes").update(embargo_until=None, **long_ago)
    assert both(story) == (0, 0)
