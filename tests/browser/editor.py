"""The rich-text editor, as a hand would use it."""

from playwright.sync_api import Page

# The editor puts the caret back to where it knows it 20 ms after it got the focus. No hand is faster; a test is.
SETTLED = "() => new Promise(done => setTimeout(done, 40))"


def type_at_the_end_of(page: Page, selector: str, text: str) -> None:
    """Type `text` at the end of the one-line block of the editor that `selector` names."""
    page.click(selector)
    page.evaluate(SETTLED)
    page.keyboard.press("End")
    page.keyboard.type(text)
