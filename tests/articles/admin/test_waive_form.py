"""The claims page shows how passages stand in their copies, what the second test asks, and lets a checker waive it."""

from articles.citing import cite
from articles.models import Waiver
from tests.desk import claims_page, desk, problems, sent, told
from tests.sources.copies import a_copy
from tests.stories import a_claim, a_source, a_story, fresh


def test_a_checker_sees_what_differs_and_waives_it_with_one_click_and_a_reason(ada, boris):
    claim = a_claim(a_story(ada), ada)  # “agreed to cut duties on 24 goods”
    source = a_source(ada)
    a_copy(source, "They agreed to cut duties on 26 goods.\n\nNobody spoke.", by=ada)
    cite(claim, source, by=ada, passage="agreed to cut duties on 25 goods")
    address = claims_page(claim.article, claim)
    page = desk(boris).get(address).content.decode()
    for shown in (
        "Almost: a few words differ from the saved copy.",
        "The copy says “26” there; the passage does not.",
        "Its passage from “Joint communiqué” says “25” where the claim says “24”.",
        "Paragraph 1.",
        'value="kind=number&amp;words=24&amp;other=25"',
    ):
        assert shown in page
    form = {"do": "waive", "item": "kind=number&words=24&other=25", "version": str(fresh(claim).version)}
    refused = desk(boris).post(address, form | {"reason": ""}).content.decode()
    assert "Say why the passages need not say it." in refused
    done = desk(boris).post(address, form | {"reason": "A slip of the ministry."}, follow=True).content.decode()
    assert "Waived by" in done
    assert "A slip of the ministry." in done
    again = {"do": "waive", "again": str(Waiver.objects.get().pk), "version": str(fresh(claim).version)}
    assert "The waiver was taken back." in desk(boris).post(address, again, follow=True).content.decode()
    assert "Waive “24”" not in desk(ada).get(address).content.decode()  # who wrote the claim waives nothing


def test_enter_without_a_button_waives_the_one_item_and_names_several(ada, boris):
    claim = a_claim(a_story(ada), ada)
    cite(claim, a_source(ada), by=ada, passage="agreed to cut duties on 25 goods")
    client, address = desk(boris), claims_page(claim.article, claim)
    assert told(sent(client, address, "waive", reason="A slip of the ministry.")) == ["Waived."]
    assert Waiver.objects.get().words == "24"
    assert problems(sent(client, address, "waive", reason="A slip.")) == ["Nothing is asked about this claim now."]
    longer = a_claim(
        claim.article, ada, "on Monday for talks on tariffs.\n\nWhat was agreed\n\nThey agreed to cut duties on 24"
    )
    cite(longer, a_source(ada, "Minutes"), by=ada, passage="nothing was said about any of it")
    refused = sent(client, claims_page(longer.article, longer), "waive", reason="A slip.")
    assert problems(refused)[0].startswith("Press the button of what you waive: “")
    assert Waiver.objects.count() == 1


def test_enter_in_the_field_of_the_reason_takes_nothing_back(ada, boris):
    claim = a_claim(a_story(ada), ada)
    cite(claim, a_source(ada), by=ada, passage="agreed to cut duties on 25 goods")
    client, address = desk(boris), claims_page(claim.article, claim)
    sent(client, address, "waive", reason="A slip of the ministry.")
    page = client.get(address).content.decode()
    form = page[page.index('value="waive"') :].partition("</form>")[0]
    assert ('name="again"' in form, 'name="reason"' in form) == (True, False)
