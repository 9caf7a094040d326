"""Who works in the made-up authority over the years: posts, those who come and go, and the days they are away."""

import dataclasses
import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256
from math import ceil
from random import Random

from goldenthread.casework.staffing import PersonPlan, TeamPlan, code_of
from goldenthread.doors.demonstration.lives.clock import DAY, Clock
from goldenthread.doors.demonstration.lives.names import common, heritages, places
from goldenthread.doors.demonstration.lives.parameters import Parameters
from goldenthread.language import Role

MAIL = "northbridge.example"
FRONT_DOOR, EARLY_HELP, AUTHORITY = "front-door", "early-help", "authority"
SHORTEST_STAY, LONGEST_GONE = 75, 1500
BACK_BY = 30
YEAR = 365.25
OFFICER, HELPER, CHAIR = "Referral officer", "Early help worker", "Conference chair"


@dataclasses.dataclass(eq=False)
class Tenure:
    """Somebody in a post, from a day until a day, with the spells in which they are away (in minutes)."""

    name: str
    email: str
    since: dt.date
    until: dt.date | None
    agency: bool
    limit: int | None
    begins: float
    ends: float
    away: list[tuple[float, float]]
    registration: str = ""

    def back(self, minute: float) -> float:
        """This minute, or the one at which they are back."""
        place = bisect_right(self.away, (minute, float("inf"))) - 1
        return max(minute, self.away[place][1]) if place >= 0 else minute

    def is_there(self, minute: float) -> bool:
        return self.begins <= minute < self.ends and self.back(minute) == minute


@dataclasses.dataclass(eq=False)
class PostPlan:
    """A post in a team, with everybody who held it, one after the other."""

    code: str
    title: str
    role: Role
    team: str
    tenures: list[Tenure]
    limit: int | None = None


@dataclasses.dataclass(frozen=True)
class Part:
    """A part of the city whose teams and people stand before any life is lived: they take its work with others."""

    name: str
    assessment: TeamPlan
    plans: TeamPlan
    people: Sequence[PersonPlan]


@dataclasses.dataclass(frozen=True)
class Locality:
    """One part of the city, with the posts that work with its children, and how many children come to be known."""

    number: int
    name: str
    children: int
    assessment: str
    plans: str
    managers: Sequence[PostPlan]
    officers: Sequence[PostPlan]
    assessors: Sequence[PostPlan]
    assessment_managers: Sequence[PostPlan]
    planners: Sequence[PostPlan]
    plan_managers: Sequence[PostPlan]
    helpers: Sequence[PostPlan]


@dataclasses.dataclass(frozen=True)
class Plan:
    """Everybody: the teams, the posts for the whole city, and each locality's.

    directory: the services that a family can be told of, by name, each with its number and as it is chosen; empty until
    somebody has stocked it.
    """

    teams: tuple[TeamPlan, ...]
    heads: tuple[PostPlan, ...]
    nights: tuple[PostPlan, ...]
    chairs: tuple[PostPlan, ...]
    localities: tuple[Locality, ...]
    help_managers: tuple[PostPlan, ...]
    directory: dict[str, tuple[int, str]] = dataclasses.field(default_factory=dict)

    def posts(self) -> Iterator[PostPlan]:
        """Every post, in one order."""
        yield from (*self.heads, *self.nights, *self.chairs)
        for one in self.localities:
            for posts in (one.managers, one.officers, one.assessors, one.assessment_managers, one.planners,
                          one.plan_managers, one.helpers):  # fmt: skip
                yield from posts
        yield from self.help_managers


