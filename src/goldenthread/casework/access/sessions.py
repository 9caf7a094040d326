"""How long somebody stays signed in, and what is still asked of them before the first page opens."""

import dataclasses
import datetime as dt
from collections.abc import MutableMapping
from typing import Any, Literal

from django.http import QueryDict

Session = MutableMapping[str, Any]
Asked = Literal["", "password", "second_factor"]
Ended = Literal["", "idle", "long"]

BEGUN, SEEN, UNSENT = "begun", "seen", "unsent"
PASSWORD_FOR_ONCE, SECOND_FACTOR = "password_for_once", "second_factor"
# Being seen is written down this often at most, so that a page costs no write.
SEEN_EVERY = dt.timedelta(minutes=1)


@dataclasses.dataclass(frozen=True)
class Limits:
    """A session ends `idle` after its person was last seen, and `longest` after it began, whatever they did."""

    idle: dt.timedelta
    longest: dt.timedelta


def begin(session: Session, *, now: dt.datetime, second_factor: bool, password_for_once: bool) -> None:
    """Somebody has signed in: with a second factor or without, with their own password or one made for them."""
    session[BEGUN] = session[SEEN] = int(now.timestamp())
    session[SECOND_FACTOR], session[PASSWORD_FOR_ONCE] = second_factor, password_for_once


def ends_at(session: Session, limits: Limits) -> dt.datetime:
    """When it ends if its person does nothing more. A session that does not know when it began has ended."""
    begun, seen = (dt.datetime.fromtimestamp(session.get(key, 0), dt.UTC) for key in (BEGUN, SEEN))
    return min(begun + limits.longest, seen + limits.idle)


def ended(session: Session, limits: Limits, *, now: dt.datetime) -> Ended:
    """Whether it has ended, and why."""
    if now < ends_at(session, limits):
        return ""
    begun = dt.datetime.fromtimestamp(session.get(BEGUN, 0), dt.UTC)
    return "long" if now >= begun + limits.longest else "idle"


def seen(session: Session, *, now: dt.datetime, at_once: bool = False) -> None:
    """Its person is there. Known to the minute, unless they said so themselves (`at_once`)."""
    if at_once or now.timestamp() - session.get(SEEN, 0) >= SEEN_EVERY.total_seconds():
        session[SEEN] = int(now.timestamp())


def keep_unsent(session: Session, *, path: str, sent: str) -> None:
    """What was sent after the session had ended waits until the same person signs in again and opens the page."""
    session[UNSENT] = [path, sent]


def take_unsent(session: Session, *, path: str, worker: int) -> QueryDict | None:
    """What waits for this page, if this person sent it: said once. What somebody else had sent is let go."""
    kept, sent = session.get(UNSENT) or ("", "")
    if kept != path:
        return None
    del session[UNSENT]
    data = QueryDict(sent)
    return data if data.get("who") == str(worker) else None


def still_asked(session: Session, *, second_factor: bool) -> Asked:
    """What comes before everything else: a password of one's own, then a second factor where the authority asks it."""
    if session.get(PASSWORD_FOR_ONCE):
        return "password"
    return "second_factor" if second_factor and not session.get(SECOND_FACTOR) else ""
