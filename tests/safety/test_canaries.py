"""No word of the desk reaches a reader before it is published, nor after it is withdrawn."""

import pytest
from django.core.management import call_command
from taggit.models import Tag

from actors.models import Actor
from articles.claiming import retire_claim
from articles.editing import take_step
from articles.enums import READINGS
from articles.models import Article, Publication
from articles.publishing import publish, withdraw
from tests.safety.addresses import LIST, addresses_of, public_addresses
from tests.safety.canaries import CANARY, draft, drafts, public_with_secrets
from tests.safety.crawling import tables_holding
from tests.stories import a_claim, confirmed, fresh, ready

UNKNOWN = "nobodyeverwrote"
REASON = "The document was forged."
LEDGER, ACTORS = "/commitments/", "/actors/"
REGISTERS = [f"{at}{name}" for at in (LEDGER, ACTORS) for name in ("", "index.json", "index.csv")] + [
    "/feeds/commitments.atom"
]
IN_REGISTERS = (
    *("q=the", "sort=updated", "sort=due", "status=breached", "status=in_progress", "overdue=on", "evidence=on"),
    *("bindingness=unclear", "after=2024-01-01", "due=2030-01-01", "kind=person", "kind=unnamed", "page=2"),
)


@pytest.fixture
def desk(ada, boris, vera):
    """Twelve drafts, and a public story beside which the desk keeps secrets."""
    claim = public_with_secrets(ada=ada, boris=boris, vera=vera)
    return claim, list(drafts(12, ada=ada, boris=boris, vera=vera))


def leaks(client, addresses, word=CANARY, **headers):
    """The addresses whose answer, headers included, holds the word in any spelling."""
    found = []
    for address in addresses:
        response = client.get(address, headers=headers)
        if word in f"{response.headers} {response.content.decode()}".casefold():
            found.append(address)
    return found


def filters():
    """The list by each of its filters, one value at a time, and by pages."""
    asked = [f"status={key}" for key in READINGS] + [f"{edge}=2024-03-05" for edge in ("after", "before")]
    asked += ["q=agreed", "tag=trade", "page=2", "page=last", "order=headline", "q=&tag=&actor="]
    lists = [f"{LIST}{name}?{query}" for name in ("", "index.json") for query in asked]
    return lists + [f"{at}?{query}" for at in REGISTERS for query in IN_REGISTERS]


# --- Before publication -------------------------------------------------------------------------------------
def test_the_word_is_all_over_the_desk_so_it_could_leak(desk):
    holding = {table for table in tables_holding(CANARY) if "historical" not in table}
    assert holding == {
        "actors_actor", "actors_alias", "articles_article", "articles_checkcontent", "articles_citation",
        "articles_claim", "articles_proposedrevision", "sources_excerpt", "sources_snapshot", "sources_snapshottext",
        "sources_source", "sources_sourceidentity", "taggit_tag",
        "commitments_commitment", "commitments_occasion", "commitments_statusproposal",
    }  # fmt: skip


def test_no_word_of_a_draft_reaches_a_reader_until_it_is_published(client, desk, vera, capsys):
    claim, stories = desk
    addresses = public_addresses()
    assert f"/claims/{claim.public_id}/" in addresses
    assert leaks(client, [*addresses, *filters()]) == []
    assert leaks(client, addresses, word="talks end in geneva")
    call_command("verifyeditions")
    assert CANARY not in capsys.readouterr().out
    publish(ready(next(story for story in stories if story.state == "draft"), by=vera), by=vera)
    found = leaks(client, public_addresses())  # the same look finds what is public
    assert {"/", LIST, f"{LIST}index.json", "/feeds/articles.atom", "/sitemap.xml"} < set(found)


def test_asking_for_the_words_of_a_draft_is_answered_like_asking_for_words_that_nobody_wrote(client, desk):
    asked = [
        ("q", CANARY),
        ("q", f"{CANARY}3"),
        *(("tag", tag.slug) for tag in Tag.objects.filter(name__contains=CANARY)),
    ]
    asked += [("actor", actor.slug) for actor in Actor.objects.filter(slug__contains=CANARY)]
    assert len(asked) > 25
    for address in (LIST, f"{LIST}index.json"):
        for name in ("q", "tag", "actor"):
            nothing = client.get(f"{address}?{name}={UNKNOWN}").content.decode()
            for word in (word for of, word in asked if of == name):
                answer = client.get(f"{address}?{name}={word}").content.decode()
                assert answer.replace(word, UNKNOWN) == nothing


