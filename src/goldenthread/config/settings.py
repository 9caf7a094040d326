"""Settings, read from the environment and checked at start-up (config/checks.py)."""

import os
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from goldenthread.doors.command import places

VAR = places.var()


def database(address: str) -> dict[str, Any]:
    """A connection string as Django's words for it."""
    parts = dict(conninfo_to_dict(address))
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


# Two roles: the owner migrates and destroys, the application does all else and owns nothing.
ROLES = places.databases(os.environ, under=VAR)
DATABASES = {"default": database(ROLES.application), "owner": database(ROLES.owner)}

SECRET_KEY = os.environ.get("SECRET_KEY") or places.secret("secret_key", under=VAR)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
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
