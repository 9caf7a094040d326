"""A scenario's shares, kept while lives are lived: when a manager signs an assessment, with what, how a worry came.

No figure is typed. Whatever could be signed today is signed if that keeps the counts of these days nearest to the share
that was published, and waits otherwise, as work waits in a team that has fallen behind. So the records give the
published figure, however many there are. One `Steering` serves a whole authority: what one part of it has counted, the
next must know.
"""

import dataclasses
import datetime as dt
import random
from collections.abc import Iterable
from functools import cache

from goldenthread.standards import targets
from goldenthread.standards.law import Law
from goldenthread.timekeeping import Calendar

NEAREST = 0.5  # no count of children can be nearer to every share than that
LONGEST = 3  # times the limit: what has waited so long is signed whatever it does to the figures
SLACK, CLOSING = 3, 3  # how far counts may wander while their days last, and the days in which each of that is lost
FURTHER_OFF, AT_LAST = 2.5, 0.6  # how far a count may be put off so that what was recommended stands; on the last day
PULL, SHORTEST, LONGEST_PULL, FEW = 2, 0.2, 2.2, 100  # how what is late is drawn towards the published mean
LAGS = 0.3  # days by which that drawing stays behind


@dataclasses.dataclass(frozen=True)
class Window:
    """Days, both inside, and the share (or the mean) that holds among what falls on them."""

    start: dt.date
    end: dt.date
    share: float

    @property
    def months(self) -> int:
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


@dataclasses.dataclass(frozen=True)
class Shares:
    """What a scenario holds the records to: windows that do not overlap, for each kind of share."""

    in_time: tuple[Window, ...]
    no_further_action: tuple[Window, ...]
    mean_days: tuple[Window, ...]
    portal: tuple[Window, ...]


class Quota:
    """What has been counted in each window, and how far that is from its share."""

    def __init__(self, windows: Iterable[Window]) -> None:
        self.windows = tuple(windows)
        self.off = dict.fromkeys(self.windows, 0.0)
        self.counted = dict.fromkeys(self.windows, 0)

    def window(self, day: dt.date) -> Window | None:
        return next((window for window in self.windows if window.start <= day <= window.end), None)

    def is_nearer(self, day: dt.date, *, of: int = 1) -> bool:
        """Whether a window is nearer to its share with so many more that count than with so many that do not.

        Kept to, the count is never more than half of `of` off. A day outside every window needs nothing.
        """
        window = self.window(day)
        return window is None or self.off[window] <= of * (window.share - 0.5)

    def would_be(self, day: dt.date, value: float) -> float:
        window = self.window(day)
        return self.off[window] + value - window.share if window else 0.0

    def count(self, day: dt.date, value: float, *, of: int = 1) -> None:
        window = self.window(day)
        if window is not None:
            self.off[window] += of * (value - window.share)
            self.counted[window] += of

    def mean_off(self, day: dt.date) -> float:
        """By how much the mean of what has been counted is off, with few counted for little."""
        window = self.window(day)
        return self.off[window] / (self.counted[window] + FEW) if window else 0.0


class Steering:
    """The decisions of one authority under one scenario; the same in the same order for the same seed.

    Localities are lived one after another with one steering between them: the last makes good what the first left over.
    """

    def __init__(self, shares: Shares, *, calendar: Calendar, seed: str) -> None:
        self.calendar, self.law = calendar, Law.read()
        self.chance = random.Random(f"steering {seed}")
        self.in_time, self.meant = Quota(shares.in_time), Quota(shares.in_time)
        self.recommended, self.decided = Quota(shares.no_further_action), Quota(shares.no_further_action)
        self.days = Quota(shares.mean_days)
        self.portal = Quota(shares.portal)

    def recommends_nothing(self, day: dt.date, *, children: int = 1) -> bool | None:
        """Whether an analysis written on a day recommends no further action for so many; nothing: as it comes."""
        if self.recommended.window(day) is None:
            return None
        nothing = self.recommended.is_nearer(day, of=children)
        self.recommended.count(day, nothing, of=children)
        return nothing

    def waiting(self, referred: dt.date) -> "Waiting":
        """One child's assessment, from when it lies before the manager.

        :raises LookupError: for a day on which the law gives an assessment no limit
        """
        rule = self.law.rule("child_family_assessment", on=referred)
        if rule is None or rule.limit is None:
            raise LookupError(f"The law of {referred} gives a child and family assessment no limit.")
        return Waiting(self, referred, rule.limit.amount)

    def by_portal(self, day: dt.date, *, children: int = 1) -> bool:
        """Whether a worry about so many children comes by the referral form, which not everybody uses yet."""
        if self.portal.window(day) is None:
            return False
        yes = self.portal.is_nearer(day, of=children)
        self.portal.count(day, yes, of=children)
        return yes


