"""The evidence dossier of an edition: what is in it, what is not, and that it stays the same."""

import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from articles.checking import record_check
from articles.citing import cite
from articles.claiming import after_source_change
from articles.editing import save_article
from articles.evidence.enums import EvidenceKind
from articles.evidence.exporting import export_evidence
from articles.models import EditionContent, Publication
from articles.noticing import retract_source
from articles.publishing import publish, withdraw
from articles.redacting import ask_redaction, confirm_redaction
from policydesk.lib.errors import NotAllowed, Refused
from sources.archiving import keep_upload
from sources.excerpting import take_extract
from sources.models import SnapshotText
from sources.reading import add_translation, type_text
from sources.registering import change_source
from tests.articles.evidence.dossiers import PAGE, dossier, opened, published_story, told
from tests.desk import desk, page
from tests.pages import text_of
from tests.sources.copies import shared_copy
from tests.stories import BODY, PASSAGE, a_claim, a_source, a_story, fresh, ready

KINDS = ("internal", "shareable")


@pytest.fixture
def made(ada, boris, vera):
    return published_story(ada, boris, vera)


def names(files):
    return sorted(name for name in files if name.startswith("copies/"))


# --- What is in it ------------------------------------------------------------------------------------------
def test_the_internal_one_has_every_copy_of_public_sources_and_the_shareable_one_what_readers_may_have(made):
    first, memo = made.shared.public_id, made.memo.public_id
    internal, shareable = (opened(dossier(made.edition, kind)) for kind in KINDS)
    assert names(internal) == sorted(
        [f"copies/{first}-1.words.txt", f"copies/{first}-2.html.txt", f"copies/{first}-2.words.txt",
         f"copies/{memo}-1.txt", f"copies/{memo}-1.words.txt"]
    )  # fmt: skip
    assert names(shareable) == [f"copies/{first}-2.html.txt", f"copies/{first}-2.words.txt"]
    assert shareable[f"copies/{first}-2.html.txt"].decode() == PAGE
    assert [row["left_out"] for row in told(shareable)["copies"]] == [
        "Words that the desk typed; no copy of the document.", "", "For the desk alone when this edition went out.",
    ]  # fmt: skip
    assert [row.get("note") for row in told(internal)["copies"]] == ["", "A clerk gave it.", ""]
    assert b"A clerk gave it" not in dossier(made.edition, "shareable")


@pytest.mark.parametrize("kind", KINDS)
def test_a_source_that_is_not_public_is_described_and_gives_nothing_away(made, kind):
    data = dossier(made.edition, kind)
    assert (b"a delegate" in data, b"ebulon" in data) == (True, False)


def test_what_was_sealed_is_in_it_byte_for_byte_and_hashes_to_what_the_chain_says(made):
    files, edition = opened(dossier(made.edition, "shareable")), made.edition
    sealed = {name: hashlib.sha256(files[name]).hexdigest() for name in ("edition.json", "seal.json")}
    assert sealed == {"edition.json": edition.content_sha256, "seal.json": edition.digest}
    assert json.loads(files["edition.json"]) == EditionContent.objects.get(pk=edition.pk).content
    assert json.loads(files["seal.json"])["previous_digest"] == edition.previous_digest
    assert edition.digest in files["index.html"].decode()


def test_passages_have_their_place_in_the_words_of_a_copy_and_checks_who_and_when(made, boris):
    internal, shareable = (opened(dossier(made.edition, kind)) for kind in KINDS)
    passage = next(row for row in told(internal)["passages"] if row["claim"] == made.claim.public_id)
    words = internal[f"copies/{made.shared.public_id}-{passage['copy']}.words.txt"].decode()
    assert (passage["copy"], words[passage["start"] : passage["end"]]) == (2, PASSAGE)  # the page, not the extract
    checks = told(internal)["checks"]
    assert [(row["number"], row["by"], row["note"], row["printed"]) for row in checks if row["number"] == 2] == [
        (2, "Boris Check", "", False), (2, "Boris Check", "Read again.", True),
    ]  # fmt: skip
    assert [(row["number"], row["by"]) for row in told(shareable)["checks"]] == [(1, "Boris Check"), (2, "Boris Check")]


