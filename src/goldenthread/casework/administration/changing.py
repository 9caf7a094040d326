"""A change of the organisation: who makes it, when and why; and finding what it is made to."""

import dataclasses
import datetime as dt
from typing import Any

from goldenthread.casework import access
from goldenthread.casework.rules import JOURNAL
from goldenthread.language import Role
from goldenthread.record.models import Post, Setting, Team, Worker


class CannotChange(Exception):
    """The change would leave something without an answer. The message is fit for the screen."""


@dataclasses.dataclass(frozen=True)
class Change:
    """Who changes something, when, and why. roles: whose it is to change, where it is not the administrator's."""

    by: access.Actor
    at: dt.datetime
    why: str
    roles: tuple[Role, ...] = (Role.ADMINISTRATOR,)

    def __post_init__(self) -> None:
        if self.by.role not in self.roles:
            raise access.NotAllowed(f"This is for a {' or a '.join(self.roles)}.")
        if not self.why.strip():
            raise CannotChange("Say why: whoever looks back will want to know.")


def write_down(change: Change, what: str, /, *, on: dt.date | None = None, **said: Any) -> None:
    """Keep the change for good: appended, never altered."""
    Setting.objects.create(
        name=f"{JOURNAL}{what}", value=said, effective_from=on or change.at.date(), known_at=change.at,
        worker_id=change.by.worker, why=change.why.strip(),
    )  # fmt: skip


def changes(most: int = 200) -> list[dict[str, Any]]:
    """What was changed of the organisation and its preparations, the latest first."""
    rows = Setting.objects.exclude(why="").order_by("-known_at", "-pk").select_related("worker")[:most]
    return [
        {"what": row.name.removeprefix(JOURNAL), "said": _words(row.value), "from": row.effective_from,
         "at": row.known_at, "by": row.worker.name if row.worker else "", "why": row.why}
        for row in rows
    ]  # fmt: skip


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_words(one)}" for name, one in value.items() if one not in (None, ""))
    if isinstance(value, list):
        return ", ".join(_words(one) for one in value) or "none"
    return "yes" if value is True else "no" if value is False else str(value)


def team_of(code: str) -> Team:
    """The team of a code.

    :raises CannotChange: if there is none
    """
    found = Team.objects.filter(code=code).select_related("parent").first()
    if found is None:
        raise CannotChange("There is no such team. Choose one from the list.")
    return found


def post_of(code: str) -> Post:
    """The post of a code.

    :raises CannotChange: if there is none
    """
    found = Post.objects.filter(code=code).first()
    if found is None:
        raise CannotChange("There is no such post. Choose one from the list.")
    return found


def worker_of(worker: int) -> Worker:
    """The worker of a number, with their account.

    :raises CannotChange: if there is none
    """
    found = Worker.objects.filter(pk=worker).select_related("user").first()
    if found is None:
        raise CannotChange("There is no such worker. Find them in the list.")
    return found
