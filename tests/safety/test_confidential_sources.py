"""Who a confidential source is, what its files are called and what stands in them reaches nobody without the right.

The words stand where the desk keeps such words, and the same look by somebody who may know finds them: it could leak.
"""

import io
from datetime import date
from types import SimpleNamespace
from urllib.parse import urljoin

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import NoReverseMatch

from actors.registering import register_actor
from articles.checking import record_check
from articles.citing import cite
from articles.models import Edition, Publication
from articles.publishing import publish
from articles.redacting import ask_redaction
from policydesk.lib.errors import NotAllowed
from sources.archiving import keep_upload
from sources.enums import TranslationKind
from sources.excerpting import take_extract
from sources.identifying import TELLING, write_identity
from sources.interviewing import write_interview
from sources.models.identity import SourceIdentity
from sources.reading import add_translation
from sources.registering import change_source
from tests.conftest import person
from tests.desk import desk, page
from tests.policydesk.test_roles_matrix import MATRIX, address
from tests.safety.addresses import public_addresses
from tests.safety.crawling import ask, tables_holding
from tests.stories import a_claim, a_source, a_story, confirmed, fresh, ready

MOLE = "maulwurf"
PASSAGE = "the two delegations met twice in secret in the spring"
CLOSE = "They agreed to cut, so he said, duties on 24 goods within a year"
WORDS = f"Dear {MOLE}, {PASSAGE}, as {MOLE} told. They agreed to cut, so {MOLE} said, duties on 24 goods within a year."
BLIND = ("reporter", "checker", "publisher", "auditor", "administrator")  # who must not know, by their role alone
OWN = ("source", "sourceidentity", "article", "claim", "check", "edition", "publication", "redactionrequest")


@pytest.fixture
def rows(ada, boris, vera, ines):
    """A published story on a confidential source of Ada's, whose identity, file, note and copy are full of the word."""
    story = a_story(ada)
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    source = a_source(
        ada, f"A letter of {MOLE}", url=f"https://{MOLE}.example/", confidentiality="confidential",
        described_as="a delegate", source_class="own_reporting", kind="personal_communication",
        publisher=register_actor(by=ines, kind="organisation", name="The Quiet Press")[0],
    )  # fmt: skip
    identity = SourceIdentity(
        source=source, name=f"{MOLE} Müller", contact=f"{MOLE}@example.org", grounds=f"Promised to {MOLE}."
    )
    write_identity(identity, by=ada)
    cite(claim, source, by=ada, passage=PASSAGE, stance="context")
    cite(fresh(claim), source, by=ada, passage=CLOSE, stance="context")  # the copy says other words
    change_source(source, by=ada, authors=f"{MOLE} Müller")  # the history of the story has it
    keep_upload(source, ContentFile(WORDS.encode(), f"{MOLE}.txt"), by=ada, note=f"{MOLE} gave it.")
    given = source.snapshots.get()
    add_translation(given, f"Lieber {MOLE}!", by=ada, language="de", kind=TranslationKind.OFFICIAL, translator=MOLE)
    take_extract(source, f"{MOLE} came late.", by=ada, note=f"{MOLE} told it.")
    write_interview(
        source, by=ines, date=date(2024, 3, 4), medium="written", notes_by=ada, recorded=True, ground_rules="background",
        recording=f"The safe of {MOLE}.", independent_because=f"{MOLE} works for another government.",
    )  # fmt: skip
    record_check(fresh(claim), "confirmed", by=boris)  # he accepts what is only close, and signs it
    publish(ready(story, by=vera), by=vera, override="Noon.")
    asked = ask_redaction(
        fresh(story), "the minister said", by=ines, basis="order", reference="1/24", reason="An order."
    )
    return SimpleNamespace(
        article=fresh(story), claim=fresh(claim), check=claim.checks.first(), edition=Edition.objects.get(),
        publication=Publication.objects.get(), source=source, sourceidentity=identity, redactionrequest=asked,
        file_of=given.pk,
    )  # fmt: skip


def pages(rows):
    """Every address of the admin, for these rows where it is about one."""
    found = {}
    for name in MATRIX:
        kind = name.split("_")[1] if "_" in name else ""
        if name.startswith("admin:") and (kind in OWN or not kind or name.endswith("_changelist")):
            try:
                found[name] = address(name, rows)
            except NoReverseMatch:  # about a row that this desk has none of
                continue
    return found


def asking():
    """Searches, lookups and menus that would answer letter by letter."""
    through = ("identity__name", "snapshots__note", "snapshots__file__file_name", "snapshots__texts__text")
    asked = [f"q={MOLE}", *(f"{lookup}__icontains={MOLE}" for lookup in through)]
    lists = ("sources/source", "sources/sourceidentity", "articles/claim", "articles/article", "articles/edition")
    menus = (("articles", "citation", "source"), ("articles", "citation", "excerpt"), ("articles", "claim", "article"))
    yield from (f"/admin/{at}/?{query}" for at in lists for query in asked)
    for app, model, name in menus:
        yield f"/admin/autocomplete/?term={MOLE}&app_label={app}&model_name={model}&field_name={name}"


def leaks(client, addresses, word=MOLE):
    """The addresses whose answer, headers included, holds the word; what an answer repeats of the question is none."""
    found = set()
    for at in addresses:
        answer = ask(client, at)
        if answer.status_code == 302 and "/login/" not in answer["Location"]:
            answer = ask(client, urljoin(at, answer["Location"]).partition("#")[0])
        told = f"{answer.headers} {answer.getvalue().decode(errors='replace')}".casefold()
        if MOLE in at:
            for repeated in (f'value="{MOLE}"', f"={MOLE}", f"%3d{MOLE}", f"“{MOLE}”", f"“<bdi>{MOLE}</bdi>”"):
                told = told.replace(repeated, "")
        if word in told:
            found.add(at)
    return found


