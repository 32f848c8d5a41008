"""The watch itself: what it is there to see, it sees."""

import pytest
from django.http import HttpResponse
from django.urls import path

pytestmark = pytest.mark.urls(__name__)

BAD_PAGE = """<!doctype html><title>Bad</title>
<p style="color: red">styled</p><script>document.title = "run"</script><img src="https://elsewhere.example/a.png">"""

RULES = ("style-src", "script-src", "img-src")


def broken(request):
    raise RuntimeError("on purpose")


urlpatterns = [path("bad/", lambda request: HttpResponse(BAD_PAGE)), path("broken/", broken)]


@pytest.mark.parametrize(
    ("javascript", "rules"),
    [(True, {"style-src", "script-src", "img-src"}), (False, {"style-src", "img-src"})],
)
def test_inline_code_and_foreign_hosts_are_seen(visit, watch, javascript, rules):
    page = visit("/bad/", javascript=javascript)
    assert page.title() == "Bad"
    assert {rule for rule in RULES for report in watch.reports if rule in report} == rules
    assert watch.strangers == ["https://elsewhere.example/a.png"]
    watch.reports.clear()
    watch.strangers.clear()


def test_an_answer_of_500_is_seen(visit, watch):
    visit("/broken/")
    assert watch.errors == ["/broken/: 500"]
    watch.errors.clear()
