"""Facts for a whole country, as Parquet: made-up journeys that were lived once, drawn again for every authority.

Some thousand families are lived and replayed as ever, so that each fact is one that the system makes. Each authority
then draws families so often that children are spread as published referrals are, and of such a mixture that its
assessments in time come near those published. A drawn family gets new ids and is shifted by whole weeks; what counts
working days is counted again by the calendar; and of each row the version that was known on the last day is kept, so
that work going on then is open. No names, addresses, numbers or words are written.
"""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from goldenthread.casework.access import Actor
from goldenthread.casework.bulk.facts import columns, facts_of
from goldenthread.casework.bulk.saved import Saved
from goldenthread.doors.demonstration.lives.simulation import Simulation
from goldenthread.doors.demonstration.lives.staff import EARLY_HELP
from goldenthread.doors.demonstration.lives.staff import Plan as Staff
from goldenthread.standards.holidays import england_and_wales
from goldenthread.standards.law import Law
from goldenthread.standards.targets import Authority, published

LIVED = 2000  # children whose lives are drawn from
WEEKS = 52  # by how much a family may be shifted; the years lived are one more than the years told
MEMORY, THREADS = "2GB", 2
CONTACT, REFERRAL, ASSESSMENT, PERSON = "facts_contact", "facts_referral", "facts_assessment", "facts_person"
WITHHELD = {
    "facts_name", "facts_address", "facts_identifier", "facts_warning", "facts_childswords", "facts_alike",
    "facts_relationship",
}  # fmt: skip
BLANK = {
    "given", "surname", "known_as", "pronunciation", "upn", "nhs_number", "school", "professional", "communication",
    "religion", "pronouns", "source", "agency", "reference",
}  # fmt: skip
EMPTY = {"row", "digest", "entry_id", "occasion", "known_until"}  # of entries, versions and occasions there are none
TYPES = {
    "int64": "BIGINT", "string": "VARCHAR", "date": "DATE", "timestamp('UTC')": "TIMESTAMPTZ", "boolean": "BOOLEAN",
    "uuid": "UUID", "float64": "DOUBLE", "array<string>": "VARCHAR[]", "binary": "BLOB",
}  # fmt: skip
POINTS_AT = {"id", "about_id", "journey", "referral", "contact", "section47", "plan", "conference", "other_id"}
CALENDAR_FROM, CALENDAR_TO = dt.date(2000, 1, 1), dt.date(2040, 12, 31)


@dataclasses.dataclass(frozen=True)
class Drawn:
    """What was written of one authority."""

    code: str
    children: int
    rows: int
    size: int


