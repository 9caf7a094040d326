"""Days that a form asks for: what each is said of decides which days cannot be meant."""

import dataclasses
import datetime as dt
import enum
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from goldenthread.blocks.questions import Question
from goldenthread.blocks.widgets import FIRST_DAY, DayField
from goldenthread.timekeeping import spoken
from goldenthread.timekeeping.calendars import LAST_DAY

CHECK = "Check the day, the month and the year."


class Of(enum.StrEnum):
    """What a day is asked of."""

    ANY = "whatever was or will be"
    HAPPENED = "what has happened"
    LIVED = "what has happened to the person, who was born by then"
    BIRTH = "the person's birth, which came before the death"
    TO_COME = "what is to come when the entry is made"


HAPPENED, LIVED, BIRTH, TO_COME = Of.HAPPENED, Of.LIVED, Of.BIRTH, Of.TO_COME


@dataclasses.dataclass(frozen=True)
class Around:
    """What a day is held against: today, the entry's own day, birth and death, and what stood before under that name.

    stood: names of questions, each with an answer that was carried on from an earlier entry or is being put right. What
    was to come then may be past by now, and is not dated anew in silence.
    """

    today: dt.date
    on: dt.date | None = None
    born: dt.date | None = None
    died: dt.date | None = None
    stood: Collection[tuple[str, str]] = ()


class Day(Question, DayField):
    """A date, as day, month and year.

    of: what it is asked of. meets: people come together on it, for which offices are open.
    """

    def __init__(self, label: str, *args: Any, of: Of = Of.ANY, meets: bool = False, **kwargs: Any) -> None:
        self.of, self.meets = of, meets
        super().__init__(label, *args, **kwargs)

    def said(self, answer: Any) -> str:
        return spoken(dt.date.fromisoformat(answer)) if answer else ""

    def stored(self, cleaned: Any) -> Any:
        return cleaned.isoformat() if cleaned else None

    def refuses(self, answer: Any) -> str:
        if answer in (None, ""):
            return super().refuses(answer)
        day = day_in(answer)
        if day is None:
            return f"{self.title}: {answer!r} is not a date."
        return "" if FIRST_DAY <= day <= LAST_DAY else f"{self.title}: check the year of {spoken(day)}."

    def impossible(self, name: str, day: dt.date, around: Around) -> str:
        """Why this day cannot be meant; empty where it can."""
        if self.of in (HAPPENED, LIVED, BIRTH) and day > around.today:
            return f"{spoken(day)} has not come yet. {CHECK}"
        if self.of == LIVED and around.born and day < around.born:
            return f"{spoken(day)} is before the birth on {spoken(around.born)}. {CHECK}"
        if self.of == BIRTH and around.died and day > around.died:
            return f"{spoken(day)} is after the death on {spoken(around.died)}. {CHECK}"
        if self.of == TO_COME and around.on and day < around.on and (name, day.isoformat()) not in around.stood:
            return f"{spoken(day)} is before {spoken(around.on)}, the day of this entry. Give a day that is to come."
        return ""


def days_said(answers: Iterable[Mapping[str, Any] | None]) -> frozenset[tuple[str, str]]:
    """What earlier entries say, as it may stand again in a later one."""
    return frozenset((name, said) for one in answers for name, said in (one or {}).items() if isinstance(said, str))


def day_in(answer: Any) -> dt.date | None:
    """The day that an answer is, as an entry keeps it."""
    try:
        return dt.date.fromisoformat(str(answer))
    except ValueError:
        return None  # whoever sent it is told, by the question