def planned(of: Parameters, clock: Clock, *, seed: str, children: int, parts: Sequence[Part] = ()) -> Plan:
    """The staff that so many children need, from the first day to the last, the same for the same seed.

    parts: the first localities, where somebody is there already; who else they need is made up.
    """
    # Two authorities in one database have nobody in common.
    maker = _Maker(of, clock, Random(f"{seed}/staff"), sha256(seed.encode()).hexdigest()[:4])
    years = (clock.last - clock.first).days / YEAR
    number = max(1, round(children / of.number("locality.children")))
    areas = places("areas")
    teams: list[TeamPlan] = []
    localities = []
    for nth in range(number):
        part = parts[nth] if nth < len(parts) else None
        area = areas[nth % len(areas)] + (f" {nth // len(areas) + 1}" if nth >= len(areas) else "")
        here = children // number + (nth < children % number)
        code = area.lower().replace(" ", "-")
        its_teams = (
            (part.assessment, part.plans)
            if part
            else (
                TeamPlan(f"assessment-{code}", f"{area} assessment team", "assessment"),
                TeamPlan(f"children-{code}", f"{area} children’s team", "safeguarding"),
            )
        )
        teams += its_teams
        assessment, plans = (team.code for team in its_teams)
        posts = partial(maker.posts, part=part)

        def several(what: str, here: int = here) -> int:
            return max(2, ceil(here / max(years, 0.5) / of.number(f"{what}_year")))

        workers = "children_per_worker"
        localities.append(
            Locality(
                nth, part.name if part else area, here, assessment, plans,
                posts(1, FRONT_DOOR, Role.TEAM_MANAGER, "Team manager"),
                posts(several("front_door.children_per_officer"), FRONT_DOOR, Role.REFERRAL_OFFICER, OFFICER),
                posts(several(f"assessment.{workers}"), assessment, Role.SOCIAL_WORKER, "Social worker"),
                posts(1, assessment, Role.TEAM_MANAGER, "Team manager"),
                posts(several(f"plans.{workers}"), plans, Role.SOCIAL_WORKER, "Social worker"),
                posts(1, plans, Role.TEAM_MANAGER, "Team manager"),
                posts(several(f"early_help.{workers}") - 1, EARLY_HELP, Role.EARLY_HELP_WORKER, HELPER),
            )
        )  # fmt: skip
    whole = next(iter(parts), None)
    heads = maker.posts(1, AUTHORITY, Role.SERVICE_MANAGER, "Head of service", always=True, part=whole)
    nights = maker.posts(1 + number // 3, FRONT_DOOR, Role.SOCIAL_WORKER, "Emergency duty social worker", always=True)
    chairs = maker.posts(1 + number // 3, AUTHORITY, Role.REVIEWING_OFFICER, CHAIR, always=True, part=whole)
    helps = maker.posts(1 + number // 3, EARLY_HELP, Role.TEAM_MANAGER, "Early help manager", always=True)
    return Plan(tuple(teams), tuple(heads), tuple(nights), tuple(chairs), tuple(localities), tuple(helps))


class _Maker:
    def __init__(self, of: Parameters, clock: Clock, chance: Random, mark: str) -> None:
        self.of, self.clock, self.chance, self.mark = of, clock, chance, mark
        self.names: dict[str, int] = {}
        self.registered = 20000

    def posts(
        self, many: int, team: str, role: Role, title: str, *, always: bool = False, part: Part | None = None
    ) -> list[PostPlan]:
        there = [one for one in part.people if one.team == team and one.role == role] if part else []
        made = [self._post(team, role, title, always=always) for _ in range(many - len(there))]
        return [self._seated(one) for one in there] + made

    def _seated(self, person: PersonPlan) -> PostPlan:
        """Somebody who was there before the first day and stays, and is at work on the last."""
        limit = int(self.of.number("staff.seated", person.team)) if person.role == Role.SOCIAL_WORKER else None
        away = self._away(0.0, self.clock.ends - BACK_BY * DAY)
        tenure = Tenure(
            person.name, person.email, self.clock.first, None, person.agency_worker, limit, 0.0, float("inf"), away
        )
        return PostPlan(code_of(person), person.title or str(person.role), person.role, person.team, [tenure], limit)

    def _post(self, team: str, role: Role, title: str, *, always: bool) -> PostPlan:
        tenures = []
        day = self.clock.first - dt.timedelta(days=int(self.chance.random() * 1500))
        while day <= self.clock.last:
            stays = max(
                SHORTEST_STAY, int(self.chance.expovariate(1 / (self.of.number("staff.stays", "years") * YEAR)))
            )
            if day + dt.timedelta(days=stays) < self.clock.first:
                day += dt.timedelta(days=stays)
                continue
            until = day + dt.timedelta(days=stays)
            tenures.append(
                self._tenure(role, title, day, None if always or until > self.clock.last else until, always=always)
            )
            if tenures[-1].until is None:
                break
            day = until + dt.timedelta(days=1 + int(self.chance.expovariate(1 / self.of.number("staff.gap", "days"))))
        code = f"{tenures[0].email.partition('@')[0].replace('.', '-')}-post"
        return PostPlan(code, title, role, team, tenures, self._limit(role, title))

    def _limit(self, role: Role, title: str) -> int | None:
        return int(self.of.number("staff.caseload", "social worker")) if role == Role.SOCIAL_WORKER else None

    def _tenure(self, role: Role, title: str, since: dt.date, until: dt.date | None, *, always: bool) -> Tenure:
        heritage = heritages()[self.of.pick("family.heritage", self.chance)]
        woman = self.chance.random() < 0.82
        name = (
            f"{common(heritage.women if woman else heritage.men, self.chance)} {common(heritage.surnames, self.chance)}"
        )
        words = name.lower().replace(" ", ".").replace("’", "")
        self.names[words] = nth = self.names.get(words, 0) + 1
        begins, clock = self.clock.minute_of(since), self.clock
        ends = clock.minute_of(until) + DAY if until else float("inf")
        social_worker = role == Role.SOCIAL_WORKER
        if social_worker:
            self.registered += 1
        return Tenure(
            name, f"{words}{nth if nth > 1 else ''}.{self.mark}@{MAIL}", since, until,
            social_worker and self.of.happens("staff.agency", self.chance), self._limit(role, title), begins, ends,
            [] if always else self._away(max(0.0, begins), min(ends, clock.ends)),
            f"SW{self.registered}" if social_worker else "",
        )  # fmt: skip

    def _away(self, since: float, until: float) -> list[tuple[float, float]]:
        spells = []
        for key, days in (("staff.sick_spells", 0), ("staff.leave_spells", 7)):
            minute = since
            gap = YEAR * DAY / self.of.number(key, "year")
            while (minute := minute + self.chance.expovariate(1 / gap)) < until:
                long = days or self.of.drawn("staff.sick_days", self.chance)
                spells.append((minute // DAY * DAY, (minute + long * DAY) // DAY * DAY + DAY))
        spells.sort()
        apart: list[tuple[float, float]] = []
        for begins, ends in spells:
            if apart and begins <= apart[-1][1]:
                apart[-1] = (apart[-1][0], max(ends, apart[-1][1]))
            else:
                apart.append((begins, ends))
        return apart
