"""What a request asks of the database, heard in this process, and asked again with nothing of ours around it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import psycopg
from django.conf import settings
from django.core import signals
from django.db import close_old_connections, connection

from tests.bench.measuring import Act, had

NO_STATEMENTS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
# Who asks is said to the database; no row is read for it.
NO_QUESTION = "set_config("


class Statement(NamedTuple):
    """What was sent: its words, and its values where those went beside it, to a plan that is kept."""

    words: str
    values: Any = None
    planned_once: bool = False


def asked_by(act: Callable[[], Any], *, status: int = 200, warm: bool = True) -> list[Statement]:
    """Everything that a request sends, in order, once what is kept between requests is there."""
    with one_connection():
        if warm:
            act()
        with _heard() as statements:
            answer = act()
    assert answer.status_code == status, answer
    return statements


def questions(statements: list[Statement]) -> int:
    """How many of them read or write something."""
    return sum(NO_QUESTION not in one.words for one in statements)


@contextmanager
def _heard() -> Iterator[list[Statement]]:
    """All that goes through the cursors of Django's connection, also what Django itself does not count."""
    statements: list[Statement] = []
    plain = psycopg.Cursor.execute

    def execute(cursor: Any, query: Any, params: Any = None, **how: Any) -> Any:
        if cursor.connection is connection.connection:
            statements.append(_said(cursor, query, params))
        return plain(cursor, query, params, **how)

    psycopg.Cursor.execute = execute  # type: ignore[method-assign,assignment]
    try:
        yield statements
    finally:
        psycopg.Cursor.execute = plain  # type: ignore[method-assign]
        statements[:] = [one for one in statements if not one.words.startswith(NO_STATEMENTS)]


def _said(cursor: Any, query: Any, params: Any) -> Statement:
    if isinstance(cursor, psycopg.ClientCursor):
        return Statement(cursor.mogrify(query, params))
    words = query if isinstance(query, str) else query.as_string(cursor.connection)
    return Statement(words, params, planned_once=True)


@contextmanager
def bare_connection() -> Iterator[psycopg.Connection]:
    """A connection of the application's role with nothing of ours around it."""
    with psycopg.connect(settings.ROLES.application) as plain:
        yield plain


def asking(bare: psycopg.Connection, statements: list[Statement]) -> Act:
    """These statements asked in a transaction, their rows fetched, and nothing kept."""

    def ask() -> None:
        with bare.transaction(force_rollback=True):
            for words, values, planned_once in statements:
                cursor = bare.execute(words, values, prepare=planned_once)
                if cursor.description:
                    cursor.fetchall()

    backend = bare.info.backend_pid
    return Act(ask, lambda: had(backend) + time.process_time())


@contextmanager
def one_connection() -> Iterator[None]:
    """One connection for all requests in this process, as a worker of the web server keeps its own."""
    kept = (signals.request_started, signals.request_finished)
    for signal in kept:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in kept:
            signal.connect(close_old_connections)
