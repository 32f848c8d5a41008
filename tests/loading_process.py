"""A program: loads folders in processes of their own, which a test may kill. Django starts once for all of them.

A line `BATCH FOLDER` in: the number of the new process out. An empty line in: its exit status out. Until then
it is not waited for, so its number is not given to another process.
"""

import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

from articles.loading import load  # noqa: E402 - models need django.setup()
from articles.seed_files import find_files  # noqa: E402
from policydesk.dossiers.loading import load_dossiers  # noqa: E402


def begin(batch: str, folder: str) -> int:
    """Fork a process that loads `folder`, stories before dossiers; it exits with the number of files that failed."""
    if child := os.fork():
        return child
    status = 255
    try:
        files = list(find_files([folder]))
        stories = load((file for file in files if not file.is_dossier), batch=int(batch))
        status = sum(one.error is not None for one in stories)
        status += sum(bool(one.problems) for one in load_dossiers(file for file in files if file.is_dossier))
    finally:
        os._exit(status)


while order := sys.stdin.readline():
    child = begin(*order.rstrip("\n").split(" ", 1))
    sys.stdout.write(f"{child}\n")
    sys.stdout.flush()
    sys.stdin.readline()
    sys.stdout.write(f"{os.waitpid(child, 0)[1]}\n")
    sys.stdout.flush()
