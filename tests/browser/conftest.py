"""Pages seen through Chromium.

`visit(path, user=…, width=…, scheme=…, javascript=…)` opens a page of the live server. When the test is over,
every page it opened must have caused no report against the content policy, no request to another host, no
script error and no answer of 500; `watch` holds what was seen, for a test that expects some of it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

ARGUMENTS = [
    "--no-sandbox",  # containers run as root, where Chromium's sandbox refuses to start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder, so that `-m "not browser"` leaves it out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Watch:
    """What the pages of one test did that they must not do."""

    reports: list[str] = field(default_factory=list)  # against the content policy
    strangers: list[str] = field(default_factory=list)  # addresses on other hosts
    errors: list[str] = field(default_factory=list)  # script errors and answers of 500

    def follow(self, page: Page, host: str) -> None:
        """Note everything that `page` does from now on; `host` is the one it may talk to."""

        def console(message: ConsoleMessage) -> None:
            if "Content Security Policy" in message.text:
                self.reports.append(f"{urlsplit(page.url).path}: {message.text}")
            elif message.type == "error" and "Failed to load resource" not in message.text:
                self.errors.append(f"{urlsplit(page.url).path}: {message.text}")

        def request(sent: Request) -> None:
            parts = urlsplit(sent.url)
            if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != host:
                self.strangers.append(sent.url)

        def response(got: Response) -> None:
            if got.status >= 500:
                self.errors.append(f"{urlsplit(got.url).path}: {got.status}")

        page.on("console", console)
        page.on("request", request)
        page.on("response", response)
        page.on("pageerror", lambda error: self.errors.append(f"{urlsplit(page.url).path}: {error}"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("Chromium is missing: `apt-get install chromium`", pytrace=False)
    # Playwright's synchronous face keeps an event loop running in this thread. Django takes that for
    # asynchronous code and refuses its database; nothing here awaits, so the refusal does not apply.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def watch() -> Watch:
    """What the pages of this test did that they must not do, so far."""
    return Watch()


@pytest.fixture
def visit(browser: Browser, live_server, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Open pages, each in a context of its own; afterwards nothing bad may have been seen."""
    contexts = []

    def opened(
        path: str,
        *,
        user: User | None = None,
        width: int = 1280,
        scheme: str = "light",
        javascript: bool = True,
        touch: bool = False,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=javascript,
            has_touch=touch,
            reduced_motion="reduce",  # a screenshot or axe must not meet a half-way transition
        )
        contexts.append(context)
        if user:
            context.add_cookies([session_cookie(user, live_server.url)])
        page = context.new_page()
        watch.follow(page, urlsplit(live_server.url).netloc)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert watch == Watch()


def session_cookie(user: User, url: str) -> dict[str, str]:
    """Sign `user` in behind the browser's back and return the cookie that says so."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}
