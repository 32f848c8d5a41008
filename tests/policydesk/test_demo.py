"""When `demo` makes no demonstration desk: it says why in one sentence and writes nothing."""

import pytest
from django.conf import settings as real
from django.core.management import CommandError, call_command

from policydesk.demonstrating import read_demonstration
from tests.loads import loadseeds, rows_of_every_table

pytestmark = pytest.mark.django_db
SEEDS = real.BASE_DIR / "seeds"
STORY = SEEDS / f"{read_demonstration()['story']}.txt"


def test_accounts_with_a_known_password_are_made_only_with_debug(settings):
    settings.DEBUG = False
    before = rows_of_every_table()
    with pytest.raises(CommandError, match=r"^demo makes accounts with a known password.*DEBUG=true\.$"):
        call_command("demo")
    assert rows_of_every_table() == before


@pytest.mark.parametrize("files", [[], [STORY]], ids=["nothing", "the story alone"])
def test_without_story_or_dossier_one_sentence_says_what_to_load_and_nothing_is_written(settings, files):
    settings.DEBUG = True
    if files:
        loadseeds(*files)
    before = rows_of_every_table()
    with pytest.raises(CommandError, match=r"^Load the story and its dossier first: manage\.py loadseeds$"):
        call_command("demo")
    assert rows_of_every_table() == before
