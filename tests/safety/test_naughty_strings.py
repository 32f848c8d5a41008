"""Whatever is typed into a field that readers see is refused with a sentence or shown as the words it is."""

import re
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.db.transaction import atomic

from actors.registering import register_actor
from articles.checking import record_check
from articles.citing import cite
from articles.claiming import change_claim
from articles.correcting import Correcting
from articles.editing import save_article, take_step
from articles.models import Publication
from articles.presenting import render_edition
from articles.projecting import clean_body
from articles.publishing import publish, withdraw
from articles.rendering import render_body
from policydesk.lib.errors import Refused
from sources.registering import register_source
from tests.safety.addresses import LIST, public_addresses
from tests.safety.doors import APART, DOORS, Writers, all_refused, hostile_story, kept, packed
from tests.safety.markup import faults_of, read_html, shown
from tests.safety.naughty import STRINGS
from tests.samples import sample_content
from tests.stories import a_claim, a_source, a_story, confirmed, fresh, ready

STORIES, CLAIMS = 4, 8
ICON = "/favicon.ico"  # leads to a file
REFUSED = {
    "a control character": "x\x01y",
    "an override": "abc\u202edef",
    "NUL": "x\x00y",
    "half a pair": "x\ud800y",
    "accents": "\u0301" * 40,
}
REFUSED_LINES = {"a new line": "x\ny", "a direction mark": "abc\u2067def", "more than fits": "A" * 5_000}


@pytest.fixture
def hostile(ada, boris, vera):
    """What the stories were made of, published."""
    words, paragraphs = Writers(), packed_paragraphs()
    for number in range(1, STORIES + 1):
        hostile_story(number, words, paragraphs[number - 1 :: STORIES], claims=CLAIMS, cast=(ada, boris, vera))
    return words


def packed_paragraphs():
    return packed("body")[0].split(APART)


def test_there_are_more_than_five_hundred_strings_and_each_door_keeps_most_of_them():
    assert len(STRINGS) >= 500
    assert {door: len(kept(door)) for door in DOORS if len(kept(door)) < 440} == {}


@pytest.mark.parametrize("door", DOORS)
def test_what_a_field_refuses_it_refuses_with_a_sentence(door):
    not_a_sentence = [why for _text, why in all_refused(door) if not re.fullmatch(r"[A-Z].*[.)]", why)]
    assert not_a_sentence == []


# --- Refused by the rules -----------------------------------------------------------------------------------
def rules_of(ada, boris, vera):
    """For each door, the rule that takes its text."""
    story = a_story(ada)
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    publish(ready(story, by=vera), by=vera)
    other = ready(a_story(ada, work_type="opinion"), by=vera)

    again = a_story(ada, work_type="opinion")
    publish(ready(again, by=vera), by=vera)
    take_step(fresh(again), "reopen", by=vera)
    again = ready(again, by=vera)

    def source(**fields):
        return register_source(**{"by": ada, "title": "A title", "described_as": "a delegate"} | fields)

    def cited(**fields):
        passage = {"passage": "They agreed on it."} | fields
        return cite(fresh(claim), a_source(ada, "Another"), by=ada, **passage)

    return {
        **{
            name: lambda text, name=name: save_article(fresh(story), by=vera, **{name: text})
            for name in ("headline", "standfirst", "dateline", "byline", "body")
        },
        "tag": lambda text: save_article(fresh(story), by=vera, tag_list=f"one, {text}"),
        **{
            name: lambda text, name=name: change_claim(fresh(claim), by=vera, **{name: text})
            for name in ("statement", "anonymity_reason")
        },
        "actor_name": lambda text: register_actor(by=vera, kind="person", name=f"A {text}"),
        "actor_described_as": lambda text: register_actor(by=vera, kind="unnamed", name="X", described_as=text),
        **{
            f"source_{name}": lambda text, name=name: source(**{name: text})
            for name in ("title", "authors", "described_as", "origin_group")
        },
        "citation_note": lambda text: cited(note=text),
        "locator": lambda text: cited(locator=text),
        "passage": lambda text: cited(passage=f"They agreed. {text}"),
        "check_note": lambda text: record_check(fresh(claim), "confirmed", by=boris, note=text),
        "reason": lambda text: publish(other, by=vera, reason=text),
        "correction": lambda text: publish(
            again, by=vera, kind="correction", correction=Correcting("correction", text)
        ),
        "step_note": lambda text: take_step(fresh(other), "reopen", by=vera, note=text),
        "withdrawal": lambda text: withdraw(fresh(story), by=vera, reason=text),
        "override": lambda text: publish(ready(a_story(ada), by=vera), by=vera, override=text),
    }


def test_every_rule_refuses_what_its_field_refuses(ada, boris, vera):
    rules = rules_of(ada, boris, vera)
    assert set(rules) == set(DOORS) | {"withdrawal", "step_note"}
    answers = {
        (door, kind): answer_of(rule, text) for door, rule in rules.items() for kind, text in (refused_by(door)).items()
    }
    assert {asked: answer for asked, answer in answers.items() if not re.fullmatch(r"[A-Z].*[.)]", answer)} == {}


