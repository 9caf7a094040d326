"""Where something stands on a page: the names of its fields, and the addresses that lead to a form or a child."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from goldenthread.blocks.widgets import PARTS
from goldenthread.casework.drafts import Place
from goldenthread.casework.filling import SHARED


def html_of(place: Place) -> str:
    """How a question is named on the page."""
    subject, name = place
    return f"{subject or SHARED}-{name}"


def fields_of(place: Place, value: Any) -> dict[str, list[str]]:
    """What stands in each field of a question on the page."""
    html = html_of(place)
    if isinstance(value, dict):
        return {f"{html}_{part}": [str(value.get(part, ""))] for part in PARTS}
    if isinstance(value, list):
        return {html: [str(one) for one in value]}
    return {html: [str(value or "")]}


def place_of(html: str) -> Place:
    """The question that a name on the page means."""
    if html.startswith(f"{SHARED}-"):
        return None, html.removeprefix(f"{SHARED}-")
    return id_of(html[:36]), html[37:]


def child_address(subject: UUID) -> str:
    """Where a child's page stands; nothing where this installation does not serve it."""
    try:
        return reverse("child", kwargs={"subject": subject})
    except NoReverseMatch:
        return ""


def id_of(text: str | None) -> UUID | None:
    """An id from an address; nothing if it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None  # an address that somebody typed: the view says what is missing


def begin_address(step: str, about: Sequence[UUID], *, follows: UUID | None = None) -> str:
    """Where a form about these children is begun, after the entry that it follows."""
    asked = [("about", one) for one in about] + ([("follows", follows)] if follows else [])
    return f"{reverse('record', args=[step])}?{urlencode(asked)}"
