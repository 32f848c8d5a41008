"""Sizes and shapes that would keep a slow program busy for minutes. The bounds are generous; none is near."""

from contextlib import suppress
from time import process_time

import pytest

from articles.anchoring import find_words, make_anchor, reanchor
from articles.claiming import mark_claim
from articles.editing import save_article
from articles.models import Publication
from articles.projecting import LONGEST_BODY, MOST_MARKUP, MOST_SIGNS, clean_body, project
from articles.publishing import publish
from articles.rendering import Mark, render_body
from policydesk.lib.errors import Refused
from policydesk.lib.filters import LONGEST_QUERY
from policydesk.lib.text import clean_text, normalise
from tests.safety.addresses import LIST
from tests.stories import a_story, fresh, ready

SECONDS = 3
PATTERNS = (
    *(
        "a",
        " ",
        "\n",
        "\u00a0",
        "\t \n",
        "word ",
        "“”",
        "’",
        "--",
        "e\u0301",
        "\u0338",
        "é",
        "𝒜",
        "\u200d",
        "\u00ad",
        "1.1",
    ),
    *(
        "<p>",
        "<b>",
        "<p>a</p>",
        "<ul><li>",
        "<blockquote>",
        "<a href=https://x>",
        "</p>",
        "</",
        "<",
        "< ",
        "<br>",
        "<p",
    ),
    *("<!--", "-->", "<![CDATA[", "]]>", "<?", "<table><tr><td>", "<script>", "</script", "<style>", "<svg>", "<math>"),
    *(
        "&",
        "&amp;",
        "&#",
        "&#x",
        "&lt",
        "&a",
        "<p a=",
        "<p a='",
        '<a href="',
        "<select><option>",
        "<h2><p>",
        "<em><strong>",
    ),
)


def seconds(act):
    """How long the processor worked on `act`, whether it did it or refused: a busy machine is no fault."""
    started = process_time()
    with suppress(Refused):
        act()
    return process_time() - started


