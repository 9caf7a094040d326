"""What is written in a section 47 enquiry and at the conference that it may lead to."""

import datetime as dt
import itertools
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from goldenthread.casework.access import Actor
from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import Fields, of_child
from goldenthread.doors.demonstration.lives.words import meeting
from goldenthread.doors.demonstration.lives.words.assessment import at_visit
from goldenthread.doors.demonstration.lives.words.child_in_need import SPEAKS, action, of_all
from goldenthread.doors.demonstration.lives.words.say import say
from goldenthread.doors.demonstration.lives.worries import band_of

# What is answered to questions that came later.
LATER = "conference"
Answers = dict[str, Any]
JOINT, HARM, NOT_LIKELY = "joint", "likely_harm", "not_likely"
CATEGORIES = {
    "domestic_abuse": "EMO", "emotional_abuse": "EMO", "child_mental_health": "EMO", "physical_abuse": "PHY",
    "sexual_abuse": "SAB", "exploitation": "MUL",
}  # fmt: skip
NEGLECT = "NEG"
A_MONTH = dt.timedelta(weeks=4)
ANOTHER = ("NEG", "EMO", "MUL")


def visited(
    family: Family, children: Sequence[Child], nth: int, day: dt.date, *, missed: Collection[Child]
) -> tuple[Answers, dict[int, Answers]]:
    """A visit of the enquiry. Whoever is seen is seen alone."""
    fields = of_all(family, children, day)
    nobody = len(missed) == len(children)
    shared: Answers = {
        "purpose": say(family, f"enquiry.purpose.{'later' if nth else 'first'}", fields),
        "where": "At home" if nobody else say(family, "enquiry.where", fields),
    }
    if nobody:
        shared["home"] = say(family, "visit.nobody", fields)
    else:
        shared["adults"] = say(family, "visit.adults", fields)
    own = {
        place: at_visit(family, child, 1, day, nobody=nobody, seen=child not in missed)
        for place, child in enumerate(children)
    }
    return shared, own


def interviewed(family: Family, child: Child, who: str, day: dt.date) -> Answers:
    """What came of speaking with a child; alone only for a reason."""
    fields = of_child(family, child, day)
    answers: Answers = {
        "who": who,
        "as_planned": "yes" if who == JOINT else "no",
        "where": say(family, "enquiry.interview_where", fields),
        "said": say(family, f"said.{band_of(child, day)}", fields),
        "support": say(family, "enquiry.support", fields),
    }
    if who != JOINT:
        answers["why_alone"] = say(family, f"enquiry.why_{who}", fields)
    return answers


def reported(
    family: Family, children: Sequence[Child], found: Sequence[str], seen: Collection[Child], day: dt.date,
    *, same: bool,
) -> tuple[Answers, dict[int, Answers]]:  # fmt: skip
    """What was done, and what is found of each child; in the same words for all, where somebody copied."""
    fields = of_all(family, children, day)
    shared = {"done": say(family, "enquiry.done", fields), "parents_say": say(family, "enquiry.parents_say", fields)}
    own: dict[int, Answers] = {}
    copied: Answers = {}
    for nth, (child, finding) in enumerate(zip(children, found, strict=True)):
        mine = {**copied} if same and copied and child.birth_said else _of_one(family, child, finding, day)
        if same and child.birth_said:
            copied = copied or mine
        own[nth] = mine | {"found": finding}
        if child.birth_said and child not in seen:
            own[nth]["not_seen_why"] = say(family, "enquiry.not_seen", {})
    return shared, own


def _of_one(family: Family, child: Child, finding: str, day: dt.date) -> Answers:
    fields = of_child(family, child, day)
    band, of = (band_of(child, day), finding) if child.birth_said else ("unborn", "unborn")
    return {
        "lived_experience": say(family, f"analysis.life.{band}", fields),
        "harm": say(family, f"enquiry.harm.{of}", fields),
        "why": say(family, f"enquiry.why.{of}", fields),
    }


def returned(family: Family, child: Child, day: dt.date) -> Answers:
    """What must change before the manager decides."""
    return {"questions": say(family, "enquiry_returned.questions", of_child(family, child, day))}


def authorised(
    family: Family, child: Child, finding: str, day: dt.date, *, on: dt.date | None, chair: Actor
) -> Answers:
    """Whether a conference is held, and when; or who of the partners agrees to none."""
    fields = of_child(family, child, day)
    if on:
        return {
            "conference": "yes", "why": say(family, "enquiry.conference", fields), "on": on.isoformat(),
            "chair": chair.worker, "chair_said": chair.name,
        }  # fmt: skip
    answers: Answers = {"conference": "no", "why": say(family, f"enquiry.no_conference.{finding}", fields)}
    if finding == HARM:
        answers["partners_agree"] = say(family, "enquiry.partners_agree", fields)
    elif finding == NOT_LIKELY:
        answers["partners_agree"] = say(
            family, "enquiry.partners_agree_to_help", fields, family.by_itself(LATER).chance
        )
    return answers


def closed(family: Family, child: Child, day: dt.date) -> Answers:
    """The end of our work where an enquiry found nothing."""
    fields = of_child(family, child, day)
    told = say(family, "closed.family_told", fields)
    return {"outcome": "RC8", "why": say(family, "enquiry.closed", fields), "family_told": told}


