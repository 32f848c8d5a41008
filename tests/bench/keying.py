"""Chromium at the workbench with 300 claims in a story of 5,000 words: `python -m tests.bench.keying`.

Opens the page, walks and judges by keys, and prints milliseconds: the median, and the slowest. *To the screen* is from
the key to the frame after the one in which it was drawn; a panel that is not here yet is fetched meanwhile. The desk is
served as in production, by one worker, with a database in a folder that goes away. Needs Chromium.
"""

import os
import shutil
import tempfile
from statistics import median

import django

FOLDER = tempfile.TemporaryDirectory(prefix="policydesk-bench-")
os.environ |= {"BENCH_DIR": FOLDER.name, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
django.setup()

from django.conf import settings  # noqa: E402 - the rest needs django.setup()
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from tests.bench.serving import serving  # noqa: E402
from tests.bench.stories import cast  # noqa: E402
from tests.bench.workbench import CLAIMS, long_story  # noqa: E402

OPENED, PRESSED = 5, 15
READY = """() => new Promise((done) => {
  const look = () => requestAnimationFrame(document.querySelector(".live #claim-title") ? done : look);
  look();
})"""
TIMED = """() => {
  const chosen = () => document.querySelector("#list [aria-selected=true]");
  const cursor = () => [...(CSS.highlights.get("cursor") ?? [])][0];
  const shown = () => document.getElementById("claim-title")?.textContent.match(/[0-9]+/)?.[0];
  const until = (so) => new Promise((done) => {
    const look = () => requestAnimationFrame((now) => so() ? requestAnimationFrame(done) : look());
    look();
  });
  addEventListener("keydown", ({ timeStamp }) => {
    const row = chosen(), place = cursor();
    const drawn = until(() => chosen() !== row || cursor() !== place);
    const panel = until(() => chosen().querySelector(".words").textContent.startsWith(`${shown()}.`));
    globalThis.pressed = Promise.all([drawn, panel].map((frame) => frame.then((now) => now - timeStamp)));
  }, { capture: true });
}"""


def main() -> None:
    """Make the story, serve it, open it and press keys."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    ada, boris, vera = cast()
    article = long_story(ada, vera)
    client, name = Client(), settings.SESSION_COOKIE_NAME
    client.force_login(boris)
    words = len(article.text_of("body").split())
    with serving("policydesk.wsgi", "tests.bench.settings") as server, sync_playwright() as playwright:
        url = f"http://127.0.0.1:{server.connection.port}"
        running = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = running.new_context(base_url=url)
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])
        print(f"{CLAIMS} claims, {words} words, Chromium {running.version}")
        _measure(context.new_page(), f"/admin/articles/article/{article.pk}/claims/")


def _measure(page: Page, address: str) -> None:
    _told("opening, to the first panel", [_opened(page, address) for _time in range(OPENED)][1:])
    page.evaluate(TIMED)
    sent: list[str] = []
    page.on("request", lambda request: request.resource_type == "fetch" and sent.append(request.method))
    for what, place, key in (
        ("the next sentence", "#story", "j"),
        ("the next claim", "#list", "j"),
        ("a verdict, to the next open claim", "#list", "v"),
    ):
        page.focus(place)
        sent.clear()
        times = [_pressed(page, key) for _time in range(PRESSED)]
        page.wait_for_selector("#saved:not([data-state=saving])", state="attached")
        _told(f"{key}: {what}, to the screen", [drawn for drawn, _panel in times])
        if place == "#list":
            _told("   with its panel", [panel for _drawn, panel in times])
        print(f"   requests of {PRESSED} keys: {sent.count('POST')} POST, {sent.count('GET')} GET")


def _opened(page: Page, address: str) -> float:
    page.goto(address, wait_until="commit")
    return page.evaluate(READY)


def _pressed(page: Page, key: str) -> tuple[float, float]:
    page.keyboard.press(key)
    return page.evaluate("pressed")


def _told(what: str, times: list[float]) -> None:
    print(f"{what:50} median {median(times):6.0f} ms, slowest {max(times):6.0f} ms", flush=True)


if __name__ == "__main__":
    main()
