"""Teams that are placed at schools: at which, from which day. Whose school it is, the children's records say."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from goldenthread.casework.administration import CannotChange, Change
from goldenthread.record.models import Setting, Team

PLACED = "team placed at schools: "
MOST, LONGEST = 40, 200


@dataclasses.dataclass(frozen=True)
class Placement:
    """The schools at which a team is placed from a day on; none, where it is placed at none any more."""

    schools: tuple[str, ...]
    since: dt.date


def plain(school: str) -> str:
    """A school's name without what differs only by typing: capitals, spaces, the kind of apostrophe."""
    return " ".join(school.replace("’", "'").split()).casefold()


def place(code: str, *, schools: Sequence[str], on: dt.date, change: Change) -> Placement:
    """Place a team at these schools from a day on, in place of where it was; at none, to end it.

    Kept with who did it and why, and never altered: what was wrong is said anew from the same day.

    :raises CannotChange: for a team that is not there or is closed, or for more than can be read
    """
    team = Team.objects.filter(code=code).first()
    if team is None or (team.closed_on and team.closed_on < on):
        raise CannotChange("There is no such team on that day. Choose an earlier day, or another team.")
    said: dict[str, str] = {}
    for one in filter(plain, schools):
        said.setdefault(plain(one), " ".join(one.split()))
    if len(said) > MOST or any(len(one) > LONGEST for one in said.values()):
        raise CannotChange(f"Name at most {MOST} schools, each in at most {LONGEST} letters, one on each line.")
    Setting.objects.create(
        name=f"{PLACED}{code}", value={"schools": list(said.values())}, effective_from=on, known_at=change.at,
        worker_id=change.by.worker, why=change.why.strip(),
    )  # fmt: skip
    return Placement(tuple(said.values()), on)


def placements(code: str, *, today: dt.date) -> list[Placement]:
    """Where a team is placed today, and what is said of later days, in the order of the days. One query."""
    rows = Setting.objects.filter(name=f"{PLACED}{code}").order_by("effective_from", "known_at", "pk")
    said = {row.effective_from: Placement(tuple(row.value["schools"]), row.effective_from) for row in rows}
    now = max((day for day in said if day <= today), default=None)
    return [one for day, one in said.items() if now is None or day >= now]


def placed(code: str, *, today: dt.date) -> Placement | None:
    """Where a team is placed today; none, if it is placed at no school. One query."""
    now = next((one for one in placements(code, today=today) if one.since <= today), None)
    return now if now and now.schools else None
