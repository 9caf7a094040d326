"""How fast `goldenthread verify` looks at chains and seals, beside the same rows read bare: at 50,000 a second.

`make bench` runs it. The ratio travels from machine to machine, the rate does not; processor time is nearly the same
on a busy machine, the rate by the clock is not.
"""

import os
import resource
import time
from collections.abc import Callable
from typing import Any

import psycopg

from goldenthread.casework import sealing, verifying
from goldenthread.doors.command import verify
from tests import chained
from tests.authority import Authority
from tests.bench.bench_pages import keep

ENTRIES, EACH = int(os.environ.get("ENTRIES", "200000")), 10
ROUNDS = 5
# Looked at by one process, against reading the same rows: what this was measured as, and a quarter more.
FLOOR = 3.0


def test_bench_verify(owner: psycopg.Connection, tmp_path: Any) -> None:
    chained.grow(Authority.found(), owner, subjects=ENTRIES // EACH, each=EACH)
    seal = sealing.seal(tmp_path)
    bare = best(read_bare)
    one = best(lambda: verify.looked_at(1, seal.at))
    all_ = best(lambda: verify.looked_at(os.cpu_count() or 1, seal.at))

    chains = verify.looked_at(1, seal.at)
    assert chains.entries == ENTRIES
    assert list(sealing.broken([seal], chains.heads)) == []
    print(f"\nChains and the seal of {ENTRIES:,} entries about {ENTRIES // EACH:,} people: the best of {ROUNDS}")
    print(f"{'':36} {'by the clock':>12} {'a second':>10} {'processor, ours':>16}")
    for name, (clock, ours) in {
        "the same rows read bare": bare,
        "looked at, by one process": one,
        f"looked at, by {os.cpu_count()} processes": all_,
    }.items():
        print(f"{name:36} {clock:10.2f} s {ENTRIES / clock:10,.0f} {ours:14.2f} s")
    ratio = round(one[0] / bare[0], 1)
    keep("verify", [{"row": "chains and seals looked at", "ratio": ratio, "a second": round(ENTRIES / all_[0])}])
    assert ratio <= FLOOR


def read_bare() -> int:
    """The very query, by which nothing is looked at."""
    return sum(1 for _ in verifying._copied(verifying.STORED, verifying.EVERYBODY, split=0))


def best(act: Callable[[], object]) -> tuple[float, float]:
    """The shortest of some rounds by the clock, and the least processor time of ours, in seconds."""
    clock, ours = [], []
    for _ in range(ROUNDS):
        begun, before = time.perf_counter(), processor()
        act()
        clock.append(time.perf_counter() - begun)
        ours.append(processor() - before)
    return min(clock), min(ours)


def processor() -> float:
    """What this process and those that it began have had; the database's processes are not ours."""
    own, begun = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + begun.ru_utime + begun.ru_stime
