"""Whether what a form goes on with has begun: said when the form is opened, and not after it was filled in."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from goldenthread.casework import access
from goldenthread.language import Handbook, Step, handbook
from goldenthread.record.models import Episode, Subject


class NotBegun(Exception):
    """What a form goes on with has not begun for everybody it is to be about: for whom not, and where it begins."""

    def __init__(self, step: Step, about: Sequence[UUID]) -> None:
        super().__init__(not_begun(step, handbook()))
        self.step, self.about, self.first = step, tuple(about), beginnings(step, handbook())


def not_begun(step: Step, book: Handbook) -> str:
    """That something comes before this step, and what, in a sentence fit for the screen."""
    first = beginnings(step, book)[0].label
    return f"“{step.label}” needs something to have begun: {first[0].lower()}{first[1:]} first."


def beginnings(step: Step, book: Handbook) -> list[Step]:
    """The steps at which somebody begins what this one goes on with; where nobody is asked anything, what leads to
    them.
    """
    found = step.pathway.beginnings()
    return list(dict.fromkeys(one if one.form or not one.follows else book.steps[one.follows] for one in found))


def require_begun(step: Step, about: Sequence[UUID]) -> None:
    """Refuse to open a form that could only be refused, whichever day it said: nothing of its kind has ever begun.

    What must come first within it is asked when it is recorded, because that may be recorded meanwhile.

    :raises NotBegun: for those for whom nothing has begun
    """
    if step.begins or step.pathway.lifelong:
        return
    found = _with_work(about, step.pathway.key)
    if missing := [one for one in about if one not in found]:
        raise NotBegun(step, missing)


def may_be_with(step: Step, subjects: Iterable[UUID]) -> set[UUID]:
    """Of these, those of whom this step could be recorded too: what it goes on with, or follows, is open. One query."""
    asked = list(subjects)
    before = step.pathway.key if not step.begins else (step.follows or "").partition(".")[0]
    if not asked or step.pathway.lifelong or not before:
        return set(asked)
    return _with_work(asked, before, running=True)


def _with_work(subjects: Iterable[UUID], pathway: str, *, running: bool = False) -> set[UUID]:
    """Of these, those of whom there is, or was, work of this kind."""
    work = Episode.now.filter(about=OuterRef("stands"), pathway=pathway)
    if running:
        work = work.filter(ended_on=None)
    found = Subject.objects.filter(pk__in=list(subjects)).annotate(stands=Coalesce("merged_into", "pk"))
    # Whoever may write a step may know that what it belongs to has begun, whatever else of it they may open.
    with access.working_out():
        return set(found.filter(Exists(work)).values_list("pk", flat=True))
