"""Where a form asks about each adult: it begins with the fathers whom the record knows, and says who is left out."""

import datetime as dt
from collections.abc import Iterator, Sequence
from uuid import UUID

from goldenthread.blocks.items import Items
from goldenthread.casework import access
from goldenthread.casework.drafts import Draft, Place
from goldenthread.casework.filling import form_of
from goldenthread.casework.known_adults import ADULT, Adult, adults
from goldenthread.language import Step


def begun_with(step: Step, about: Sequence[UUID], *, by: access.Actor, today: dt.date) -> dict[Place, str]:
    """The fathers and partners who stand in a form from the first, as somebody would choose them."""
    items = asked_of(step)
    if items is None:
        return {}
    asked = [one for one in adults(about, by=by, today=today) if one.asked][: items.most]
    return {(None, items.cell(number, items.first)): str(one.id) for number, one in enumerate(asked, 1)}


def not_said(draft: Draft, known: Sequence[Adult]) -> Iterator[tuple[UUID | None, str, str]]:
    """Of which father or partner a form says nothing: whose part, which question, and what is said beside it."""
    items = asked_of(draft.step)
    if items is None:
        return
    said = {name: str(draft.value((None, name)) or "") for name in items.names()}
    missing = [one.said for one in known if one.asked and str(one.id) not in said.values()]
    if missing:
        free = items.numbers_on(name for name, value in said.items() if value)[-1]
        whom = ", ".join(missing)
        yield None, items.cell(free, items.first), f"Nothing is said here of {whom}."


def asked_of(step: Step) -> Items | None:
    """Where a form asks about each adult."""
    return next((items for items in form_of(step).items if items.cells[items.first].chooses == ADULT), None)
