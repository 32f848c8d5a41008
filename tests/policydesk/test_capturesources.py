"""What `capturesources` prints, and with which exit code it ends."""

import json

import pytest
from django.core.management import CommandError, call_command

from policydesk.lib.guarding import NotFetched
from sources import capturing
from sources.archiving import ask_for_copy
from sources.models import CaptureRequest
from tests.policydesk.test_terminal import Screen, seen
from tests.sources.test_capturing import World
from tests.stories import a_source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(settings, monkeypatch):
    """The sites, in the place of the network."""
    settings.CAPTURE_ENABLED = True
    world = World()
    monkeypatch.setattr(capturing, "Polite", lambda: world.polite)
    return world


@pytest.fixture
def two(ada):
    return a_source(ada, "Readout"), a_source(ada, "Joint statement")


def run(capsys, *arguments):
    """Exit code, lines on stdout, lines on stderr."""
    code = 0
    try:
        call_command("capturesources", *arguments)
    except SystemExit as end:
        code = end.code
    said = capsys.readouterr()
    return code, said.out.splitlines(), said.err.splitlines()


def test_it_tells_what_was_saved_what_is_unchanged_and_what_failed(two, world, capsys):
    first, second = two
    world.answers = [first.url, NotFetched("The site answered 404 (Not Found) instead of the page.")]
    assert run(capsys) == (
        1,
        [
            f"  saved     {first.public_id}   Readout   A copy was saved: TXT, 37\xa0bytes.",
            "2 sources were asked for: 1 saved, 1 failed.",
        ],
        [f"  FAILED    {second.public_id}   Joint statement   The site answered 404 (Not Found) instead of the page."],
    )
    code, out, _err = run(capsys, first.public_id.upper(), second.public_id)
    assert (code, out[-1]) == (0, "2 sources were asked for: 1 unchanged, 1 saved.")
    assert run(capsys) == (0, ["Nothing is to be fetched."], [])
    assert run(capsys, "--again", "--limit", "1")[1][-1] == "1 source was asked for: 1 unchanged."
    assert CaptureRequest.objects.count() == 5


def test_it_works_off_what_was_asked_for_at_the_desk(two, boris, capsys):
    asked = ask_for_copy(two[1], by=boris)
    assert run(capsys, "--queued")[1][-1] == "1 source was asked for: 1 saved."
    asked.refresh_from_db()
    assert (asked.result, run(capsys, "--queued")) == ("saved", (0, ["Nothing is to be fetched."], []))


def test_programs_read_one_object_a_source_and_a_summary(two, world, capsys):
    world.answers = [two[0].url, NotFetched("Gone.")]
    code, out, err = run(capsys, "--format", "json")
    saved, failed, summary = map(json.loads, out)
    assert (code, len(err), saved["source"], saved["copy"]["type"], saved["copy"]["bytes"]) == (
        1, 1, two[0].public_id, "text/plain", 37,
    )  # fmt: skip
    assert failed == {"source": two[1].public_id, "title": "Joint statement", "result": "failed", "sentence": "Gone."}
    assert summary == {
        "summary": {"asked": 2, "saved": 1, "unchanged": 0, "failed": 1, "interrupted": False, "broken": ""}
    }


def test_a_wrong_call_and_a_desk_where_it_is_off_end_with_a_sentence_and_code_2(two, settings):
    for arguments, sentence in (
        (["nosuch00", two[0].public_id], "There is no source with the number nosuch00."),
        ([two[0].public_id, "--queued"], "Name sources, or use --queued or --again: not both."),
        (
            ["--queued", "--again"],
            "Use --queued or --again, not both: what was asked for is fetched whether or not there is a copy.",
        ),
        (["--limit", "few"], "Error: argument --limit: write a number of sources, not “few”"),
    ):
        with pytest.raises(CommandError) as refusal:
            call_command("capturesources", *arguments)
        assert str(refusal.value) == sentence
    settings.CAPTURE_ENABLED = False
    with pytest.raises(CommandError) as refusal:
        call_command("capturesources")
    assert (refusal.value.returncode, str(refusal.value)) == (
        2, "Saving copies from the network is off: whoever runs the desk sets CAPTURE_ENABLED to turn it on.",
    )  # fmt: skip
    assert CaptureRequest.objects.count() == 0


def test_a_machine_without_a_name_server_says_so_and_ends_with_code_1(two, world, capsys):
    world.answers = [NotFetched("There is no site called “x”.", gone=True, nameless=True)] * 2
    code, _out, err = run(capsys)
    assert (code, err[-1]) == (
        1, "No name was found in this run (example.org): this machine seems to have no name server, or no way to "
        "the network. That says nothing of the sources. Run the command again when it has.",
    )  # fmt: skip


def test_a_bar_shows_how_far_it_is(two, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out, err = Screen(), Screen()
    call_command("capturesources", stdout=out, stderr=err)
    assert f"2/2 {two[1].public_id}" in seen(err)
    assert seen(err).count("Fetching") >= 1
