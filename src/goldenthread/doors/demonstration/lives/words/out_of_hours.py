"""What the night is told before a weekend, and what it tells the morning."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words.child_in_need import of_all
from goldenthread.doors.demonstration.lives.words.say import say
from goldenthread.doors.demonstration.lives.worries import POLICE

Answers = dict[str, Any]


def briefed(
    family: Family, children: Sequence[Child], team: int, until: dt.date, day: dt.date
) -> tuple[Answers, dict[int, Answers]]:
    """What might happen and what to do then, and where each child is."""
    fields = of_all(family, children, day)
    shared: Answers = {"to_team": team, "to_team_said": "Front door", "until_on": until.isoformat()}
    shared |= {name: say(family, f"night.{name}", fields) for name in ("might_happen", "what_to_do", "ring")}
    own: dict[int, Answers] = {
        nth: {"this_child": say(family, "night.where", of_child(family, child, day))}
        for nth, child in enumerate(children)
    }
    return shared, own


def brief_ended(family: Family, children: Sequence[Child], day: dt.date) -> Answers:
    """Why nobody needs to stand ready any more."""
    return {"why": say(family, "night.brief_over", of_all(family, children, day))}


def handed_back(
    family: Family, worry: Worry, children: Sequence[Child], team: Answers, day: dt.date, *, known: bool
) -> tuple[Answers, dict[int, Answers]]:
    """What the night did and what is left for the day; known: somebody works with the children."""
    fields = of_all(family, children, day)
    today = "urgent" if worry.urgent else "open" if known else "new"
    shared = team | {
        "what_happened": say(family, f"night.happened.{'police' if worry.source == POLICE else 'other'}", fields),
        "urgent": "yes" if worry.urgent else "no",
        "needs_today": say(family, f"night.today.{today}", fields),
        "told": say(family, "night.told", fields),
    }
    own: dict[int, Answers] = {
        nth: {"this_child": say(family, f"night.child{'' if child.birth_said else '_unborn'}",
                                of_child(family, child, day))}
        for nth, child in enumerate(children)
    }  # fmt: skip
    return shared, own


def taken_back(family: Family, children: Sequence[Child], who: Worker, day: dt.date, *, known: bool) -> Answers:
    """Who goes on with it, and what they do today."""
    what = say(family, f"night.next.{'open' if known else 'new'}", of_all(family, children, day))
    return {"who": who.actor.worker, "who_said": who.actor.name, "what_next": what}
