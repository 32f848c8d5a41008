"""`make bench`: how fast the desk is, beside floors and beside Wagtail measured in the same run.

Prints a table and keeps it in docs/reference/bench.md. All data are made up, in a folder that goes away.
"""

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench.peering import ask
from tests.bench.sizes import SIZES
from tests.bench.telling import Row, section, table, with_section

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "bench.md"
STEPS = {
    "pages": "pages, and the answer that nothing changed",
    "saving": "saving and publishing",
    "loading": "loading text files",
    "workbench": "the workbench with many claims",
    "following": "finding quotes again",
}


def main() -> None:
    """Read the arguments, run each step in a process of its own, tell and keep what they found."""
    asked = argparse.ArgumentParser(prog="make bench", description=__doc__)
    asked.add_argument("--size", choices=SIZES, default="small")
    asked.add_argument("--only", choices=STEPS, action="append", help="this step alone; nothing is kept then")
    asked.add_argument("--peer", type=Path, required=True, help="the Python of the environment that holds Wagtail")
    args = asked.parse_args()
    print(f"Measures pages, saves, loads and quotes ({args.size}), each beside a floor or Wagtail.")
    print(f"Takes {SIZES[args.size].told} on two idle cores; on a busy machine the ratios count, nothing else.")
    with tempfile.TemporaryDirectory(prefix="policydesk-bench-") as folder:
        os.environ |= {"BENCH_DIR": folder, "BENCH_PEER": str(args.peer.absolute())}
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
        rows = _measured(args.only or list(STEPS), args.size)
    print(f"\n{_machine()}\n{table(rows)}")
    if not args.only:
        day = datetime.now(UTC).date().isoformat()
        PAGE.write_text(with_section(PAGE.read_text("utf-8"), section(day, args.size, _machine(), rows)), "utf-8")
        print(f"Kept in docs/reference/{PAGE.name}.")
    missed = sum(row.verdict == "missed" for row in rows)
    print(f"{missed} of {sum(bool(row.verdict) for row in rows)} goals missed.")


def _measured(steps: list[str], size: str) -> list[Row]:
    rows = []
    if {"pages", "saving"} & set(steps):
        _tell("Wagtail's database", lambda: ask("seeding"))
    for step in steps:
        command = [sys.executable, "-m", "tests.bench.step", step, size]
        told = _tell(STEPS[step], lambda command=command: subprocess.check_output(command, text=True))
        rows += [Row(**json.loads(line)) for line in told.splitlines()]
    return rows


def _tell(what: str, act) -> str:
    print(f"  {what} … ", end="", flush=True)
    began = time.monotonic()
    result = act()
    print(f"{time.monotonic() - began:.0f} s", flush=True)
    return result


def _machine() -> str:
    """What the figures depend on, and nothing that names the machine."""
    return (
        f"{os.cpu_count()} cores, Python {platform.python_version()}, Django {version('Django')}, "
        f"SQLite {sqlite3.sqlite_version}, gunicorn {version('gunicorn')} with one worker"
    )


main()
