"""The webhook: what leaves, how it is signed, and that nothing but a plain yes counts."""

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from policydesk.lib.hooks import NotTaken, call


class Listener(BaseHTTPRequestHandler):
    """Keeps what it is sent, and answers with the number that stands in the path."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((dict(self.headers), body))
        self.send_response(int(self.path.strip("/")))
        self.send_header("Location", "/200")
        self.end_headers()

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def listener():
    """A webhook inside the machine: the address is the operator's own."""
    server = HTTPServer(("127.0.0.1", 0), Listener)
    server.heard = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def address(listener, status: int) -> str:
    return f"http://127.0.0.1:{listener.server_port}/{status}"


def test_the_call_is_json_that_whoever_knows_the_secret_can_tell_from_a_forged_one(listener, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    call(address(listener, 204), "a secret", {"event": "stopped", "story": "Gespräche"})
    ((headers, body),) = listener.heard
    signed = headers["Policy-Desk-Timestamp"].encode() + b"." + body
    expected = hmac.new(b"a secret", signed, hashlib.sha256).hexdigest()
    assert (headers["Policy-Desk-Signature"], json.loads(body)["story"]) == (f"v1={expected}", "Gespräche")


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_error_and_a_redirect_are_no_yes(listener, status):
    with pytest.raises(NotTaken, match=rf"^it answered {status}$"):
        call(address(listener, status), "a secret", {})
    assert len(listener.heard) == 1


def test_where_nobody_listens_a_sentence_without_the_address_says_so(listener):
    port = listener.server_port
    listener.server_close()
    with pytest.raises(NotTaken) as refusal:
        call(f"http://user:hunter2@127.0.0.1:{port}/200", "a secret", {})
    assert "no answer" in str(refusal.value)
    assert "hunter2" not in str(refusal.value)