def test_a_passage_in_typed_words_has_its_place_in_them_and_words_typed_later_are_none_of_its_evidence(
    ada, boris, vera
):
    story, source = a_story(ada), a_source(ada)
    scans = [
        keep_upload(source, ContentFile(b"\x89PNG\r\n\x1a\n" + name, "scan.png"), by=ada).snapshot
        for name in (b"1", b"2")
    ]
    type_text(scans[0], "They agreed to cut duties on 24 goods.", by=boris)
    claim = a_claim(story, ada)
    cite(claim, source, by=ada, passage="cut duties on 24 goods", directness="primary")
    record_check(fresh(claim), "confirmed", by=boris)
    edition = publish(ready(story, by=vera), by=vera)
    assert "words typed from the scan by Boris Check" in edition.page.html
    before = dossier(edition)
    type_text(scans[1], "They agreed to cut duties on 24 goods, and more.", by=ada)
    assert dossier(edition) == before
    files = opened(before)
    (passage,) = told(files)["passages"]
    words = files[f"copies/{source.public_id}-1.words.txt"].decode()
    assert (passage["copy"], words[passage["start"] : passage["end"]]) == (1, "cut duties on 24 goods")
    assert [(row["typed_by"], bool(row["words"])) for row in told(files)["copies"]] == [
        ("Boris Check", True),
        ("", False),
    ]
    assert "typed from the scan by <bdi>Boris Check</bdi>" in files["index.html"].decode()


def test_its_provenance_says_what_was_derived_and_quoted_and_what_a_check_used(made):
    prov = json.loads(opened(dossier(made.edition))["prov.json"])
    source, claim = made.shared.public_id, made.claim.public_id
    derived = [(row["prov:generatedEntity"], row["prov:usedEntity"]) for row in prov["wasDerivedFrom"].values()]
    assert (f"pd:copy:{source}:2", f"pd:source:{source}") in derived
    quoted = {"$": "prov:Quotation", "type": "xsd:QName"}
    assert {
        "prov:generatedEntity": f"pd:passage:{claim}:1", "prov:usedEntity": f"pd:copy:{source}:2", "prov:type": quoted,
    } in prov["wasDerivedFrom"].values()  # fmt: skip
    check = made.claim.checks.latest("pk")
    assert {"prov:activity": f"pd:check:{check.pk}", "prov:entity": f"pd:passage:{claim}:1"} in prov["used"].values()
    named = {row[key] for kind in ("wasDerivedFrom", "used") for row in prov[kind].values() for key in row if key != "prov:type"}  # fmt: skip
    assert named <= set(prov["entity"]) | set(prov["activity"])


# --- It stays the same ---------------------------------------------------------------------------------------
def test_the_dossier_of_edition_1_is_byte_identical_after_edition_3(made, ada, boris, vera, django_user_model):
    """Scenario 12: its second half. The desk changes whatever it may; what was published is proved as before."""
    before = {kind: dossier(made.edition, kind) for kind in KINDS}
    for number, words in enumerate(("Zurich", "Vienna"), start=2):
        save_article(
            fresh(made.story), by=vera, body=BODY.replace("on tariffs.", f"on tariffs. They go on in {words}.")
        )
        publish(ready(made.story, by=vera), by=vera)
        assert Publication.objects.get().edition.number == number
        assert {kind: dossier(made.edition, kind) for kind in KINDS} == before
    keep_upload(fresh(made.memo), ContentFile(b"The delegations agreed to meet in June. Twice.", "b.txt"), by=ada)
    shared_copy(fresh(made.shared), "Other words altogether.", by=vera)
    take_extract(fresh(made.memo), "Typed later.", by=ada, at=timezone.now() - timedelta(days=900))
    add_translation(made.memo.snapshots.first(), "Eine Fassung.", by=vera, language="de", kind="own")
    change_source(fresh(made.memo), by=vera, title="Another name", public_copy="licensed", authors="N. Body")
    after_source_change(made.memo, by=vera)
    record_check(fresh(made.claim), "partly", by=boris, note="Half of it.")
    retract_source(fresh(made.shared), by=vera, reason="It was forged.")
    django_user_model.objects.filter(pk=boris.pk).update(first_name="Bo", last_name="Else")
    assert {kind: dossier(made.edition, kind) for kind in KINDS} == before


def test_rights_that_end_take_the_copy_out_and_rights_that_come_later_bring_none_in(made, vera):
    change_source(fresh(made.shared), by=vera, public_copy="none")
    change_source(fresh(made.memo), by=vera, public_copy="own")
    files = opened(dossier(made.edition, "shareable"))
    assert names(files) == []
    assert [row["left_out"] for row in told(files)["copies"]][1:] == [
        "For the desk alone: its rights allow no more.", "For the desk alone when this edition went out.",
    ]  # fmt: skip
    change_source(fresh(made.memo), by=vera, confidentiality="confidential", described_as="an official")
    files = opened(dossier(made.edition, "internal"))
    assert told(files)["copies"][2]["left_out"] == "The source is not public any more."
    assert not [name for name in names(files) if made.memo.public_id in name]


def test_a_source_hidden_after_print_is_named_still_and_so_the_dossier_says_it_and_is_not_handed_over(made, ada, vera):
    change_source(fresh(made.memo), by=vera, confidentiality="background", described_as="an official")
    page = text_of(opened(dossier(made.edition))["index.html"].decode())
    number = next(row["number"] for row in made.edition.content.content["sources"] if row["title"] == made.memo.title)
    assert f"Source {number} is not public any more, and this version names it as it did in print" in page
    assert "never named" not in page
    with pytest.raises(Refused, match=rf"names sources that are not public any more \({number}\)"):
        dossier(made.edition, "shareable")
    change_source(fresh(made.memo), by=vera, confidentiality="public")
    assert "not public any more" not in text_of(opened(dossier(made.edition, "shareable"))["index.html"].decode())


