"""Many rows at once: a census file taken in, and families' lives written in bulk, in processor time of all who work."""

import dataclasses
import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
from django.conf import settings
from django.utils import timezone
from lxml import etree
from psycopg import sql

from goldenthread.casework import access, bulk, writing
from goldenthread.casework.bulk import Saved
from goldenthread.casework.taking_in import receiving_team
from goldenthread.doors.demonstration import cin_file
from goldenthread.doors.demonstration.lives import authority, small
from goldenthread.doors.demonstration.lives.simulation import Simulation
from goldenthread.doors.feeds import cin
from goldenthread.record.models import Entry, Occasion
from tests.bench import kept
from tests.bench.measuring import EACH_SECOND, Act, Row, once
from tests.bench.server import everything, processor_of_database

CHILDREN_IN_FILE, CHILDREN_IN_BULK = 300, 200
ANOTHER_SEED = 77
# Of ours and the database's processor time together, against the database's own: as it was measured, and a half more.
MOST_BULK = 6.0


def rows() -> Iterator[Row]:
    """The file, then the lives."""
    yield _load()
    yield _bulk()


def _load() -> Row:
    extract = cin_file.extract(dt.date.fromisoformat(kept.AS_AT), children=CHILDREN_IN_FILE)
    before, loaded = counted(), list[cin.Loaded]()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "census.xml"
        file.write_bytes(extract.xml())
        with access.at_work(access.Chore("load")):
            begun, team = timezone.now(), receiving_team()
            cost = once(Act(lambda: loaded.append(cin.load(file, at=begun, team_of=lambda child: team)), everything))
        children, entries = loaded[0].taken.children, loaded[0].taken.added
        assert children >= CHILDREN_IN_FILE, f"{children} of {CHILDREN_IN_FILE} children were taken in"
        assert not loaded[0].refused, loaded[0].refused[:3]
        written = {name: now - before[name] for name, now in counted().items()}
        assert written[Entry._meta.db_table] == entries, f"{entries} entries were said to be added: {written}"
        rows = sum(written.values())
        with Bare(since=begun) as bare:
            assert bare.rows == rows, f"{bare.rows} rows are copied bare, {rows} were written"
            floor = once(Act(lambda: bare.load(file), everything))
    beside = {
        "children": children, "entries": entries, "rows": rows, "clock s": round(cost.clock, 2),
        "entries a second": round(entries / cost.processor),
    }  # fmt: skip
    return Row(
        "load a CIN file, rows", "read by lxml, copied bare", rows / cost.processor, rows / floor.processor,
        EACH_SECOND, beside=beside,
    )  # fmt: skip


def _bulk() -> Row:
    lives = Simulation(
        children=CHILDREN_IN_BULK, years=kept.YEARS, as_at=dt.date.fromisoformat(kept.AS_AT), seed=ANOTHER_SEED
    )
    with access.at_work(small.CHORE):
        actors, teams = authority.appointed(lives.plan)
    families = [
        family.saved for locality in lives.plan.localities for family in lives.lived(locality.number, actors, teams)
    ]
    theirs, written = processor_of_database(), list[bulk.Written]()
    with access.at_work(small.CHORE):
        cost = once(Act(lambda: written.append(_write(families)), everything))
    database, entries = processor_of_database() - theirs, written[0].entries
    assert entries > CHILDREN_IN_BULK, f"Only {entries} entries were written"
    rows = entries + written[0].rows
    beside = {"entries": entries, "rows": rows, "clock s": round(cost.clock, 2),
              "entries a second": round(entries / cost.processor)}  # fmt: skip
    return Row("written in bulk, rows", "the database's own part", rows / cost.processor, rows / database, EACH_SECOND,
               MOST_BULK, beside=beside)  # fmt: skip


def _write(families: Sequence[Sequence[Saved]]) -> bulk.Written:
    return sum(bulk.write(families), bulk.Written())


def tables() -> list[str]:
    """Where what is recorded, and what is worked out of it, stands."""
    derived = [model._meta.db_table for model in writing.tables().values()]
    return [Entry._meta.db_table, Occasion._meta.db_table, *derived]


def counted() -> dict[str, int]:
    """How many rows each of them has, closed versions too."""
    with psycopg.connect(settings.ROLES.owner) as owner:
        return {name: owner.execute(f"select count(*) from {name}").fetchone()[0] for name in tables()}


@dataclasses.dataclass
class Bare:
    """The rows that came of a file, as text in memory, to be copied into tables of the same columns and indexes."""

    since: dt.datetime
    rows: int = 0

    def __enter__(self) -> "Bare":
        self.owner = psycopg.connect(settings.ROLES.owner)
        self.lines: dict[str, tuple[sql.Composable, bytes]] = {}
        for name in tables():
            self._keep(name)
        return self

    def __exit__(self, *why: object) -> None:
        self.owner.rollback()
        self.owner.close()

    def _keep(self, name: str) -> None:
        known = {"record_entry": "known_at"}.get(name, "known_from")
        table, bare = sql.Identifier(name), sql.Identifier(f"bare_{name}")
        if name == "record_occasion":
            return
        columns = [
            column
            for (column,) in self.owner.execute(
                "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped "
                "and attgenerated = '' order by attnum", [name]
            )
        ]  # fmt: skip
        named = sql.SQL(", ").join(map(sql.Identifier, columns))
        self.owner.execute(sql.SQL("create temporary table {} (like {} including all)").format(bare, table))
        query = sql.SQL("copy (select {} from {} where {} >= {}) to stdout").format(
            named, table, sql.Identifier(known), sql.Literal(self.since)
        )
        with self.owner.cursor().copy(query) as copy:
            lines = b"".join(bytes(line) for line in copy)
        self.rows += lines.count(b"\n")
        into = sql.SQL("{} ({})").format(bare, named)
        self.lines[name] = (into, lines)

    def load(self, file: Path) -> None:
        """The least that taking in a file can be: it is read, and what came of it is written."""
        etree.parse(file)
        for into, lines in self.lines.values():
            with self.owner.cursor().copy(sql.SQL("copy {} from stdin").format(into)) as copy:
                copy.write(lines)