class Waiting:
    """An assessment that lies before the manager. Asked each working day, in order, until it is signed."""

    def __init__(self, steering: Steering, referred: dt.date, limit: int) -> None:
        self._steering, self._referred, self._limit = steering, referred, limit
        self._over: float | None = None  # working days beyond the limit if nothing presses; nought: in time

    def signed(self, today: dt.date, *, nothing: bool, beyond_doubt: bool = False) -> "Signed | None":
        """How the manager signs today; nothing: not today.

        nothing: whether no further action is recommended, from which a manager seldom departs, and never where it is
        beyond doubt.
        """
        steering = self._steering
        days = steering.calendar.working_days_between(self._referred, today)
        in_time = days <= self._limit
        if not self._is_time(today, days):
            return None
        if not beyond_doubt and abs(steering.decided.would_be(today, nothing)) > self._may_be_off(today):
            nothing = steering.decided.is_nearer(today)
        steering.in_time.count(today, in_time)
        steering.days.count(today, days)
        steering.decided.count(today, nothing)
        return Signed(in_time, nothing)

    def _may_be_off(self, today: dt.date) -> float:
        window = self._steering.decided.window(today)
        if window is None:
            return FURTHER_OFF
        left = self._steering.calendar.working_days_between(today, window.end)
        return max(min(FURTHER_OFF, left / CLOSING), AT_LAST)

    def _is_time(self, today: dt.date, days: int) -> bool:
        steering = self._steering
        window = steering.in_time.window(today)
        if window is None or days >= self._limit * LONGEST:
            return True
        in_time = days <= self._limit
        if self._over is None:
            meant = in_time and steering.meant.is_nearer(today)
            steering.meant.count(today, meant)
            self._over = 0 if meant else steering.chance.triangular(1, self._limit * 1.2, self._limit * 0.2)
        left = steering.calendar.working_days_between(today, window.end)
        # What is seldom wanted seldom comes: little of it is there to make good with on the last days.
        slack = max(min(SLACK, left / CLOSING) * 2 * min(window.share, 1 - window.share), NEAREST)
        now, then = abs(steering.in_time.off[window]), abs(steering.in_time.would_be(today, in_time))
        if now > slack and then < now:
            return True
        pull = min(max(1 + PULL * (LAGS - steering.days.mean_off(today)), SHORTEST), LONGEST_PULL)
        is_due = not self._over or days >= self._limit + pull * self._over
        return is_due and (then < now or then <= slack)


@dataclasses.dataclass(frozen=True)
class Signed:
    """What a manager decided on a day."""

    in_time: bool
    no_further_action: bool


@cache
def shares(scenario: str) -> Shares:
    """What a scenario holds the records to, from what its reports say; what they leave open follows from the rest.

    The months after the last that is told go on as it did.

    :raises goldenthread.standards.targets.NoTarget: for a scenario that no reports stand behind
    """
    said = {row.key: (row.number or 0.0) / (100 if row.unit == "percent" else 1) for row in targets.said(scenario)}
    year = Window(dt.date(2020, 1, 1), dt.date(2020, 12, 31), said["assessments_in_45_days_rolling_year"])
    best = Window(dt.date(2019, 12, 1), dt.date(2019, 12, 31), said["assessments_in_45_days_best_month"])
    quarter = Window(dt.date(2020, 7, 1), dt.date(2020, 9, 30), said["assessments_in_45_days_quarter_2"])
    december = Window(dt.date(2020, 12, 1), dt.date(2020, 12, 31), said["assessments_in_45_days_month"])
    rest = _left(year, (quarter, december))
    after = dt.date(2021, 1, 1), dt.date(2021, 3, 31)
    nothing = Window(december.start, december.end, said["assessments_nfa_month"])
    nothing_year = Window(year.start, year.end, said["assessments_nfa_rolling_year"])
    launched = Window(dt.date(2020, 10, 28), dt.date(2021, 2, 19), said["portal_share_since_launch"])
    portal = Window(december.start, december.end, said["portal_share_of_referrals"])
    other = (launched.share * launched.days - portal.share * portal.days) / (launched.days - portal.days)
    return Shares(
        in_time=(
            best,
            Window(year.start, dt.date(2020, 6, 30), rest),
            quarter,
            Window(dt.date(2020, 10, 1), dt.date(2020, 11, 30), rest),
            december,
            Window(*after, december.share),
        ),
        no_further_action=(
            Window(year.start, dt.date(2020, 11, 30), _left(nothing_year, (nothing,))),
            nothing,
            Window(*after, nothing.share),
        ),
        mean_days=(Window(year.start, year.end, said["assessment_mean_duration"]),),
        portal=(Window(launched.start, dt.date(2020, 11, 30), other), portal, Window(*after, other)),
    )


def _left(whole: Window, known: Iterable[Window]) -> float:
    """The share of the months of a year that nothing is said of, if every month has as many."""
    known = tuple(known)
    said = sum(window.share * window.months for window in known)
    return (whole.share * whole.months - said) / (whole.months - sum(window.months for window in known))
