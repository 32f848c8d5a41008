"""Whatever is typed into whichever field of whichever form of the desk, the desk answers in words."""

import pytest
from django.db import transaction

from tests.conftest import person
from tests.desk import desk
from tests.safety.canaries import draft, public_with_secrets
from tests.safety.crawling import crawl, send
from tests.safety.forms import forms_of

ROLES = ("reporter", "checker", "editor", "publisher", "auditor", "administrator")
MANY = (
    "",
    "x\x00y",
    "abc\u202edef",
    "\u0301" * 40,
    "A" * 5_000,
    "<script>%s{{ x }}</script>",
    "-1",
    "9" * 30,
    "👍",
    "2024-13-45",
)


@pytest.fixture
def forms(ada, boris, vera):
    """One of each kind of form that a person with every role can reach, and who opened it."""
    public_with_secrets(ada=ada, boris=boris, vera=vera)
    draft("word0", ada, boris, vera)
    client = desk(person("somebody", "Some", "Body", *ROLES))
    found = {}
    for address, answer in crawl(client, alike=1).items():
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            for form in forms_of(address, answer.content.decode()):
                found.setdefault((answer.resolver_match.view_name, form.kind), form)
    return client, [form for form in found.values() if "logout" not in form.action]


def answers(client, forms, values):
    """What each form says to each of the values, typed into one field after the other; nothing of it is kept."""
    for form in forms:
        for name in form.typed:
            for value in values:
                with transaction.atomic():
                    response = send(client, form.action, form.values | {name: value})
                    transaction.set_rollback(True)
                yield (form.action, name, value[:20]), response.status_code


def test_no_form_breaks_at_a_character_that_no_database_keeps(forms):
    client, found = forms
    assert len(found) >= 15
    broken = []
    for form in found:
        response = send(client, form.action, form.values | dict.fromkeys(form.typed, "x\x00y"))
        broken += [form.action] if response.status_code >= 500 else []
    assert broken == []


@pytest.mark.soak
def test_no_form_breaks_at_anything(forms):
    client, found = forms
    assert {asked: code for asked, code in answers(client, found, MANY) if code >= 500} == {}
