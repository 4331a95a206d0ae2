"""The one settings file: everything that differs between machines comes from the environment.

Each variable is documented in docs/operating.md. A value that makes no sense stops the process with a sentence that
names the variable: the readers of environs raise on `DEBUG=maybe` where others would read False.
"""

import logging
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()

# Where the newsroom writes when nobody says where: database, uploads, last-known-good, the demo's password.
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))


def _secret_key() -> str:
    """SECRET_KEY, or the contents of the file that SECRET_KEY_FILE names (container secrets).

    In DEBUG a key made for this process is enough; elsewhere its absence is refused.
    """
    if file := env.str("SECRET_KEY_FILE", None):
        key = Path(file).read_text().strip()
    else:
        key = env.str("SECRET_KEY", None) or (secrets.token_urlsafe(64) if DEBUG else "")
    if len(key) < 50:
        raise ImproperlyConfigured(
            "SECRET_KEY must be set to at least 50 random characters "
            "(python -c 'import secrets; print(secrets.token_urlsafe(64))')."
        )
    return key


def _zone() -> str:
    name = env.str("NEWSROOM_ZONE", "Europe/London")
    if name not in available_timezones():
        raise ImproperlyConfigured(f"NEWSROOM_ZONE must name a time zone such as Europe/London, not {name!r}.")
    return name


def _https_url(variable: str, default: str) -> str:
    url = env.str(variable, default)
    parts = urlsplit(url)
    if parts.scheme not in {"https", "http"} or not parts.netloc:
        raise ImproperlyConfigured(f"{variable} must be a full web address such as https://example.org, not {url!r}.")
    return url.rstrip("/") if parts.path in {"", "/"} else url


def _one_of(variable: str, default: str, *others: str) -> str:
    value = env.str(variable, default)
    if value not in (default, *others):
        raise ImproperlyConfigured(f"{variable} must be {', '.join((default, *others))}, and not {value!r}.")
    return value


def _days(variable: str, default: int) -> int:
    days = env.int(variable, default)
    if not 0 <= days <= 36_500:
        raise ImproperlyConfigured(f"{variable} must be a number of days from 0 to 36500, and not {days}.")
    return days


def _path_segment(variable: str, default: str) -> str:
    segment = env.str(variable, default).strip("/")
    if not segment or not all(part.replace("-", "").replace("_", "").isalnum() for part in segment.split("/")):
        raise ImproperlyConfigured(f"{variable} must be a plain path such as newsdesk, not {segment!r}.")
    return f"{segment}/"


def _days_kept(variable: str, default: int) -> int:
    """A number of days; 0 is for ever. Fewer than thirty would take away what people still work on."""
    days = env.int(variable, default)
    if days < 0 or 0 < days < 30:
        raise ImproperlyConfigured(f"{variable} must be 0 (keep for ever) or at least 30 days, and not {days}.")
    return days


DEBUG = env.bool("DEBUG", False)
SECRET_KEY = _secret_key()
SITE_URL = _https_url("SITE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [urlsplit(SITE_URL).hostname, "127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ADMIN_PATH = _path_segment("ADMIN_PATH", "admin")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "")  # a mailto: or https: address; else the newsroom's own mail
EXIT_URL = _https_url("EXIT_URL", "https://www.bbc.co.uk/weather")
NEWSROOM_NAME = env.str("NEWSROOM_NAME", "Newsroom")
DEMONSTRATION = env.bool("DEMONSTRATION", False)  # every page says so
# Whom the desk sent embargoed copies to is forgotten this many days after the release was to be public.
KEEP_RECIPIENTS_DAYS = env.int("KEEP_RECIPIENTS_DAYS", 90, validate=validate.Range(min=1, max=3650))

INSTALLED_APPS = [
    "newsroom",
    "releases",
    "helpline",
    "ckeditor",
    "reversion",
    "csp",
    "newsroom.door.apps.NewsdeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
]

MIDDLEWARE = [
    "newsroom.freshness.FreshnessMiddleware",
    "newsroom.kill_switch.KillSwitchMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.errors.HelpOnErrorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "newsroom.null_characters.NullCharactersMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # last, as its check asks: it puts the page of a lock in the answer's place
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "helpline.context_processors.helpline",
                "newsroom.context_processors.frame",
            ],
        },
    }
]

# --- Data -----------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'newsroom.sqlite3'}")}
_database = DATABASES["default"]
# Seconds. On SQLite too: opening the file and setting it up costs a page a tenth of its time.
_database["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
if _database["ENGINE"].endswith("sqlite3"):
    # Writers queue at BEGIN rather than fail at COMMIT; readers never wait for them. Django itself has foreign keys on.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True
    # Seconds. A server that has gone without a word must not keep a reader waiting for the page with the number.
    _database["OPTIONS"] = {**_database.get("OPTIONS", {}), "connect_timeout": 3}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# For how long `manage.py prune` leaves what was signed over or done with (releases/retention.py); 0 is for ever.
KEEP_DRAFT_SAVES_DAYS = _days_kept("KEEP_DRAFT_SAVES_DAYS", 730)
KEEP_EVENTS_DAYS = _days_kept("KEEP_EVENTS_DAYS", 2557)

CACHES = {"default": env.dj_cache_url("CACHE_URL", "locmem://")}

_email = env.dj_email_url("EMAIL_URL", "console://" if DEBUG else "dummy://")
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _email["EMAIL_HOST"], _email["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_USER"], _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _email["EMAIL_USE_TLS"], _email["EMAIL_USE_SSL"]
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"newsroom@{urlsplit(SITE_URL).hostname}")

