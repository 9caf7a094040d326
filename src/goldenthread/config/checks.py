"""What must hold before anybody is served. Every mistake says what to do; `goldenthread check` lists them all."""

import datetime as dt
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import ERROR, CheckMessage, Error, Warning, register

from goldenthread.standards import comparators

SHORTEST_SECRET = 50
IDLE_MINUTES = (15, 30)
SIGN_INS_KEPT_DAYS = 30


@register()
def secret_is_secret(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The keys that sign sessions and lock second factors are long, and their files are their owner's alone."""
    found: list[CheckMessage] = []
    if len(settings.SECRET_KEY) < SHORTEST_SECRET:
        found.append(
            Error(
                f"SECRET_KEY has {len(settings.SECRET_KEY)} characters; it needs {SHORTEST_SECRET} at least.",
                hint="Leave SECRET_KEY out, and a random one is kept in var/secrets.",
                id="goldenthread.E001",
            )
        )
    for key in settings.SECOND_FACTOR_KEYS:
        if len(key) < SHORTEST_SECRET:
            found.append(
                Error(
                    f"A key in SECOND_FACTOR_KEYS has {len(key)} characters; it needs {SHORTEST_SECRET} at least.",
                    hint="Leave SECOND_FACTOR_KEYS out, and a random one is kept in var/secrets.",
                    id="goldenthread.E010",
                )
            )
    kept: Path = settings.VAR / "secrets"
    for path in [kept, *kept.glob("*")] if kept.exists() else []:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            found.append(Error(f"{path} can be read by others.", hint=f"chmod go= {path}", id="goldenthread.E002"))
    return found


@register()
def roles_are_two(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The application does not sign in as the owner, whom row-level security does not bind."""
    application, owner = (settings.DATABASES[alias]["USER"] for alias in ("default", "owner"))
    if application != owner:
        return []
    return [
        Error(
            f"The application and the owner of the tables both sign in as {owner}.",
            hint="Let DATABASE_URL name the owner and leave OWNER_DATABASE_URL out, or name two roles.",
            id="goldenthread.E003",
        )
    ]


@register()
def served_as_it_should_be(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """With a database of the authority's own, what is served is named, and only over https."""
    if settings.ROLES.embedded:
        return []
    found: list[CheckMessage] = []
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "ALLOWED_HOSTS lets any name through.",
                hint="Set ALLOWED_HOSTS to the name that staff type, such as records.example.gov.uk.",
                id="goldenthread.E004",
            )
        )
    if not settings.HTTPS:
        found.append(
            Warning(
                "Pages and cookies may travel unencrypted.",
                hint="Put a proxy with a certificate in front and set HTTPS=1.",
                id="goldenthread.W001",
            )
        )
    return found


@register()
def sessions_end(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Nobody's screen stays open to whoever passes: an idle session ends after 15 to 30 minutes."""
    shortest, longest = (dt.timedelta(minutes=number) for number in IDLE_MINUTES)
    if shortest <= settings.SESSION_IDLE <= longest:
        return []
    said = int(settings.SESSION_IDLE.total_seconds() // 60)
    return [
        Error(
            f"A session would end after {said} minutes in which nothing happened.",
            hint="Set SESSION_IDLE_MINUTES to {} at least and {} at most.".format(*IDLE_MINUTES),
            id="goldenthread.E005",
        )
    ]


@register()
def sign_ins_are_kept(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Who signed in when stays known long enough to be asked about."""
    if settings.SIGN_INS_KEPT >= dt.timedelta(days=SIGN_INS_KEPT_DAYS):
        return []
    return [
        Error(
            f"Who signed in when would be forgotten after {settings.SIGN_INS_KEPT.days} days.",
            hint=f"Set SIGN_INS_KEPT_DAYS to {SIGN_INS_KEPT_DAYS} at least.",
            id="goldenthread.E009",
        )
    ]


@register()
def second_factor_is_asked(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Without a second factor only the demonstration is served, and only while nobody real could sign in to it.

    Nobody real has an address that ends with `.example`: the ending is kept for examples. Asked of the database where
    the database is up.
    """
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    real = 0
    if databases and settings.FIRST_DATA == settings.DEMONSTRATION:
        accounts = get_user_model().objects.using("default")
        real = accounts.filter(is_active=True).exclude(email__iendswith=".example").count()
    if settings.FIRST_DATA == settings.DEMONSTRATION and not real:
        return []
    why = f"{real} accounts are not of the made-up authority" if real else "this is not the demonstration"
    return [
        Error(
            f"The second factor is turned off, and {why}.",
            hint="Set SECOND_FACTOR=required: only made-up workers sign in without. `make reset` starts "
            "the demonstration anew.",
            id="goldenthread.E006",
        )
    ]


@register()
def directory_is_whole(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Where the authority's directory signs people in, all that it takes is there."""
    if not settings.DIRECTORY:
        return []
    found: list[CheckMessage] = []
    given = {"OIDC_CLIENT_ID": settings.DIRECTORY_CLIENT, "OIDC_CLIENT_SECRET": settings.DIRECTORY_SECRET}
    for name, value in given.items():
        if not value:
            found.append(
                Error(
                    f"OIDC_ISSUER names a directory, and {name} is empty.",
                    hint="docs/how-to/sign-in.md says where the directory shows it.",
                    id="goldenthread.E007",
                )
            )
    if not settings.DIRECTORY.startswith("https://") and not settings.ROLES.embedded:
        found.append(
            Error(
                f"The directory {settings.DIRECTORY} is not asked over https.",
                hint="Set OIDC_ISSUER to an address that begins with https://.",
                id="goldenthread.E008",
            )
        )
    return found


@register()
def neighbours_are_known(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Whose statistical neighbours stand beside our figures is an authority that has some."""
    try:
        if settings.NEIGHBOURS_OF:
            comparators.neighbours(settings.NEIGHBOURS_OF)
    except comparators.NotPublished as unknown:
        hint = "Set NEIGHBOURS_OF to the authority's own DfE number, such as 810, or to nothing."
        return [Error(str(unknown), hint=hint, id="goldenthread.E010")]
    return []


OURS = (
    secret_is_secret, roles_are_two, served_as_it_should_be, sessions_end, sign_ins_are_kept, second_factor_is_asked,
    directory_is_whole, neighbours_are_known,
)  # fmt: skip


def mistakes(*, databases: Sequence[str] | None = None) -> list[str]:
    """What our own checks do not allow, each with what to do."""
    return [str(found) for check in OURS for found in check(None, databases=databases) if found.level >= ERROR]