class Library:
    """Families lived once, in a DuckDB of their own, ready to be drawn."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._db = duckdb.connect(
            str(folder / "library.duckdb"),
            config={"memory_limit": MEMORY, "threads": THREADS, "temp_directory": str(folder)},
        )
        self._db.execute("set timezone = 'UTC'")
        self._columns = {
            table: {name: TYPES[kind] for name, kind in kinds.items()}
            for table, kinds in columns().items()
            if table not in WITHHELD
        }
        self.tables: tuple[str, ...] = ()

    def lived(self, families: Iterable[Sequence[Saved]]) -> int:
        """Take in families, each as the recordings of its life. Answers how many."""
        files = {table: (self._folder / f"{table}.json").open("w", encoding="utf-8") for table in self._columns}
        many = 0
        try:
            for many, facts in enumerate(facts_of(families), start=1):
                numbers: dict[str, int] = {}
                for fact in facts:
                    if fact.table in files:
                        row = self._row(fact.table, fact.columns, many, numbers)
                        files[fact.table].write(json.dumps(row, default=str) + "\n")
        finally:
            for file in files.values():
                file.close()
        for table, kinds in self._columns.items():
            read = ", ".join(
                f"\"{name}\": '{'INTEGER' if name in POINTS_AT else kind}'" for name, kind in kinds.items()
            )
            self._db.execute(
                f"create or replace table {table} as select * from read_json('{self._folder / table}.json', "  # noqa: S608 (our own names)
                f"format = 'newline_delimited', columns = {{family: 'INTEGER', {read}}})"
            )
            (self._folder / f"{table}.json").unlink()
        self.tables = tuple(table for table in self._columns if self._one(f"select count(*) from {table}"))  # noqa: S608
        self._weigh()
        return many

    def _row(self, table: str, said: Any, family: int, numbers: dict[str, int]) -> dict[str, Any]:
        row: dict[str, Any] = {"family": family}
        for name in self._columns[table]:
            value = said.get(name)
            if name in POINTS_AT:
                # Within its family a record is known by a small number, from which each draw makes an id of its own.
                row[name] = numbers.setdefault(str(value), len(numbers) + 1) if value else None
            elif name not in BLANK:
                row[name] = value.isoformat() if isinstance(value, dt.date) else value
            else:
                row[name] = ""
        return row

    def _weigh(self) -> None:
        """What each family brings: children, referrals, assessments and those in time; and the working days."""
        self._db.execute(f"""
            create or replace table family as
            select family, children, coalesce(referrals, 0) referrals, coalesce(assessed, 0) assessed,
              coalesce(in_time, 0) in_time, coalesce(in_time < assessed, false) late
            from (select family, count(distinct about_id) children from {CONTACT} where known_until is null group by 1)
            left join (select family, count(*) referrals from {REFERRAL} where known_until is null group by 1)
              using (family)
            left join (select family, count(*) assessed, count(*) filter (where in_time) in_time from {ASSESSMENT}
              where known_until is null and authorised_on is not null group by 1) using (family);
            create or replace table told as
            select late, family, row_number() over (partition by late order by family) - 1 as nth from family
        """)  # noqa: S608
        calendar, days, n = england_and_wales(), [], 0
        for offset in range((CALENDAR_TO - CALENDAR_FROM).days + 1):
            day = CALENDAR_FROM + dt.timedelta(days=offset)
            n += calendar.is_working(day)
            days.append((day, n, calendar.is_working(day)))
        file = self._folder / "days.csv"
        file.write_text("".join(f"{day},{n},{int(working)}\n" for day, n, working in days), encoding="utf-8")
        self._db.execute(
            f"create or replace table days as select * from read_csv('{file}', header = false, "  # noqa: S608
            "columns = {day: 'DATE', n: 'INTEGER', working: 'BOOLEAN'})"
        )
        file.unlink()

    def _one(self, asked: str) -> Any:
        found = self._db.execute(asked).fetchone()
        return found[0] if found else None

    def _of(self, late: bool) -> tuple[int, float, float, float, float]:
        found = self._db.execute(
            "select count(*), coalesce(avg(children), 0), coalesce(avg(referrals), 0), coalesce(avg(assessed), 0), "
            "coalesce(avg(in_time), 0) from family where late = ?",
            [late],
        ).fetchone()
        assert found is not None
        return found

    def mixture(self, share: float) -> float:
        """What share of the families drawn must have an assessment that was late, so that `share` are in time."""
        several, _, _, all_late, in_late = self._of(True)
        others, _, _, all_other, in_other = self._of(False)
        if not several or not others:
            return 1.0 if several else 0.0
        wanted = share * all_other - in_other
        given = (in_late - in_other) - share * (all_late - all_other)
        return min(max(wanted / given if given else 0.0, 0.0), 1.0)

    def draw(self, plans: Iterable["Plan"], *, as_at: dt.date, seed: int, into: Path) -> Iterator[Drawn]:
        """Write each authority's facts under `into`, a folder a table and in it one an authority; say after each.

        What is there already, whole, is passed over: stopped and called again, it goes on.
        """
        for plan in plans:
            yield self._drawn(plan, as_at=as_at, seed=seed, into=into)

    def _drawn(self, plan: "Plan", *, as_at: dt.date, seed: int, into: Path) -> Drawn:
        late, others = self._of(True), self._of(False)
        mixed = self.mixture(plan.in_time)
        families = round(plan.children / (mixed * late[1] + (1 - mixed) * others[1]))
        chance = f"hash({seed}, {int(plan.code)}, nth)"
        self._db.execute(f"""
            create or replace temp table drawn as
            select drawing.nth + 1 as draw, told.family, (drawing.chance // 7919 % {WEEKS} * 7)::integer as later
            from (
              select nth, {chance} as chance,
                floor((nth + 1) * {mixed!r}::double) > floor(nth * {mixed!r}::double) as late
              from range({families}) numbers(nth)
            ) drawing
            join told on told.late = drawing.late
              and told.nth = drawing.chance % case when drawing.late then {late[0] or 1} else {others[0] or 1} end
            order by draw
        """)  # noqa: S608 (numbers of our own)
        rows = size = 0
        for table in self.tables:
            file = into / table / f"authority={plan.code}" / "facts.parquet"
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                partly = file.with_suffix(".partly")
                self._db.execute(
                    f"copy ({self._told(table, plan, as_at)}) to '{partly}' "
                    "(format parquet, compression zstd, parquet_version v2)"
                )
                partly.rename(file)
            rows += int(self._one(f"select count(*) from read_parquet('{file}')"))  # noqa: S608
            size += file.stat().st_size
        children = int(self._one("select sum(children) from drawn join family using (family)") or 0)
        return Drawn(plan.code, children, rows, size)

    def _told(self, table: str, plan: "Plan", as_at: dt.date) -> str:
        """One table's rows of one authority, as SQL: shifted, with their own ids, as known when the last day ended."""
        till = f"timestamptz '{as_at + dt.timedelta(days=1)} 00:00:00+00'"
        shown = [self._column(table, name, kind, plan) for name, kind in self._columns[table].items()]
        days = self._days(table)
        only = f" and t.about_id in (select about_id from {CONTACT} c where c.family = t.family)" * (table == PERSON)  # noqa: S608
        return (
            f"select {', '.join(shown)} from drawn d join {table} t using (family) {days} "  # noqa: S608
            f"where t.known_from + to_days(d.later) < {till} "
            f"and (t.known_until is null or t.known_until + to_days(d.later) >= {till}){only} order by d.draw, t.id"
        )

    def _column(self, table: str, name: str, kind: str, plan: "Plan") -> str:
        value = f't."{name}"'
        if name in EMPTY:
            value = "''" if kind == "VARCHAR" else f"null::{kind}"
        elif name in POINTS_AT:
            # The authority, the draw, the record: 8, 12 and 12 places of an id.
            told = f"'{int(plan.code):08x}-0000-4000-8000-{{:08x}}{{:04x}}'"
            spoken = f"format({told}, d.draw, {value})"
            value = f"case when {value} is null then '' else {spoken} end"
            if kind == "UUID":
                value = f"{spoken}::uuid"
        elif name in ("team_id", "worker_id"):
            value = f"{int(plan.code)} * 1000000 + t.{name}"
        elif (table, name) in COUNTED_AGAIN:
            value = COUNTED_AGAIN[table, name]
        elif kind == "DATE":
            value = f"t.{name} + d.later"
        elif kind == "TIMESTAMPTZ":
            value = f"t.{name} + to_days(d.later)"
        return f'{value} as "{name}"'

    @staticmethod
    def _days(table: str) -> str:
        """The working days up to each day that something is counted between."""
        asked = DAYS.get(table, ())
        joins = [f"left join days {name} on {name}.day = t.{name} + d.later" for name in asked]
        if table == ASSESSMENT:
            joins += [
                "left join days was_referred on was_referred.day = t.referral_date",
                "left join days was_due on was_due.day = t.due_on",
                "left join days due on due.working and due.n = referral_date.n + was_due.n - was_referred.n",
            ]
        return " ".join(joins)


def write(plans: Sequence["Plan"], *, years: int, as_at: dt.date, seed: int, into: Path) -> Iterator[Drawn]:
    """Live a library of families and write every authority's facts; say after each authority what was written.

    The same words give the same facts. What is there whole is passed over: stopped and called again, it goes on.
    """
    lives = Simulation(children=LIVED, years=years + 1, as_at=as_at, seed=seed)
    actors, teams = imagined(lives.plan)
    into.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=into, prefix=".library") as folder:
        library = Library(Path(folder))
        library.lived(
            family.saved
            for locality in lives.plan.localities
            for family in lives.lived(locality.number, actors, teams)
            if family.saved
        )
        yield from library.draw(plans, as_at=as_at, seed=seed, into=into)


