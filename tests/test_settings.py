"""The settings take what they understand and stop at the rest: each start here is a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SECRET = "s3cret-" * 8
PRODUCTION = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "desk.example", "SITE_URL": "https://desk.example"}
DEVELOPMENT = {"DEBUG": "true"}


@pytest.fixture
def start(tmp_path):
    """Run Python with the given variables and no others that we read; give back the finished process."""

    def started(arguments: list[str], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DATA_DIR": str(tmp_path / "data"),
            "DJANGO_SETTINGS_MODULE": "policydesk.settings",
        }
        return subprocess.run(
            [sys.executable, *arguments],
            env=environment | variables,
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )

    return started


@pytest.fixture
def settings_of(start):
    """Give the named settings as they stand under these variables."""

    def read(variables: dict[str, str], *names: str) -> list:
        script = "import json, sys; from policydesk import settings\n"
        script += "print(json.dumps([getattr(settings, name) for name in sys.argv[1:]], default=str))"
        done = start(["-c", script, *names], variables)
        assert (done.stderr, done.returncode) == ("", 0)
        return json.loads(done.stdout)

    return read


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"DEBUG": "maybe"}, 'DEBUG="maybe" is not understood: write true or false'),
        ({"DEBUG": ""}, 'DEBUG="" is not understood: write true or false'),
        ({"DESK_FOUR_EYES": "of"}, 'DESK_FOUR_EYES="of" is not understood: write true or false'),
        ({"DESK_SECOND_READER": "2"}, 'DESK_SECOND_READER="2" is not understood: write true or false'),
        ({"CAPTURE_ENABLED": "yes please"}, 'CAPTURE_ENABLED="yes please" is not understood: write true or false'),
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing: set it to 50 or more random characters"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short: it has 5 characters, 50 are needed"),
        (
            {"SECRET_KEY": "", "SECRET_KEY_FILE": "/nowhere/key"},
            "the file /nowhere/key named by SECRET_KEY_FILE cannot be read",
        ),
        (
            {"ALLOWED_HOSTS": " , "},
            "ALLOWED_HOSTS is empty: write the host names this desk answers to, separated by commas",
        ),
        (
            {"ALLOWED_HOSTS": "https://desk.example"},
            'ALLOWED_HOSTS="https://desk.example" is not understood: write host names only, separated by commas',
        ),
        (
            {"ALLOWED_HOSTS": "*"},
            'ALLOWED_HOSTS="*" is not understood: a desk in production names its hosts one by one',
        ),
        (
            {"SITE_URL": "desk.example"},
            'SITE_URL="desk.example" is not understood: write scheme and host, for example https://desk.example.org',
        ),
        (
            {"SITE_URL": "https://desk.example/news"},
            'SITE_URL="https://desk.example/news" is not understood: '
            "write scheme and host, for example https://desk.example.org",
        ),
        (
            {"SITE_URL": "https://desk.example:http"},
            'SITE_URL="https://desk.example:http" is not understood: '
            "write scheme and host, for example https://desk.example.org",
        ),
        ({"TIME_ZONE": "Berlin"}, 'TIME_ZONE="Berlin" is not understood: write a name such as Europe/Berlin'),
        ({"TIME_ZONE": "../etc"}, 'TIME_ZONE="../etc" is not understood: write a name such as Europe/Berlin'),
        ({"DATA_DIR": "/dev/null/x"}, 'DATA_DIR="/dev/null/x" cannot be used: Not a directory'),
        (
            {"DATABASE_URL": "mysql://desk:hunter2@db/desk"},
            'DATABASE_URL with the scheme "mysql" is not understood: '
            "write sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME",
        ),
        (
            {"DATABASE_URL": "postgres://desk:hunter2@db:port/desk"},
            "DATABASE_URL is not understood: write sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME",
        ),
        (
            {"DATABASE_URL": "postgres://desk:hunter2@db"},
            "DATABASE_URL names no database: write sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME",
        ),
        (
            {"DATABASE_URL": "sqlite://:memory:"},
            "DATABASE_URL is not understood: write sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME",
        ),
        (
            {"CACHE_URL": "memcached://:hunter2@cache"},
            'CACHE_URL with the scheme "memcached" is not understood: write locmem:// or redis://HOST:PORT/NUMBER',
        ),
        (
            {"CACHE_URL": "redis://:hunter2@cache/0"},
            "CACHE_URL names Redis, and the package for it is not installed: pip install redis",
        ),
        (
            {"EMAIL_URL": "imap://desk:hunter2@mail"},
            'EMAIL_URL with the scheme "imap" is not understood: '
            "write console://, smtp://HOST:PORT or submission://USER:PASSWORD@HOST:PORT",
        ),
        (
            {"EMAIL_URL": "smtp://mail?timeout=soon"},
            "EMAIL_URL is not understood: write console://, smtp://HOST:PORT or submission://USER:PASSWORD@HOST:PORT",
        ),
        (
            {"WEBHOOK_URL": "ftp://desk:hunter2@chat.example"},
            "WEBHOOK_URL is not understood: write an address such as https://chat.example.org/desk",
        ),
        (
            {"WEBHOOK_URL": "https://chat.example"},
            "WEBHOOK_SECRET is missing: set it to 32 or more random characters",
        ),
        (
            {"WEBHOOK_URL": "https://chat.example", "WEBHOOK_SECRET": "short"},
            "WEBHOOK_SECRET is too short: it has 5 characters, 32 are needed",
        ),
    ],
    ids=lambda value: "&".join(f"{name}={text}" for name, text in value.items()) if isinstance(value, dict) else "",
)
def test_what_is_not_understood_stops_the_start_with_one_sentence(start, variables, sentence):
    done = start(["-c", "import policydesk.settings"], PRODUCTION | variables)
    assert (done.stdout, done.stderr, done.returncode) == ("", f"policydesk: {sentence}\n", 1)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("SECRET_KEY", "SECRET_KEY is missing: set it to 50 or more random characters"),
        (
            "ALLOWED_HOSTS",
            "ALLOWED_HOSTS is empty: write the host names this desk answers to, separated by commas",
        ),
        ("SITE_URL", "SITE_URL is missing: write the public address, for example https://desk.example.org"),
    ],
)
def test_what_production_needs_is_demanded(start, missing, sentence):
    given = {name: value for name, value in PRODUCTION.items() if name != missing}
    done = start(["-c", "import policydesk.settings"], given)
    assert (done.stdout, done.stderr, done.returncode) == ("", f"policydesk: {sentence}\n", 1)


def test_the_command_line_stops_with_the_sentence_alone(start):
    done = start(["-m", "django", "check"], {"DEBUG": "maybe"})
    assert (done.stdout, done.returncode) == ("", 1)
    assert done.stderr == 'policydesk: DEBUG="maybe" is not understood: write true or false\n'


def test_a_web_server_ends_instead_of_starting_workers_for_ever(start, tmp_path):
    (tmp_path / "door.py").write_text("import policydesk.settings", encoding="utf-8")  # wsgi.py would read .env
    done = start(["-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py"), "door"], {"DEBUG": "maybe"})
    assert done.returncode == 1
    assert done.stderr.count('policydesk: DEBUG="maybe" is not understood: write true or false') == 1


def test_the_workers_begin_with_all_pages_loaded_and_out_of_the_rounds_of_the_collector(start):
    told = "import django, gc, runpy, sys; django.setup(); runpy.run_path(sys.argv[1])['when_ready'](None); "
    told += "print('articles.admin.workbench' in sys.modules, gc.get_freeze_count() > 100_000)"
    done = start(["-c", told, str(ROOT / "gunicorn.conf.py")], DEVELOPMENT)
    assert (done.stdout, done.stderr) == ("True True\n", "")


def test_development_needs_nothing_else(settings_of, tmp_path):
    assert settings_of(
        DEVELOPMENT,
        *("ALLOWED_HOSTS", "SITE_URL", "TIME_ZONE", "DESK_FOUR_EYES", "DESK_SECOND_READER", "CAPTURE_ENABLED"),
    ) == [
        ["localhost", "127.0.0.1", "[::1]"],
        "http://127.0.0.1:8000",
        "UTC",
        True,
        False,
        False,
    ]


def test_values_arrive_as_they_were_given(settings_of, tmp_path):
    given = {
        "ALLOWED_HOSTS": "desk.example, www.desk.example",
        "SITE_URL": "https://desk.example/",
        "TIME_ZONE": "Europe/Berlin",
        "DESK_FOUR_EYES": "No",
        "DESK_SECOND_READER": "on",
        "CAPTURE_ENABLED": "true",
        "WEBHOOK_URL": "http://127.0.0.1:9000/desk",
        "WEBHOOK_SECRET": "w" * 32,
        "EMAIL_URL": "submission://desk:p%40ss@mail.example",
    }
    names = (
        "ALLOWED_HOSTS",
        "SITE_URL",
        "TIME_ZONE",
        "DESK_FOUR_EYES",
        "DESK_SECOND_READER",
        "CAPTURE_ENABLED",
        "DEBUG",
        "DATA_DIR",
    )
    mail = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS")
    assert settings_of(PRODUCTION | given, *names, *mail) == [
        ["desk.example", "www.desk.example"],
        "https://desk.example",
        "Europe/Berlin",
        False,
        True,
        True,
        False,
        str(tmp_path / "data"),
        "mail.example",
        587,
        "p@ss",
        True,
    ]


def test_letters_leave_by_a_server_that_is_named_and_waited_for_a_while(settings_of):
    names = ("EMAIL_BACKEND", "EMAIL_TIMEOUT", "DEFAULT_FROM_EMAIL")
    backend = "django.core.mail.backends.{}.EmailBackend".format
    assert settings_of(PRODUCTION, "EMAIL_BACKEND") == [backend("dummy")]
    assert settings_of(DEVELOPMENT, *names) == [backend("console"), 10, "desk@127.0.0.1"]
    named = {"EMAIL_URL": "smtp://mail.example:25?timeout=5&_default_from_email=news%40desk.example"}
    assert settings_of(PRODUCTION | named, *names) == [backend("smtp"), 5, "news@desk.example"]


def test_a_secret_may_stand_in_a_file(settings_of, tmp_path):
    (tmp_path / "key").write_text(f"{SECRET}\n", encoding="utf-8")
    given = PRODUCTION | {"SECRET_KEY": "", "SECRET_KEY_FILE": str(tmp_path / "key")}
    assert settings_of(given, "SECRET_KEY") == [SECRET]


def test_sqlite_waits_for_its_turn_and_survives_a_power_cut(settings_of, tmp_path):
    [databases] = settings_of(DEVELOPMENT, "DATABASES")
    assert databases["default"]["NAME"] == str(tmp_path / "data" / "policydesk.sqlite3")
    assert databases["default"]["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA mmap_size=134217728; PRAGMA cache_size=-64000;",
    }


def test_postgresql_is_taken_by_its_address(settings_of):
    [databases] = settings_of(
        DEVELOPMENT | {"DATABASE_URL": "postgres://desk:p%40ss@db.example:6432/desk"}, "DATABASES"
    )
    found = {name: databases["default"][name] for name in ("ENGINE", "HOST", "PORT", "USER", "PASSWORD", "NAME")}
    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db.example",
        "PORT": 6432,
        "USER": "desk",
        "PASSWORD": "p@ss",
        "NAME": "desk",
    }


def test_the_environment_beats_the_dotenv_file(start, tmp_path):
    shutil.copy(ROOT / "manage.py", tmp_path)
    (tmp_path / ".env").write_text("DEBUG=true\nTIME_ZONE=Europe/Berlin\nSITE_URL=http://from.file\n", encoding="utf-8")
    script = "from django.conf import settings; print(settings.TIME_ZONE, settings.SITE_URL)"
    done = start(["manage.py", "shell", "--no-imports", "-c", script], {"SITE_URL": "http://from.environment"})
    assert (done.stderr, done.stdout) == ("", "Europe/Berlin http://from.environment\n")


def test_nothing_but_the_two_doors_reads_the_dotenv_file(settings_of, tmp_path):
    (tmp_path / ".env").write_text("TIME_ZONE=Europe/Berlin\n", encoding="utf-8")
    assert settings_of(DEVELOPMENT, "TIME_ZONE") == ["UTC"]


def test_djangos_deployment_checks_are_content_with_production(start):
    done = start(["-m", "django", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION)
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout == "System check identified no issues (1 silenced).\n"
