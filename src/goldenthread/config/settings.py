"""Settings, read from the environment and checked at start-up (config/checks.py)."""
import os
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

VAR = Path(os.environ.get("GOLDENTHREAD_VAR", "var")).resolve()


def database(url: str) -> dict:
    """A connection string as Django's words for it."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "goldenthread"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


# Two roles: the owner migrates and destroys, the application does all else and owns nothing.
DATABASES = {
    "default": database(os.environ.get("DATABASE_URL", f"postgresql://goldenthread_app@/goldenthread?host={VAR}/run")),
    "owner": database(os.environ.get("OWNER_DATABASE_URL", f"postgresql://goldenthread@/goldenthread?host={VAR}/run")),
}

SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-development")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "goldenthread.record",
    "goldenthread.facts",
    "goldenthread.casework",
    "goldenthread.oversight",
    "goldenthread.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "goldenthread.config.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "/static/"
