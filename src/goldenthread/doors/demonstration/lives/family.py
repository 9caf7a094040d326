"""A made-up family, as it is while its life goes on."""

import dataclasses
import datetime as dt
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from goldenthread.casework.bulk.saved import Saved


@dataclasses.dataclass(slots=True, eq=False)
class Adult:
    """A grown-up in the children's lives; kind: who they are to them; left: not any more."""

    given: str
    surname: str
    kind: str
    sex: str
    at_home: bool
    responsible: bool = False
    about: UUID | None = None
    left: bool = False

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}"


@dataclasses.dataclass(slots=True, eq=False)
class Child:
    """A child; `texture` is what recurs in this child's life: what it likes, whom it runs to, what it says of home.

    born: the day of birth, which may not have come yet. father: which of the family's fathers is this child's.
    awaited: the birth is planned for. place: where its numbers are, and numbers: the schemes of those written down.
    also_named: another name is written down too. told: what the police told us of since `accepted`, the day of the last
    referral. handed_back: the night hands back what it took of the child, and nobody has taken it yet. heard_of: the
    front door or another team had to do with it while somebody worked with it, and may be taken for those who had it
    last. directed: when a manager said what they look back at, until somebody has.
    """

    given: str
    surname: str
    sex: str
    born: dt.date
    ethnicity: str
    texture: dict[str, str]
    father: Adult | None = None
    known_as: str = ""
    disability: str = ""
    about: UUID | None = None
    expected: dt.date | None = None
    birth_said: bool = True
    awaited: bool = False
    referral: str = ""
    early_help: bool = False
    holder: str = ""
    case: object = None
    asked: object = None
    fields: dict[str, str] = dataclasses.field(default_factory=dict)
    place: int | None = None
    numbers: set[str] = dataclasses.field(default_factory=set)
    also_named: bool = False
    told: list["Told"] = dataclasses.field(default_factory=list)
    handed_back: bool = False
    accepted: dt.date = dt.date.min
    heard_of: bool = False
    directed: float | None = None

    def age(self, day: dt.date) -> int:
        """Completed years; less than nought before birth."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def unborn(self, day: dt.date) -> bool:
        return self.born > day

    @property
    def called(self) -> str:
        return self.known_as or self.given

    @property
    def open(self) -> bool:
        """Whether social care works with the child now."""
        return bool(self.referral)

    def refer(self, day: dt.date) -> None:
        """A referral is accepted; what the police told us of before it was dealt with then."""
        self.referral, self.holder, self.accepted, self.heard_of = "open", "assessment", day, False
        self.case = None
        self.told.clear()


class MovedHere(NamedTuple):
    """From which authority children came, when, and since when they have a plan there."""

    authority: str
    moved: dt.date
    began: dt.date


@dataclasses.dataclass(slots=True, eq=False)
class Worry:
    """A worry that will reach the front door: when, about what, from whom, about which children.

    grade: the police's, of domestic abuse. leans: what is recommended before it is decided. strategy: a strategy
    meeting is decided on; may_be_met_about: one could be. by_rule: the record opened an assessment by itself.
    moved_here: they come with another authority's plan.
    """

    minute: float
    kind: str
    source: str
    children: list[Child]
    urgent: bool
    outcome: str = ""
    day: dt.date | None = None
    answered: list[str] = dataclasses.field(default_factory=list)
    grade: str = ""
    leans: str = ""
    strategy: bool = False
    may_be_met_about: bool = True
    by_rule: bool = False
    moved_here: MovedHere | None = None


@dataclasses.dataclass(slots=True, eq=False)
class Told:
    """Domestic abuse that the police told us of, of one child; high: graded so, by them or at the triage."""

    day: dt.date
    worry: Worry
    high: bool


class ToBeWritten(NamedTuple):
    """Whether and when the family hears in writing of what was decided on a day, and how it reaches them."""

    day: dt.date
    minute: float | None
    how: str


@dataclasses.dataclass(slots=True, eq=False)
class Apart:
    """A chance and keys of their own; done: of which child what was thought of already; kept: what is known of each."""

    key: str
    saved: int = 0
    chance: Random = dataclasses.field(init=False)
    done: set[tuple["Child", str]] = dataclasses.field(default_factory=set)
    kept: dict["Child", list[Any]] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = Random(self.key)

    def first(self, child: "Child", what: str) -> bool:
        """Whether this is thought of for the first time."""
        new = (child, what) not in self.done
        self.done.add((child, what))
        return new

    def next_key(self) -> str:
        """The key of one more recording."""
        self.saved += 1
        return f"{self.key}/{self.saved}"


@dataclasses.dataclass(slots=True, eq=False)
class Family:
    """Brothers and sisters with the grown-ups around them, and everything that was written down about them."""

    key: str
    chance: Random
    surname: str
    home: str
    postcode: str
    adults: list[Adult]
    children: list[Child]
    texture: dict[str, str]
    heritage: str
    language: str = ""
    interpreter: bool = False
    alone: bool = False
    twice: bool = False
    worries: list[Worry] = dataclasses.field(default_factory=list)
    past: list[Worry] = dataclasses.field(default_factory=list)
    saved: list[Saved] = dataclasses.field(default_factory=list)
    last_at: dt.datetime | None = None
    registered: bool = False
    worker: object = None
    said: dict[str, int] = dataclasses.field(default_factory=dict)
    times: dict[str, int] = dataclasses.field(default_factory=dict)
    letters: dict[str, "ToBeWritten"] = dataclasses.field(default_factory=dict)
    apart: dict[str, "Apart"] = dataclasses.field(default_factory=dict)

    def adult(self, *kinds: str) -> Adult | None:
        """The first of these kinds whom the family has."""
        return next((adult for kind in kinds for adult in self.adults if adult.kind == kind), None)

    @property
    def carer(self) -> Adult | None:
        """Who cares for the children from day to day."""
        return self.adult("mother", "father", "grandparent")

    def next_key(self) -> str:
        return f"{self.key}/{len(self.saved) - sum(one.saved for one in self.apart.values())}"

    def by_itself(self, name: str) -> "Apart":
        """What is drawn for this family by a chance of its own: whether it is lived or not, the rest stays the same."""
        if name not in self.apart:
            self.apart[name] = Apart(f"{self.key}/{name}")
        return self.apart[name]
