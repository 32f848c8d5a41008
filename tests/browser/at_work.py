"""The workbench as a hand uses it."""


def opened(visit, address, user, **more):
    """The page once the script has taken it over, and how often it was loaded since."""
    page = visit(address, user=user, **more)
    page.wait_for_selector(".live")
    page.loads = []
    page.on("request", lambda sent: sent.resource_type == "document" and page.loads.append(sent.url))
    return page


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def saved(page):
    """Wait until all is saved; return what the page said last."""
    page.wait_for_selector("#saved[data-state=saved]")
    return page.locator("#said").inner_text()


def rows(page):
    return [" ".join(text.split()) for text in page.locator("#list [role=option]").all_inner_texts()]


def asked_before_leaving(page):
    """The questions that leaving the page asks."""
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.assign('/admin/')")
    page.wait_for_timeout(300)
    return asked