@pytest.mark.soak  # a minute; test_registers.py asks the same of random graphs
def test_asking_the_registers_for_what_is_hidden_is_answered_like_asking_for_nothing(client, desk):
    actors = Actor.objects.filter(slug__contains=CANARY).values_list("slug", flat=True)[:9]
    tags = Tag.objects.filter(name__contains=CANARY).values_list("slug", flat=True)[:9]
    asked = [(LEDGER, name, slug) for name in ("by", "to") for slug in actors]
    asked += [(ACTORS, "country", slug) for slug in actors] + [(LEDGER, "tag", slug) for slug in tags]
    asked += [(LEDGER, "occasion", f"{CANARY}3-summit")] + [(at, "q", CANARY) for at in (LEDGER, ACTORS)]
    assert len(asked) > 30
    for address, name, word in asked:
        for ending in ("", "index.json", "index.csv"):
            nothing, answer = (
                client.get(f"{address}{ending}?{name}={one}").content.decode() for one in (UNKNOWN, word)
            )
            assert answer.replace(word, UNKNOWN) == nothing


def test_a_draft_answers_as_an_address_that_nobody_used(client, desk):
    story = desk[1][3]
    written = addresses_of(story.slug, 1, story.claims.first().public_id, last=2)
    unknown = addresses_of(UNKNOWN, 1, "zzzzzzzz", last=2)
    assert len(written) == len(unknown) == 10
    for ask in (client.get, client.head, client.post):
        for mine, other in zip(written, unknown, strict=True):
            draft, nothing = ask(mine), ask(other)
            assert (draft.status_code, nothing.status_code) == (404, 404)
            assert (draft.headers, draft.content) == (nothing.headers, nothing.content)


# --- After withdrawal ---------------------------------------------------------------------------------------
@pytest.fixture
def published(ada, boris, vera):
    """A story that was public with all its words but for the headline, and everything readers could keep of it."""
    story = draft(f"{CANARY}1", ada, boris, vera)
    Article.objects.filter(pk=story.pk).update(headline="A plain headline", slug="plain")
    publish(ready(fresh(story), by=vera), by=vera)
    return fresh(story)


def test_after_a_withdrawal_no_word_of_the_story_is_left_and_no_kept_copy_is_good(client, published, vera):
    claim, retired = published.claims.get(retired_at=None), published.claims.exclude(retired_at=None).get()
    before = addresses_of("plain", 1, claim.public_id)
    tags = {address: client.get(address)["ETag"] for address in before}
    assert set(before) - set(leaks(client, before)) == {
        "/articles/plain/editions/",
        "/articles/plain/editions/index.json",
    }
    withdraw(published, by=vera, reason=REASON)
    after = [*before, *addresses_of("plain", 2), *addresses_of("plain", 1, last=2)]
    for address in after:
        for kept in ({}, {"If-None-Match": tags.get(address, "*")}, {"If-None-Match": "*"}):
            response = client.get(address, headers=kept)
            assert (address, response.status_code, REASON in response.content.decode()) == (address, 410, True)
    assert leaks(client, [*after, *public_addresses(), *filters()]) == []
    assert leaks(client, [f"{LIST}?tag={CANARY}1-tag", f"{LIST}?actor={CANARY}1-speaker"], word=f"{CANARY} ") == []
    assert client.get(f"/claims/{retired.public_id}/").status_code == 404


def test_a_withdrawn_story_is_only_in_the_feed_with_its_headline_and_reason(client, published, vera):
    withdraw(published, by=vera, reason=REASON)
    addresses = ("/", LIST, f"{LIST}index.json", "/sitemap.xml", "/feeds/articles.atom")
    assert leaks(client, addresses, word="a plain headline") == ["/feeds/articles.atom"]
    assert not Publication.objects.public().exists()


def test_a_claim_that_only_an_earlier_version_made_goes_with_its_story(client, published, ada, boris, vera):
    dropped = published.claims.get(retired_at=None)
    take_step(published, "reopen", by=vera)
    retire_claim(fresh(dropped), by=vera, reason="Not ours.")
    confirmed(a_claim(fresh(published), ada, f"free the {CANARY}1 today"), attach=ada, check=boris)
    publish(ready(published, by=vera), by=vera)
    address = f"/claims/{dropped.public_id}/"
    assert client.get(address).status_code == 200
    withdraw(fresh(published), by=vera, reason=REASON)
    assert [client.get(at).status_code for at in (address, f"{address}index.json", "/articles/plain/editions/1/")] == [
        410
    ] * 3
