"""What a made-up authority is held to: each published figure, how this system counts it, and what it has come to.

The figures are the system's own, of its own records; nothing here counts anything. A row whose pathway is not there yet
says which one it waits for.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from goldenthread.language import Indicator, Period
from goldenthread.oversight import measures
from goldenthread.standards import targets
from goldenthread.timekeeping.days import LONDON

NOT_YET = "no row in these records"


@dataclasses.dataclass(frozen=True)
class Counted:
    """How this system counts a published figure: by which indicator, over which days, as a share or as its mean."""

    indicator: str
    start: dt.date
    end: dt.date
    mean: bool = False
    kept: bool = True

    @property
    def period(self) -> Period:
        """These days, as they were known when the last of them was over."""
        known = dt.datetime.combine(self.end + dt.timedelta(days=1), dt.time(), tzinfo=LONDON)
        return Period(self.start, self.end, known)


@dataclasses.dataclass(frozen=True)
class Target:
    """A published figure with how it is counted here, or with the pathway that it waits for."""

    key: str
    what: str
    value: str
    unit: str
    as_at: str
    source: str
    counted: Counted | None = None
    waits: str = ""


@dataclasses.dataclass(frozen=True)
class Reached:
    """What a target has come to. Nothing where it waits, or where there is nothing to count."""

    target: Target
    figure: float | None
    out_of: int = 0

    @property
    def said(self) -> str:
        """The figure to as many places as it was published with."""
        return "" if self.figure is None else f"{self.figure:.{_places(self.target.value)}f}"

    @property
    def equal(self) -> bool | None:
        """Whether it is the published figure, once rounded as that one was; nothing where it is not kept to."""
        if self.figure is None or not (self.target.counted and self.target.counted.kept):
            return None
        return float(self.said) == float(self.target.value)


def of_scenario(scenario: str) -> tuple[Target, ...]:
    """Everything that the reports behind a scenario say.

    :raises goldenthread.standards.targets.NoTarget: for a scenario that no reports stand behind
    """
    return tuple(
        Target(
            row.key, row.shows, row.value, row.unit, row.as_at, f"{row.source}, {row.paragraph}",
            COUNTED.get(row.key), "" if row.key in COUNTED else _awaited(row.key),
        )
        for row in targets.said(scenario)
    )  # fmt: skip


def of_the_department(area: str, *, as_at: dt.date) -> tuple[Target, ...]:
    """What is published of an area, newest as at a day, to stand beside a made-up authority.

    :raises goldenthread.standards.targets.NoTarget: for an area of which nothing had been counted by then
    """
    found = []
    for row in targets.published(area, by=as_at.isoformat()).values():
        indicator = BESIDE.get(row.key)
        year = Counted(indicator, _year_before(as_at), as_at, kept=False) if indicator else None
        waits = "" if indicator else _awaited(row.key)
        found.append(Target(row.key, row.label, f"{row.value:g}", row.unit, row.as_at, row.source, year, waits))
    return tuple(found)


def reached(wanted: Iterable[Target], *, as_at: dt.date) -> tuple[Reached, ...]:
    """What the records give for each target. What lies after the day to which they go has nothing to count yet."""
    found = []
    for target in wanted:
        counted = target.counted
        if counted is None or counted.start > as_at:
            found.append(Reached(target, None))
            continue
        whole = measures.figure(counted.indicator, counted.period).whole
        figure = measures.mean(counted.indicator, counted.period) if counted.mean else whole.percent
        found.append(Reached(target, figure, whole.out_of))
    return tuple(found)


def report(*, scenario: str, as_at: dt.date, made_by: str) -> str:
    """The page docs/demo.md: every target, what it has come to here, by which definition, and what waits.

    made_by: the command that made these records, so that whoever reads can make them again.

    :raises goldenthread.standards.targets.NoTarget: for a scenario that no reports stand behind
    """
    own = reached(of_scenario(scenario), as_at=as_at)
    beside = reached(of_the_department(targets.HULL, as_at=as_at), as_at=as_at)
    return "\n".join(_page(scenario, as_at, made_by, own, beside)) + "\n"


def _page(
    scenario: str, as_at: dt.date, made_by: str, own: tuple[Reached, ...], beside: tuple[Reached, ...]
) -> Iterator[str]:
    yield f"# What the scenario {scenario} is held to\n"
    yield f"<!-- Made by `{made_by}`. Do not change by hand. -->\n"
    yield (
        f"Records made up to {as_at:%d %B %Y} with `{made_by}`. Each figure is this system's own, of those records and "
        "as known when its last day was over; none is typed. The people are made up, the published figures are real.\n"
    )
    told = [one for one in own if one.target.counted]
    yield "## Figures whose pathway stands\n"
    yield "| What | Published | Reached | Out of | Equal | Counted by | Over | Source |"
    yield "| --- | ---: | ---: | ---: | --- | --- | --- | --- |"
    for one in told:
        yield _row(one)
    yield "\n## How each is reached\n"
    for name in dict.fromkeys(one.target.counted.indicator for one in told if one.target.counted):
        indicator = measures.declared(name)
        yield f"- **{indicator.label}** (`{name}`): {indicator.definition}{_mean(indicator)}"
    yield (
        "- *In time, how late, no further action and the referral form* are kept to while lives are lived: a manager "
        "signs today what keeps the counts of these days nearest to the published share, and leaves the rest waiting. "
        "What the reports leave open (the other months of the year) follows from what they say of the whole. So the "
        "counts give the figure, to half a child.\n"
    )
    yield "## Beside what the Department publishes of the same place\n"
    yield "Not kept to: what comes of the lives, over the year to the same day.\n"
    yield "| What | Published | As at | Reached | Counted by |"
    yield "| --- | ---: | --- | ---: | --- |"
    for one in beside:
        if one.target.counted:
            target = one.target
            yield (
                f"| {target.what} | {_value(target)} | {target.as_at} | {one.said or NOT_YET} | "
                f"`{one.target.counted.indicator}` |"
            )
    yield "\n## What waits\n"
    yield "| What | Published | As at | Waits for | Source |"
    yield "| --- | ---: | --- | --- | --- |"
    for one in (*own, *beside):
        target = one.target
        if target.waits and not target.key.startswith("factor_"):
            yield f"| {target.what} | {_value(target)} | {target.as_at} | {target.waits} | {target.source} |"


def _row(one: Reached) -> str:
    target, counted = one.target, one.target.counted
    assert counted is not None
    equal = {True: "yes", False: "**no**", None: "–"}[one.equal]
    of = f"`{counted.indicator}`" + (", mean" if counted.mean else "")
    return (
        f"| {target.what} | {_value(target)} | {one.said or NOT_YET} | {one.out_of} | {equal} | {of} | "
        f"{counted.start} to {counted.end} | {target.source} |"
    )


def _value(target: Target) -> str:
    return target.value + ("%" if target.unit in ("percent", "%") else f" {target.unit}" if target.unit else "")


def _mean(indicator: Indicator) -> str:
    return f" The mean told beside it is of `{indicator.mean_of}`." if indicator.mean_of else ""


def _places(value: str) -> int:
    return len(value.partition(".")[2])


def _year_before(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1, day=min(day.day, 28)) + dt.timedelta(days=1 + max(day.day - 28, 0))


def _awaited(key: str) -> str:
    return next((pathway for start, pathway in WAITS.items() if key.startswith(start)), "a part not planned yet")


YEAR = dt.date(2020, 1, 1), dt.date(2020, 12, 31)
DECEMBER = dt.date(2020, 12, 1), dt.date(2020, 12, 31)
IN_TIME, NOTHING, FORM = "AssessmentsInTime", "AssessmentsNoFurtherAction", "ContactsByForm"

COUNTED: Mapping[str, Counted] = {
    "assessments_in_45_days_rolling_year": Counted(IN_TIME, *YEAR),
    "assessments_in_45_days_month": Counted(IN_TIME, *DECEMBER),
    "assessments_in_45_days_best_month": Counted(IN_TIME, dt.date(2019, 12, 1), dt.date(2019, 12, 31)),
    "assessments_in_45_days_quarter_2": Counted(IN_TIME, dt.date(2020, 7, 1), dt.date(2020, 9, 30)),
    "assessment_mean_duration": Counted(IN_TIME, *YEAR, mean=True),
    "assessments_nfa_rolling_year": Counted(NOTHING, *YEAR),
    "assessments_nfa_month": Counted(NOTHING, *DECEMBER),
    "portal_share_of_referrals": Counted(FORM, *DECEMBER),
    "portal_share_since_launch": Counted(FORM, dt.date(2020, 10, 28), dt.date(2021, 2, 19)),
}

# What is published under which name, and the figure of ours that it stands beside.
BESIDE: Mapping[str, str] = {"assessments_in_45_days": IN_TIME, "re_referrals": "ReReferrals"}

# Which part a row waits for, by how its key begins; the first that fits.
WAITS: Mapping[str, str] = {
    "police_referral_rule": "an indicator (the rule acts: each time is on the record)",
    "vacancies": "workforce", "establishment": "workforce", "turnover": "workforce", "agency": "workforce",
    "absence": "workforce", "caseload": "workforce (caseloads stand; the mean by full-time post does not)",
    "audit": "audit", "reaudit": "audit", "front_door_audit": "audit", "cla_audited": "audit",
    "children_looked_after": "looked after", "looked_after": "looked after", "unaccompanied": "looked after",
    "ceased_care": "looked after", "no_permanence": "permanence", "forum": "permanence", "adm_": "adoption",
    "early_permanence": "adoption", "improvement": "the improvement plan", "unregulated": "placements",
    "care_proceedings": "court", "camhs": "health of looked-after children", "staying_put": "care leavers",
    "local_offer": "care leavers", "pathway_plan": "care leavers", "scr_": "serious incidents",
    "population": "a table of population (rates per 10,000)", "referrals_rate": "a table of population",
    "referrals_nfa": "an indicator (number 7)", "assessed_not_in_need": "child in need",
    "source_": "an indicator by source of referral", "in_need": "child in need", "section_47": "section 47",
    "conferences": "protection conferences", "plans": "protection plans", "factor_": "an indicator by factor",
}  # fmt: skip
