"""What is written while a child is in need: the plan, what is promised in it, and how it goes."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import Fields, both, of_child
from goldenthread.doors.demonstration.lives.words.assessment import at_visit
from goldenthread.doors.demonstration.lives.words.say import say
from goldenthread.timekeeping import spoken

Answers = dict[str, Any]
SPEAKS = 4


def planned(
    family: Family, children: Sequence[Child], worker: Worker, day: dt.date, *, actions: int, lacks: float
) -> tuple[Answers, dict[int, Answers]]:
    """The plan: what the family shares, and each child's needs and actions. lacks: how often one lacks something."""
    chance, fields = family.chance, of_all(family, children, day)
    agreed = "yes" if chance.random() < 0.85 else "in_part"
    shared: Answers = {"who": say(family, "cin.who", fields), "agreed": agreed}
    if agreed != "yes":
        shared["not_agreed"] = say(family, "cin.not_agreed", fields)
    own: dict[int, Answers] = {}
    for nth, child in enumerate(children):
        its = of_child(family, child, day)
        mine: Answers = {
            "contingency": say(family, "cin.contingency", its),
            "in_plain_words": say(family, "cin.plain", its),
        }
        if child.birth_said and child.age(day) >= SPEAKS:
            mine["childs_view"] = say(family, "cin.childs_view", its)
        for number in range(1, 2 + (chance.random() < 0.5)):
            mine[f"needs_{number}_need"] = say(family, "cin.need", its)
            mine[f"needs_{number}_outcome"] = say(family, "cin.outcome", its)
        for number in range(1, actions + 1):
            mine |= {f"actions_{number}_{cell}": said for cell, said in action(family, its, worker, day, lacks).items()}
        own[nth] = mine
    return shared, own


def action(family: Family, fields: Fields, worker: Worker, day: dt.date, lacks: float) -> Answers:
    """What somebody promises to do; lacks: how often it lacks an owner, a date or a measure."""
    chance = family.chance
    promise: Answers = {"what": say(family, "cin.action", fields)}
    if chance.random() > lacks:
        promise["by"] = (day + dt.timedelta(days=int(chance.uniform(7, 70)))).isoformat()
    if chance.random() > lacks:
        promise["measure"] = say(family, "cin.measure", fields)
    if chance.random() < 0.6:
        promise |= {"owner": worker.actor.worker, "owner_said": worker.actor.name}
    elif chance.random() > lacks:
        promise["other"] = say(family, "cin.by_whom", fields)
    return promise


def visited(
    family: Family, children: Sequence[Child], nth: int, day: dt.date, *, nobody: bool
) -> tuple[Answers, dict[int, Answers]]:
    """A visit under the plan."""
    fields = of_all(family, children, day)
    where = "At home" if nobody else say(family, "visit.where", fields)
    shared = {"purpose": say(family, "cin.purpose", fields), "where": where}
    if nobody:
        shared["home"] = say(family, "visit.nobody", fields)
    own = {
        place: at_visit(family, child, nth + 1, day, nobody=nobody, seen=not nobody)
        for place, child in enumerate(children)
    }
    return shared, own


def reviewed(
    family: Family, children: Sequence[Child], day: dt.date, *, ends: bool
) -> tuple[Answers, dict[int, Answers]]:
    """A review: how it goes for each child, and what follows."""
    fields = of_all(family, children, day)
    shared = {"who": say(family, "cin.reviewed_who", fields), "reports": say(family, "cin.reports", fields)}
    own: dict[int, Answers] = {}
    for nth, child in enumerate(children):
        its = of_child(family, child, day)
        own[nth] = {
            "better": say(family, "cin.better", its),
            "not_better": say(family, "cin.not_better", its),
            "decision": "ends" if ends else "goes_on",
            "why": say(family, f"cin.why_{'ends' if ends else 'goes_on'}", its),
        }
    return shared, own


def followed_up(family: Family, child: Child, action: str, what: str, progress: str, day: dt.date) -> Answers:
    """How one action goes."""
    pool = f"promises.{progress}" if child.birth_said else f"promises.unborn.{progress}"
    came_of_it = say(family, pool, of_child(family, child, day))
    return {"action": action, "action_said": what, "progress": progress, "came_of_it": came_of_it}


def promised(what: str, by: str) -> str:
    """An action as the form offers it."""
    return f"{what}, by {spoken(dt.date.fromisoformat(by))}" if by else what


def approved(family: Family, child: Child, day: dt.date) -> Answers:
    """Why the manager approves it."""
    return {"why": say(family, "cin.approved", of_child(family, child, day))}


def returned(family: Family, child: Child, day: dt.date) -> Answers:
    """What must change first."""
    return {"questions": say(family, "cin.plan_returned", of_child(family, child, day))}


def ended(family: Family, child: Child, day: dt.date) -> Answers:
    """What is different for the child when the work ends."""
    fields = of_child(family, child, day)
    return {
        "outcome": "needs_met",
        "why": say(family, "closed.why.child_in_need", fields),
        "family_told": say(family, "closed.family_told", fields),
    }


def stepped_down(family: Family, child: Child, day: dt.date, leads: str) -> Answers:
    """Why early help is enough from now on, and who has agreed to lead it."""
    fields = of_child(family, child, day)
    return {
        "outcome": "early_help",
        "why": say(family, "panel.why.step_down", fields),
        "family_told": say(family, "panel.told_of_step_down", fields),
        "agreed_by": leads,
        "goes_on": say(family, "panel.left_to_do", fields, family.by_itself("step_down").chance),
    }


def of_all(family: Family, children: Sequence[Child], day: dt.date) -> Fields:
    """What may be said of brothers and sisters together."""
    fields = of_child(family, children[-1], day)
    fields["names"] = both([child.called if child.birth_said else "the baby" for child in children])
    return fields
