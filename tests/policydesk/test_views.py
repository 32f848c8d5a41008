"""Pages that belong to no app, and the headers of every page."""

import pytest
from django.db import OperationalError, connection

from policydesk.views import health

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def policy(response) -> set[str]:
    return set(response["Content-Security-Policy"].split("; "))


def test_health_is_ok_while_the_database_answers(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response.content, response.cookies) == (200, b"ok\n", {})


def test_health_is_503_when_the_database_does_not_answer(rf, db):
    def silent(*_arguments):
        raise OperationalError("gone")

    with connection.execute_wrapper(silent):
        response = health(rf.get("/healthz"))
    assert (response.status_code, response.content) == (503, b"the database does not answer\n")


def test_every_answer_carries_the_headers_of_safety(client, db):
    response = client.get("/healthz")
    wanted = {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    assert {name: response[name] for name in wanted} == wanted


@pytest.mark.parametrize("address", ["/healthz", "/no-such-page/"])
def test_public_pages_have_the_strict_policy(client, db, address):
    assert policy(client.get(address)) == POLICY


def test_admin_pages_may_also_load_our_fonts(client, db):
    assert policy(client.get("/admin/login/")) == POLICY | {"font-src 'self'"}
