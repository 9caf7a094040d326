"""What it costs the child's page that need to know is asked, the database asks again, and the look is written down.

Two real web servers on one database, asked in turn by eight visitors who each keep a connection: one as it is, one with
none of it (tests/bench/without_trust.py). The issue allows a fifth more.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.test import Client
from psycopg.conninfo import make_conninfo

from goldenthread.casework.access import sessions
from goldenthread.casework.access.lock import ENGINE
from goldenthread.doors.command import places
from goldenthread.doors.command.web import words
from tests import database, many
from tests.authority import Authority
from tests.bench.bench_pages import keep
from tests.practice.test_assessment import IN_TIME

SIZE, VISITORS, ASKED, ROUNDS = 1_000, 8, 25, 9
APPLICATION, BARE = "goldenthread.config.wsgi:application", "tests.bench.without_trust:application"
ALLOWED = 1.2
# Nothing is asked of rows; what is asked in the same words is planned once, as for the other.
BARE_OPTIONS = f"-c role={ENGINE} -c goldenthread.actor=chore:bench -c plan_cache_mode=force_generic_plan"


@contextmanager
def served(application: str, clone: str, options: str = "") -> Iterator[int]:
    """The port that gunicorn serves an application of ours on, with the clone for its database."""
    ours = database.address(clone, database.server(), role=places.APPLICATION)
    owners = database.address(clone, database.server(), role=places.OWNER)
    told = {
        "DATABASE_URL": make_conninfo(ours, options=options), "OWNER_DATABASE_URL": owners,
        "SECRET_KEY": settings.SECRET_KEY, "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        "PYTHONPATH": f"{database.CHECKOUT / 'src'}:{database.CHECKOUT}", "WEB_CONCURRENCY": "2",
    }  # fmt: skip
    with socket.create_server(("127.0.0.1", 0)) as listening:
        _, *rest = words(listening.fileno())
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", application, *rest],
            env=os.environ | told, pass_fds=[listening.fileno()], cwd=database.CHECKOUT,
        )  # fmt: skip
        try:
            yield listening.getsockname()[1]
        finally:
            server.terminate()
            server.wait()


def visit(port: int, page: str, cookie: str) -> tuple[float, int]:
    """Milliseconds a page, and the length of the last, for one visitor who asks again and again."""
    there = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    begun = time.perf_counter()
    for _ in range(ASKED):
        there.request("GET", page, headers={"Cookie": cookie})
        answer = there.getresponse()
        content = answer.read()
        assert answer.status == 200, content[:300]
    there.close()
    return 1000 * (time.perf_counter() - begun) / ASKED, len(content)


def test_cost_of_trust(authority: Authority, clone: str, owner: psycopg.Connection) -> None:
    child = authority.child("Jay", "Made-Up")
    authority.tell(IN_TIME.split("    30 Apr")[0], child)
    many.children(authority, SIZE)
    owner.execute("analyze")
    client = Client()
    client.force_login(authority.users["Sam"])
    session = client.session
    session[sessions.SECOND_FACTOR] = True
    session.save()
    page, cookie = (
        f"/child/{child}/",
        f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}",
    )
    looked = f"select count(*) from record_look where about_id = '{child}'"

    with (
        served(APPLICATION, clone) as ours,
        served(BARE, clone, BARE_OPTIONS) as bare,
        ThreadPoolExecutor(VISITORS) as visitors,
    ):

        def round_of(port: int) -> tuple[float, int]:
            visits = list(visitors.map(lambda _: visit(port, page, cookie), range(VISITORS)))
            return statistics.mean(ms for ms, _ in visits), visits[0][1]

        round_of(ours), round_of(bare)
        before = owner.execute(looked).fetchone()[0]
        rounds = [(round_of(ours), round_of(bare)) for _ in range(ROUNDS)]
        looks = owner.execute(looked).fetchone()[0] - before

    assert looks == ROUNDS * VISITORS * ASKED, "Every page that was shown leaves a look, and the bare one none"
    assert all(abs(one[1] - other[1]) < one[1] / 20 for one, other in rounds), "Both serve the same page"
    ours_ms, bare_ms = (statistics.median(each[at][0] for each in rounds) for at in (0, 1))
    ratio = statistics.median(one[0] / other[0] for one, other in rounds)
    print(
        f"\nthe child's page to {VISITORS} at once: {ours_ms:.1f} ms, without trust {bare_ms:.1f} ms, {ratio:.2f} times"
    )
    keep("trust", [{"row": "the child's page, looks and locks", "ms": ours_ms, "bare": bare_ms, "ratio": ratio}])
    assert ratio <= ALLOWED
