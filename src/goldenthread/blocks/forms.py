"""Forms that go on the record: Django forms made of questions, in parts for all and for each child."""

import copy
import dataclasses
import datetime as dt
import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, cast

from django import forms

from goldenthread.blocks.days import BIRTH, HAPPENED, LIVED, TO_COME, Around, Day, day_in
from goldenthread.blocks.items import Items
from goldenthread.blocks.questions import Choice, Clock24, Line, Many, Prose, Question, Whole, YesNo

__all__ = [
    "BIRTH",
    "HAPPENED",
    "LIVED",
    "TO_COME",
    "Choice",
    "Clock24",
    "Day",
    "Items",
    "Line",
    "Many",
    "Prose",
    "Question",
    "RecordForm",
    "Whole",
    "YesNo",
]


class RecordForm(forms.Form):
    """A form whose answers become an entry.

    sections: titles and their questions (or items), in the order they are asked. looked_for: what the manager will look
    for. differs: what may differ for one of several children, where questions are asked apart. carries: the questions
    (or items) that begin with what the latest of the steps in carried_from says to the same; carries_as: those that
    begin with what it says to a question of another name. by_run_sheet: it goes as the practice model in use says.
    goes_over: what is still to be done of the plan stands
    beside it. takes_in_chronology: it leans on the analysed chronology as it stood when it was written.
    """

    sections: ClassVar[Sequence[tuple[str, Sequence[str]]]] = ()
    looked_for: ClassVar[Sequence[str]] = ()
    goes_over: ClassVar[bool] = False
    by_run_sheet: ClassVar[bool] = False
    takes_in_chronology: ClassVar[bool] = False
    differs: ClassVar[str] = "Something different"
    items: ClassVar[tuple[Items, ...]] = ()
    carries: ClassVar[Sequence[str]] = ()
    carries_as: ClassVar[Mapping[str, str]] = {}
    carried_from: ClassVar[Sequence[str]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.items = (*cls.items, *(one for one in vars(cls).values() if isinstance(one, Items)))

    def __init__(
        self,
        *args: Any,
        today: dt.date | None = None,
        around: Around | None = None,
        part: str = "",
        several: bool = True,
        **kwargs: Any,
    ) -> None:
        """part: "shared", "own" or "apart" for one part of a form about several children; all when empty.

        several: whether it is about more than one. around: what its days are held against; today alone, if not given.
        """
        super().__init__(*args, **kwargs)
        self.around = around or (Around(today) if today else None)
        self.fields |= {name: copy.deepcopy(cell) for name, cell in self._cells()}
        for name, question in list(cast(dict[str, Question], self.fields).items()):
            retired = question.until is not None and (today is None or question.until < today)
            here = {"": True, "own": question.own, "shared": not question.own, "apart": question.apart}[part]
            if retired or not here or (question.several and not several):
                del self.fields[name]

    def _cells(self) -> Iterator[tuple[str, Question]]:
        """The questions of the items that stand on this page."""
        questions = self.all_questions()
        for items in self.items:
            touched = [name for name in items.names() if name in self.initial or self._sent(name, questions[name])]
            for number in items.numbers_on(touched):
                names = [items.cell(number, cell) for cell in items.cells]
                yield from ((name, questions[name]) for name in names)

    def _sent(self, name: str, question: Question) -> bool:
        if not self.is_bound:
            return False
        return question.widget.value_from_datadict(self.data, self.files, self.add_prefix(name)) not in (None, "", [])

    @classmethod
    def all_questions(cls) -> dict[str, Question]:
        """Every question that the form has or had, those of every item that it has room for among them."""
        return _questions_of(cls)

    @classmethod
    def named(cls, names: Sequence[str]) -> list[str]:
        """The questions of a section, where several of one kind stand under one name."""
        items = {one.name: one.names() for one in cls.items}
        return [each for name in names for each in items.get(name, [name])]

    @classmethod
    def notices(cls, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What would make an answer better, by its name: said beside it, and never in the way of recording."""
        yield from ()

    @classmethod
    def has_own_part(cls) -> bool:
        return any(question.own for question in cls.all_questions().values())

    @classmethod
    def asked_apart(cls) -> list[str]:
        """The questions of which one child's answer may differ."""
        return [name for name, question in cls.all_questions().items() if question.apart]

    def full_clean(self) -> None:
        """After everything else is checked, the days: one that cannot be meant is said once, beside it."""
        super().full_clean()
        if self.is_bound and self.around:
            for name, said in self.impossible(dict(self.cleaned_data), self.around):
                self.add_error(name, said)

    @classmethod
    def impossible(cls, answers: Mapping[str, Any], around: Around) -> Iterator[tuple[str, str]]:
        """The days that cannot be meant, each by the name of its question, and why. What the form says of the birth
        itself stands before what was said."""
        asked = cls.all_questions().items()
        births = (name for name, question in asked if isinstance(question, Day) and question.of == BIRTH)
        born = next((day for name in births if (day := day_in(answers.get(name)))), around.born)
        around = dataclasses.replace(around, born=born)
        for name, question in asked:
            if isinstance(question, Day) and question.until is None and (day := day_in(answers.get(name))):
                if said := question.impossible(name, day, around):
                    yield name, said

    def clean(self) -> dict[str, Any]:
        """Answers that hold together; a form adds its own checks after these."""
        super().clean()
        for items in self.items:
            if items.cell(1, items.first) in self.fields:
                for name, said in items.wrong(self.cleaned_data):
                    self.add_error(name, said)
        return self.cleaned_data

    def answers(self) -> dict[str, Any]:
        """The cleaned answers as an entry keeps them; questions without an answer are left out."""
        questions = self.all_questions()
        kept = ((name, questions[name].stored(value)) for name, value in self.cleaned_data.items())
        return {name: value for name, value in kept if value not in (None, "", [])}

    @classmethod
    def read(cls, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Questions and answers in words, retired questions too, as they were asked.

        What was chosen from the record is kept in words beside its id, as `<question>_said`.
        """
        for name, question in cls.all_questions().items():
            if answers.get(name) not in (None, "", []):
                yield question.title, answers.get(f"{name}_said") or question.said(answers[name])

    @classmethod
    def refusals(cls, answers: Mapping[str, Any], *, several: bool = False, around: Around | None = None) -> list[str]:
        """What is wrong with answers as an entry would keep them, whichever door they came by."""
        questions = cls.all_questions()
        asked = ((name, one) for name, one in questions.items() if one.until is None and (several or not one.several))
        said = [said for name, question in asked if (said := question.refuses(answers.get(name)))]
        days = (
            [f"{questions[name].title}: {wrong}" for name, wrong in cls.impossible(answers, around)] if around else []
        )
        return [*said, *days, *(wrong for items in cls.items for _, wrong in items.wrong(answers))]

    def by_section(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The questions that this form asks, under their sections' titles."""
        for title, names in self.sections or (("", tuple(self.fields)),):
            here = [self[name] for name in self.named(names) if name in self.fields]
            if here:
                yield title, here


@functools.cache
def _questions_of(form: type[RecordForm]) -> dict[str, Question]:
    cells = (pair for items in form.items for pair in items.questions())
    return {**cast(dict[str, Question], form.base_fields), **dict(cells)}
