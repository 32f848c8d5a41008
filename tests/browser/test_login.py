"""Signing in to the admin, as people meet it."""

import pytest

from tests.browser.axe import sideways_scroll, violations
from tests.conftest import PASSWORD


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_login_page_has_no_barriers(visit, scheme, width):
    page = visit("/admin/login/", scheme=scheme, width=width)
    assert (violations(page), sideways_scroll(page)) == ([], 0)


@pytest.mark.parametrize("javascript", [True, False])
def test_ada_signs_in_by_the_form(visit, ada, javascript):
    page = visit("/admin/", javascript=javascript)
    page.fill("input[name=username]", "ada")
    page.fill("input[name=password]", PASSWORD)
    page.click("input[type=submit]")
    assert page.locator("#user-tools strong").inner_text() == "ADA REPORT"


def test_a_signed_in_user_is_brought_along(visit, boris):
    assert visit("/admin/", user=boris).locator("#user-tools strong").inner_text() == "BORIS CHECK"
