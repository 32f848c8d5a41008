"""The settings that are measured: those of production over plain http, with everything in one folder that goes away.

BENCH_DIR names the folder; `python -m tests.bench` makes it and removes it.
"""

import os

FOLDER = os.environ["BENCH_DIR"]
for name in ("SECRET_KEY_FILE", "TIME_ZONE", "CACHE_URL", "EMAIL_URL", "DESK_FOUR_EYES", "DESK_SECOND_READER"):
    os.environ.pop(name, None)
os.environ.update(
    DEBUG="false",
    SECRET_KEY="measuring-uses-this-key-and-nobody-else-does-because-it-is-public",
    ALLOWED_HOSTS="127.0.0.1,testserver",
    SITE_URL="http://127.0.0.1",
    DATA_DIR=FOLDER,
    DATABASE_URL=f"sqlite:///{FOLDER}/{os.environ.get('BENCH_DATABASE', 'desk')}.sqlite3",
)

from policydesk.settings import *  # noqa: E402, F403 - the environment above comes first

ROOT_URLCONF = "tests.bench.urls"
STATIC_ROOT = f"{FOLDER}/static"
