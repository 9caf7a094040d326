"""Settings, read from the environment and checked at start-up (config/checks.py)."""

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from psycopg.conninfo import conninfo_to_dict

from goldenthread.doors.command import places

HERE = Path(__file__).resolve().parents[1]
VAR = places.var()


# A page's statement takes milliseconds; one that takes this long helps nobody who waits, and keeps others waiting. A
# lock is waited for as long as a long save takes. Timed jobs and commands wait longer (casework.access.actors): a
# night's work on every record may. As PostgreSQL reads them.
PAGE_WAITS = {"statement_timeout": "15s", "lock_timeout": "5s"}
CHORE_WAITS = {"statement_timeout": "30min", "lock_timeout": "1min"}
# A statement of ours is planned for many rows and finds few: compiling it takes longer than running it.
PLANS = {"jit": "off"}
# A database that does not take a connection, or no longer answers on one, is away after so long (libpq's words).
AWAY_AFTER = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}


def database(address: str, *, waits: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A connection string as Django's words for it. What the address itself says of waiting stands."""
    parts = AWAY_AFTER | dict(conninfo_to_dict(address))
    said = [f"-c {name}={value}" for name, value in {**PLANS, **(waits or {})}.items()]
    parts["options"] = " ".join([*said, str(parts.get("options", ""))]).strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


class Pace(NamedTuple):
    """So many times, within so long."""

    most: int
    within: dt.timedelta


def switch(name: str) -> bool:
    """Whether the environment turns something on."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def origin(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


# Two roles: the owner migrates and destroys, the application does all else and owns nothing.
ROLES = places.databases(os.environ, under=VAR)
DATABASES = {"default": database(ROLES.application, waits=PAGE_WAITS), "owner": database(ROLES.owner)}

SECRET_KEY = os.environ.get("SECRET_KEY") or places.secret("secret_key", under=VAR)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
# Said by an authority that serves this to its staff: only over https, behind a proxy that says so.
HTTPS = switch("HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "goldenthread.record",
    "goldenthread.facts",
    "goldenthread.casework",
    "goldenthread.oversight",
    "goldenthread.config",
]

# What every answer carries comes first: an answer that a later one gives, or breaks off with, carries it too.
MIDDLEWARE = [
    "goldenthread.doors.office.headers.Headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "goldenthread.doors.office.readable.Readable",
    "goldenthread.doors.office.paces.Paced",
    "goldenthread.doors.office.middleware.Acting",
    "axes.middleware.AxesMiddleware",
]

AUTHORITY = os.environ.get("AUTHORITY", "Northbridge")
# Where partners ring the front door; said on every page of theirs.
FRONT_DOOR_TELEPHONE = os.environ.get("FRONT_DOOR_TELEPHONE", "")
# Whose published figures stand beside ours, as well as England's (an area of standards/comparators; may be empty).
REGION = os.environ.get("REGION", "Yorkshire and the Humber")
# The DfE number of the authority whose statistical neighbours stand beside ours (standards/comparators; may be empty).
# A made-up authority has none of its own and borrows those of a real one, which every page then names.
NEIGHBOURS_OF = os.environ.get("NEIGHBOURS_OF", "810")
# By which forms a family and its worker think together: signs_of_safety, restorative or strengthening_families
# (config/practice_model.py).
PRACTICE_MODEL = os.environ.get("PRACTICE_MODEL", "signs_of_safety")
CSRF_FAILURE_VIEW = "goldenthread.doors.office.errors.refused"
ROOT_URLCONF = "goldenthread.config.urls"
WSGI_APPLICATION = "goldenthread.config.wsgi.application"

CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "goldenthread.doors.office.frame.frame",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "doors/office/templates", HERE / "doors/portal/templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "goldenthread.doors.office.jinja.environment", "context_processors": CONTEXT},
    },
    # What our own pages do not cover: allauth's.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT},
    },
]

# Others' static files are made by `goldenthread assets`, ours stand beside their door. All are gathered in STATIC_ROOT
# under names that change with their content, so that a browser may keep them for ever.
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [VAR / "assets", HERE / "doors/office/static", HERE / "doors/portal/static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Documents: private, outside what the web server serves. A larger one is let go of while it arrives.
MEDIA_ROOT = VAR / "papers"
LARGEST_DOCUMENT = int(os.environ.get("LARGEST_DOCUMENT_MB", "20")) * 1_000_000
FILE_UPLOAD_HANDLERS = [
    "goldenthread.doors.office.documents.Measured",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# The authority's own virus scanner: the dotted name of a function of the bytes, which returns what it found, or "".
DOCUMENT_SCANNER = os.environ.get("DOCUMENT_SCANNER", "")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

# Who signs in, and how (docs/decisions/0010-who-you-are.md). The authority makes accounts, never whoever passes.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "goldenthread.config.accounts.Workers"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "goldenthread.config.accounts.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "signed_out"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# Guessing. A name tried from one address rests after five mistakes (axes); a name tried from anywhere is slowed down
# after ten (allauth), without shutting its owner out for longer than the guessing lasts. No limit is for an address
# alone: a whole council may come from one.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "goldenthread.doors.office.sign_in.name_tried"
AXES_CLIENT_IP_CALLABLE = "goldenthread.doors.office.sign_in.address"
AXES_LOCKOUT_CALLABLE = "goldenthread.doors.office.sign_in.resting"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_VERBOSE = False
# Who signed in when and from where, and who could not: long enough to look into what comes to light later.
SIGN_INS_KEPT = dt.timedelta(days=int(os.environ.get("SIGN_INS_KEPT_DAYS", "365")))
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "10/5m/key"}
# Elsewhere: how much of one thing one person may do in a while, before they are asked to wait. More than work needs,
# so that nobody is stopped in an emergency; less than a program wants that gathers records.
PACES = {
    # One in five seconds, for five minutes: nobody reads what they find so fast.
    "searches": Pace(int(os.environ.get("MOST_SEARCHES", "60")), dt.timedelta(minutes=5)),
    # A file for court is put together from tens of documents.
    "papers": Pace(int(os.environ.get("MOST_PAPERS", "60")), dt.timedelta(minutes=5)),
    # A manager who goes through a team's children opens one in half a minute.
    "records": Pace(int(os.environ.get("MOST_RECORDS", "120")), dt.timedelta(hours=1)),
    # What is typed is sent a moment after the last key, at most once in 1.2 seconds.
    "sent": Pace(int(os.environ.get("MOST_SENT", "600")), dt.timedelta(minutes=10)),
    # Of one address, before signing in: a whole council comes from one, at nine o'clock.
    "way_in": Pace(int(os.environ.get("MOST_WAY_IN", "1500")), dt.timedelta(minutes=5)),
}
# How many proxies stand in front and write X-Forwarded-For: the last of them is believed, nobody before it.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PROXIES", "1" if HTTPS else "0"))
# All web processes count together, and no code is taken twice.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "record_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# A second factor is asked of everybody. The quick start of the demonstration does without, and nothing else may
# (config/checks.py).
DEMONSTRATION = "goldenthread.doors.demonstration.first_data"
# What a new installation starts with: a module with load(say), which may be called again and says what it does, and
# sign_in_names().
FIRST_DATA = os.environ.get("FIRST_DATA", DEMONSTRATION)
# How many children the demonstration starts with, beside those of its old system's file and of its stories.
DEMONSTRATION_CHILDREN = int(os.environ.get("DEMONSTRATION_CHILDREN", "2000"))
_QUICK_START = ROLES.embedded and FIRST_DATA == DEMONSTRATION
SECOND_FACTOR_REQUIRED = os.environ.get("SECOND_FACTOR", "off" if _QUICK_START else "required") != "off"
MFA_ADAPTER = "goldenthread.config.accounts.SecondFactor"
# What apps and codes on paper are made from is locked with these: the first locks, each of them opens.
SECOND_FACTOR_KEYS = (os.environ.get("SECOND_FACTOR_KEYS") or places.secret("second_factor_keys", under=VAR)).split()
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A code may be half a minute late or early: telephones' clocks are.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# The authority's own directory, where it has one (docs/how-to/sign-in.md). Whoever comes by it needs a worker's account
# all the same; its own second factor counts only if the authority says so.
DIRECTORY_ID = "directory"
DIRECTORY = os.environ.get("OIDC_ISSUER", "").rstrip("/")
DIRECTORY_NAME = os.environ.get("OIDC_NAME", "your work account")
DIRECTORY_CLIENT = os.environ.get("OIDC_CLIENT_ID", "")
DIRECTORY_SECRET = os.environ.get("OIDC_CLIENT_SECRET", "")
DIRECTORY_ADDRESSES_ARE_VERIFIED = switch("OIDC_ADDRESSES_ARE_VERIFIED")
DIRECTORY_SECOND_FACTOR_COUNTS = switch("OIDC_SECOND_FACTOR_COUNTS")
SOCIALACCOUNT_ADAPTER = "goldenthread.config.accounts.Directory"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": DIRECTORY_ID,
                "name": DIRECTORY_NAME,
                "client_id": DIRECTORY_CLIENT,
                "secret": DIRECTORY_SECRET,
                "settings": {"server_url": DIRECTORY},
            }
        ]
        if DIRECTORY
        else [],
    }
}

# A session ends when nobody was there for a while, and with the working day, whatever was done.
SESSION_IDLE = dt.timedelta(minutes=int(os.environ.get("SESSION_IDLE_MINUTES", "20")))
SESSION_WARNING = dt.timedelta(minutes=3)
SESSION_LONGEST = dt.timedelta(hours=12)
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (f"{'__Host-' if HTTPS else ''}{name}" for name in ("sessionid", "csrftoken"))
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]

# What the browser is told to refuse.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Signing in by the directory begins as a form here and ends there.
        "form-action": [SELF, *([origin(DIRECTORY)] if DIRECTORY else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
WHITENOISE_ALLOW_ALL_ORIGINS = False
_REFUSED = ("camera", "microphone", "geolocation", "display-capture", "payment", "usb", "serial", "bluetooth", "midi")
ANSWER_HEADERS = {
    "Permissions-Policy": ", ".join(
        [
            *(f"{what}=()" for what in _REFUSED),
            "publickey-credentials-get=(self)",
            "publickey-credentials-create=(self)",
        ]
    ),
    "Cross-Origin-Opener-Policy": SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": SECURE_REFERRER_POLICY,
    "X-Content-Type-Options": "nosniff",
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

# Jobs sign in as the application does.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = [
    "goldenthread.doors.chores.app",
    "goldenthread.doors.chores.night",
    "goldenthread.doors.chores.outage",
    "goldenthread.doors.chores.rework",
]

# To the error stream, where the launcher's log or the authority's collector finds it. No record says who was looked at:
# addresses are logged without their questions, and the look itself is kept in the database.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{", "datefmt": "%Y-%m-%dT%H:%M:%S%z"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
    "loggers": {
        # Django's own would mail errors with the whole request in them.
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "procrastinate": {"level": "WARNING"},
        # It says once for each try that the database is away; who needs the database says it too.
        "psycopg.pool": {"level": "ERROR"},
    },
}
