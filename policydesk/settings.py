"""The settings of the desk. What differs between two desks is read from the environment by `environment.py`;
what stands here as a plain value is the same everywhere. `.env.example` and the README list the variables."""

from pathlib import Path

from csp.constants import NONE, SELF

from policydesk import environment

BASE_DIR = Path(__file__).resolve().parent.parent

# --- What a desk sets ------------------------------------------------------------------------------------
DEBUG = environment.truth("DEBUG", default=False)
PRODUCTION = not DEBUG
SECRET_KEY = environment.secret("SECRET_KEY", production=PRODUCTION, length=50)
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", production=PRODUCTION)
SITE_URL = environment.site("SITE_URL", production=PRODUCTION)  # builds every absolute address
TIME_ZONE = environment.time_zone("TIME_ZONE")
DATA_DIR = environment.folder("DATA_DIR", base=BASE_DIR, default="var")
DATABASES = {"default": environment.database("DATABASE_URL", base=BASE_DIR, default=DATA_DIR / "policydesk.sqlite3")}
CACHES = {"default": environment.cache("CACHE_URL")}
# EMAIL_HOST, EMAIL_PORT, … : one variable, many settings
globals().update(environment.email("EMAIL_URL", production=PRODUCTION, site=SITE_URL))
WEBHOOK_URL, WEBHOOK_SECRET = environment.webhook("WEBHOOK_URL", "WEBHOOK_SECRET", length=32)
DESK_FOUR_EYES = environment.truth("DESK_FOUR_EYES", default=True)
DESK_SECOND_READER = environment.truth("DESK_SECOND_READER", default=False)
CAPTURE_ENABLED = environment.truth("CAPTURE_ENABLED", default=False)

# --- The house -------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "policydesk.app_configs.DeskAdminConfig",  # django.contrib.admin with our own site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "policydesk.app_configs.TagsConfig",
    "simple_history",
    "django_filters",
    "django_prose_editor",
    "csp",
    "actors",
    "sources",
    "articles",
    "commitments",
    "policydesk",  # last: its post_migrate receiver needs the tables and permissions of all others
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "policydesk.middleware.SafetyHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "policydesk.urls"
WSGI_APPLICATION = "policydesk.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
TAGGIT_CASE_INSENSITIVE = True
LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = ["policydesk.formats"]  # the desk writes a time as 14:30, not as 2:30 p.m.
USE_I18N = True
USE_TZ = True

# --- The database ----------------------------------------------------------------------------------------
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL alone failed most parallel writes with "database is locked": a transaction that reads first and
    # writes later cannot wait for its turn. IMMEDIATE waits at its start. FULL survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-64000;"
        ),
    }

# --- People ----------------------------------------------------------------------------------------------
LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = ["policydesk.backends.DeskBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day; a lost laptop is signed out by the next morning

# --- Safety ----------------------------------------------------------------------------------------------
HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a health check inside the machine speaks plain http
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # preload binds a whole domain for years: its owner decides that, not this program
]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"  # the prefix ties it to this host
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "policydesk.resending.token_failed"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a story with 300 claims and their citations is one form
# A body of 1,000,000 characters is sent as up to 12 bytes for each (%F0%9F%87%BA), and the rest of its form with it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 13_000_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# The style block that the rich-text editor injects; its pin in requirements.txt and this hash move together.
CSP_EDITOR_STYLE_HASH = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"

# --- Static files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES: dict[str, dict] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "copies": {  # of sources; no address leads there
        "BACKEND": "policydesk.lib.storage.DurableStorage",
        "OPTIONS": {
            "location": DATA_DIR / "copies",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if PRODUCTION:
    MIDDLEWARE.insert(3, "whitenoise.middleware.WhiteNoiseMiddleware")  # inside those that set headers
    STORAGES["staticfiles"]["BACKEND"] = "policydesk.lib.storage.ModuleStorage"
    WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site has a reason to read our files

# --- Log: to stderr, one record a line ---------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "policydesk.log_lines.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "httpx": {"level": "WARNING"},  # else a line for each request
        # Damaged files are the rule on the net: what is wrong with one stands in a sentence beside its copy.
        "pypdf": {"level": "CRITICAL"},
        "trafilatura": {"level": "CRITICAL"},
    },
}
