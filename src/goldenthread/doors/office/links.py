"""Where a line of work leads."""

from urllib.parse import urlencode
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from goldenthread.casework.weighing import LEFT_OUT, WEIGHED


def child(about: UUID) -> str:
    """The child's own page."""
    return reverse("child", args=[about])


def step(key: str, about: UUID) -> str:
    """The form of a step, about one person."""
    return f"{reverse('record', args=[key])}?{urlencode({'about': about})}"


def weigh(about: UUID, entry: UUID) -> str:
    """The form that puts an event into the analysed chronology, or says otherwise what it means."""
    return f"{step(WEIGHED, about)}&{urlencode({'follows': entry})}"


def leave_out(about: UUID, entry: UUID) -> str:
    """The form that leaves an event out of it again."""
    return f"{step(LEFT_OUT, about)}&{urlencode({'follows': entry})}"


def draft(id: UUID) -> str:
    """A form that was begun."""
    return reverse("draft", args=[id])


def rule(key: str) -> str:
    """The row of the law."""
    return f"{reverse('law')}#{key}"


def entry(about: UUID, id: UUID) -> str:
    """One entry of a record; where no page shows it, the record."""
    try:
        return reverse("entry", kwargs={"subject": about, "entry": id})
    except NoReverseMatch:
        return child(about)
