"""Where a line of work leads."""

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse


def child(about: UUID) -> str:
    """The child's own page."""
    return f"/child/{about}/"


def step(key: str, about: UUID) -> str:
    """The form of a step, about one person."""
    return f"/record/{key}/?{urlencode({'about': about})}"


def draft(id: UUID) -> str:
    """A form that was begun."""
    return f"/draft/{id}/"


def rule(key: str) -> str:
    """The row of the law."""
    return f"{reverse('law')}#{key}"
