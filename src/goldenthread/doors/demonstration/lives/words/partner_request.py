"""What a partner is asked after a child protection concern, and what it says."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words.child_in_need import of_all
from goldenthread.doors.demonstration.lives.words.say import say
from goldenthread.timekeeping import spoken

Answers = dict[str, Any]
NAMES = {"police": "Police", "gp": "GP", "hospital": "Hospital or paediatrician", "school": "School or nursery",
         "housing": "Housing"}  # fmt: skip
SCHOOL_FROM = 4


def fits(partner: str, children: Sequence[Child], day: dt.date) -> bool:
    """Whether this partner can know them."""
    return partner != "school" or all(child.age(day) >= SCHOOL_FROM for child in children)


def asked(family: Family, children: Sequence[Child], partner: str, rag: str, day: dt.date) -> Answers:
    """Whom we asked for what, and how soon it is needed."""
    fields = of_all(family, children, day)
    said = {name: say(family, f"partner.{name}.{partner}", fields) for name in ("who", "question")}
    return {"partner": partner, "rag": rag, **said}


def answered(family: Family, child: Child, partner: str, request: str, on: dt.date, came: str, day: dt.date) -> Answers:
    """What came of it, on the one request that it is about."""
    answer = say(family, f"partner.{came}", of_child(family, child, day))
    words = f"{NAMES[partner]}, asked {spoken(on)}"
    return {"request": request, "request_said": words, "came": came, "answer": answer}
