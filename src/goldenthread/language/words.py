"""The declared words: Step, Clock, Signal, Pathway. Indicators stand in indicators.py."""

import dataclasses
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, ClassVar

from goldenthread.story.roles import Compartment, Role
from goldenthread.story.values import Entry, Episode, Record, Sentence


class Named:
    """Takes its key from where it stands: `written` in `Assessment` is "assessment.written"."""

    pathway: type["Pathway"]
    name: str

    def __set_name__(self, pathway: type["Pathway"], name: str) -> None:
        self.pathway, self.name = pathway, name

    @cached_property
    def key(self) -> str:
        return f"{self.pathway.key}.{self.name}"


Gate = Callable[[Record, Episode | None, Entry], str | None]


@dataclasses.dataclass(eq=False)
class Step(Named):
    """One thing somebody does and writes down. Its name is what is true afterwards.

    label: what a person is about to do ("See the child"); said: how the chronology tells it ("Child seen").
    begins, follows: opens an episode, after the named step of another pathway if one is named.
    needs: steps of this episode that come first. gates: functions that return a refusal, or nothing.
    ends: closes the episode, always or as answers say. stage: where it then stands; leaves: so does what it follows.
    also: the steps, with their answers, that are recorded with this one by the same authority.
    signs_off, sends_back: the step whose latest entry this one settles, never by its author.
    together: several people at once, as one occasion. timed: the hour matters. major: a turning point.
    regroups: changes which subjects' records are one. opens_record: gives a duty team the need to know.
    compartment: the part of the record it belongs to. formerly: released keys that this step once had.
    counts_as: the step of another pathway in whose place it stands, for what a file says happened elsewhere.
    joins: belongs to the episode of what it follows, of whichever pathway. leads: gives the work to somebody's team.
    opens_for: the family of the law that says how long the record is open to whoever takes it without a need to know.
    written_from: the part by whose need to know one may write it, unread. lasting: decides who may know of the record.
    """

    label: str
    by: tuple[Role, ...]
    said: str = ""
    form: Any = None
    begins: bool = False
    follows: "str | None" = None
    needs: tuple["Step", ...] = ()
    gates: tuple[Gate, ...] = ()
    repeats: bool = False
    ends: bool | Callable[[Mapping[str, Any]], bool] = False
    stage: "str | Callable[[Episode], str]" = ""
    leaves: str = ""
    also: Callable[[Entry], Mapping[str, Mapping[str, Any]]] | None = None
    signs_off: "Step | None" = None
    sends_back: "Step | None" = None
    together: bool = False
    timed: bool = False
    major: bool = False
    regroups: bool = False
    opens_record: bool = False
    compartment: Compartment = Compartment.CHILD
    formerly: tuple[str, ...] = ()
    counts_as: str = ""
    joins: bool = False
    leads: bool = False
    opens_for: str = ""
    written_from: Compartment | None = None
    lasting: bool = False

    def stage_of(self, episode: Episode) -> str:
        return self.stage(episode) if callable(self.stage) else self.stage

    def ends_episode(self, entry: Entry) -> bool:
        return self.ends(entry.answers) if callable(self.ends) else self.ends

    @property
    def settles(self) -> "Step | None":
        return self.signs_off or self.sends_back


def key_of(step: "Step | str") -> str:
    return step if isinstance(step, str) else step.key


def keys_of(steps: "Step | str | tuple[Step | str, ...]") -> tuple[str, ...]:
    return tuple(key_of(step) for step in (steps if isinstance(steps, tuple) else (steps,)))


@dataclasses.dataclass(eq=False)
class Clock(Named):
    """Time allowed between one step and another, by a family of the table of the law.

    counted_from: the step whose day is day nought, where that is not the step that starts it.
    when: whether the entry starts it. each: the answer of the stopping entry that names the entry which started it,
    where several may run at once. A family that recurs starts again from what stopped it.
    law_before: the family with the same duty before `law`. met_by: whether what would stop it does; a try does not.
    """

    label: str
    starts: "Step | str | tuple[Step | str, ...]"
    stops: "Step | str | tuple[Step | str, ...]"
    law: str
    counted_from: "Step | str | None" = None
    when: Callable[[Entry], bool] | None = None
    each: str = ""
    law_before: str = ""
    met_by: Callable[[Entry, Record], bool] | None = None

    def started_by(self, entry: Entry) -> bool:
        return entry.step in keys_of(self.starts) and (self.when is None or self.when(entry))


class Pathway:
    """One run to an end. A lifelong one has one episode, which never ends; one beside the work gives no team a need."""

    key: ClassVar[str]
    label: ClassVar[str] = ""
    lifelong: ClassVar[bool] = False
    beside: ClassVar[bool] = False
    conditions: ClassVar[Mapping[str, Callable[[Entry], bool]]] = {}

    def __init_subclass__(cls) -> None:
        cls.key = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def steps(cls) -> list[Step]:
        return [value for value in vars(cls).values() if isinstance(value, Step)]

    @classmethod
    def clocks(cls) -> list[Clock]:
        return [value for value in vars(cls).values() if isinstance(value, Clock)]

    @classmethod
    def beginnings(cls) -> list[Step]:
        return [step for step in cls.steps() if step.begins]


@dataclasses.dataclass(frozen=True, eq=False)
class Signal:
    """A question about one record. `ask` returns the sentence a manager should read, or nothing:
    `ask(record, today, limit)`.

    wakes: the steps whose recording asks it at once; the nightly sweep asks all.
    law: a family whose limit in force is handed to it. desk: whose desk it lands on. grave: a child may be in danger
    for want of it, so that it stands first in the morning.
    """

    key: str
    label: str
    desk: Role
    source: str
    wakes: tuple[str, ...]
    ask: Callable[..., Sentence | None]
    law: str | None = None
    about: str = "child"
    grave: bool = False


def signal(
    *,
    desk: Role,
    source: str,
    wakes: tuple[str, ...],
    law: str | None = None,
    about: str = "child",
    grave: bool = False,
) -> Callable[[Callable[..., Sentence | None]], Signal]:
    """Make a signal of a function; its docstring's first line is the signal's name on the screen."""

    def declare(ask: Callable[..., Sentence | None]) -> Signal:
        label = (ask.__doc__ or ask.__name__).strip().splitlines()[0].rstrip(".")
        return Signal(ask.__name__, label, desk, source, wakes, ask, law, about, grave)

    return declare
