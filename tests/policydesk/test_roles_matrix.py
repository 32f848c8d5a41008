"""Every address of the desk, asked by every role. An address that is not in the table fails."""

import re
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from actors.registering import register_actor
from articles.hearing import ask_comment
from articles.models import Alert, Correction, Edition, Event, Handover, Notice, Override, ProposedRevision, Publication
from articles.noting import add_note
from articles.publishing import publish
from articles.redacting import ask_redaction, confirm_redaction
from articles.reporting import receive_report
from policydesk.models import ImportRun
from sources.archiving import keep_upload
from sources.excerpting import take_extract
from sources.models.identity import SourceIdentity
from tests.conftest import person
from tests.ledger import a_commitment, an_occasion, published, tracked
from tests.policydesk.role_addresses import address
from tests.safety.crawling import ask
from tests.sources.copies import shared_copy
from tests.stories import a_claim, a_source, a_story, confirmed, fresh, ready

ROLES = ("anonymous", "stranger", "reporter", "checker", "editor", "publisher", "auditor", "administrator")
STAFF = ROLES[2:]

# Answers to GET: a = 200, - = 403, l = sent to the login, m = moved (302), n = 404, w = 405, b = 400 (asks for more).
#                        anonymous, stranger, reporter, checker, editor, publisher, auditor, administrator
EVERYBODY, SIGNED_IN = "aaaaaaaa", "llaaaaaa"
READ, NOBODY, USERS = "llaaaaa-", "ll------", "ll-----a"
PAGES, OF_STORIES = (
    "changelist history change version",
    "claims sources copy editions notes origins csv comments preview",
)

