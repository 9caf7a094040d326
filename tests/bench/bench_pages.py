"""How long a page takes beside its own queries run bare in the same database, in one run: ratios, because they travel.

`make bench` runs it; `make test` does not, because no test asserts a time. docs/performance.md explains each row.
"""

import json
import statistics
import time
from collections.abc import Callable

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.casework import recording
from goldenthread.doors.command import places
from goldenthread.language import handbook
from tests import database, many
from tests.authority import Authority, complete, moment
from tests.practice.test_assessment import IN_TIME

ROUNDS = 40
RESULTS = places.var() / "bench.json"
# What each ratio must stay under: the child's page as the first issue promised it, the others as they were measured.
FLOORS = {"the child's page": 7.0}


def median(act: Callable[[], object]) -> float:
    """The median of some rounds, in milliseconds, after one that is not counted."""
    act()
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken)


def bare(statements: list[str], clone: str) -> float:
    """The same statements on a connection of the same role, with nothing of ours around them."""
    address = database.address(clone, database.server(), role=places.APPLICATION)
    with psycopg.connect(address) as plain:

        def ask() -> None:
            with plain.transaction(force_rollback=True):
                for statement in statements:
                    cursor = plain.execute(statement)
                    if cursor.description:
                        cursor.fetchall()

        return median(ask)


@pytest.mark.parametrize("size", [1_000, 10_000])
def test_bench(authority: Authority, clone: str, size: int, owner: psycopg.Connection) -> None:
    child = authority.child("Jay", "Made-Up")
    authority.tell(IN_TIME.split("    30 Apr")[0], child)
    many.children(authority, size)
    owner.execute("analyze")
    client = Client()
    client.force_login(authority.users["Sam"])
    pages = {
        "the child's page": f"/child/{child}/",
        "chronology": f"/child/{child}/chronology/",
        "my work": "/",
        "find by name": "/find/?q=Jay+Made-Up",
        "team": "/team/",
        "an empty page": "/keys/",
    }
    rows = []
    for name, page in pages.items():
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(page)
        assert answer.status_code == 200
        assert len(answer.content) > 1_000
        statements = [query["sql"] for query in asked.captured_queries if not query["sql"].startswith(("SAVE", "REL"))]
        rows.append(row(name, median(lambda page=page: client.get(page)), bare(statements, clone), len(statements)))

    said = {"seen": "yes", "said": "I like Nan.", "observed": "Thin."}
    step = handbook().steps["assessment.child_seen"]

    def save() -> None:
        act = recording.Act(step.key, child, moment("9 Mar 2026 15:00"), complete(step, said))
        recording.record(act, by=authority.actor("Sam"), key=authority.key())

    with CaptureQueriesContext(connection) as asked:
        save()
    rows.append({"row": "save of an entry", "ms": round(median(save), 1), "queries": len(asked)})
    show(size, rows)
    for one in rows:
        floor = FLOORS.get(one["row"])
        assert floor is None or one["ratio"] <= floor, one


def row(name: str, ours: float, floor: float, queries: int) -> dict:
    return {
        "row": name,
        "ms": round(ours, 1),
        "bare": round(floor, 2),
        "ratio": round(ours / floor, 1),
        "queries": queries,
    }


def show(size: int, rows: list[dict]) -> None:
    """One table a size, and the same as JSON."""
    print(f"\n{size} children")
    print(f"{'row':20} {'ms':>8} {'bare ms':>8} {'ratio':>7} {'queries':>8}")
    for one in rows:
        print(f"{one['row']:20} {one['ms']:8} {one.get('bare', ''):>8} {one.get('ratio', ''):>7} {one['queries']:8}")
    keep(str(size), rows)


def keep(name: str, rows: list[dict]) -> None:
    """Write what was measured beside what other benches measured, as JSON."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps({**kept, name: rows}, indent=1))