def filled(pattern, size):
    """About `size` characters of the pattern, with words at both ends."""
    return "first words " + pattern * (size // len(pattern)) + " last words"


# --- The body -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_body_of_any_shape_is_cleaned_or_refused_in_time(pattern):
    for most in (LONGEST_BODY, (MOST_MARKUP // 2) * len(pattern), (MOST_SIGNS - 10) * len(pattern)):
        body = filled(pattern, min(most, LONGEST_BODY - 100))
        assert seconds(lambda body=body: render_body(clean_body(body))) < SECONDS
        assert seconds(lambda body=body: clean_text(body)) < SECONDS
        assert seconds(lambda body=body: normalise(body)) < SECONDS


@pytest.mark.parametrize("pattern", ["a", "a ", "ab ", "\u00a0", "1.", "a\n"])
def test_words_are_found_and_followed_in_time_where_all_words_look_alike(pattern):
    old = filled(pattern, 300_000)
    new = f"{old[:150_000]}something else {old[150_000:]}"
    anchors = [
        make_anchor(old, start, start + 40) for start in range(100, 250_000, 25_000) if old[start : start + 40].strip()
    ]
    assert seconds(lambda: reanchor(old, new, anchors)) < SECONDS
    assert seconds(lambda: find_words(old, (pattern * 20).strip() or "first words")) < SECONDS


def test_three_hundred_claims_on_the_longest_body_are_drawn_in_time():
    body = clean_body("".join(f"<p>Sentence {number} of the story, {'word ' * 600}.</p>" for number in range(310)))
    text = project(body).text
    marks = [Mark(at * 3000, at * 3000 + 5000, at, "confirmed", "Confirmed", "#c") for at in range(300)]
    assert len(text) > 900_000
    assert seconds(lambda: render_body(body, marks)) < SECONDS


def test_the_longest_story_is_saved_marked_published_and_read_in_time(client, ada, vera):
    body = "".join(f"<p>Sentence {number} of the story, {'word ' * 500}.</p>" for number in range(380))
    started = process_time()
    story = a_story(ada, body=body)
    for number in (3, 30, 300):
        mark_claim(story, f"Sentence {number} of the story", by=ada, kind="fact")
    save_article(fresh(story), by=ada, body=f"<p>New.</p>{body}")
    publish(ready(story, by=vera), by=vera, override="A test.")
    for address in (LIST, f"{LIST}?q=word", f"/articles/{fresh(story).publication.slug}/"):
        assert client.get(address).status_code == 200
    assert process_time() - started < 20


def test_a_larger_body_is_refused_with_a_sentence(ada):
    for body, sentence in (
        ("a" * (LONGEST_BODY + 1), "The text is too long: at most 1,000,000 characters fit."),
        ("<figure>" * 2_001, "The text holds too many tags within tags: at most 2,000 fit."),
        ("<b>" * (MOST_MARKUP + 1), "The text holds too many tags and character codes: at most 20,000 fit."),
    ):
        with pytest.raises(Refused, match=sentence):
            a_story(ada, body=body)


# --- The list ---------------------------------------------------------------------------------------------------
@pytest.fixture
def library(ada, vera):
    """Forty stories with bodies of a hundred thousand characters that hold every letter."""
    body = f"<p>{'abcdefghijklmnopqrstuvwxyz 0123456789 .,;:-()/ ' * 2_000}</p>"
    for _number in range(40):
        publish(ready(a_story(ada, work_type="opinion", body=body), by=vera), by=vera)
    return Publication.objects.all()


def test_the_longest_query_is_answered_in_time_and_a_longer_one_is_not_asked(client, library):
    letters = " ".join("abcdefghijklmnopqrstuvwxyz0123456789.,;:-()/")
    for query in (letters, "a " * 100, "%" * LONGEST_QUERY, "_ " * 100, "\\" * LONGEST_QUERY, "'" * LONGEST_QUERY):
        asked = {"q": query[:LONGEST_QUERY]}
        assert seconds(lambda asked=asked: client.get(LIST, asked)) < SECONDS
        assert client.get(LIST, asked).status_code == 200
    page = client.get(LIST, {"q": "a" * (LONGEST_QUERY + 1)}).content.decode()
    assert "at most 200 characters" in page


JUNK = (
    *("page=x", "page=-1", "page=0", "page=99999999999999999999999", "page=1e9", "page=%00", "page=", "page=1&page=2"),
    *(
        "after=9999-12-31",
        "after=10000-01-01",
        "after=0000-00-00",
        "before=0001-01-01",
        "after=%00",
        "after=2024-02-30",
    ),
    *(
        "status=true",
        "status=%00",
        "tag=%00",
        "actor=%00",
        "tag=a%2Fb",
        "q=%00",
        "q=%ED%A0%80",
        "q=%FF",
        "%FF=%FF",
        "=",
        "&&&",
    ),
    *(
        "status[]=confirmed",
        "q[0]=x",
        "tag__slug=x",
        "edition__content__content__article__body__startswith=x",
        "pk=1",
        "id=1",
    ),
    *("&".join(f"a{number}=b" for number in range(2_000)), "q=" + "a" * 60_000, "tag=" + "b" * 60_000),
)
STRANGE = (
    *("/articles/x/editions/99999999999999999999999999/", "/articles/x/editions/0/", "/articles/x/editions/-1/"),
    *(
        "/articles/x/editions/2147483648/index.json",
        "/claims/" + "c" * 60_000 + "/",
        "/" + "d/" * 5_000,
        "/articles/" + "e" * 60_000,
    ),
    *(
        "/claims/%00/",
        "/articles/%00/",
        "/claims/..%2F..%2Fetc/",
        "/feeds/articles.atom/",
        "/index.json",
        "/admin/..%2f",
    ),
)


def test_junk_in_a_filter_or_an_address_is_answered_in_time(client, ada, vera):
    publish(ready(a_story(ada, work_type="opinion"), by=vera), by=vera)
    slug = Publication.objects.get().slug
    junk = [
        f"{address}?{query}" for address in (LIST, f"{LIST}index.json", "/", "/feeds/articles.atom") for query in JUNK
    ]
    answers, slowest = {}, 0.0
    for address in (*junk, *STRANGE, *(address.replace("/x/", f"/{slug}/") for address in STRANGE)):
        started = process_time()
        answers[address[:80]] = client.get(address).status_code
        slowest = max(slowest, process_time() - started)
    assert {address: code for address, code in answers.items() if code not in (200, 301, 302, 400, 404)} == {}
    assert slowest < SECONDS
