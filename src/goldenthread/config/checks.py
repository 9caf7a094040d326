"""What must hold before anybody is served. Every mistake says what to do; `goldenthread check` lists them all."""

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

SHORTEST_SECRET = 50


@register()
def secret_is_secret(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The key that signs sessions is long, and its file is its owner's alone."""
    found: list[CheckMessage] = []
    if len(settings.SECRET_KEY) < SHORTEST_SECRET:
        found.append(
            Error(
                f"SECRET_KEY has {len(settings.SECRET_KEY)} characters; it needs {SHORTEST_SECRET} at least.",
                hint="Leave SECRET_KEY out, and a random one is kept in var/secrets.",
                id="goldenthread.E001",
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
