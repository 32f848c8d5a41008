"""What commands print."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import EditionPage
from policydesk.demonstrating import PASSWORD
from tests.editions import print_edition
from tests.samples import sample_content

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("claims", "words"), [(0, "0 pages drawn."), (1, "1 page drawn."), (2, "2 pages drawn.")])
def test_rerender_counts_pages(vera, capsys, claims, words):
    for number in range(claims):
        content = sample_content(number=1, kind="first")
        content["article"]["slug"] = f"story-{number}"
        print_edition(content, by=vera)
    EditionPage.objects.update(renderer_version=1)
    call_command("rerender")
    assert capsys.readouterr().out == f"{words}\n"


def test_the_demonstration_says_what_is_new_and_where_it_stands(settings, capsys):
    settings.DEBUG = True
    call_command("loadseeds", str(settings.BASE_DIR / "seeds"), verbosity=0)
    capsys.readouterr()
    call_command("demo")
    lines = capsys.readouterr().out.splitlines()
    call_command("demo")
    assert lines[0].startswith("New: accounts ")
    assert capsys.readouterr().out.splitlines() == [
        "New: accounts 0, checks 0, statuses 0, commitments 0.", *lines[1:]
    ]  # fmt: skip
    assert lines[1].startswith("Story: http://testserver/articles/")
    assert lines[2] == "Commitments: http://testserver/commitments/"
    assert lines[3] == "(Addresses begin with SITE_URL: set it where the desk is served at another one.)"
    assert lines[4] == f"Accounts (password “{PASSWORD}”):"


def test_the_demonstration_runs_nowhere_but_with_debug(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="it runs only with DEBUG=true"):
        call_command("demo")
