"""The settings under test: those of production over plain http, with nothing taken from the machine.

The environment is emptied of our variables before policydesk.settings reads it, and tests come in neither by
manage.py nor by wsgi.py, so no `.env` is read. TEST_DATABASE_URL alone is asked; without it each process gets
a SQLite file of its own, never a database in memory: triggers, locks and threads are to be the real ones.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="policydesk-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

OURS = (
    *("SECRET_KEY_FILE", "TIME_ZONE", "CACHE_URL", "EMAIL_URL", "WEBHOOK_URL", "WEBHOOK_SECRET", "WEBHOOK_SECRET_FILE"),
    *("DESK_FOUR_EYES", "DESK_SECOND_READER", "CAPTURE_ENABLED"),
)
for name in OURS:
    os.environ.pop(name, None)
os.environ.update(
    DEBUG="false",
    SECRET_KEY="the-tests-use-this-key-and-nobody-else-does-because-it-is-public",
    ALLOWED_HOSTS="testserver,localhost",
    SITE_URL="http://testserver",
    DATA_DIR=str(SCRATCH),
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{SCRATCH / 'desk.sqlite3'}",
)

from policydesk.settings import *  # noqa: E402, F403 - the environment above comes first
from policydesk.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}
    # Speed: these files die with the process.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"  # as above

# Speed: how a password is hashed is Django's own matter.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest of the real storage is made by collectstatic, which tests do not run.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
STATIC_ROOT = SCRATCH / "static"
STATIC_ROOT.mkdir()

INSTALLED_APPS.append("zeal")  # raises when a page asks the same question once per row
MIDDLEWARE.append("zeal.middleware.zeal_middleware")
ZEAL_RAISE = True
ZEAL_ALLOWLIST = [
    # taggit makes new tags one by one; a save has a handful of them
    *({"model": model} for model in ("taggit.Tag", "articles.ArticleTag", "commitments.CommitmentTag")),
]
