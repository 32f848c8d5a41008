"""A server that is killed in the middle of a save: what it had not committed is as if it had never been sent, what it had
is there once, and the same form, sent again, is saved once."""

import http.client
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from articles.models import Check
from tests.desk import claims_page, page
from tests.safety.forms import Form, forms_of
from tests.servers import MortalServer, mortal_server
from tests.stories import a_claim, a_story, fresh, sourced

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def server(django_db_setup):
    with mortal_server() as server:
        yield server


class Visitor:
    """A browser without a script, at a server that may be gone."""

    def __init__(self, server: MortalServer, user) -> None:
        client = Client()
        client.force_login(user)
        session = settings.SESSION_COOKIE_NAME
        self.server, self.cookies = server, {session: client.cookies[session].value}

    def asks(self, path: str, data: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
        """Number and text of the answer."""
        line = http.client.HTTPConnection("localhost", self.server.port, timeout=20)
        sent = headers | {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if data is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        line.request("GET" if data is None else "POST", path, data and urlencode(data), sent)
        answer = line.getresponse()
        for header, value in answer.getheaders():
            if header == "Set-Cookie":
                name, _equals, found = value.partition(";")[0].partition("=")
                self.cookies[name] = found
        return answer.status, answer.read().decode()

    def form(self, path: str, name: str) -> Form:
        """The form of that page that has a field of this name."""
        return next(form for form in forms_of(path, self.asks(path)[1]) if name in form.values)


NO_ANSWER = (ConnectionError, http.client.HTTPException)


@pytest.mark.parametrize(("moment", "times"), [("committing", 0), ("answering", 1)])
def test_what_a_killed_server_was_sent_is_saved_once_when_it_is_sent_again(server, ada, boris, moment, times):
    story = a_story(ada)
    claim = sourced(a_claim(story, ada), ada)

    server.up(moment)
    checker, path = Visitor(server, boris), claims_page(story, claim)
    sent = checker.form(path, "verdict").sent({"verdict": "confirmed"})
    headers = {"Accept": "application/json", "Idempotency-Key": "one"}
    with pytest.raises(NO_ANSWER):
        checker.asks(path, sent, **headers)
    assert Check.objects.count() == times
    server.up()
    assert checker.asks(path, sent, **headers)[0] == 200
    assert [(check.by, check.verdict) for check in Check.objects.all()] == [(boris, "confirmed")]

    server.up(moment)
    author, path = Visitor(server, ada), page("articles_article_change", story.pk)
    sent = author.form(path, "headline").sent({"headline": "Talks end", "_continue": "Save"})
    before = story.history.count()
    with pytest.raises(NO_ANSWER):
        author.asks(path, sent)
    assert story.history.count() - before == times
    server.up()
    assert author.asks(path, sent)[0] == 302
    assert (fresh(story).headline, story.history.count() - before) == ("Talks end", 1)