def helped(family: Family, child: Child, day: dt.date) -> Answers:
    """Why there is help as a child in need where there is no conference."""
    return {"reason": say(family, "enquiry.helped", of_child(family, child, day))}


def questioned(family: Family, child: Child, day: dt.date) -> Answers:
    """What somebody senior finds of an enquiry that ended without a conference."""
    fields = of_child(family, child, day)
    right = "yes" if family.chance.random() < 0.9 else "no"
    return {
        "right": right,
        "looked_at": say(family, "questioned.looked_at", fields),
        "why": say(family, f"questioned.why.{right}", fields),
        "then": say(family, f"questioned.then.{right}", fields),
    }


def categories(family: Family, children: Sequence[Child], *, apart: bool) -> dict[Child, str]:
    """Each child's category: what the family was last brought to us for, and for one sometimes another."""
    usual = CATEGORIES.get(family.past[-1].kind, NEGLECT) if family.past else NEGLECT
    found = dict.fromkeys(children, usual)
    if apart and len(children) > 1:
        found[family.chance.choice(children)] = another(family, usual)
    return found


def another(family: Family, category: str) -> str:
    """A category that is not this one."""
    return family.chance.choice([one for one in ANOTHER if one != category])


def conference(
    family: Family, children: Sequence[Child], plans: Mapping[Child, bool], category: Mapping[Child, str],
    worker: Worker, day: dt.date, *, core_group: dt.date, lacks: float, helps: float,
) -> tuple[Answers, dict[int, Answers]]:  # fmt: skip
    """The conference: what was said once, and what is decided for each child, with a first plan.

    helps: for how many of those without a plan something is promised all the same.
    """
    fields = of_all(family, children, day)
    shared = meeting.asked(family, children, day, conference=True) | {
        "reports_shared": meeting.shared_when(family),
        "view": say(family, "conference.view", fields),
        "parents_say": say(family, "conference.parents_say", fields),
    }
    if any(plans.values()):
        shared |= carried_on(family, fields, worker, core_group)
    own: dict[int, Answers] = {}
    for nth, child in enumerate(children):
        its = of_child(family, child, day)
        decision = "plan" if plans[child] else "no_plan"
        mine: Answers = {"decision": decision, "why": say(family, f"conference.why.{decision}", its)}
        if child.birth_said and child.age(day) >= SPEAKS:
            mine["childs_view"] = say(family, "conference.childs_view", its)
        if plans[child]:
            mine |= {"category": category[child], "contingency": say(family, "cin.contingency", its)}
            mine |= outline(family, child, worker, day, lacks=lacks)
        elif family.chance.random() < helps:
            mine |= _help(family, child, worker, day)
        own[nth] = mine
    return shared, own


def carried_on(family: Family, fields: Fields, worker: Worker, core_group: dt.date) -> Answers:
    """Who has the plan from the conference on, and when they first meet."""
    return {
        "core_group": say(family, "conference.core_group", fields), "core_group_on": core_group.isoformat(),
        "lead": worker.actor.worker, "lead_said": worker.actor.name,
    }  # fmt: skip


def outline(family: Family, child: Child, worker: Worker, day: dt.date, *, lacks: float) -> Answers:
    """The plan as a conference makes it: what is promised, how often the child is seen, and it in plain words."""
    mine = _owed(first_plan(family, child, worker, day, lacks=lacks), worker, day)
    mine["visits"] = _of_the_plan(family, child, "visits", day)
    return mine | {"in_plain_words": plainly(family, child, day)}


def _help(family: Family, child: Child, worker: Worker, day: dt.date) -> Answers:
    """What is promised for a child who has no plan."""
    promise = {
        "what": say(family, "met.help_action", of_child(family, child, day)),
        "owner": worker.actor.worker, "owner_said": worker.actor.name,
        "by": (day + dt.timedelta(days=family.chance.randint(7, 24))).isoformat(),
        "measure": say(family, "cin.measure", of_child(family, child, day)),
    }  # fmt: skip
    return {f"actions_1_{cell}": word for cell, word in promise.items()}


def first_plan(family: Family, child: Child, worker: Worker, day: dt.date, *, lacks: float) -> Answers:
    """What is promised for one child."""
    fields, promised = of_child(family, child, day), Answers()
    for number in range(1, 2 + (family.chance.random() < 0.6)):
        said = action(family, fields, worker, day, lacks)
        promised |= {f"actions_{number}_{cell}": word for cell, word in said.items()}
    return promised


def _owed(promised: Answers, worker: Worker, day: dt.date) -> Answers:
    """What a conference promises, each of it with somebody who does it and a day: without these it decides nothing."""
    for number in itertools.count(1):
        owner, other = f"actions_{number}_owner", f"actions_{number}_other"
        if f"actions_{number}_what" not in promised:
            return promised
        promised.setdefault(f"actions_{number}_by", (day + A_MONTH).isoformat())
        if owner not in promised and other not in promised:
            promised |= {owner: worker.actor.worker, f"{owner}_said": worker.actor.name}
    return promised


def plainly(family: Family, child: Child, day: dt.date) -> str:
    """The plan as the child and the family read it."""
    return _of_the_plan(family, child, "plain", day)


def _of_the_plan(family: Family, child: Child, pool: str, day: dt.date) -> str:
    of = "" if child.birth_said else "_unborn"
    return say(family, f"conference.{pool}{of}", of_child(family, child, day), family.by_itself(LATER).chance)
