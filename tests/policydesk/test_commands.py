"""What commands print."""

import subprocess

import pytest
from django.conf import settings
from django.core.management import call_command

from articles.models import EditionPage
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


def test_make_run_says_what_takes_long_before_it_does_it():
    lines = subprocess.run(["make", "-n", "run"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    told, does = (lines.stdout.index(words) for words in ("Bringing the database up to date", "manage.py migrate"))
    assert told < does
