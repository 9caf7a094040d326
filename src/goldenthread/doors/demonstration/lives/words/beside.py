"""What is said of a service, of a programme, and of early help that works beside a social worker."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import Fields, of_child
from goldenthread.doors.demonstration.lives.words.child_in_need import of_all
from goldenthread.doors.demonstration.lives.words.say import say
from goldenthread.doors.demonstration.services import MADE_UP

Answers = dict[str, Any]
# A service as a form offers it: its number, and its words.
Listed = tuple[int, str]
WAITING, NOTHING_CAME = "waiting", ("went_once", "did_not_go", "not_taken", "not_reached")
# By what the last worry was about, what a family is told of.
HELPS = {"domestic_abuse": "domestic_abuse", "parental_mental_health": "parenting", "child_mental_health": "wellbeing",
         "exploitation": "youth", "missing": "youth", "neglect": "money"}  # fmt: skip
EVERYBODY = ("parenting", "money")
SDQ_FROM = 4
# Programmes for the children themselves, and from which age.
FROM_AGE = {"wellbeing": 7, "school": 6, "mentoring": 11}


def signposted(family: Family, children: Sequence[Child], directory: Mapping[str, Listed], day: dt.date) -> Answers:
    """The service, by its line in the directory where there is one, what for, and how they get there."""
    fields, chance = of_all(family, children, day), family.chance
    kind = HELPS.get(family.past[-1].kind, EVERYBODY[0]) if chance.random() < 0.7 else chance.choice(EVERYBODY)
    ages = [child.age(day) for child in children]
    fits = [
        one
        for one in MADE_UP
        if one.helps_with == kind and any((one.age_from or 0) <= age <= (one.age_to or 99) for age in ages)
    ]
    service = next(iter(fits), next(one for one in MADE_UP if one.helps_with == EVERYBODY[1]))
    number, words = directory.get(service.name, (0, ""))
    named = {"service": number, "service_said": words} if number else {"other": f"{service.name}, {service.contact}"}
    drawn = chance.random()
    return {
        **named,
        "why": say(family, f"beside.service.{service.helps_with}", fields),
        "how": "told" if drawn < 0.4 else "referred" if drawn < 0.75 else "went_along",
        "wanted": "yes" if chance.random() < 0.9 else "no",
    }


def came(family: Family, children: Sequence[Child], said: str, day: dt.date) -> Answers:
    """What came of it; where it came to nothing, what is done instead."""
    fields = of_all(family, children, day)
    if said in NOTHING_CAME:
        return {"came": said, "instead": say(family, "beside.service_instead", fields)}
    return {"came": said, "better": say(family, "beside.service_better", fields)} if said == "went" else {"came": said}


def measure(children: Sequence[Child], drawn: str, day: dt.date) -> str:
    """A questionnaire about strengths and difficulties is for those who are old enough for it."""
    return "goal" if drawn == "sdq" and any(child.age(day) < SDQ_FROM for child in children) else drawn


def kind(family: Family, children: Sequence[Child], drawn: str, day: dt.date) -> str:
    """A programme that fits the children's ages and what the worry was about; a parenting course where it does not."""
    too_young = any(child.age(day) < FROM_AGE.get(drawn, 0) for child in children)
    other = drawn == "domestic_abuse" and family.past[-1].kind != drawn
    return "parenting" if too_young or other else drawn


def began(
    family: Family, children: Sequence[Child], kind: str, by: str, before: Sequence[int], day: dt.date
) -> tuple[Answers, dict[int, Answers]]:
    """What is given to whom, and for each child what should be different and where it stands."""
    fields = of_all(family, children, day)
    shared = {"programme": say(family, f"beside.programme.{kind}", fields), "kind": kind}
    shared["who"] = say(family, f"beside.takes_part.{'child' if kind in FROM_AGE else 'parent'}", fields)
    own: dict[int, Answers] = {}
    for nth, (child, score) in enumerate(zip(children, before, strict=True)):
        its = of_child(family, child, day)
        said_by = say(family, "beside.said_by", its)
        own[nth] = {"aim": say(family, "beside.aim", its), "measure": by, "before": score, "said_by": said_by}
    return shared, own


def session(family: Family, children: Sequence[Child], kind: str, attended: str, day: dt.date) -> Answers:
    """Whether they came, and what was done or why not."""
    pool = "beside.not_there" if attended == "no" else f"beside.session.{kind}"
    return {"came": attended, "what": say(family, pool, of_all(family, children, day))}


def ended(
    family: Family, children: Sequence[Child], after: Sequence[int], day: dt.date
) -> tuple[Answers, dict[int, Answers]]:
    """How it ended, and where each child stands after it, if that was asked again."""
    own: dict[int, Answers] = {}
    for nth, child in enumerate(children):
        its = of_child(family, child, day)
        measured: Answers = (
            {"after": after[nth]} if after else {"not_measured_why": say(family, "beside.unmeasured", its)}
        )
        pool = "beside.programme_different" if after else "beside.programme_stopped"
        own[nth] = measured | {"different": say(family, pool, its)}
    return {"outcome": "completed" if after else "stopped"}, own


def asked(family: Family, children: Sequence[Child], by: dt.date, day: dt.date) -> Answers:
    """What early help is asked to do beside the social worker."""
    fields = of_all(family, children, day)
    return _said(family, fields, "what", "why", "family_agrees") | {"by": by.isoformat()}


def accepted(family: Family, child: Child, helper: Worker, review: dt.date, day: dt.date) -> Answers:
    """Who of early help works with the family, and what they do."""
    what = say(family, "beside.co_working.will_do", of_child(family, child, day))
    return {**helper.allocation, "what": what, "review_on": review.isoformat()}


def declined(family: Family, child: Child, day: dt.date) -> Answers:
    """Why early help cannot, and what could help."""
    fields = of_child(family, child, day)
    return {"why": say(family, "beside.co_working.declined", fields),
            "instead": say(family, "beside.co_working.could", fields)}  # fmt: skip


def instead(family: Family, child: Child, day: dt.date) -> Answers:
    """What happens in its place."""
    return {"what": say(family, "beside.co_working.instead", of_child(family, child, day))}


def no_longer(family: Family, child: Child, outcome: str, day: dt.date) -> Answers:
    """Why early help goes again, and what is different."""
    different = say(family, f"beside.co_working.{outcome}", of_child(family, child, day))
    return {"outcome": outcome, "different": different}


def _said(family: Family, fields: Fields, *names: str) -> Answers:
    return {name: say(family, f"beside.co_working.{name}", fields) for name in names}