def refused_by(door):
    """What no text of the door may hold. In prose lines end and scripts mix; a headline is brought on one line."""
    prose = {
        "standfirst",
        "body",
        "statement",
        "citation_note",
        "passage",
        "check_note",
        "reason",
        "override",
        "correction",
    }
    if door in prose | {"withdrawal", "step_note"}:
        return REFUSED
    return {
        kind: text for kind, text in (REFUSED | REFUSED_LINES).items() if (door, kind) != ("headline", "a new line")
    }


def answer_of(rule, text):
    """The rule's sentence, or what went wrong."""
    try:
        with atomic():
            rule(text)
    except ValidationError as error:
        return " ".join(error.messages)
    except Refused as error:
        return str(error)
    except Exception as error:
        return f"raised {error!r}"
    return "let it in"


# --- Shown as the words they are ----------------------------------------------------------------------------
def test_hostile_words_are_inert_everywhere_and_read_as_they_were_typed(client, hostile, vera):
    addresses = [address for address in public_addresses() if address != ICON]
    assert len(addresses) > 6 * STORIES + 2 * STORIES * CLAIMS
    assert wrong_at(client, addresses) == {}
    assert missing_words(client, hostile) == {}
    story = Publication.objects.first().article
    withdraw(story, by=vera, reason=packed("reason")[0])
    gone = [f"/articles/{story.slug}/", f"/articles/{story.slug}/index.json"]
    assert wrong_at(client, gone, status=410) == {}
    assert wrong_at(client, ["/feeds/articles.atom"]) == {}


def wrong_at(client, addresses, status=200):
    """What is wrong with the answers there, by address."""
    answers = ((address, client.get(address)) for address in addresses)
    found = {address: (answer.status_code, faults_of(answer)) for address, answer in answers}
    return {address: what for address, what in found.items() if what != (status, [])}


def missing_words(client, hostile):
    """The strings that no story shows, by door."""
    pages = [client.get(f"/articles/{row.slug}/").content.decode() for row in Publication.objects.all()]
    text = " ".join(read_html(page)[1] for page in pages)
    strings = {door: [one for used in texts for one in used.split(APART)] for door, texts in hostile.used.items()}
    strings["body"] = packed_paragraphs()
    on_the_page = set(DOORS) - {"tag", "source_origin_group"}  # a slug is made of the one, the other is only data
    missing = {door: [one for one in strings[door] if shown(one) not in text] for door in on_the_page}
    return {door: texts for door, texts in missing.items() if texts}


@pytest.mark.parametrize("door", ["headline", "dateline", "byline", "locator", "tag"])
def test_each_text_of_a_short_field_is_inert_where_it_is_drawn(door):
    wrong = []
    for text in packed(door):
        content = small_content()
        article, citation = content["article"], content["claims"][0]["citations"][0]
        article |= {door: text} if door in article else {"tags": [{"name": text, "slug": "tag"}]}
        citation |= {door: text} if door in citation else {}
        faults, words = read_html(render_edition(content, slug="herring-talks"))
        wrong += [(text, faults)] if faults or (shown(text) not in words and door != "tag") else []
    assert wrong == []


def small_content():
    content = sample_content()
    content["claims"] = content["claims"][:1]
    return content


@pytest.mark.parametrize("frame", ["{}", "<p>{}</p>", "<p>Before <em>{}</em> after</p>", '<p><a href="{}">x</a></p>'])
def test_no_markup_in_a_body_is_active(frame):
    wrong = []
    for text in STRINGS:
        try:
            body = clean_body(frame.format(text))
        except ValueError:
            continue
        faults, _words = read_html(render_body(body, []))
        wrong += [(text, faults)] if faults or clean_body(body) != body else []
    assert wrong == []


# --- Asked for ----------------------------------------------------------------------------------------------
def test_whatever_is_asked_of_the_list_is_answered_and_inert(client, ada, vera):
    publish(ready(a_story(ada, work_type="opinion"), by=vera), by=vera)
    names = ("q", "tag", "actor", "status", "after", "before", "page", "unknown")
    queries = ["&".join(f"{name}={in_address(text)}" for name in names) for text in STRINGS[::3]]
    assert wrong_at(client, [f"{LIST}?{query}" for query in queries]) == {}
    assert wrong_at(client, [f"{LIST}index.json?{query}" for query in queries[::5]], status=400) == {}
    found = ["&".join(f"{name}={in_address(text)}" for name in ("tag", "actor", "page")) for text in STRINGS[::10]]
    assert wrong_at(client, [f"{LIST}index.json?{query}" for query in found]) == {}


def in_address(text):
    return quote(text, safe="", errors="surrogatepass")


def test_whatever_stands_in_an_address_is_answered_and_inert(client, db):
    wrong = {}
    for text in STRINGS:
        for address in (f"/articles/{in_address(text)}/", f"/claims/{in_address(text)}/", f"/{in_address(text)}"):
            response = client.get(address)
            if response.status_code not in (200, 301, 302, 400, 404) or (response.content and faults_of(response)):
                wrong[address] = (response.status_code, faults_of(response))
    assert wrong == {}
