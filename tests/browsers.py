"""A browser without any script, in which somebody works at the desk: opens a page, fills one form of it, sends it."""

import json
from http import HTTPStatus
from typing import Any

from django.test import Client
from django.urls import reverse

from policydesk.lib.errors import Refused
from tests.pages import text_of
from tests.safety.forms import Form, forms_of


class Asked(Exception):
    """The page came back. As JSON: `values` that its form would send as it stands, and the `text` that it shows."""


class Browser:
    """Keeps the form that is open: as it was opened, or as it came back."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.address, self.form, self.typed = "", Form(""), dict[str, str]()

    def open(self, by: Any, address: str, typed: dict[str, str]) -> None:
        """Sign in, open the page, and type into the form that has all these fields."""
        self.client.force_login(by)
        self.address, self.typed = address, typed
        self._take(self.client.get(address).content.decode())
        self.form.values |= typed

    def send(self, **more: str) -> None:
        """Press the button. Raises Asked when the page comes back, with what was typed or without."""
        answer = self.client.post(self.form.action, self.form.sent(more))
        if answer.status_code == HTTPStatus.FOUND and not answer.url.startswith(reverse("admin:login")):
            return
        if answer.status_code not in (HTTPStatus.OK, HTTPStatus.CONFLICT):
            raise Refused(f"answered {answer.status_code}")
        self._take(html := answer.content.decode())
        raise Asked(json.dumps({"values": self.form.values, "text": text_of(html)}))

    def _take(self, html: str) -> None:
        """Of the forms of a page the one with most fields that are typed into; where several have them, `do` names it."""
        forms = [form for form in forms_of(self.address, html) if form.values.get("do") == self.typed.get("do")]
        self.form = max(forms, key=lambda form: len(self.typed.keys() & form.values.keys()))
