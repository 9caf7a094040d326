"""The one hole in known time: a demonstration is told as if it had been written down while it went on."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model

from goldenthread.casework import locking
from goldenthread.record import models

_telling: ContextVar[bool] = ContextVar("telling", default=False)
# Between what somebody says and what a rule makes of it at once.
TICK = dt.timedelta(microseconds=1)


class NotADemonstration(Exception):
    """Known time is the database's clock. Only a demonstration, in which nobody is real, may be told afterwards."""


def only_here() -> None:
    """Refuse where this is no demonstration, or somebody real could sign in to it.

    Nobody real has an address that ends with `.example`: the ending is kept for examples.

    :raises NotADemonstration: saying which of the two it is
    """
    if settings.FIRST_DATA != settings.DEMONSTRATION:
        raise NotADemonstration(
            "This is not the demonstration: when something became known is for the database's clock to say."
        )
    accounts = get_user_model().objects.filter(is_active=True).exclude(email__iendswith=".example")
    if accounts.exists():
        raise NotADemonstration(
            f"{accounts.count()} accounts are not of the made-up authority. Nothing is told afterwards beside real "
            "work: `make reset` starts the demonstration anew."
        )


def known_then(groups: Mapping[UUID, list[models.Subject]], at: dt.datetime) -> dt.datetime:
    """The time at which a demonstration says that something became known.

    :raises NotADemonstration: anywhere else
    :raises ValueError: for a time that has not come, or that is not later than all that these subjects know
    """
    only_here()
    if at > locking.known_time(groups):
        raise ValueError(f"{at} has not come yet: nothing is known ahead.")
    return in_order(groups, at)


def in_order(groups: Mapping[UUID, list[models.Subject]], at: dt.datetime) -> dt.datetime:
    """This time, if it is later than all that these subjects know.

    :raises ValueError: if it is not
    """
    last = max((s.last_known for group in groups.values() for s in group if s.last_known), default=None)
    if last is not None and at <= last:
        raise ValueError(f"What is said to be known at {at} comes after what was known at {last}: tell it in order.")
    return at


@contextmanager
def telling(told: bool) -> Iterator[None]:
    """While this goes on, what follows a recording is told afterwards as it was, or not."""
    before = _telling.set(told)
    try:
        yield
    finally:
        _telling.reset(before)


def at_once_after(known: dt.datetime) -> dt.datetime | None:
    """When that becomes known which a recording sets going: told afterwards at once after it, else by the clock."""
    return known + TICK if _telling.get() else None
