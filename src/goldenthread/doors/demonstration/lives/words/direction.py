"""What a manager decides while a plan or an assessment goes on, and what they find when they look back."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import Fields, capital, of_child
from goldenthread.doors.demonstration.lives.texts import pools
from goldenthread.doors.demonstration.lives.words.say import say, sayable

Answers = dict[str, Any]
DRIFT, UNBORN = "drift", "unborn"
THEMES = ("seen", "school", "father", "network", "health", "voice", "home", "man", "mother", "steps")
OF_ONE_ALONE = tuple(f"alone_{one}" for one in ("language", "health", "claim", "friends", "safe", "future"))
AT_HOME = ("home", "man")
PARTS = ("decision", "direction", "reason")
DONE = "done"
SAID = "direction.theme"


class About(NamedTuple):
    """What a direction is about, and which of the theme's it is."""

    theme: str
    place: int


def given(
    family: Family, children: Sequence[Child], prompted: str, check_back: dt.date, day: dt.date, *, away: bool
) -> tuple[Answers, dict[int, Answers], list[About]]:
    """What is decided for each child, what is to be done and why; and what it is about, for each."""
    shared = {"prompted": prompted, "check_back": check_back.isoformat()}
    own, abouts = dict[int, Answers](), list[About]()
    for nth, child in enumerate(children):
        fields = of_child(family, child, day)
        theme = _theme(family, child, prompted, fields, away=away)
        own[nth] = {part: say(family, f"direction.{theme}.{part}", fields) for part in PARTS}
        pool = f"direction.{theme}.direction"
        abouts.append(About(theme, (family.said[pool] - 1) % len(pools()[pool])))
    return shared, own, abouts


def _theme(family: Family, child: Child, prompted: str, fields: Fields, *, away: bool) -> str:
    """What it is about: something else each time, and for each brother and sister."""
    if not child.birth_said:
        return UNBORN
    if prompted == DRIFT and not family.alone:
        return DRIFT
    themes = OF_ONE_ALONE if family.alone else THEMES
    many = len(themes)
    at = family.said.get(SAID, int(family.chance.random() * many))
    for place in range(at, at + many):
        theme = themes[place % many]
        if away and theme in AT_HOME:
            continue
        if all(sayable(family, f"direction.{theme}.{part}", fields) for part in PARTS):
            break
    family.said[SAID] = place + 1
    return theme


def looked_back(family: Family, child: Child, about: About, outcome: str, day: dt.date, *, ended: bool) -> Answers:
    """Whether it was done, and what it has changed for the child; ended: the work has ended since."""
    fields = of_child(family, child, day)
    if ended:
        changed = say(family, "direction.came_of_it.ended", fields)
    elif outcome == DONE:
        changed = capital(pools()[f"direction.{about.theme}.{DONE}"][about.place].text.format_map(fields))
    else:
        changed = say(family, f"direction.came_of_it.{outcome}", fields)
    return {"outcome": outcome, "what_changed": changed}