def test_texts_of_copies_that_the_edition_does_not_name_are_not_read(made, vera, monkeypatch):
    for number in range(3):
        shared_copy(fresh(made.shared), f"{PASSAGE}, {number} times.", by=vera)
    read, load = [], SnapshotText.from_db.__func__
    monkeypatch.setattr(SnapshotText, "from_db", classmethod(lambda *row: read.append(load(*row)) or read[-1]))
    dossier(made.edition)
    named = SnapshotText.objects.filter(snapshot__in=made.shared.snapshots.order_by("pk")[:2])
    assert {row.pk for row in read if row.snapshot.source_id == made.shared.pk} == {row.pk for row in named}
    with pytest.raises(Refused, match="The copies have more than 0 MB"):
        export_evidence(fresh(made.edition), EvidenceKind.INTERNAL, io.BytesIO(), largest=100)


def test_an_embargo_holds_a_copy_back_and_brings_it_back_as_it_was(made, vera):
    before = dossier(made.edition, "shareable")
    change_source(fresh(made.shared), by=vera, embargo_until=timezone.now() + timedelta(days=1))
    assert names(opened(dossier(made.edition, "shareable"))) == []
    change_source(fresh(made.shared), by=vera, embargo_until=timezone.now() - timedelta(days=1))
    assert dossier(made.edition, "shareable") == before


def test_what_the_law_took_out_is_in_no_dossier_and_each_says_so(made, vera, ines):
    asked = ask_redaction(
        made.story, "delegations agreed", by=ines, basis="order", reference="1/24", reason="An order."
    )
    confirm_redaction(asked, by=vera)
    for kind in KINDS:
        data = dossier(made.edition, kind)
        files = opened(data)
        assert b"delegations agreed" not in data
        assert "Words were removed from this version on" in files["index.html"].decode()
        seal = told(files)["seal"]
        assert seal["content_sha256"] == made.edition.content_sha256
        assert seal["redacted"]["content_sha256"] == hashlib.sha256(files["edition.json"]).hexdigest()
        assert seal["redacted"]["row_sha256"] == hashlib.sha256(files["seal.json"]).hexdigest()
        assert told(files)["copies"][1]["left_out"] == "Its file was removed for legal reasons."


# --- When there is none --------------------------------------------------------------------------------------
def test_a_withdrawn_story_is_not_handed_over_and_its_withdrawal_has_no_evidence(made, vera):
    gone = withdraw(fresh(made.story), by=vera, reason="Forged.")
    assert opened(dossier(made.edition, "internal"))
    with pytest.raises(Refused, match="The story is withdrawn: its evidence is for the desk alone"):
        dossier(made.edition, "shareable")
    with pytest.raises(Refused, match="A withdrawal has no evidence"):
        dossier(gone, "internal")


def test_what_does_not_agree_with_its_seal_or_lost_a_file_is_not_proved(made):
    storages["copies"].delete(made.memo.snapshots.get().file.name)
    with pytest.raises(Refused, match="The file of this copy is missing"):
        dossier(made.edition, "internal")
    assert opened(dossier(made.edition, "shareable"))
    content = EditionContent.objects.get(pk=made.edition.pk)
    content.content["article"]["byline"] = "Somebody Else"
    content.save()
    with pytest.raises(Refused, match="The edition does not agree with its seal"):
        dossier(made.edition, "shareable")


# --- Who may have it ---------------------------------------------------------------------------------------
def test_it_is_for_who_reads_the_story_at_the_desk_and_says_the_same_to_each(made, ada, boris, vera, noor):
    assert {dossier(made.edition, "internal", by=who) for who in (ada, boris, vera)} == {dossier(made.edition)}
    with pytest.raises(NotAllowed, match="You may not have the evidence of this edition"):
        dossier(made.edition, "internal", by=noor)


def test_the_page_of_an_edition_gives_both_kinds_as_files(made, boris):
    html = desk(boris).get(page("articles_edition_change", made.edition.pk)).content.decode()
    for kind in KINDS:
        address = page("articles_edition_evidence", made.edition.pk, kind)
        answer = desk(boris).get(address)
        assert (address in html, answer.getvalue()) == (True, dossier(made.edition, kind))
        assert answer["Content-Disposition"] == (
            f'attachment; filename="talks-on-tariffs-end-in-geneva-edition-1-{kind}.zip"'
        )
    assert desk(boris).get(page("articles_edition_evidence", made.edition.pk, "other")).status_code == 404
