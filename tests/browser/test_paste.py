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
DROP = """([html, clientX, clientY]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", html.replace(/<[^>]*>/g, ""));
  const dropped = {dataTransfer: data, clientX, clientY, bubbles: true, cancelable: true};
  document.elementFromPoint(clientX, clientY).dispatchEvent(new DragEvent("drop", dropped));
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


BULLETS = "<ul><li>Duties on steel</li>\n<li>Export permits</li></ul>\n<p>End.</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>·&nbsp;&nbsp; Duties on steel</p><p>· Export permits</p><p>End.</p>",
        "<p><span style='font-family:Symbol'>\uf0b7</span><span>&nbsp; </span>Duties on steel</p>"
        "<p>•\tExport <span>permits</span></p><p>End.</p>",
    ],
)
def test_bullets_that_are_only_text_become_a_list(visit, ada, html):
    assert pasted(visit, a_story(ada), ada, html) == BULLETS


def test_a_dot_between_words_or_alone_makes_no_list(visit, ada):
    html = "<p>Tea · coffee</p><p>·</p><p>·mid</p>"
    assert pasted(visit, a_story(ada), ada, html) == "<p>Tea · coffee</p>\n<p>·</p>\n<p>·mid</p>"


def test_what_is_dropped_is_cleaned_like_what_is_pasted(visit, ada):
    story = a_story(ada, body="<p>First.</p>")
    page = visit(address("articles_article_change", story.pk), user=ada)
    box = page.locator(".tiptap p").bounding_box()
    html = "<p style='color:red' onclick='x()'>One <b style='x:y'>two</b></p><p>· three</p>"
    page.evaluate(DROP, [html, box["x"] + box["width"] - 2, box["y"] + box["height"] / 2])
    page.click("input[name=_continue]")
    page.wait_for_load_state()
    body = fresh(story).body
    assert "First." in body
    assert ("One <strong>two</strong>" in body, "<ul><li>three</li></ul>" in body) == (True, True)
