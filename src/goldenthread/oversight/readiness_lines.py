"""What the pages of a change of practice say, as plain values."""

import dataclasses
import datetime as dt
from decimal import Decimal

from goldenthread.casework import access


@dataclasses.dataclass(frozen=True)
class ChangeLine:
    """A change of practice. reason: why it went live with checks open; led_by is empty for whoever only counts."""

    id: int
    name: str
    what: str
    live_on: dt.date
    leader: int
    led_by: str
    gone_live_on: dt.date | None
    reason: str
    open: int
    late: int

    def left(self, today: dt.date) -> int:
        """Days until it goes live; below nought, if that day has passed."""
        return (self.live_on - today).days


@dataclasses.dataclass(frozen=True)
class SessionLine:
    """A session: how many of ours came, and how many of partners and elected members."""

    id: int
    change: int
    need: int
    name: str
    kind: str
    whom: tuple[str, ...]
    on: dt.date
    where: str
    places: int
    came: int
    reached: int

    def held(self, today: dt.date) -> bool:
        """Whether its day has come."""
        return self.on <= today


@dataclasses.dataclass(frozen=True)
class NeedLine:
    """What people need, how many of those who need it have done it, and what is still to come of it.

    places: in sessions to come; next_on: the first of these.
    """

    id: int
    name: str
    kind: str
    days: Decimal
    whom: tuple[str, ...]
    done: int
    of: int
    places: int
    next_on: dt.date | None

    @property
    def takes(self) -> str:
        """How long it takes, in words."""
        return f"{self.days.normalize():f} {'day' if self.days == 1 else 'days'}"

    @property
    def short(self) -> int:
        """How many have not done it and would find no place in the sessions to come."""
        return max(self.of - self.done - self.places, 0)


@dataclasses.dataclass(frozen=True)
class CheckLine:
    """Something to be done before the change goes live."""

    id: int
    what: str
    owner: str
    due_on: dt.date
    done_on: dt.date | None
    done_by: str

    def late(self, today: dt.date) -> bool:
        """Whether it should have been done by now."""
        return self.done_on is None and self.due_on < today


@dataclasses.dataclass(frozen=True)
class Helper:
    """Who helps a team: its practice lead or, with `helps`, the buddy of a colleague. For whoever counts, no names."""

    worker: int
    name: str
    team: int
    helps: int | None
    helped: str
    since: dt.date
    until: dt.date | None


@dataclasses.dataclass(frozen=True)
class PersonReady:
    """Somebody in a post of a team: what they need before the change, done and not yet done."""

    id: int
    name: str
    title: str
    done: tuple[NeedLine, ...]
    missing: tuple[NeedLine, ...]

    @property
    def counted(self) -> bool:
        """Whether the change asks anything of them."""
        return bool(self.done or self.missing)

    @property
    def ready(self) -> bool:
        return self.counted and not self.missing


@dataclasses.dataclass(frozen=True)
class TeamReady:
    """A team: its people, its practice lead of today, and its buddies of today and to come."""

    code: str
    name: str
    people: tuple[PersonReady, ...]
    leads: tuple[Helper, ...]
    buddies: tuple[Helper, ...]

    @property
    def of(self) -> int:
        return sum(one.counted for one in self.people)

    @property
    def ready(self) -> int:
        return sum(one.ready for one in self.people)

    @property
    def lacks(self) -> int:
        """People who are not ready, and a practice lead or buddy that is missing; of whom nothing is asked, nothing."""
        return self.of - self.ready + (not self.leads) + (not self.buddies) if self.of else 0


@dataclasses.dataclass(frozen=True)
class Agency:
    """A partner, or the elected members: how many of them came, all in all, to how many sessions."""

    name: str
    people: int
    sessions: int


@dataclasses.dataclass(frozen=True)
class Readiness:
    """A change and all that is or is not ready, of the teams of whoever asks. everywhere: these are all teams."""

    change: ChangeLine
    everywhere: bool
    needs: tuple[NeedLine, ...]
    sessions: tuple[SessionLine, ...]
    checks: tuple[CheckLine, ...]
    teams: tuple[TeamReady, ...]
    agencies: tuple[Agency, ...]

    @property
    def of(self) -> int:
        return sum(team.of for team in self.teams)

    @property
    def ready(self) -> int:
        return sum(team.ready for team in self.teams)

    def team(self, code: str) -> TeamReady:
        """One of these teams.

        :raises NotAllowed: if it is not one that they may read
        """
        found = next((team for team in self.teams if team.code == code), None)
        if found is None:
            raise access.NotAllowed("Nobody of that team is yours to read about. Ask its manager who is ready.")
        return found


@dataclasses.dataclass(frozen=True)
class OnRegister:
    """Somebody on a session's register: whether the session is meant for them, and whether they came."""

    id: int
    name: str
    title: str
    meant: bool
    came: bool


@dataclasses.dataclass(frozen=True)
class Counted:
    """People of a partner, or of the elected members, at one session; their names, where they were given."""

    agency: str
    people: int
    names: str


@dataclasses.dataclass(frozen=True)
class Register:
    """A session with the register of one team. teams: codes and names of those that may be chosen."""

    session: SessionLine
    teams: tuple[tuple[str, str], ...]
    team: tuple[str, str]
    people: tuple[OnRegister, ...]
    outside: tuple[Counted, ...]
