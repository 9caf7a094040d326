"""What stands on a map that is drawn with a family: each child's own worries and numbers, and who keeps them safe."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import Fields, capital, of_child
from goldenthread.doors.demonstration.lives.names import common, heritages
from goldenthread.doors.demonstration.lives.texts import pools
from goldenthread.doors.demonstration.lives.words.child_in_need import SPEAKS, of_all
from goldenthread.doors.demonstration.lives.words.say import say

Answers = dict[str, Any]
OLD_ENOUGH = 6
LOWEST, HIGHEST = 0, 10
FIRST, TRIES, AT_MOST = "first", 8, 2
KNOWS, KNOWS_LATER = ("yes", "in_part", "no"), ("yes", "yes", "yes", "in_part")


@dataclasses.dataclass
class Drawn:
    """What one map hands on to the next: who of the family is on it, each child's number, and what the danger is."""

    relatives: list[str]
    numbers: dict[Child, int]
    dangers: dict[Child, Answers] = dataclasses.field(default_factory=dict)
    nth: int = 0


def relatives(family: Family, chance: Random) -> list[str]:
    """Named people of the family: those whom we have heard of, and two of whom nobody had asked."""
    known = [adult.name for adult in family.adults if adult.kind == "grandparent"]
    heritage, found = heritages()[family.heritage], dict[str, str]()
    named = {adult.given for adult in family.adults} | {child.given for child in family.children}
    for _ in range(TRIES):
        woman = chance.random() < 0.7
        given = common(heritage.women if woman else heritage.men, chance)
        relation = chance.choice(pools()[f"map.relation.{'women' if woman else 'men'}"]).text
        if given not in named and len(found) < AT_MOST:
            found.setdefault(given, f"{given} ({relation})")
    return [*known, *found.values()]


def drawn(
    family: Family, children: Sequence[Child], map_: Drawn, steps: dict[Child, int], review: dt.date, day: dt.date,
    chance: Random,
) -> tuple[Answers, dict[int, Answers]]:  # fmt: skip
    """A map, the first or another; steps: how far each child's number has gone since the last."""
    again = map_.nth > 0
    relative = map_.relatives[map_.nth % len(map_.relatives)].partition(" (")[0]
    fields = of_all(family, children, day) | {"relative": relative}
    shared: Answers = {
        "who": say(family, "map.who_again" if again else "map.who", fields, chance),
        "review_on": review.isoformat(),
    }
    for number, who in enumerate(map_.relatives, 1):
        knows = chance.choice(KNOWS_LATER if again else KNOWS)
        does = say(family, f"map.network.knows_{knows}", fields, chance)
        shared |= {f"network_{number}_{cell}": said for cell, said in (("who", who), ("knows", knows), ("does", does))}
    own = {}
    for nth, child in enumerate(children):
        before = map_.numbers[child]
        map_.numbers[child] = min(HIGHEST, max(LOWEST, before + steps[child]))
        goes = _goes(map_.numbers[child] - before) if again else FIRST
        its = of_child(family, child, day) | {"relative": relative}
        if child not in map_.dangers:
            map_.dangers[child] = _danger(family, its, chance)
        own[nth] = map_.dangers[child] | _of_one(family, child, its, map_.numbers[child], goes, day, chance)
    map_.nth += 1
    return shared, own


def _goes(since: int) -> str:
    return "up" if since > 0 else "down" if since < 0 else "same"


def _of_one(
    family: Family, child: Child, fields: Fields, number: int, goes: str, day: dt.date, chance: Random
) -> Answers:
    answers: Answers = {name: say(family, f"map.{name}", fields, chance) for name in ("worries", "strengths", "needs")}
    if child.age(day) >= SPEAKS:
        answers["childs_view"] = say(family, "map.childs_view", fields, chance)
    says = [("The worker", number), (fields["mother"], min(HIGHEST, number + chance.choice((0, 1, 1, 2))))]
    if child.age(day) >= OLD_ENOUGH:
        says.append((fields["name"], min(HIGHEST, max(LOWEST, number + chance.choice((-2, -1, 0, 1))))))
    for nth, (who, its) in enumerate(says, 1):
        because = say(family, f"map.because.{goes}", fields, chance)
        answers |= {f"scaling_{nth}_by": who, f"scaling_{nth}_number": str(its), f"scaling_{nth}_because": because}
    for nth in range(1, chance.choice((2, 2, 3)) + 1):
        rules = "map.plan_what" if goes == FIRST or nth > 1 else "map.plan_again"
        answers |= {
            f"plan_{nth}_what": say(family, rules, fields, chance),
            f"plan_{nth}_who": f"{fields['mother']}, and {fields['relative']} sees to it",
            f"plan_{nth}_by": (day + dt.timedelta(days=chance.randint(0, 7))).isoformat(),
        }
    return answers


def _danger(family: Family, fields: Fields, chance: Random) -> Answers:
    """What the family was last brought to us for, and the goal that belongs to it."""
    kind = family.past[-1].kind if family.past else "other"
    kind = kind if f"map.danger.{kind}" in pools() else "other"
    dangers = pools()[f"map.danger.{kind}"]
    place = chance.choice([nth for nth, one in enumerate(dangers) if all(fields[need] for need in one.needs)])
    pair = (("danger_1_statement", "danger"), ("danger_1_goal", "goal"))
    return {cell: capital(pools()[f"map.{part}.{kind}"][place].text.format_map(fields)) for cell, part in pair}
