"""Questions that the database plans once, and not each time that they are asked."""

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper


@contextlib.contextmanager
def planned_once() -> Iterator[CursorWrapper]:
    """A cursor for a long question that every page of a kind asks in the same words.

    The second lock is asked of each table, and to plan that takes longer than to answer. What is asked must be a
    parameter and no part of the words; the plan is kept by the connection, which a web process keeps for ten minutes.
    That one plan serves whatever is asked is said to the database for whoever acts (casework.access.acting).
    """
    connection.ensure_connection()
    # Django's own cursors, which put what is asked into the words, keep no plan whatever this says.
    connection.connection.prepare_threshold = 0
    cursor: Any = Counted(connection.connection)
    with connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor) as ready:
        yield ready


class Counted(psycopg.Cursor[Any]):
    """Remembers what it asked also where the plan is kept: Django writes it down, and tests count it."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> "Counted":
        """Ask it."""
        super().execute(query, params, **how)
        self._query = self._query or self._convert_query(query, params)
        return self
