"""PURE  How the settings are read: from the environment, strictly.

Every reader returns a value it understood or stops the start with one sentence on stderr and exit code 1.
A guess would be worse: `DESK_FOUR_EYES=of` must not quietly switch a safeguard on or off.
"""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import dj_database_url
import dj_email_url
from environs import Env

env = Env()

TRUTHS = dict.fromkeys(("true", "yes", "on", "1"), True) | dict.fromkeys(("false", "no", "off", "0"), False)
MAIL_WAITS = 10  # seconds for the mail server to answer; without it a silent one would hold a command for ever
CACHE_BACKENDS = {
    "locmem": "django.core.cache.backends.locmem.LocMemCache",
    "redis": "django.core.cache.backends.redis.RedisCache",
    "rediss": "django.core.cache.backends.redis.RedisCache",
}


def read_dotenv(folder: Path) -> None:
    """Take variables from `folder/.env` where the environment does not already hold them.

    Only the two doors, manage.py and wsgi.py, call this. Tests come in by neither, so they never see `.env`.
    """
    env.read_env(folder / ".env", recurse=False, override=False)


def stop(sentence: str) -> NoReturn:
    """End the process with one sentence instead of a traceback."""
    sys.exit(f"policydesk: {sentence}")


def refuse(name: str, value: str, expected: str) -> NoReturn:
    """Stop because the variable `name` holds a `value` that cannot be understood."""
    stop(f'{name}="{value}" is not understood: {expected}')


def truth(name: str, *, default: bool) -> bool:
    """Read a yes or no."""
    value = env.str(name, None)
    if value is None:
        return default
    if value.lower() not in TRUTHS:
        refuse(name, value, "write true or false")
    return TRUTHS[value.lower()]


def secret(name: str, *, production: bool, length: int) -> str:
    """Read a secret from `name` or from the file that `name`_FILE points at. Its value is never printed."""
    value, path = env.str(name, ""), env.str(f"{name}_FILE", "")
    if not value and path:
        try:
            value = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            stop(f"the file {path} named by {name}_FILE cannot be read")
    if production and not value:
        stop(f"{name} is missing: set it to {length} or more random characters")
    if production and len(value) < length:
        stop(f"{name} is too short: it has {len(value)} characters, {length} are needed")
    return value or "django-insecure-for-development-only-never-for-a-real-desk"


def hosts(name: str, *, production: bool) -> list[str]:
    """Read host names separated by commas; in production at least one, and no catch-all."""
    value = env.str(name, "")
    found = [host.strip() for host in value.split(",") if host.strip()]
    if any("/" in host or " " in host for host in found):
        refuse(name, value, "write host names only, separated by commas")
    if production and not found:
        stop(f"{name} is empty: write the host names this desk answers to, separated by commas")
    if production and "*" in found:
        refuse(name, value, "a desk in production names its hosts one by one")
    return found or ["localhost", "127.0.0.1", "[::1]"]


def site(name: str, *, production: bool) -> str:
    """Read the public address of the site: scheme and host, without a path and without a closing slash."""
    value = env.str(name, None if production else "http://127.0.0.1:8000")
    if value is None:
        stop(f"{name} is missing: write the public address, for example https://desk.example.org")
    parts = _split(name, value, expected := "write scheme and host, for example https://desk.example.org")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        refuse(name, value, expected)
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        refuse(name, value, expected)
    return f"{parts.scheme}://{parts.netloc}"


def time_zone(name: str) -> str:
    """Read the name of a time zone."""
    value = env.str(name, "UTC")
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        refuse(name, value, "write a name such as Europe/Berlin")
    return value


def folder(name: str, *, base: Path, default: str) -> Path:
    """Read a folder, relative to `base`, and make it when it is missing."""
    path = base / env.str(name, default)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(f'{name}="{path}" cannot be used: {error.strerror}')
    return path


def database(name: str, *, base: Path, default: Path) -> dict[str, Any]:
    """Read the address of a SQLite file or a PostgreSQL database. Passwords in it are never printed."""
    value = env.str(name, f"sqlite:///{default}")
    expected = "write sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME"
    scheme = _split(name, value, expected, private=True).scheme
    if scheme not in ("sqlite", "postgres", "postgresql"):
        _refuse_scheme(name, scheme, expected)
    try:
        found = dict(dj_database_url.parse(value, conn_max_age=60, conn_health_checks=True))
    except ValueError:
        stop(f"{name} is not understood: {expected}")
    if found["NAME"] in ("", ":memory:"):
        stop(f"{name} names no database: {expected}")
    if scheme == "sqlite":
        found["NAME"] = base / str(found["NAME"])
    return found


def cache(name: str) -> dict[str, Any]:
    """Read where the cache is: in the memory of each process, or in Redis."""
    value = env.str(name, "locmem://")
    expected = "write locmem:// or redis://HOST:PORT/NUMBER"
    scheme = _split(name, value, expected, private=True).scheme
    if scheme not in CACHE_BACKENDS:
        _refuse_scheme(name, scheme, expected)
    if scheme != "locmem" and find_spec("redis") is None:
        stop(f"{name} names Redis, and the package for it is not installed: pip install redis")
    return {"BACKEND": CACHE_BACKENDS[scheme], "LOCATION": "" if scheme == "locmem" else value}


def email(name: str, *, production: bool, site: str) -> dict[str, Any]:
    """Read how letters leave: as Django's EMAIL_* settings. In production, unless it is said, none do.

    They come from desk@ the host of `site`, or from `?_default_from_email=` of the address.
    """
    value = env.str(name, "" if production else "console://")
    sender = {"DEFAULT_FROM_EMAIL": f"desk@{urlsplit(site).hostname}"}
    if not value:
        return sender | {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    expected = "write console://, smtp://HOST:PORT or submission://USER:PASSWORD@HOST:PORT"
    scheme = _split(name, value, expected, private=True).scheme
    if scheme not in ("console", "smtp", "submission"):
        _refuse_scheme(name, scheme, expected)
    try:
        found = dict(dj_email_url.parse(value))
    except ValueError:
        stop(f"{name} is not understood: {expected}")
    found["EMAIL_TIMEOUT"] = found["EMAIL_TIMEOUT"] or MAIL_WAITS
    return sender | found


def webhook(name: str, key: str, *, length: int) -> tuple[str, str]:
    """Read the address that is called when something happens, and the secret that signs the calls; two "" for none."""
    value = env.str(name, "")
    if not value:
        return "", ""
    expected = "write an address such as https://chat.example.org/desk"
    parts = _split(name, value, expected, private=True)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.fragment:
        stop(f"{name} is not understood: {expected}")
    return value, secret(key, production=True, length=length)


def _split(name: str, value: str, expected: str, *, private: bool = False) -> Any:
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - reading it is what raises on a port that is no number
    except ValueError:
        stop(f"{name} is not understood: {expected}") if private else refuse(name, value, expected)
    return parts


def _refuse_scheme(name: str, scheme: str, expected: str) -> NoReturn:
    """Name the scheme alone, because the rest of such an address may hold a password."""
    stop(f'{name} with the scheme "{scheme}" is not understood: {expected}')
