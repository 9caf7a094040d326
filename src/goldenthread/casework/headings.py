"""A form under its headings, as its page shows it: what all share once, then each child's own."""

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from goldenthread.blocks.forms import Items
from goldenthread.blocks.widgets import AsTyped
from goldenthread.casework.filling import Part, WhenForm, form_of
from goldenthread.language import Step


@dataclasses.dataclass(frozen=True)
class Group:
    """Questions that stand together: those of one of several items, or those beside them."""

    items: Items | None
    number: int
    questions: tuple[forms.BoundField, ...]


@dataclasses.dataclass(frozen=True)
class Section:
    """A heading with its questions, and how many of them are answered of those that must be.

    apart: what may be left alone, unless this child's differs; open, where something is said or wrong in it.
    """

    id: str
    title: str
    subject: UUID | None
    questions: tuple[forms.BoundField, ...]
    done: int
    of: int
    apart: bool = False
    open: bool = True

    @property
    def groups(self) -> list[Group]:
        """The questions as they stand together: each of several of one kind under its number, the rest by itself."""
        held = itertools.groupby(self.questions, key=lambda bound: getattr(bound.field, "item", None))
        return [Group(item[0] if item else None, item[1] if item else 0, tuple(bounds)) for item, bounds in held]


def sections(made: Sequence[Part], step: Step, names: Mapping[UUID, str]) -> list[Section]:
    """The form under its headings: what all share once, then each child's own."""
    form = form_of(step)
    declared = [(title, form.named(names)) for title, names in form.sections] or [("", list(form.all_questions()))]
    found: list[Section] = []
    for part in made:
        if isinstance(part.form, WhenForm):
            found.append(_section("When", part, list(part.form.fields), len(found)))
            continue
        if part.apart:
            found.append(_section_apart(part, step, names, len(found)))
            continue
        asked = [name for _, questions in declared for name in questions]
        rest = [name for name in part.form.fields if name not in asked]
        for title, questions in (*declared, ("More", rest)):
            here = [name for name in questions if name in part.form.fields]
            if here:
                said = title or ((step.said or step.label) if part.subject is None else "")
                if part.subject is not None:
                    own = said if said not in ("", "This child") else ""
                    said = ": ".join(filter(None, (names.get(part.subject, "This child"), own)))
                found.append(_section(said, part, here, len(found)))
    return found


def _section(title: str, part: Part, names: Sequence[str], nth: int) -> Section:
    questions = tuple(part.form[name] for name in names)
    needed = [bound for bound in questions if bound.field.required]
    answered = sum(bool(_there(bound.value())) for bound in needed or questions)
    return Section(f"section-{nth}", title, part.subject, questions, min(answered, len(needed) or 1), len(needed) or 1)


def _section_apart(part: Part, step: Step, names: Mapping[UUID, str], nth: int) -> Section:
    assert part.subject is not None
    title = f"{form_of(step).differs} for {names.get(part.subject, 'this child')}"
    made = _section(title, part, list(part.form.fields), nth)
    said = any(_there(bound.value()) for bound in made.questions if bound.value() != "no")
    return dataclasses.replace(made, apart=True, open=said or bool(part.form.errors))


def _there(value: Any) -> bool:
    return bool(value.strip("/ ")) if isinstance(value, AsTyped) else value not in (None, "", [])