def test_the_word_stands_where_the_desk_keeps_such_words_and_who_may_know_finds_it(rows, ada, ines):
    assert {table for table in tables_holding(MOLE) if "historical" not in table} == {
        "sources_sourceidentity", "sources_source", "sources_snapshot", "sources_snapshotfile", "sources_snapshottext", "sources_excerpt",
        "sources_interview", "articles_checkcontent",
    }  # fmt: skip
    at = pages(rows)
    names = ("source_change", "source_history", "source_version", "source_file", "source_warc", "sourceidentity_change")
    own = {
        at["admin:articles_claim_change"],
        at["admin:articles_article_history"],
        *(at[f"admin:sources_{name}"] for name in names),
    }
    for knowing in (ada, ines):
        assert own <= leaks(desk(knowing), own)
        assert found_by(knowing, MOLE) == found_by(knowing, "quiet press") == ["a delegate"]


def found_by(user, typed):
    """What the list of sources answers to a search, by the name that the desk uses."""
    return [str(row) for row in desk(user).get("/admin/sources/source/", {"q": typed}).context["cl"].queryset]


def test_title_authors_address_and_publisher_are_found_told_and_typed_by_those_alone_who_may_know(rows, boris, ada):
    searches = (MOLE, "quiet press", "delegate", rows.source.public_id)
    assert [found_by(boris, typed) for typed in searches] == [[], [], ["a delegate"], ["a delegate"]]
    at = pages(rows)
    about = [at[f"admin:sources_source_{kind}"] for kind in ("change", "history", "version", "changelist", "csv")]
    assert leaks(desk(boris), about, "quiet press") == set()
    assert about[0] in leaks(desk(ada), about, "quiet press")
    form = desk(boris).get(about[0]).context["adminform"].form
    assert set(form.fields) & {*TELLING, "confidentiality"} == set()
    kept = {name: value for name in form.fields if (value := form[name].value()) not in (None, False)}
    answer = desk(boris).post(
        about[0], kept | {"described_as": "a delegate of one side", "title": "Found out", "confidentiality": "public"}
    )
    assert answer.status_code == 302
    source = fresh(rows.source)
    assert (source.described_as, source.title) == ("a delegate of one side", f"A letter of {MOLE}")
    with pytest.raises(NotAllowed, match="Only those who may know who a confidential source is make it known"):
        change_source(source, by=boris, confidentiality="background")


def test_what_stood_in_it_while_it_was_confidential_is_kept_when_it_becomes_public(ada, boris):
    memo = a_source(ada, "Memo", url="", authors=MOLE, confidentiality="confidential", described_as="a delegate")
    change_source(fresh(memo), by=ada, authors="")
    change_source(fresh(memo), by=ada, confidentiality="public")
    history = page("sources_source_history", memo.pk)
    versions = [f"{history}{pk}/" for pk in memo.history.values_list("pk", flat=True)]
    assert leaks(desk(boris), [history, *versions]) == set()
    assert leaks(desk(ada), [history, *versions]) == {history, versions[-1]}


def test_no_page_of_the_admin_tells_it_to_a_role_that_must_not_know(rows):
    addresses = [*pages(rows).values(), *asking()]
    assert len(addresses) > 90
    assert leaks(desk(person("all", "All", "Others", *BLIND)), addresses) == set()


@pytest.mark.parametrize("role", BLIND)
def test_nor_does_a_page_about_the_source_or_its_story_to_each_of_them_alone(rows, role):
    at = pages(rows)
    kinds = ("source_change", "source_history", "source_file", "source_warc", "sourceidentity_change", "claim_change", "article_history", "edition_evidence")  # fmt: skip
    named = [
        at[f"admin:{app}_{kind}"] for kind in kinds for app in (("sources",) if "source" in kind else ("articles",))
    ]
    internal = at["admin:articles_edition_evidence"].replace("shareable", "internal")
    client = desk(person("one", "Some", "Body", role))
    assert leaks(client, [*named, internal]) == set()
    graded = client.post(
        at["admin:articles_article_passage"], {"source": rows.source.public_id, "passage": f"{CLOSE} or so"}
    )
    assert MOLE not in graded.content.decode().casefold()
    about = [at[f"admin:sources_source_{kind}"] for kind in ("change", "history")]
    copies = [copy.sha256[:8] for copy in rows.source.snapshots.all()]
    assert [leaks(client, about, start) for start in copies] == [set(), set()]
    assert {ask(client, at[f"admin:sources_source_{name}"]).status_code for name in ("file", "warc")} == {403}


def test_no_reader_finds_it_and_no_file_that_goes_out_holds_it(rows, client, tmp_path):
    assert leaks(client, public_addresses()) == set()
    for at in ("/articles/", "/articles/index.json", "/actors/", "/commitments/"):
        nothing, answer = (client.get(f"{at}?q={word}").content.decode() for word in ("xqzvbkwn", MOLE))
        assert answer.replace(MOLE, "xqzvbkwn") == nothing
    for kind in ("internal", "shareable"):
        place = tmp_path / f"{kind}.zip"
        call_command(
            "exportevidence", rows.publication.slug, "--kind", kind, "--output", str(place), stdout=io.StringIO()
        )
        assert MOLE.encode() not in place.read_bytes().lower()
    with pytest.raises(CommandError, match="Not public"):
        call_command("exportwarc", rows.source.public_id, "--output", str(tmp_path / "a.warc"))
    assert not (tmp_path / "a.warc").exists()
