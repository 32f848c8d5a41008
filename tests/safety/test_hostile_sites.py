"""Sites that lie, drip, flood and lead astray: each is a sentence in time, and nobody inside is ever called."""

import gzip
import socket
import ssl
import time
import tracemalloc
from datetime import timedelta

import pytest
import trustme
from django.utils import timezone
from django.utils.http import http_date

from policydesk.lib.fetching import fetch
from policydesk.lib.guarding import NotFetched
from tests.safety.sites import NAMES, Site, limits_for, moved, page, resolve, standing


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.CAPTURE_ENABLED = True


@pytest.fixture(scope="module")
def canary():
    with standing(Site({"/": page(b"A secret.")})) as site:
        yield site


@pytest.fixture(scope="module")
def site(canary):
    with standing(Site()) as hostile:
        yield hostile


def said(url: str, limits) -> str:
    """The sentence with which it fails."""
    with pytest.raises(NotFetched) as refusal:
        fetch(url, limits=limits)
    return str(refusal.value)


NOT_PUBLIC = "leads into a network that is not public."
# Each with the port of the canary put in. Numbers go to the system's own resolver, which reads all of these spellings.
HOSTILE = """
http://127.0.0.1:{port}/ http://127.0.0.2:{port}/ http://127.1:{port}/ http://127.0.1:{port}/ http://2130706433:{port}/
http://017700000001:{port}/ http://0x7f000001:{port}/ http://0x7f.0.0.1:{port}/ http://0x7f.1:{port}/ http://0177.0.0.1:{port}/
http://0177.0x0.0.1:{port}/ http://127.0.0.1.:{port}/ http://2130706433.:{port}/ http://0:{port}/ http://0.0.0.0:{port}/
http://00000177.1:{port}/ http://127.0.0.0x1:{port}/ http://localhost:{port}/ http://localhost.:{port}/ http://LOCALHOST:{port}/
http://[::1]:{port}/ http://[::]:{port}/ http://[0:0:0:0:0:0:0:1]:{port}/ http://[::ffff:127.0.0.1]:{port}/
http://[::ffff:7f00:1]:{port}/ http://[::127.0.0.1]:{port}/ http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/
http://[64:ff9b::127.0.0.1]:{port}/ http://[64:ff9b:1::7f00:1]:{port}/ http://[2002:7f00:1::]:{port}/ http://[fe80::1]:{port}/
http://[fe80::1%25lo]:{port}/ http://[fec0::1]:{port}/ http://[fc00::1]:{port}/ http://[fd00:ec2::254]:{port}/ http://[ff02::1]:{port}/
http://[2001::1]:{port}/ http://[2001:db8::1]:{port}/ http://[3fff::1]:{port}/ http://[5f00::1]:{port}/ http://[100::1]:{port}/
http://10.0.0.1:{port}/ http://172.16.0.1:{port}/ http://172.31.255.255:{port}/ http://192.168.1.1:{port}/ http://169.254.169.254:{port}/
http://100.64.0.1:{port}/ http://100.100.100.200:{port}/ http://168.63.129.16:{port}/ http://192.0.0.192:{port}/ http://192.0.2.1:{port}/
http://192.88.99.1:{port}/ http://198.18.0.1:{port}/ http://198.51.100.1:{port}/ http://203.0.113.1:{port}/ http://224.0.0.1:{port}/
http://240.0.0.1:{port}/ http://255.255.255.255:{port}/ http://canary.test:{port}/ http://both.test:{port}/ http://CANARY.test.:{port}/
http://①②⑦.⓪.⓪.①:{port}/ http://１２７.０.０.１:{port}/ http://127。0。0。1:{port}/ http://127.0.0.1%2f@site.test:{port}/
http://user:word@127.0.0.1:{port}/ http://site.test@127.0.0.1:{port}/ http://site.test:80@127.0.0.1:{port}/
http://127.0.0.1:{port}#@site.test/ http://127.0.0.1:{port}\\@site.test/ http://site.test#@127.0.0.1:{port}/
http://127.0.0.1:{port}?@site.test/ ftp://127.0.0.1:{port}/ gopher://127.0.0.1:{port}/ file:///etc/passwd //127.0.0.1:{port}/
javascript:alert(1) data:text/html,hello http:///127.0.0.1:{port}/ http://:{port}/ http://.:{port}/ http://127.0.0.1:99999/
http://ｌｏｃａｌｈｏｓｔ:{port}/ http://loc\u00adalhost:{port}/ http://127.0.0.1\t:{port}/ http://127.0.0.1\x00.site.test:{port}/
http://xn--0:{port}/ http://[::1:{port}/ http://127.0.0.1,site.test:{port}/ http://%31%32%37.0.0.1:{port}/ http://127.0.0.256:{port}/
""".split()


