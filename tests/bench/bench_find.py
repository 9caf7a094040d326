"""What Find costs in a large authority: the whole request, in processor time of the web process and of its database.

`make bench` runs it at a small size; `SIZE=50000 .venv/bin/pytest -q -s tests/bench/bench_find.py` at the size that is
promised (200 ms). Processor time is the same on a busy machine, or nearly; time by the clock stands beside it.
"""

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import LazySettings
from django.core import signals
from django.db import close_old_connections, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.config.settings import Pace
from tests.authority import Authority
from tests.bench import population

SIZE = int(os.environ.get("SIZE", "2000"))
ROUNDS = 7
WHO = {"Grace": "all", "Ada": "the largest team", "Wes": "a small team", "Eve": "nobody"}
ASKED = (
    "Muhammad Smith", "Oliver Jones", "Amelia Khan", "smith", "muhammad", "Muhamad Smyth", "Jayden Tomson",
    "Oliver Jones Smith", "bethame Smith", "smith 4/3/2017", "9434765919", "4/3/2017", "NB1 2AB", "school mother",
    "night bruise", "funeral refuge", "school mother funeral refuge", "zqzqzq xvxvxv",
)  # fmt: skip


def test_bench_find(authority: Authority, owner: psycopg.Connection, settings: LazySettings) -> None:
    population.grow(authority, owner, SIZE)
    print(f"\nFind among {SIZE} children (processor time of the web process and of the database, in ms)")
    print(f"{'asked':30} {'by one who may see':20} {'web':>6} {'db':>6} {'both':>6} {'clock':>6} {'queries':>8}")
    # Whoever measures asks faster than people do.
    settings.PACES = {what: Pace(10**6, pace.within) for what, pace in settings.PACES.items()}
    with one_connection():
        for name, sees in WHO.items():
            client = Client()
            client.force_login(authority.users[name])
            for asked in ASKED:
                show(client, asked, sees)


def show(client: Client, asked: str, sees: str) -> None:
    """One line of the table."""

    def ask() -> None:
        assert client.get("/find/", {"q": asked}).status_code == 200

    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    said = [query["sql"] for query in queries.captured_queries]
    count = sum(not sql.startswith(("BEGIN", "COMMIT", "SAVE", "REL")) for sql in said)
    clock, web, database = [], time.process_time(), processor()
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        ask()
        clock.append(1000 * (time.perf_counter() - begun))
    web, database = 1000 * (time.process_time() - web) / ROUNDS, (processor() - database) / ROUNDS
    clocked = statistics.median(clock)
    print(f"{asked:30} {sees:20} {web:6.0f} {database:6.0f} {web + database:6.0f} {clocked:6.0f} {count:8}", flush=True)
    assert count <= 12


def processor(alias: str = "default") -> float:
    """The processor time that this connection's own server process has had, in milliseconds."""
    process = connections[alias].connection.info.backend_pid
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def one_connection() -> Iterator[None]:
    """One connection for all requests, as a worker of the web server keeps its own."""
    kept = (signals.request_started, signals.request_finished)
    for signal in kept:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in kept:
            signal.connect(close_old_connections)
