"""The same application with nothing asked and nothing written of who looks: only the bench serves it, to tell the cost.

It runs in the engine's role from the first connection on, so that the database too asks nothing of its rows.
"""

from contextlib import contextmanager

from django.db import transaction

from goldenthread.config.wsgi import application
from goldenthread.doors.office import middleware

__all__ = ["application"]


class Unasked:
    """The policy's names that the middleware uses, answering yes without a question."""

    def __init__(self, access):
        self._access = access

    def __getattr__(self, name):
        return getattr(self._access, name)

    @contextmanager
    def acting(self, who, *, role=None):
        with transaction.atomic():
            yield

    def decide(self, actor, address, subject=None):
        return None

    def look(self, *asked, **said):
        pass


vars(middleware)["access"] = Unasked(vars(middleware)["access"])