def test_no_spelling_of_an_address_leads_inside(site, canary):
    site.pages = {
        f"/{number}": moved(url.format(port=canary.port)) for number, url in enumerate(HOSTILE) if url.isascii()
    }
    limits = limits_for(site, canary)
    with socket.create_connection(("127.0.0.1", canary.port)):
        pass  # it is there, and counts
    sentences = {url: said(url.format(port=canary.port), limits) for url in HOSTILE}
    after = [said(f"http://site.test:{site.port}{path}", limits) for path in site.pages]
    assert (len(HOSTILE) >= 60, len(after) >= 60, canary.connections, canary.asked) == (True, True, 1, [])
    told = [sentence for sentence in sentences.values() if sentence.endswith(NOT_PUBLIC)]
    assert len(told) >= 55  # the others are no address at all
    assert all(sentence.endswith(".") and "Error" not in sentence for sentence in (*sentences.values(), *after))


def test_a_name_that_answers_differently_the_second_time_is_asked_once(site, canary):
    answers = [["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]]

    def rebinding(host, port, **kwargs):
        return resolve(host, port, {host: answers.pop(0)})

    site.pages = {"/": page(b"Once.")}
    before = canary.connections
    fetched = fetch(f"http://re.test:{site.port}/", limits=limits_for(site, canary, resolve=rebinding))
    assert (fetched.body, len(answers)) == (b"Once.", 2)
    site.pages = {"/": moved(f"http://re.test:{canary.port}/")}
    answers[:0] = [["127.0.0.1"]]
    assert said(f"http://re.test:{site.port}/", limits_for(site, canary, resolve=rebinding)).endswith(NOT_PUBLIC)
    assert canary.connections == before


def test_a_proxy_of_the_environment_is_not_asked(site, canary, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{canary.port}")
    site.pages, before = {"/": page(b"Direct.")}, canary.connections
    assert fetch(f"http://site.test:{site.port}/", limits=limits_for(site)).body == b"Direct."
    assert canary.connections == before


BOMB = gzip.compress(b"\0" * 40_000_000, 1)
HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PACKED = HEADERS + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n"
LATE = "The site did not send everything within 0.3 seconds."
BROKEN = "The site broke off, or its answer is not one of a web server."
UNPACKABLE = "The page came packed, and broken: it cannot be unpacked."
STOPPED = "The site sends from address to address: we stopped after 5."


def hostile_pages(site: Site) -> dict[str, tuple]:
    """What is at each path, and the sentence that comes of it."""
    here = f"http://site.test:{site.port}"
    return {
        "/slow-headers": (site.drips(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", 0.05), LATE),
        "/slow-body": (site.drips(HEADERS + b"Content-Length: 9999\r\n\r\n", b"x", 0.05), LATE),
        "/silent": (site.drips(b"", b"", 0.05), LATE),
        "/waiting": (site.drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05), LATE),
        "/endless": (site.drips(HEADERS + b"\r\n", b"x" * 65536, 0), "The page is larger than 2 MB."),
        "/endless-chunks": (
            site.drips(HEADERS + b"Transfer-Encoding: chunked\r\n\r\n", b"ffff\r\n" + b"x" * 65535 + b"\r\n", 0),
            "The page is larger than 2 MB.",
        ),
        "/bomb": (PACKED + BOMB, "The page is larger than 2 MB."),
        "/bomb-of-members": (PACKED + gzip.compress(b"\0" * 900_000) * 3, "The page is larger than 2 MB."),
        "/brotli": (page(b"\x0b", content_encoding="br"), "The site packed the page in a way that we did not ask for."),
        "/twice": (page(BOMB, content_encoding="gzip, gzip"), "The site packed the page in a way that we did not ask for."),
        "/not-packed": (page(b"hello", content_encoding="gzip"), UNPACKABLE),
        "/half-packed": (PACKED + gzip.compress(b"hello" * 99)[:20], UNPACKABLE),
        "/huge-header": (HEADERS + b"X: " + b"y" * 300_000 + b"\r\n\r\n", BROKEN),
        "/many-headers": (
            HEADERS + (b"X-A: " + b"b" * 700 + b"\r\n") * 100 + b"\r\n", "The site sent more headers than any page needs.",
        ),
        "/endless-headers": (site.drips(HEADERS, b"X-A: b\r\n" * 500, 0), BROKEN),
        "/truncated": (page(b"half", content_length="8"), BROKEN),
        "/two-lengths": (page(b"half", content_length="4, 8"), BROKEN),
        "/no-http": (b"SSH-2.0-OpenSSH_9.6\r\n", BROKEN),
        "/nothing": (b"", BROKEN),
        "/switching": (page(status="101 Switching Protocols", upgrade="x"), BROKEN),
        "/loop": (moved("/loop"), STOPPED),
        "/far": (moved("/" + "x" * 3000), "The address is longer than 2000 characters."),
        "/file": (moved("file:///etc/passwd"), "Only addresses that begin with http:// or https:// and name a site are saved."),
        "/account": (moved(f"http://me:word@site.test:{site.port}/"), "The address holds a name or a password: it is not sent on. Take it out."),
        "/nonsense": (moved("http://[::/"), "This is no web address, or the site sends on to something that is none."),
        "/gone": (moved("http://no.test/"), "There is no site called “no.test”."),
        "/port": (moved("http://site.test:22/"), "The address names port 22: only 80 and 443 are asked."),
        "/gone-away": (moved(f"{here}/missing"), "The site answered 404 (Not Found) instead of the page."),
        **{
            f"/{status}": (page(b"x", status=f"{status} X"), f"The site answered {status} ({words}) instead of the page.")
            for status, words in {
                "201": "Created", "206": "Partial Content", "300": "Multiple Choices", "401": "Unauthorized", "451":
                "Unavailable For Legal Reasons", "500": "Internal Server Error", "999": "unknown",
            }.items()
        },
        "/204": (b"HTTP/1.1 204 No Content\r\n\r\n", "The site answered 204 (No Content) instead of the page."),
        "/304": (b"HTTP/1.1 304 Not Modified\r\n\r\n", "The site answered 304 (Not Modified) instead of the page."),
    }  # fmt: skip


def test_whatever_a_site_does_is_a_sentence_in_time_and_little_memory(site, canary):
    pages = hostile_pages(site)
    site.pages = {path: answer for path, (answer, _sentence) in pages.items()}
    limits = limits_for(site, canary, seconds=0.3, bytes_decoded=2_000_000)
    before, found, took, peaks = canary.connections, {}, {}, {}
    for path in pages:
        flood = "bomb" in path or "endless" in path
        if flood:  # counting memory takes time
            tracemalloc.start()
        started = time.monotonic()
        found[path] = said(f"http://site.test:{site.port}{path}", limits)
        took[path] = time.monotonic() - started
        if flood:
            peaks[path] = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
    assert found == {path: sentence for path, (_answer, sentence) in pages.items()}
    assert {path: seconds for path, seconds in took.items() if seconds > 1} == {}
    assert {path: peak for path, peak in peaks.items() if peak > 12_000_000} == {}
    assert (len(peaks), canary.connections) == (5, before)


def test_a_resolver_that_never_answers_is_not_waited_for(site):
    started = time.monotonic()
    limits = limits_for(site, seconds=0.2, resolve=lambda *_a, **_k: time.sleep(3))
    with pytest.raises(NotFetched) as refusal:
        fetch("http://site.test/", limits=limits)
    assert str(refusal.value) == "“site.test” cannot be looked up at the moment."
    assert (refusal.value.passing, refusal.value.closed) == (True, False)  # it says nothing of the site
    assert time.monotonic() - started < 1


def test_what_may_pass_is_told_from_what_stays(site):
    site.pages = {"/503": page(status="503 X"), "/429": page(status="429 X"), "/404": page(status="404 X")}
    limits, passing = limits_for(site), {}

    def busy(*_asked, **_how):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    sentence = said("http://site.test/", limits_for(site, resolve=busy))
    assert sentence == "“site.test” cannot be looked up at the moment."
    for url in ("/503", "/429", "/404"):
        with pytest.raises(NotFetched) as refusal:
            fetch(f"http://site.test:{site.port}{url}", limits=limits)
        passing[url] = refusal.value.passing
    assert passing == {"/503": True, "/429": True, "/404": False}


def test_a_site_says_for_how_long_it_wants_to_be_left_alone(site):
    soon, later = timezone.now() + timedelta(seconds=90), "Wed, 21 Oct 2015 07:28:00 GMT"
    said_so = {"7": 7, http_date(soon.timestamp()): 90, later: 0, "soon": 0, "-1": 0, "9" * 400: 999_999_999}
    site.pages = {f"/{number}": page(status="429 X", retry_after=each) for number, each in enumerate(said_so)}
    site.pages["/404"] = page(status="404 X", retry_after="7")
    waits = []
    for path in site.pages:
        with pytest.raises(NotFetched) as refusal:
            fetch(f"http://site.test:{site.port}{path}", limits=limits_for(site))
        waits.append(refusal.value.wait)
    assert waits == [*(pytest.approx(seconds, abs=2) for seconds in said_so.values()), 0]


def test_the_certificate_must_be_of_the_name_and_of_somebody_we_trust(canary):
    authority = trustme.CA()
    named: list[str] = []
    certificate = authority.issue_cert("good.test")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    context.sni_callback = lambda _socket, name, _context: named.append(name)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    names = NAMES | {"good.test": ["127.0.0.1"], "other.test": ["127.0.0.1"]}
    with standing(Site({"/": page(b"Proved.")}, context)) as secure:
        limits = limits_for(secure, resolve=lambda host, port, **_k: resolve(host, port, names), certificates=trusting)
        assert fetch(f"https://good.test.:{secure.port}/", limits=limits).body == b"Proved."
        refused = "The site could not prove that it is the one it is called: its certificate does not hold."
        assert said(f"https://other.test:{secure.port}/", limits) == refused
        untrusting = limits_for(secure, resolve=limits.resolve)
        assert said(f"https://good.test:{secure.port}/", untrusting) == refused
    assert (named, secure.asked) == (["good.test", "other.test", "good.test"], [f"/ good.test:{secure.port}"])
