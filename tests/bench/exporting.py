"""What leaves: facts of made-up authorities as Parquet, and the encrypted backup, which is all that leaves today."""

import contextlib
import datetime as dt
import io
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
from django.conf import settings

from goldenthread.doors.command import backup, locked, places, postgres
from goldenthread.doors.demonstration import national
from goldenthread.doors.demonstration.lives.simulation import Simulation
from tests.bench import kept
from tests.bench.measuring import EACH_SECOND, Act, Row, once
from tests.bench.server import everything, processor_of_ours

# Families are drawn from so many children's lives; living them is not measured.
LIVED = 200
THREADS = {"threads": national.THREADS}


def rows(children: int) -> Iterator[Row]:
    """Parquet, then the backup."""
    with tempfile.TemporaryDirectory(dir=places.var()) as folder:
        yield _parquet(children, Path(folder))
    # A key is never kept beside the records.
    with tempfile.TemporaryDirectory() as folder:
        yield _backup(Path(folder))


def _parquet(children: int, folder: Path) -> Row:
    as_at = dt.date.fromisoformat(kept.AS_AT)
    lives = Simulation(children=LIVED, years=kept.YEARS, as_at=as_at, seed=kept.SEED)
    actors, teams = national.imagined(lives.plan)
    library = national.Library(folder / "library")
    library.lived(
        family.saved
        for locality in lives.plan.localities
        for family in lives.lived(locality.number, actors, teams)
        if family.saved
    )
    plan, into, bare = national.Plan("801", children, 0.8), folder / "facts", folder / "bare"
    drawn = list[national.Drawn]()
    cost = once(
        Act(lambda: drawn.extend(library.draw([plan], as_at=as_at, seed=kept.SEED, into=into)), processor_of_ours)
    )
    files = sorted(into.glob("*/*/*.parquet"))
    rows = sum(one.rows for one in drawn)
    assert abs(drawn[0].children - children) < max(50, children / 10), f"{drawn[0].children} children were drawn"
    assert rows > children, f"Only {rows} rows were written of {children} children"
    bare.mkdir()

    def copy_bare() -> None:
        with duckdb.connect(config=THREADS) as plain:
            for nth, file in enumerate(files):
                plain.execute(
                    f"copy (select * from '{file}') to '{bare / str(nth)}' "
                    "(format parquet, compression zstd, parquet_version v2)"
                )

    floor = once(Act(copy_bare, processor_of_ours))
    beside = {"rows": rows, "clock s": round(cost.clock, 2)}
    return Row("export as Parquet, rows", "the same files copied", rows / cost.processor, rows / floor.processor,
               EACH_SECOND, beside=beside)  # fmt: skip


def _backup(folder: Path) -> Row:
    """Sealed, counted, dumped and encrypted, against pg_dump alone."""
    key = locked.new_key(folder / "key")
    (folder / "backups").mkdir()
    made = list[tuple[Path, backup.Manifest]]()

    def write() -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            made.append(backup.backup(folder / "backups", to=locked.recipients(key)))

    cost = once(Act(write, everything))
    path, manifest = made[0]
    rows = sum(rows for rows, _ in manifest.tables.values())
    assert path.stat().st_size > rows, f"{path.stat().st_size} bytes hold no {rows} rows"
    words = [
        str(postgres.binary("pg_dump")),
        "--format=custom",
        "--dbname",
        settings.ROLES.owner,
        "--file",
        os.devnull,
        "--no-sync",
    ]
    floor = once(Act(lambda: subprocess.run(words, env=postgres.environment(), check=True), everything))
    beside = {"rows": rows, "clock s": round(cost.clock, 2), "MB": round(path.stat().st_size / 1e6)}
    return Row("encrypted backup, rows", "pg_dump alone", rows / cost.processor, rows / floor.processor, EACH_SECOND,
               beside=beside)  # fmt: skip
