"""Retracting a source and putting a notice on a claim, in the admin."""

import pytest

from articles.citing import cite
from articles.models import Notice
from articles.naming import still_named
from articles.publishing import publish
from sources.excerpting import add_excerpt
from sources.fields import offered_sources
from sources.models import Source
from tests.conftest import person
from tests.desk import claims_page, desk, filled, page, placed, problems, saved, told
from tests.ledger import a_commitment, published
from tests.pages import text_of
from tests.stories import PASSAGE, a_claim, a_source, a_story, confirmed, fresh, ready

REASON = "The ministry never issued it."


@pytest.fixture
def claim(ada, boris, vera):
    """A claim that readers see, on one source."""
    story = a_story(ada)
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    publish(ready(story, by=vera), by=vera)
    return fresh(claim)


@pytest.fixture
def source(claim):
    return Source.objects.get()


def retracting(source):
    return page("sources_source_retract", source.pk)


def shown(client, address):
    return text_of(client.get(address).content.decode())


def test_the_page_lists_what_stands_on_the_source_before_anything_is_done(source, claim, vera):
    text = shown(desk(vera), retracting(source))
    assert "What stands on it Stories that readers see 1 Talks on tariffs end in Geneva (edition 1)" in text
    assert "Claims on the desk 1 “They agreed to cut duties on 24 goods” in Talks on tariffs end in Geneva" in text
    assert fresh(source).retracted_at is None


def test_retracting_and_replacing_lead_to_each_other(source, vera):
    client, replacing = desk(vera), page("sources_source_replace", source.pk)
    for here, there in ((retracting(source), replacing), (replacing, retracting(source))):
        assert f'href="{there}"' in client.get(here).content.decode()


def test_a_claim_that_is_a_quotation_has_one_pair_of_marks(ada, vera):
    claim = a_claim(a_story(ada), ada, "“We listened,”")
    source = a_source(ada, "Readout of the talks")
    cite(claim, source, by=ada)
    text = shown(desk(vera), retracting(source))
    assert ("“We listened,”" in text, "““" in text) == (True, False)


def test_the_page_of_the_source_lists_what_stands_on_it_and_the_asker_may_read(source, claim, vera):
    published(a_commitment(vera, undertaking=add_excerpt(source, PASSAGE, by=vera)), vera)
    text = shown(desk(vera), page("sources_source_change", source.pk))
    assert "Stories that readers see 1 Talks on tariffs end in Geneva (edition 1)" in text
    assert "Claims on the desk 1 “They agreed to cut duties on 24 goods”" in text
    assert "Commitments 1 Open two ports" in text
    stranger = shown(desk(person("rita", "Rita", "Report", "reporter")), page("sources_source_change", source.pk))
    assert ("Commitments 1" in stranger, "They agreed to cut" in stranger) == (True, False)


def test_who_hides_a_source_learns_which_versions_still_name_it_and_what_to_do(source, claim, vera):
    client, address = desk(vera), page("sources_source_change", source.pk)
    assert "still find its name" not in shown(client, address)
    said = told(saved(client, address, confidentiality="confidential", described_as="an official"))
    assert said[0].startswith("Readers can still open 1 version that names this source")
    text = shown(client, address)
    assert "Talks on tariffs end in Geneva (edition 1): readers see it first. Publish an update of the story" in text
    assert "ask for a legal redaction from its page" in text
    assert [row.current for row in still_named(fresh(source))] == [True]


def test_a_source_is_retracted_and_taken_back(source, claim, vera):
    client = desk(vera)
    form = client.get(retracting(source)).context["form"]
    assert placed(client.post(retracting(source), filled(form))) == [
        ("#id_reason", "Write why the source counts no more: readers see it.")
    ]
    done = client.post(retracting(source), filled(form, reason=REASON))
    assert told(done) == [
        "The source is retracted. Notices stand above what readers see, and its claims need a re-check."
    ]
    text = shown(client, page("sources_source_change", source.pk))
    assert "Retracted Retracted by Vera Publish on " in text
    assert f"with this reason: {REASON}" in text
    form = client.get(retracting(source)).context["form"]
    client.post(retracting(source), filled(form, reason="It did."))
    assert fresh(source).retracted_at is None


def test_a_form_that_comes_too_late_is_refused(source, claim, ada, vera):
    form = desk(vera).get(retracting(source)).context["form"]
    source.title = "Another title"
    source.take_version()
    source.save(by=ada)
    answer = desk(vera).post(retracting(source), filled(form, reason=REASON))
    assert "changed" in problems(answer)[0]
    assert fresh(source).retracted_at is None


@pytest.mark.parametrize("name", ["ada", "boris"])
def test_only_an_editor_finds_the_way_there(request, source, claim, name):
    client = desk(request.getfixturevalue(name))
    assert "Retract…" not in shown(client, page("sources_source_change", source.pk))
    assert client.get(retracting(source)).status_code == 403


def test_lists_and_pickers_tell_a_retracted_source(source, claim, ada, vera):
    copy = a_source(ada, "As printed elsewhere", copy_of=source)
    other = a_source(ada, "Minutes")
    desk(vera).post(retracting(source), {"version": source.version, "reason": REASON})
    found = desk(vera).get(f"{page('sources_source_changelist')}?retracted=yes").context["cl"].queryset
    assert set(found) == {source, copy}
    offered = {value.partition(" · ")[0]: known for value, known in offered_sources()}
    assert [str(row) for row in (source, copy, other) if "RETRACTED" in offered[str(row)]] == [str(source), str(copy)]
    assert "retracted on" in shown(desk(vera), claims_page(claim.article, claim))


def test_a_source_made_a_copy_of_a_retracted_one_in_its_form_falls_with_it(source, claim, ada, vera):
    original = a_source(ada, "The wire")
    desk(vera).post(retracting(original), {"version": original.version, "reason": REASON})
    client, address = desk(vera), page("sources_source_change", source.pk)
    form = client.get(address).context["adminform"].form
    client.post(address, filled(form, copy_of=original.public_id) | {"_save": "Save"})
    assert fresh(source).copy_of == original
    assert Notice.objects.standing().filter(source=source).exists()


def test_a_notice_is_put_on_a_claim_and_lifted(claim, vera):
    client, address = desk(vera), page("articles_claim_notice", claim.pk)
    assert "Notice to readers" in shown(client, claims_page(claim.article, claim))
    assert problems(client.post(address, {"text": " "})) == [
        "Write what readers should know: they see it above the claim."
    ]
    assert told(client.post(address, {"text": "We are asking again."})) == ["Readers see the notice now."]
    assert "Readers see this notice above it: We are asking again." in shown(client, claims_page(claim.article, claim))
    notice = Notice.objects.get()
    assert problems(client.post(address, {"lift": notice.pk})) == [
        "Write why the notice goes: it stands in the list of notices."
    ]
    assert told(client.post(address, {"lift": notice.pk, "reason": "Settled."})) == ["The notice is lifted."]
    assert not Notice.objects.standing().exists()