def imagined(staff: Staff) -> tuple[dict[str, Actor], dict[str, int]]:
    """Everybody of a plan, by their address, and every team's number, for lives that no database knows."""
    posts = list(staff.posts())
    codes = dict.fromkeys((*(team.code for team in staff.teams), *(post.team for post in posts), EARLY_HELP))
    teams = {code: number for number, code in enumerate(codes, start=1)}
    actors: dict[str, Actor] = {}
    for post in posts:
        team = teams[post.team]
        for tenure in post.tenures:
            number = len(actors) + 1
            actors[tenure.email] = Actor(
                number, tenure.name, number, post.title, post.role, team, post.team, frozenset({team}), duty=False
            )
    return actors, teams


@dataclasses.dataclass(frozen=True)
class Plan:
    """One authority: how many children with a record, and what share of its assessments is in time."""

    code: str
    children: int
    in_time: float


def plans(authorities: Sequence[Authority], *, children: int) -> tuple[Plan, ...]:
    """Spread children over authorities as their published referrals are; where a mark stands, England's share."""
    england = published()["assessments_in_45_days"].value
    referred = [one.children * (one.referrals_rate or 0) for one in authorities]
    whole = sum(referred)
    return tuple(
        Plan(
            one.code, max(1, round(children * weight / whole)),
            (england if one.assessments_in_45_days is None else one.assessments_in_45_days) / 100,
        )
        for one, weight in zip(authorities, referred, strict=True)
    )  # fmt: skip


def _decision_days() -> int:
    rule = Law.read().family("contact_threshold_decision")[-1]
    return rule.limit.amount if rule.limit else 0


DAYS = {
    CONTACT: ("contact_on", "decided_on"),
    ASSESSMENT: ("referral_date", "started_on", "authorised_on"),
}
COUNTED_AGAIN = {
    (CONTACT, "decision_working_days"): "decided_on.n - contact_on.n",
    (CONTACT, "in_time"): f"case when t.in_time is not null then decided_on.n - contact_on.n <= {_decision_days()} end",
    (ASSESSMENT, "working_days"): "authorised_on.n - referral_date.n",
    (ASSESSMENT, "working_days_from_start"): "authorised_on.n - started_on.n",
    (ASSESSMENT, "due_on"): "due.day",
    (ASSESSMENT, "in_time"): "case when t.in_time is not null then t.authorised_on + d.later <= due.day end",
}
