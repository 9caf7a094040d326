"""The adults in a child's life, one by one: each reached, or why not; and what parents say, beside what supports it.

Source: Ofsted 2019, Hull, paragraphs 6 and 7: fathers and other men left out of assessments, and what parents said
taken as it was told.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from goldenthread.blocks.forms import Choice, Items, Line
from goldenthread.blocks.items import Item

MET, SPOKEN = "met", "spoken"
REACHED = {
    MET: "Found and met",
    SPOKEN: "Found and spoken to, not met",
    "not_spoken": "Found, not spoken to",
    "not_found": "Not found",
}
HOLDS = {
    "supported": "Supported by others",
    "not_supported": "Others say otherwise",
    "not_known": "Nobody else could be asked",
}


def every_adult() -> Items:
    """Every father, partner and other adult: whoever the record knows stands there already."""
    return Items(
        "Fathers, partners and other adults, one by one",
        "Adult",
        most=10,
        why="Inspectors found fathers and partners missing from assessments. Those whom the record knows stand here "
        "already; whoever is missing is added to the child's family first.",
        checked=_reached_or_why,
        who=Line("Who?", chooses="adult"),
        reached=Choice("Was this person reached?", REACHED, listed=True),
        why_not=Line("If not spoken to: why not, and what was tried"),
    )


def what_parents_say() -> Items:
    """What the parents say and the assessment leans on, each beside what supports it."""
    return Items(
        "What the parents say that this assessment leans on",
        "Account",
        most=8,
        why="Inspectors found assessments that took what parents said as it was told.",
        said=Line("What was said, and by whom?"),
        evidence=Line("What supports it or speaks against it, and who was asked?"),
        holds=Choice("Does it hold?", HOLDS, listed=True),
    )


def untested(items: Items, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is taken as it was told, by the name of the answer that would test it."""
    for one in items.said_in(answers):
        if not one.get("evidence"):
            name = items.cell(one.number, "evidence")
            yield name, "Nothing beside it supports this. Say who else was asked, or that nobody could be."


def _reached_or_why(one: Item) -> Iterator[tuple[str, str]]:
    if not one.get("reached"):
        yield "reached", "Say whether this person was reached; or leave the name empty, if nothing is to be said."
    elif one.get("reached") not in (MET, SPOKEN) and not one.get("why_not"):
        yield "why_not", "Say why this person was not spoken to, and what was tried."
