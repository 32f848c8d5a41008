"""`manage.py exportevidence`: finds the edition, writes the file, tells its digest."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.publishing import publish, withdraw
from tests.articles.evidence.dossiers import dossier
from tests.stories import a_claim, a_story, confirmed, fresh, ready


@pytest.fixture
def edition(ada, boris, vera):
    story = a_story(ada, slug="talks")
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    return publish(ready(story, by=vera), by=vera)


def run(*arguments):
    out = StringIO()
    call_command("exportevidence", *arguments, stdout=out)
    return out.getvalue()


def test_the_newest_edition_is_written_unless_another_is_named(edition, tmp_path):
    place = tmp_path / "a.zip"
    told = f"Edition 1, link 1 of the chain, digest {edition.digest}: {place}\n"
    for number in ((), ("1",)):
        assert run("talks", *number, "--kind", "shareable", "--output", str(place)) == told
        assert place.read_bytes() == dossier(edition, "shareable")


def test_a_wrong_call_is_told_apart_from_evidence_that_cannot_be_given(edition, vera, tmp_path):
    withdraw(fresh(edition.article), by=vera, reason="Forged.")
    for arguments, code, sentence in (
        (("other",), 2, "Nothing stands at “other”."),
        (("talks", "7"), 2, "No edition 7 of “talks” was published."),
        (("talks",), 1, "A withdrawal has no evidence"),
        (("talks", "1"), 1, "The story is withdrawn"),
    ):
        with pytest.raises(CommandError, match=sentence) as refused:
            run(*arguments, "--kind", "shareable", "--output", str(tmp_path / "a.zip"))
        assert (refused.value.returncode, list(tmp_path.iterdir())) == (code, [])
