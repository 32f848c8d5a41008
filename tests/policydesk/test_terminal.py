"""loadseeds on a terminal and under Ctrl-C."""

import os
import re
import signal
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import OutputWrapper
from django.core.management.color import color_style

from articles.models import Article
from articles.seed_files import SeedFile
from policydesk.management.terminal import Terminal
from tests.kills import database_url

STORY = "date 2024-03-05 Talks in Geneva\n\nThey met.\n"


class Screen(StringIO):
    """Text that somebody sees on a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screens(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Screen(), Screen()


def seen(screen: Screen) -> str:
    """What was written, without the codes that move and colour."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.getvalue())


def test_a_bar_shows_how_far_the_load_is(screens):
    out, err = screens
    terminal = Terminal(OutputWrapper(out), OutputWrapper(err), color_style(), colour=True)
    with terminal.reading([SeedFile("seeds/a.txt"), SeedFile("seeds/[b].txt")]) as files:
        for file in files:
            terminal.say(f"created {file.label}")
    assert re.search(r"Reading .* 2/2 seeds/\[b\]\.txt", seen(err))
    assert re.findall("created .*", seen(err)) == ["created seeds/a.txt", "created seeds/[b].txt"]
    terminal.say("after")
    assert out.getvalue() == "after\n"


def test_without_a_terminal_there_is_no_bar_and_no_colour():
    out, err = StringIO(), StringIO()
    terminal = Terminal(OutputWrapper(out), OutputWrapper(err), color_style(force_color=True), colour=True)
    with terminal.reading([SeedFile("seeds/a.txt")]) as files:
        terminal.say(next(files).label, "SUCCESS")
        terminal.say("bad", "ERROR", problem=True)
    assert (out.getvalue(), err.getvalue()) == ("seeds/a.txt\n", "bad\n")


def test_colour_is_left_out_when_asked(screens, tmp_path, db, monkeypatch):
    (tmp_path / "a.txt").write_text("no date\n")
    for option, variable in ((["--no-color"], ""), ([], "1")):
        monkeypatch.setenv("NO_COLOR", variable)
        out, err = Screen(), Screen()
        with pytest.raises(SystemExit):
            call_command("loadseeds", tmp_path, *option, stdout=out, stderr=err)
        assert not re.search(r"\x1b\[[0-9;]*3[0-9]", out.getvalue() + err.getvalue())


@pytest.fixture
def started(tmp_path, transactional_db):
    """Start the command as a process on a folder of so many stories, and read its first line."""

    def start(stories: int) -> subprocess.Popen[str]:
        for number in range(stories):
            (tmp_path / f"{number:04}.txt").write_text(STORY)
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "policydesk.settings", "DATABASE_URL": database_url()}
        command = [sys.executable, "-u", "-m", "django", "loadseeds", str(tmp_path)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        process = subprocess.Popen(command, env=environment, **pipes)
        assert process.stdout.readline().startswith("  created ")
        return process

    return start


def test_ctrl_c_finishes_what_is_at_hand_counts_and_exits_130(started):
    with started(1500) as process:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    loaded = Article.objects.count()
    assert (process.returncode, err) == (130, "")
    assert 0 < loaded < 1500
    assert re.sub(r"[0-9.]+ s\.", "0.0 s.", out).splitlines()[-3:] == [
        f"{loaded} of {loaded} files loaded in 0.0 s.",
        "Stopped by Ctrl-C. Run the same command again for the rest.",
        "Next: check claims at /admin/articles/article/?state=draft",
    ]


def test_a_load_whose_output_nobody_reads_goes_on(started):
    with started(300) as process:
        process.stdout.close()
        assert process.stderr.read() == ""
    assert (process.returncode, Article.objects.count()) == (0, 300)
