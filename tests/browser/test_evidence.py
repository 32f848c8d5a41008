"""An evidence dossier in a browser that has no network: complete, without barriers, without script."""

import io
import zipfile
from urllib.parse import urljoin, urlsplit

import pytest

from tests.articles.evidence.dossiers import dossier, published_story
from tests.browser.axe import barriers
from tests.stories import PASSAGE


@pytest.fixture
def unzipped(kind, ada, boris, vera, tmp_path):
    edition = published_story(ada, boris, vera).edition
    with zipfile.ZipFile(io.BytesIO(dossier(edition, kind))) as archive:
        archive.extractall(tmp_path)
    return next(tmp_path.glob("*/index.html"))


@pytest.mark.parametrize(("kind", "scheme", "width"), [("internal", "light", 1280), ("shareable", "dark", 320)])
def test_it_opens_offline_whole_and_without_barriers(browser, unzipped, scheme, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.set_offline(True)
    page, asked, errors = context.new_page(), [], []
    page.on("request", lambda sent: asked.append(urlsplit(sent.url).path))
    page.on("console", lambda message: errors.append(message.text))
    page.on("requestfailed", lambda failed: errors.append(failed.url))
    page.goto(unzipped.as_uri())
    assert barriers(page) == ([], 0)
    assert asked == [str(unzipped), str(unzipped.parent / "style.css")]
    assert page.locator("script, iframe, img, form").count() == 0
    for words in (PASSAGE, "They agreed to cut duties on 24 goods", "Boris Check", "a delegate", "How to verify it"):
        assert page.get_by_text(words).count() >= 1
    links = [urljoin(page.url, link.get_attribute("href")) for link in page.locator("a").all()]
    ids = {urljoin(page.url, f"#{each.get_attribute('id')}") for each in page.locator("[id]").all()}
    inside = [link for link in links if link.startswith("file:")]
    files = {file.as_uri() for file in unzipped.parent.rglob("*")}
    assert len(inside) > 10
    assert set(inside) - ids - files == set()
    for link in [link for link in inside if "/copies/" in link]:
        page.goto(link)  # what is saved of a page is shown as it is written
        assert (page.evaluate("document.contentType"), page.locator("script").count()) == ("text/plain", 0)
    context.close()
    assert errors == []