MATRIX: dict[str, str] = {
    **dict.fromkeys(
        """home methodology sitemap robots health articles:list articles:list-data articles:article
        articles:article-data articles:editions articles:editions-data articles:edition articles:edition-data
        articles:claim articles:claim-data articles:feed articles:corrections articles:corrections-data
        articles:corrections-csv articles:corrections-feed articles:report
        articles:list-csv commitments:list commitments:list-data commitments:list-csv commitments:list-svg commitments:feed
        commitments:commitment commitments:commitment-data commitments:commitment-feed commitments:commitment-bibtex
        commitments:commitment-ris commitments:commitment-csl actors:list actors:list-data actors:list-csv
        actors:actor actors:actor-data actors:two actors:two-data actors:two-csv sources:source sources:source-data
        sources:copy sources:file tags:tag tags:tag-data""".split(),
        EVERYBODY,
    ),
    **dict.fromkeys(("articles:comparison", "articles:comparison-data"), "mmmmmmmm"),  # of one version with itself
    **{"favicon": "mmmmmmmm", "articles:preview": "nnnnnnnn"},  # of a link that nobody gave out
    # --- The frame of the admin
    "admin:index": SIGNED_IN,
    "admin:app_list": SIGNED_IN,
    "admin:login": "aammmmmm",
    "admin:logout": "mmwwwwww",
    "admin:password_change": SIGNED_IN,
    "admin:password_change_done": SIGNED_IN,
    **{"admin:jsi18n": SIGNED_IN, "admin:filters": "llwwwwww"},
    "admin:autocomplete": "llaaaaa-",
    "admin:view_on_site": "llnnnnnn",
    # --- Actors
    **{f"admin:actors_actor_{name}": READ for name in PAGES.split()},
    "admin:actors_actor_csv": READ,
    "admin:actors_actor_add": "llaaa---",
    "admin:actors_actor_delete": NOBODY,
    "admin:actors_actor_merge": "ll--a---",
    # --- Tags
    **{f"admin:taggit_tag_{name}": READ for name in ("changelist", "change", "history")},
    "admin:taggit_tag_merge": "ll--a---",
    "admin:taggit_tag_add": NOBODY,
    "admin:taggit_tag_delete": NOBODY,
    # --- Sources; who they are is known to the owner (here the reporter) and to editors
    **{f"admin:sources_source_{name}": READ for name in (*PAGES.split(), "find", "csv")},
    "admin:sources_source_add": "llaaa---",
    "admin:sources_source_words": "llaaa---",
    "admin:sources_source_upload": "llaaa---",
    **dict.fromkeys((f"admin:sources_source_{name}" for name in "capture seen share unshare vouch".split()), "llwwwwww"),
    **dict.fromkeys(("admin:sources_source_file", "admin:sources_source_warc"), "lla-a---"),  # of a confidential source
    **{f"admin:sources_source_{name}": "ll--a---" for name in ("retract", "replace")},
    "admin:sources_source_interview": "lla-a---",  # of a confidential source
    "admin:sources_source_delete": NOBODY,
    "admin:sources_sourceidentity_changelist": "llaaa---",
    "admin:sources_sourceidentity_add": "llaaa---",
    "admin:sources_sourceidentity_change": "llama---",  # the stock page sends on whoever may not see the row
    "admin:sources_sourceidentity_history": "llana---",
    "admin:sources_sourceidentity_version": "llana---",
    "admin:sources_sourceidentity_delete": NOBODY,
    # --- Stories (the reporter's own, a draft again after its first edition)
    **{f"admin:articles_article_{name}": READ for name in (*PAGES.split(), *OF_STORIES.split())},
    "admin:articles_article_passage": "llwwwww-",  # it takes more words than an address holds
    "admin:articles_article_add": "lla-a---",
    "admin:articles_article_step": "lla-a---",
    **{f"admin:articles_article_{name}": "ll---a--" for name in ("publish", "schedule")},
    **{"admin:articles_article_authors": "ll--a---", "admin:articles_article_assign": "ll--aa--"},
    "admin:articles_article_previews": "lla-aa--",
    "admin:articles_article_withdraw": "ll---a-a",
    "admin:articles_article_discard": "ll--a---",  # here it says why not: the story was published
    "admin:articles_article_redact": "ll--aa--",
    "admin:articles_article_restore": "ll--a---",  # the reporter may, in a draft; this one was released
    "admin:articles_article_delete": NOBODY,
    # --- Claims lead to the claims page of their story
    **{f"admin:articles_claim_{name}": READ for name in ("changelist", "csv", "history", "version")},
    "admin:articles_claim_change": "llmmmmm-",
    "admin:articles_claim_notice": "ll--a---",
    "admin:articles_claim_add": NOBODY,
    "admin:articles_claim_delete": NOBODY,
    # --- What is only read
    **{
        f"admin:articles_{model}_{name}": READ if name in PAGES else NOBODY
        for model in ("check", "edition", "publication", "override", "proposedrevision", "notice", "correction", "note", "commentrequest")
        for name in ("changelist", "history", "change", "add", "delete")
    },
    **{f"admin:articles_{model}_csv": READ
       for model in ("check", "edition", "proposedrevision", "correction", "note", "commentrequest")},
    "admin:articles_edition_evidence": READ,
    # --- What people are told (each their own, here the reporter's), and what was sent
    **{f"admin:articles_alert_{name}": "llannnn-" for name in ("change", "history")},
    **{f"admin:articles_event_{name}": USERS for name in ("changelist", "change", "history")},
    **{"admin:articles_alert_changelist": READ, "admin:articles_event_retry": "llwwwwww"},
    **{f"admin:articles_{model}_{name}": NOBODY for model in ("alert", "event") for name in ("add", "delete")},
    # --- What the law took out: who asks, who confirms, and who audits
    **{f"admin:articles_redactionrequest_{name}": "ll--aaa-" for name in PAGES.split()},
    **{f"admin:articles_redaction_{name}": "ll--aaa-" for name in ("changelist", "history", "change")},
    **{
        f"admin:articles_{model}_{name}": NOBODY
        for model in ("redactionrequest", "redaction")
        for name in ("add", "delete")
    },
    **{f"admin:articles_handover_{name}": "llanann-" for name in ("change", "history")},  # who gave it and who took it
    **{"admin:articles_handover_changelist": READ, "admin:articles_handover_add": "llaaaa--"},
    "admin:articles_handover_delete": NOBODY,
    # --- What readers wrote: who works it, and who audits
    **{f"admin:articles_readerreport_{name}": "ll-aaaa-" for name in (*PAGES.split(), "csv")},
    **{f"admin:articles_readerreport_{name}": NOBODY for name in ("add", "delete")},
    # --- An administrator may withdraw in an emergency, and finds what is public in its list
    **{f"admin:articles_publication_{name}": "llaaaaaa" for name in ("changelist", "change", "history")},
    # --- The ledger (the reporter's own commitment); administrators of accounts read none of it
    **{f"admin:commitments_{model}_{name}": READ for model in ("commitment", "occasion") for name in PAGES.split()},
    **{f"admin:commitments_{model}_add": "llaaa---" for model in ("commitment", "occasion")},
    **{f"admin:commitments_{model}_csv": READ for model in ("commitment", "occasion", "statusproposal", "statuschange")},
    "admin:commitments_occasion_sheet": "llaaa---",
    "admin:commitments_commitment_propose": "llaaa---",
    "admin:commitments_commitment_join": "llnnn---",
    "admin:commitments_commitment_review": "llaaa---",
    "admin:commitments_commitment_publish": "ll--a---",
    "admin:commitments_commitment_take_back": "ll--a---",
    "admin:commitments_commitment_discard": "ll-aa---",  # here it says why not: readers have seen it
    **{f"admin:commitments_statusproposal_{name}": READ for name in PAGES.split()},
    **{f"admin:commitments_statuschange_{name}": READ for name in ("changelist", "history", "change")},
    "admin:commitments_statuschange_retract": "llaaa---",
    **{f"admin:commitments_{model}_add": NOBODY for model in ("statusproposal", "statuschange")},
    **{
        f"admin:commitments_{model}_delete": NOBODY
        for model in ("commitment", "occasion", "statusproposal", "statuschange")
    },
    # --- What was imported: for who reads every story
    **{f"admin:policydesk_importrun_{name}": "ll-aaaa-" for name in ("changelist", "csv", "change", "history")},
    **{f"admin:policydesk_importrun_{name}": NOBODY for name in ("add", "delete")},
    # --- People
    **{f"admin:auth_user_{name}": USERS for name in ("changelist", "add", "change", "history", "password_change")},
    **{f"admin:auth_group_{name}": USERS for name in ("changelist", "change", "history")},
    "admin:auth_user_delete": NOBODY,
    "admin:auth_group_add": NOBODY,
    "admin:auth_group_delete": NOBODY,
}  # fmt: skip