# --- Files: uploads are never served by path, only through releases.views.file ---------------------------------------

MEDIA_ROOT = env.str("MEDIA_ROOT", str(VAR_DIR / "media"))
MEDIA_URL = "/no-such-door/"  # nothing is mounted there; Django wants a value
# Who sends the bytes once the gate has let a file through.
FILES_SENT_BY = _one_of("FILES_SENT_BY", "newsroom", "x-accel-redirect", "x-sendfile")
LAST_KNOWN_GOOD_DIR = env.str("LAST_KNOWN_GOOD_DIR", str(VAR_DIR / "last-known-good"))
KILL_SWITCH_FILE = env.str("KILL_SWITCH_FILE", str(VAR_DIR / "kill-switch.txt"))
CONSENT_KEPT_DAYS = _days("CONSENT_KEPT_DAYS", 365)
FIRST_SERVED_DIR = env.str("FIRST_SERVED_DIR", str(VAR_DIR / "first-served"))
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", str(VAR_DIR / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a long release has many inline rows

# --- Time and language ----------------------------------------------------------------------------------------------

# The desk's zone is NEWSROOM_ZONE and nothing else: an operator who sets a server to UTC must not move an embargo.
USE_TZ = True
TIME_ZONE = NEWSROOM_ZONE = _zone()
LANGUAGE_CODE = "en-gb"
USE_I18N = False

# --- The door -------------------------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
# The demo's password is printed on the screen of whoever runs it; everywhere else a password alone opens nothing.
SECOND_FACTOR_REQUIRED = not DEMONSTRATION
OTP_TOTP_ISSUER = NEWSROOM_NAME  # beside the six digits on the phone

# Guessing at passwords (newsroom/door/lockout.py says why the two together, and what is kept).
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # whoever goes on guessing keeps nobody out for longer
AXES_RESET_ON_SUCCESS = True
AXES_HANDLER = "newsroom.door.lockout.Counter"
AXES_LOCKOUT_CALLABLE = "newsroom.door.lockout.page"
AXES_CLIENT_IP_CALLABLE = "newsroom.door.lockout.place_of"
AXES_DISABLE_ACCESS_LOG = True  # who signed in when, and from where, is kept nowhere
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

HTTPS = env.bool("HTTPS", SITE_URL.startswith("https://"))
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]  # an orchestrator asks over plain HTTP from inside
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-desk" if HTTPS else "desk"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # a shift; counted from the sign-in, not from the last press (newsroom/door/sessions.py)
X_FRAME_OPTIONS = "DENY"
# Not no-referrer: with it a browser sends "Origin: null" and Django refuses the desk's own forms.
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "newsroom.errors.csrf_failure"

# Public pages load nothing from anyone else and run no inline code; releases.admin widens this for CKEditor 4 on its
# own change forms alone.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}

# CKEditor 4 is past its end of life; what it sends is cleaned on the server whatever it does (releases/richtext.py), so
# the package's start-up warning tells us nothing that we have not acted on.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]
CKEDITOR_CONFIGS = {
    "default": {
        "toolbar": [
            ["Format", "Bold", "Italic"],
            ["BulletedList", "NumberedList", "Blockquote"],
            ["Link", "Unlink"],
            ["PasteText", "PasteFromWord", "RemoveFormat", "Undo", "Redo"],
        ],
        "format_tags": "p;h2;h3",
        "width": "100%",
        "height": 160,
        "versionCheck": False,  # it would ask a third party
        "removePlugins": "elementspath,exportpdf,iframe,flash,scayt,wsc",
        "disableNativeSpellChecker": False,
        "entities": False,  # store characters, not entities
        "linkShowTargetTab": False,
    }
}

# The pages of other apps that belong in the sitemap, by the names of their addresses.
SITEMAP_PAGES = ["helpline:page", "helpline:staying-safe-online"]

# releases imports no other app of ours: this is how it learns which helplines are on record when it reads a text.
KNOWN_HELPLINES = "newsroom.signposts.known_helplines"
# helpline imports none either: this is whom it tells, outside a transaction, when the record has been read as changed.
HELPLINE_CHANGED = "newsroom.away.write"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"without_tokens": {"()": "newsroom.log_lines.WithoutTokens"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_tokens"]},
    },
    "root": {"handlers": ["console"], "level": env.log_level("LOG_LEVEL", logging.INFO)},
    # It would print names and addresses. What is to be known stands in the log of accounts.
    "loggers": {"axes": {"level": "ERROR"}},
}
