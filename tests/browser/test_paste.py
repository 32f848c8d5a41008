"""What people paste into a story: clipboards as Word, Google Docs and Word on the web fill them."""

from pathlib import Path

import pytest

from tests.desk import page as address
from tests.stories import a_story, fresh

CLIPBOARD = Path(__file__).parent / "clipboard"
PASTE = """html => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", html.replace(/<[^>]*>/g, ""));
  document.querySelector(".tiptap").dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
SENTENCE = (
    "<p>The two sides <strong>agreed</strong> to meet <em>again</em>, the "
    '<a href="https://example.org/readout" rel="noopener">readout</a> said.</p>'
)
WHOLE = (
    f"<h2>What was agreed</h2>\n{SENTENCE}\n"
    "<ul><li>Duties on steel\n<ul><li>from March</li></ul></li>\n<li>Export permits</li></ul>\n"
    "<p>What comes next:</p>\n"
    "<ol><li>A call in April</li>\n<li>A visit in June</li></ol>"
)


def pasted(visit, story, user, html: str) -> str:
    """The body after `html` was pasted over it and the story was saved."""
    page = visit(address("articles_article_change", story.pk), user=user)
    page.click(".tiptap")
    page.keyboard.press("Control+A")
    page.evaluate(PASTE, html)
    page.click("input[name=_continue]")
    page.wait_for_load_state()
    assert page.locator(".problems").count() == 0
    return fresh(story).body


@pytest.mark.parametrize("program", ["word", "google_docs"])
def test_headings_lists_and_links_are_kept(visit, ada, program):
    html = (CLIPBOARD / f"{program}.html").read_text(encoding="utf-8")
    assert pasted(visit, a_story(ada), ada, html) == WHOLE


def test_word_on_the_web_keeps_its_headings_too(visit, ada):
    html = (CLIPBOARD / "word_online.html").read_text(encoding="utf-8")
    body = pasted(visit, a_story(ada), ada, html)
    assert body == f"<h2>What was agreed</h2>\n{SENTENCE}\n<ul><li>Duties on steel</li></ul>"


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<p style='color:red'>Plain</p><img src='https://elsewhere.example/a.png'>", "<p>Plain</p>"),
        (
            "<p onclick=\"x()\">One</p><script>document.title='x'</script><p>&nbsp;</p><p>Two</p>",
            "<p>One</p>\n<p>Two</p>",
        ),
        ("<a href=\"javascript:alert(1)\" style='x:y'>Press</a>", "<p>Press</p>"),
        ("<table style='x:y'><tr><td>One</td><td>Two</td></tr></table>", "<p>One</p>\n<p>Two</p>"),
    ],
)
def test_everything_else_is_left_behind(visit, ada, html, body):
    assert pasted(visit, a_story(ada), ada, html) == body
