"""The second lock: in which of the database's roles something is done, and how the lock comes into a database.

What each role sees stands in second_lock.sql. A page is served in the application's own role. Only the few places that
a test names step out of it, each for as long as it must.
"""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg.pq import TransactionStatus

from goldenthread.language import Handbook

APPLICATION, ENGINE, COUNTS = "goldenthread_app", "goldenthread_engine", "goldenthread_counts"
SQL = Path(__file__).with_name("second_lock.sql")


def install(cursor: CursorWrapper, book: Handbook) -> None:
    """Write the lock anew, as the owner of the tables. What it has to know of the handbook goes with it."""
    cursor.execute(SQL.read_text())
    cursor.execute("truncate second_lock.step, second_lock.lifelong")
    steps = [
        (one.key, one.opens_record, one.regroups, bool(one.opens_for), one.written_from, list(one.by), one.lasting)
        for one in book.steps.values()
    ]
    cursor.executemany("insert into second_lock.step values (%s, %s, %s, %s, %s, %s, %s)", steps)
    lifelong = [(pathway.key,) for pathway in book.pathways if pathway.lifelong]
    cursor.executemany("insert into second_lock.lifelong values (%s)", lifelong)


@contextlib.contextmanager
def working_out() -> Iterator[None]:
    """While a whole record is worked out, or candidates are found, whoever asks."""
    with _role(ENGINE):
        yield


@contextlib.contextmanager
def counting() -> Iterator[None]:
    """While everybody in a figure's scope is counted. No name and no written word can be read meanwhile."""
    with _role(COUNTS):
        yield


@contextlib.contextmanager
def _role(role: str) -> Iterator[None]:
    before = set_for_now({"role": role})["role"]
    try:
        yield
    finally:
        # What broke the transaction is rolled back, and the role with it.
        if connection.connection.info.transaction_status != TransactionStatus.INERROR:
            set_for_now({"role": before})


def set_for_now(settings: Mapping[str, str], *, whole_session: bool = False) -> dict[str, str]:
    """Set these for the rest of the transaction; returns what they were. No question: it reads no row of anybody's."""
    connection.ensure_connection()
    local = "false" if whole_session else "true"
    before = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in settings)
    now = ", ".join(f"set_config('{name}', %s, {local})" for name in settings)
    with connection.connection.cursor() as cursor:
        values = cursor.execute(f"select {before}, {now}", list(settings.values())).fetchone()
    return dict(zip(settings, values, strict=False))