def names(patterns: Any, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """The full name of every address; those of Django's that have none only lead to another one."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        elif pattern.name:
            yield ":".join((*spaces, pattern.name))


def test_every_address_is_in_the_table_and_no_other():
    assert sorted(set(names(get_resolver().url_patterns)) ^ set(MATRIX)) == []


@pytest.fixture
def people(db) -> dict[str, Any]:
    return {role: person(role, role.title(), "Person", role) for role in STAFF} | {
        "stranger": person("stranger", "Noor", "Stranger")
    }


@pytest.fixture
def desk_of(people) -> SimpleNamespace:
    """One row of everything: a story that was published and is a draft again, and what hangs on it."""
    ada, boris, vera, pia = (people[role] for role in ("reporter", "checker", "editor", "publisher"))
    story = a_story(ada, tag_list="Trade")
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    publish(ready(story, by=vera), by=pia)
    source = a_source(ada, "Hidden", kind="interview", confidentiality="confidential", described_as="an official")
    take_extract(source, "They agreed on everything.", by=ada)
    keep_upload(source, ContentFile(b"They agreed.", "memo.txt"), by=ada)
    source.save(by=ada)
    identity = SourceIdentity(source=source, name="A canary")
    identity.save(by=ada)
    edition = Edition.objects.get()
    override = Override(edition=edition, by=pia, reason="Noon.", gate=["A sentence."])
    override.save()
    notice, correction = (
        Notice(claim=claim, text="Wait.", by=vera),
        Correction(edition=edition, kind="update", text="x"),
    )
    notice.save()
    correction.save()
    proposal = ProposedRevision.objects.create(
        article=story, import_sha256="0" * 64, headline="Changed", body="<p>x</p>", story_date=date(2024, 3, 5),
        work_type="reporting",
    )  # fmt: skip
    actor = register_actor(by=vera, kind="state", name="China")[0]
    commitment = published(a_commitment(ada, tag_list="herring", occasion=an_occasion(ada)), vera)
    shared_copy(commitment.undertaking.work, f"It says: {commitment.undertaking.exact}.", by=vera)
    change = tracked(commitment, propose=ada, confirm=boris)
    asked = ask_redaction(story, "the minister said", by=vera, basis="order", reference="1/24", reason="An order.")
    redaction, note = confirm_redaction(asked, by=pia), add_note(story, "@reporter: wait.", by=vera)
    handover = Handover.objects.create(by=vera, to=ada)
    return SimpleNamespace(
        article=story, claim=fresh(claim), check=claim.checks.get(), edition=edition, override=override,
        publication=Publication.objects.get(), proposedrevision=proposal, actor=actor, source=source,
        commitment=commitment, party=commitment.parties.first().actor, cited=commitment.undertaking.work,
        file_of=source.snapshots.get(kind="upload").pk,
        notice=notice, correction=correction, note=note, sourceidentity=identity, user=people["auditor"],
        group=vera.groups.get(), tag=story.tags.get(),
        importrun=ImportRun.objects.create(asked="seeds/", created=1),
        readerreport=receive_report(story, "It is wrong.", edition=1, claim=claim),
        redaction=redaction, redactionrequest=redaction.request,
        handover=handover,
        commentrequest=ask_comment(story, by=ada, asked="The port"),
        alert=Alert.objects.filter(user=ada).latest("pk"), event=Event.objects.latest("pk"),
        occasion=commitment.occasion, statuschange=change, statusproposal=change.proposal,
    )  # fmt: skip


def client_of(role: str, people: dict[str, Any]) -> Client:
    client = Client()
    if role != "anonymous":
        client.force_login(people[role])
    return client


def asked(client: Client, url: str) -> str:
    """The answer as one letter of the table."""
    answer = ask(client, url)
    if answer.status_code in (301, 302):
        return "l" if "/login/" in answer.url else "m"
    return {200: "a", 403: "-", 404: "n", 405: "w", 400: "b"}.get(answer.status_code, str(answer.status_code))


def test_every_role_gets_what_the_table_says(people, desk_of):
    clients = [client_of(role, people) for role in ROLES]
    found = {name: "".join(asked(client, address(name, desk_of)) for client in clients) for name in MATRIX}
    assert {name: letters for name, letters in found.items() if letters != MATRIX[name]} == {}


HISTORIES = [name for name in MATRIX if name.endswith(("_history", "_version"))]


@pytest.mark.parametrize("role", ROLES)
def test_a_forged_post_to_any_history_is_refused_and_writes_nothing(people, desk_of, role):
    client = client_of(role, people)
    with CaptureQueriesContext(connection) as seen:
        answers = {client.post(address(name, desk_of), FORGED).status_code for name in HISTORIES}
    writes = [query["sql"] for query in seen if re.match(r"(INSERT|UPDATE|DELETE)\b", query["sql"])]
    assert (answers, writes) == ({405}, [])


FORGED = {"headline": "Forged", "state": "released", "name": "Forged", "_save": "Save", "_change_history": "1"}
