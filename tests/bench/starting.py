"""The second start, from the command to the sign-in page, and what a web worker's memory comes to under load."""

import http.client
import select
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

import psycopg

from goldenthread.doors.command import places
from tests.bench import kept
from tests.bench.measuring import MEGABYTES, SECONDS, Row
from tests.bench.server import kilobytes_of
from tests.bench.serving import LEAST, Served

ROUNDS = 5
PATIENCE = 120.0
INTERPRETER = "import django.core.handlers.wsgi, django.db.models"


def rows() -> Iterator[Row]:
    """The start by the clock: much of it is waiting. The server must be down, and is left down."""
    pairs = [(_ours(), _bare()) for _ in range(ROUNDS + 1)][1:]
    ours, bare = (statistics.median(each) for each in zip(*pairs, strict=True))
    yield Row("second start, to the sign-in page", "PostgreSQL and Django, bare", ours, bare, SECONDS)


def memory(server: Served) -> Iterator[Row]:
    """The largest web worker of a server that has been under load."""
    with subprocess.Popen(
        [sys.executable, "-c", f"{INTERPRETER}; print(flush=True); input()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as bare:  # fmt: skip
        assert bare.stdout
        bare.stdout.readline()
        floor = kilobytes_of(bare.pid)
        bare.communicate(b"\n")
    each = [kilobytes_of(worker) for worker in server.workers]
    assert each, "No web worker is there"
    yield Row("memory of a web worker, after all this", "Python with Django, bare", max(each) / 1024, floor / 1024,
              MEGABYTES, beside={"workers MB": [round(one / 1024, 1) for one in each]})  # fmt: skip


def _ours() -> float:
    """Start as a person does, until a sign-in page has come; then stop it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Nothing is loaded, so that a start is a start and no more.
    told = kept.environment(places.var()) | {"FIRST_DATA": "", "PORT": str(port)}
    begun = time.perf_counter()
    launcher = subprocess.Popen([kept.GOLDENTHREAD, "up"], env=told, stdout=subprocess.DEVNULL)
    try:
        status, size = _first_page(port, launcher)
        taken = time.perf_counter() - begun
    finally:
        launcher.send_signal(signal.SIGTERM)
        launcher.wait(PATIENCE)
    assert (status, size > LEAST) == (200, True), f"The first page answers {status} with {size} bytes"
    return taken


def _first_page(port: int, launcher: "subprocess.Popen[bytes]") -> tuple[int, int]:
    until = time.monotonic() + PATIENCE
    while launcher.poll() is None and time.monotonic() < until:
        there = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            there.request("GET", "/sign-in/")
            answer = there.getresponse()
            return answer.status, len(answer.read())
        except ConnectionRefusedError:
            select.select([], [], [], 0.005)
        finally:
            there.close()
    raise AssertionError("Nothing was served")


def _bare() -> float:
    """PostgreSQL on the same data until it takes a connection, then Python until it has Django."""
    server = kept.server(places.var())
    begun = time.perf_counter()
    process = subprocess.Popen(
        server.launch(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                psycopg.connect(server.superuser).close()
                break
            except psycopg.OperationalError:
                assert process.poll() is None, "PostgreSQL did not start"
                select.select([], [], [], 0.005)
        subprocess.run([sys.executable, "-c", INTERPRETER], check=True)
        taken = time.perf_counter() - begun
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
    return taken
