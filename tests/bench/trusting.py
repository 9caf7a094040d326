"""What it costs the child's page that need to know is asked, the database asks again, and the look is written down.

Two web servers on one database, asked in turn by eight visitors at once: one as it is, one with none of it
(tests/bench/without_trust.py).
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from goldenthread.casework import access
from goldenthread.casework.access.lock import ENGINE
from goldenthread.record.models import Look
from tests.bench.cast import Cast
from tests.bench.measuring import Act, Row, in_turn
from tests.bench.serving import Served, Visitor, client_of, cookie_of, served

VISITORS, ASKED, ROUNDS = 8, 10, 5
# The second issue allows a fifth more.
MOST = 1.2
BARE = "tests.bench.without_trust:application"
# Nothing is asked of rows; what is asked in the same words is planned once, as for the other.
OPTIONS = f"-c role={ENGINE} -c goldenthread.actor=chore:bench -c plan_cache_mode=force_generic_plan"


def rows(cast: Cast, ours: Served) -> Iterator[Row]:
    """One row: the child's page to eight at once."""
    cookie, page = cookie_of(client_of(cast.worker)), f"/child/{cast.child}/"
    with served(BARE, name="bench-without-trust", options=OPTIONS) as bare, ThreadPoolExecutor(VISITORS) as pool:

        def visits(server: Served) -> list[int]:
            def visit(_: int) -> int:
                visitor = Visitor(server.port, cookie)
                return [len(visitor.get(page)) for _ in range(ASKED)][-1]

            return list(pool.map(visit, range(VISITORS)))

        sizes = visits(ours) + visits(bare)
        assert max(sizes) - min(sizes) < max(sizes) / 20, f"Both serve the same page: {sizes}"
        before = _looks(cast)
        costs = in_turn(
            Act(lambda: visits(ours), ours.processor), Act(lambda: visits(bare), bare.processor), rounds=ROUNDS, warm=1
        )  # fmt: skip
        looks = _looks(cast) - before
    assert looks == (ROUNDS + 1) * VISITORS * ASKED, f"Every page shown leaves a look, the bare one none: {looks}"
    clocks = [1000 * cost.clock / ASKED for cost in costs]
    beside = {"clock ms": round(clocks[0], 1), "clock ms without": round(clocks[1], 1)}
    each = [cost.ms / (VISITORS * ASKED) for cost in costs]
    yield Row(
        "the child's page, to eight at once",
        "the same, nothing asked or noted",
        each[0],
        each[1],
        most=MOST,
        beside=beside,
    )


@access.at_work(access.Chore("bench"))
def _looks(cast: Cast) -> int:
    return Look.objects.filter(about=cast.child).count()
