"""Whoever lies about the host, in whichever header, reads no address of their own in our answers."""

import pytest
from django.conf import settings

from articles.models import Publication
from articles.publishing import publish
from tests.safety.addresses import public_addresses
from tests.stories import a_claim, a_story, confirmed, ready

EVIL = "evil.example"
HOSTS = (
    *(EVIL, f"{EVIL}:80", f"testserver.{EVIL}", f"testserver@{EVIL}", f"{EVIL}#testserver", f"{EVIL}/testserver"),
    *(
        f"testserver:80@{EVIL}",
        f"testserver, {EVIL}",
        f"{EVIL}\\testserver",
        f"[{EVIL}]",
        f".{EVIL}",
        f"{EVIL}.",
        f"{EVIL}:x",
    ),
    *(f"testserver {EVIL}", f"TESTSERVER.{EVIL}".upper(), f"xn--{EVIL}", f"{EVIL}%00testserver"),
)
HEADERS = (
    *("X-Forwarded-Host", "X-Forwarded-Server", "X-Host", "X-Original-Host", "X-HTTP-Host-Override", "X-Real-Host"),
    *("X-Original-URL", "X-Rewrite-URL", "X-Forwarded-For", "X-Forwarded-Prefix", "Forwarded", "Origin", "Via"),
)
VARIANTS = [
    *({"Host": host} for host in HOSTS),
    *({name: f"host={EVIL}" if name == "Forwarded" else EVIL} for name in HEADERS),
    {"Host": "localhost", "X-Forwarded-Host": EVIL, "X-Forwarded-Proto": "https", "X-Forwarded-Port": "444"},
    {"X-Forwarded-Proto": f"https://{EVIL}", "X-Forwarded-Scheme": EVIL, "X-Forwarded-Ssl": "on"},
]
# Redirects, refusals and the desk's door, beside all that is public.
OTHERS = (
    "/articles",
    "/unknown",
    "/articles/unknown/",
    "/articles//",
    f"//{EVIL}/",
    "/admin",
    "/admin/",
    "/admin/login/",
)


@pytest.fixture
def site(ada, boris, vera):
    """A public story."""
    story = a_story(ada)
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    publish(ready(story, by=vera), by=vera)
    return Publication.objects.get()


def test_no_answer_names_a_forged_host(client, site):
    addresses = [*public_addresses(), *OTHERS]
    assert (len(VARIANTS) >= 30, len(addresses) >= 20) == (True, True)
    wrong = []
    for turn, headers in enumerate(VARIANTS):
        for address in addresses[
            turn % 4 :: 4
        ]:  # each header meets a quarter of the addresses, each address nine headers
            response = client.get(address, headers=headers)
            told = f"{response.headers} {response.content.decode()}".lower().replace(address, "")
            if EVIL in told or response.status_code >= 500 or ":444" in told:
                wrong.append((headers, address, response.status_code))
    assert wrong == []


def test_a_host_that_is_allowed_is_not_named_either(client, site):
    assert settings.SITE_URL == "http://testserver"
    told = [client.get(address, headers={"Host": "localhost"}).content.decode() for address in public_addresses()]
    assert [page for page in told if "localhost" in page] == []


def test_a_forged_host_is_refused_and_not_repeated(client, site, caplog):
    response = client.get("/", headers={"Host": EVIL})
    assert (response.status_code, EVIL in response.content.decode()) == (400, False)


def test_nobody_is_led_out_of_the_site_after_signing_in(client, vera):
    client.force_login(vera)
    for target in (f"https://{EVIL}/", f"//{EVIL}/", f"/\\{EVIL}", f"https:{EVIL}", "javascript:alert(1)"):
        response = client.get("/admin/login/", {"next": target})
        assert (response.status_code, response["Location"]) == (302, "/admin/")
