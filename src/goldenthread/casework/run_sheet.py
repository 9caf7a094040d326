"""How a conference about a child goes, by the practice model in use: part by part, with what is known before it."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from goldenthread.casework import access
from goldenthread.casework.reading import ChildPage, child_page
from goldenthread.casework.steps import Possible
from goldenthread.language import Step, handbook


@dataclasses.dataclass(frozen=True)
class RunSheet:
    """The child's page as it stands; the model, its parts (title, what it is for), and the forms that are filled in."""

    page: ChildPage
    model: str
    parts: Sequence[tuple[str, str]]
    forms: Sequence[Possible]


def run_sheet(subject: UUID, actor: access.Actor, now: dt.datetime, *, as_known: dt.datetime | None = None) -> RunSheet:
    """Made from the child's page, with as many queries.

    :raises NotAllowed: where there is no need to know
    """
    page = child_page(subject, actor, now, as_known=as_known)
    steps = handbook().steps
    model = in_use()
    forms = [one for one in page.steps if one.step == model.key or _is_a_conference(steps[one.step])]
    return RunSheet(page, model.pathway.label, model.form.run_sheet, forms)


def in_use() -> Step:
    """The step of the practice model that the authority works by: of the others nobody takes one.

    :raises LookupError: if no model has a run-sheet
    """
    found = (step for step in handbook().steps.values() if step.by and getattr(step.form, "run_sheet", ()))
    model = next(found, None)
    if model is None:
        raise LookupError("No practice model with a run-sheet is in use. Choose one with PRACTICE_MODEL.")
    return model


def _is_a_conference(step: Step) -> bool:
    return step.form is not None and step.form.by_run_sheet
