"""Dossiers on their way out: the same bytes after the first pass, and nobody's identity."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from actors.models import Actor
from articles.claiming import retire_claim
from articles.models import Claim
from commitments.models import Commitment, StatusProposal
from commitments.tracking import confirm, return_proposal
from policydesk.dossiers.exporting import export_dossier, export_story
from policydesk.lib.errors import Refused
from sources.models import Source
from sources.registering import change_source
from tests.dossiers import DOSSIER, bring_text, write_story
from tests.stories import a_claim, a_story

pytestmark = pytest.mark.django_db


@contextmanager
def another_desk():
    """A desk with nothing but the story; afterwards the one from before is back."""
    with transaction.atomic():
        write_story()
        yield
        transaction.set_rollback(True)


def test_what_was_loaded_comes_out_byte_for_byte():
    with another_desk():
        bring_text()
        assert export_dossier("talks").text == DOSSIER


def test_an_export_loads_into_an_empty_desk_and_comes_out_the_same(boris, vera):
    with another_desk():
        bring_text(
            DOSSIER.replace("- slug: china", "- slug: zh-china")
            .replace(": china", ": zh-china")
            .replace("- china", "- zh-china")
        )
        change_source(Source.objects.get(import_ref="readout"), by=vera, title="- “Quoted”: yes # no\t'x' \\ 中国 🙂")
        confirm(StatusProposal.objects.order_by("pk").first(), by=boris)
        exported = export_dossier("talks")
    with another_desk():
        assert not bring_text(exported.text).brought[0].before
        again = export_dossier("talks")
        assert StatusProposal.objects.count() == 2
    assert (again, exported.left_out) == (exported, [])


def test_what_a_story_stands_on_is_exported_whoever_made_it(vera):
    with another_desk():
        bring_text()
        made = a_claim(Claim.objects.first().article, vera, "The two sides met in Geneva on Monday.")
        exported = export_story("talks")
        assert f"- id: {made.public_id}\n  story: talks\n" in exported.text
        assert "slug: meet-again" in exported.text  # the commitment that is reported needs it
    with another_desk():
        bring_text(exported.text)
        assert export_dossier("talks") == exported


def test_what_no_other_desk_could_place_is_left_out_and_named(vera):
    with another_desk():
        bring_text()
        claim = Claim.objects.get(import_ref="duties")
        retire_claim(claim, by=vera, reason="No claim.")
        exported = export_dossier("talks")
        assert exported.left_out == ["claim duties is left out: it was retired."]
        assert ("id: duties" in exported.text, "reported_in" in exported.text) == (False, False)
        own = a_claim(a_story(vera), vera)
        Commitment.objects.get(slug="cut-duties").reports.create(claim=own)
        assert f"claim {own.public_id} is left out: its story did not come in by an import and has no key." in (
            export_dossier("talks").left_out
        )


def test_a_returned_proposal_is_not_exported(vera):
    with another_desk():
        bring_text()
        return_proposal(StatusProposal.objects.order_by("pk").first(), by=vera, reason="Not enough.")
        assert export_dossier("talks").text.count("- status:") == 1


def test_of_a_source_that_is_not_public_only_its_description_goes_out(vera):
    with another_desk():
        bring_text()
        source = Source.objects.get(import_ref="readout")
        canary = {"title": "Canary One", "authors": "Canary Two", "url": "https://canary.example/three"}
        change_source(source, by=vera, confidentiality="confidential", described_as="a clerk", **canary)
        text = export_dossier("talks").text
        assert "anary" not in text
        assert (
            "- id: readout\n  kind: speech\n  source_class: primary_official\n"
            "  confidentiality: confidential\n  described_as: a clerk\n"
        ) in text
        bring_text(text)  # and coming back it blots nothing out
        source.refresh_from_db()
        assert (source.title, source.authors) == ("Canary One", "Canary Two")


def test_an_unknown_dossier_or_story_is_refused():
    for export in (export_dossier, export_story):
        with pytest.raises(Refused, match="nowhere"):
            export("nowhere")


def test_a_dossier_brings_along_what_it_refers_to():
    with another_desk():
        bring_text("dossier: first\ntitle: First\nactors: [{slug: us, kind: state, name: US}]")
        bring_text("dossier: second\ntitle: Second\nsources: [{id: x, title: X, publisher: us}]")
        assert export_dossier("second").text == (
            "dossier: second\ntitle: Second\nactors:\n- slug: us\n  kind: state\n  name: US\n"
            "sources:\n- id: x\n  title: X\n  publisher: us\n"
        )
        assert Actor.objects.get().import_dossier == "first"
