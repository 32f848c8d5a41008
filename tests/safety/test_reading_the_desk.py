"""Whoever follows every link of the desk changes nothing, breaks nothing, and learns no name they may not know."""

import pytest
from django.urls import reverse

from articles.editing import take_step
from sources.admin.identity import IdentityAdmin
from sources.identifying import write_identity
from sources.models import Source
from sources.models.identity import SourceIdentity
from tests.conftest import person
from tests.desk import desk, page, saved
from tests.safety.canaries import draft, public_with_secrets
from tests.safety.crawling import ask, crawl, state_of_the_database, tables_holding

MOLE = "maulwurf"
ROLES = ("reporter", "checker", "editor", "publisher", "auditor", "administrator")
MAY_KNOW = ("editor",)
LISTS = (
    *("sources_source", "sources_sourceidentity", "articles_claim", "articles_article", "articles_check"),
    *("articles_edition", "actors_actor", "auth_user"),
)


@pytest.fixture
def full_desk(ada, boris, vera):
    """Drafts, a public story and a hidden source whose name was written down, changed and logged by its owner, Ada."""
    public_with_secrets(ada=ada, boris=boris, vera=vera)
    for number in range(3):
        article = draft(f"word{number}", ada, boris, vera)
    take_step(article, "send_to_check", by=vera)
    source = Source.objects.exclude(confidentiality="public").order_by("-pk").first()
    identity = SourceIdentity.objects.get(source=source)
    identity.name, identity.contact, identity.grounds = f"{MOLE} Müller", f"{MOLE}@example.org", f"Promised to {MOLE}."
    write_identity(identity, by=ada)
    saved(desk(ada), page("sources_sourceidentity_change", identity.pk), contact=f"+49 {MOLE} 1")
    return identity


def somebody(role):
    """A person who signed in and holds this role, all of them, or none."""
    several = {"everything": ROLES, "all but the editor": [each for each in ROLES if each not in MAY_KNOW]}
    roles = several.get(role, [role] if role in ROLES else [])
    return desk(person("somebody", "Some", "Body", *roles))


def words_of(answers):
    """The text of each answer, without what it repeats of the question: the search field, and links that keep it."""
    told = {}
    for address, answer in answers.items():
        html = answer.getvalue().decode(errors="replace").casefold()
        for asked in (f'value="{MOLE}"', f"={MOLE}", f"%3d{MOLE}"):
            html = html.replace(asked, "")
        told[address] = html
    return told


# By itself each role takes half a minute: all but the editor, who may know, are asked as one person.
@pytest.mark.parametrize(
    "role",
    [*(pytest.param(role, marks=pytest.mark.soak) for role in ROLES), "all but the editor", "everything"],
)
def test_following_every_link_changes_nothing_breaks_nothing_and_tells_no_hidden_name(full_desk, role):
    client = somebody(role)
    before = state_of_the_database()
    seen = crawl(client, alike=1)
    assert {address: answer.status_code for address, answer in seen.items() if answer.status_code >= 500} == {}
    changed = {table for table, digest in state_of_the_database().items() if digest != before[table]}
    assert changed <= {"articles_presence"}  # who has a story open is told to the others
    assert len(seen) >= (30 if role == "administrator" else 60)
    knows = role in (*MAY_KNOW, "everything")
    assert bool([address for address, words in words_of(seen).items() if MOLE in words]) == knows


def identity_addresses(identity):
    """The pages of the identity, asked for outright, with the versions of its history."""
    versions = [row.history_id for row in identity.history.all()]
    names = ("change", "history", "delete")
    return [page(f"sources_sourceidentity_{name}", identity.pk) for name in names] + [
        page("sources_sourceidentity_version", identity.pk, version) for version in versions
    ]


def peeks():
    """Every list, asked for the name by search, and by lookups through every relation that leads to it."""
    lookups = ("name", "identity__name", "source__identity__name", "claim__citations__source__identity__name")
    queries = [f"q={MOLE}", *(f"{lookup}__icontains={MOLE}" for lookup in lookups)]
    return [f"{reverse(f'admin:{name}_changelist')}?{query}" for name in LISTS for query in queries]


@pytest.mark.parametrize("role", [*ROLES, "stranger", "anonymous"])
def test_who_a_source_is_reaches_nobody_without_the_right_by_asking_outright(full_desk, client, role):
    client = client if role == "anonymous" else somebody(role)
    asked = [*identity_addresses(full_desk), *source_addresses(full_desk)]
    seen = {address: ask(client, address) for address in asked}
    for address in peeks():
        seen[address] = ask(client, address)
        other = ask(client, address.replace(MOLE, "xqzvb"))
        assert (address, seen[address].status_code) == (address, other.status_code)
        assert (address, found(seen[address])) == (address, found(other))
    if role not in MAY_KNOW:
        assert [address for address, words in words_of(seen).items() if MOLE in words] == []


def found(answer):
    """How many rows a list shows; None for an answer that is no list."""
    return answer.context["cl"].result_count if answer.status_code == 200 and "cl" in (answer.context or {}) else None


def source_addresses(identity):
    """The pages of the source itself, and of the claim that stands on it."""
    claim = identity.source.citations.first().claim
    rows = (
        ("sources_source", identity.source.pk),
        ("articles_claim", claim.pk),
        ("articles_article", claim.article_id),
    )
    return [page(f"{name}_{view}", pk) for name, pk in rows for view in ("change", "history")]


def test_who_may_know_finds_the_name_by_the_same_look(full_desk, ada, vera):
    for knowing in (ada, vera):
        answers = [ask(desk(knowing), address) for address in identity_addresses(full_desk)]
        assert MOLE in answers[0].content.decode().casefold()
        assert [answer.status_code for answer in answers[:2]] == [200, 200]


def test_the_name_stands_in_its_own_table_and_its_history_alone(full_desk):
    assert tables_holding(MOLE) == {"sources_sourceidentity", "sources_historicalsourceidentity"}
    assert IdentityAdmin.search_fields == ()
