"""Forms that go on the record: Django forms whose questions say why they are asked and whose part they are.

A question once released is never renamed or reused: add another, and give the old one the last day on which it was
asked. What was answered stays readable as it was asked.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, cast

from django import forms

from goldenthread.blocks.widgets import GovDate
from goldenthread.timekeeping import spoken

MOST_RADIOS = 9


class Question(forms.Field):
    """What every question carries beside its label.

    why: why it is asked. example: what a good answer looks like. own: each child has an own answer (in a form about
    several children); several: and it is asked only there. apart: all share one answer, unless it is said that one
    child's differs. until: the last day on which it was asked. returns: the return that it feeds. chooses: what is
    chosen from, where the answer names something on the record: worker, workers, colleague, team, person,
    enquiry, relationship or warning.
    """

    def __init__(
        self,
        label: str,
        *args: Any,
        why: str = "",
        example: str = "",
        own: bool = False,
        several: bool = False,
        apart: bool = False,
        until: dt.date | None = None,
        returns: str = "",
        chooses: str = "",
        hint: str = "",
        **kwargs: Any,
    ) -> None:
        self.why, self.example, self.own, self.until, self.returns = why, example, own, until, returns
        self.several, self.apart = several, apart
        self.chooses = chooses
        kwargs.setdefault("error_messages", {"required": f"Answer: {label.rstrip('?.')}."})
        super().__init__(*args, label=label, help_text=hint, **kwargs)

    def said(self, answer: Any) -> str:
        """The answer in words."""
        return str(answer)

    def stored(self, cleaned: Any) -> Any:
        """The answer as the entry keeps it."""
        return cleaned

    def refuses(self, answer: Any) -> str:
        """What is wrong with an answer as an entry would keep it; empty when nothing is."""
        if answer in (None, "", []):
            return str(self.error_messages["required"]) if self.required else ""
        return ""


class Line(Question, forms.CharField):
    """A short answer on one line."""


class Prose(Question, forms.CharField):
    """An answer in sentences."""

    widget = forms.Textarea


class Day(Question, forms.DateField):
    """A date, as day, month and year."""

    widget = GovDate

    def said(self, answer: Any) -> str:
        return spoken(dt.date.fromisoformat(answer)) if answer else ""

    def stored(self, cleaned: Any) -> Any:
        return cleaned.isoformat() if cleaned else None


class Clock24(Question, forms.TimeField):
    """A time of day."""

    def stored(self, cleaned: Any) -> Any:
        return cleaned.isoformat("minutes") if cleaned else None


class Choice(Question, forms.ChoiceField):
    """One of several, as radio buttons (a list, if there are many)."""

    def __init__(self, label: str, options: Sequence[tuple[str, str]] | Mapping[str, str], **kwargs: Any) -> None:
        pairs = list(options.items()) if isinstance(options, Mapping) else list(options)
        many = len(pairs) > MOST_RADIOS
        if many:
            pairs = [("", "Choose"), *pairs]
        kwargs.setdefault("widget", forms.Select if many else forms.RadioSelect)
        super().__init__(label, choices=pairs, **kwargs)

    def refuses(self, answer: Any) -> str:
        wrong = answer not in (None, "") and answer not in dict(cast(Any, self.choices))
        return f"{self.label}: {answer!r} is not one of the answers." if wrong else super().refuses(answer)

    def said(self, answer: Any) -> str:
        return str(dict(cast(Any, self.choices)).get(answer, answer))


class Many(Question, forms.MultipleChoiceField):
    """Any of several, as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: str, options: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(label, choices=list(options.items()), **kwargs)

    def said(self, answer: Any) -> str:
        labels = dict(cast(Any, self.choices))
        return ", ".join(str(labels.get(each, each)) for each in answer or [])


class YesNo(Choice):
    """Yes or no, said, never a lone tick box."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, [("yes", "Yes"), ("no", "No")], **kwargs)


class RecordForm(forms.Form):
    """A form whose answers become an entry.

    sections: titles and their questions, in the order they are asked. looked_for: what the manager will look for.
    differs: what may differ for one of several children, where questions are asked apart.
    """

    sections: ClassVar[Sequence[tuple[str, Sequence[str]]]] = ()
    looked_for: ClassVar[Sequence[str]] = ()
    differs: ClassVar[str] = "Something different"

    def __init__(
        self, *args: Any, today: dt.date | None = None, part: str = "", several: bool = True, **kwargs: Any
    ) -> None:
        """part: "shared", "own" or "apart" for one part of a form about several children; all when empty.

        several: whether it is about more than one.
        """
        super().__init__(*args, **kwargs)
        for name, question in self.all_questions().items():
            retired = question.until is not None and (today is None or question.until < today)
            here = {"": True, "own": question.own, "shared": not question.own, "apart": question.apart}[part]
            if retired or not here or (question.several and not several):
                del self.fields[name]

    @classmethod
    def all_questions(cls) -> dict[str, Question]:
        """Every question that the form has or had."""
        return cast(dict[str, Question], cls.base_fields)

    @classmethod
    def has_own_part(cls) -> bool:
        return any(question.own for question in cls.all_questions().values())

    @classmethod
    def asked_apart(cls) -> list[str]:
        """The questions of which one child's answer may differ."""
        return [name for name, question in cls.all_questions().items() if question.apart]

    def clean(self) -> dict[str, Any]:
        """Answers that hold together; a form adds its own checks after these."""
        super().clean()
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
                yield str(question.label), answers.get(f"{name}_said") or question.said(answers[name])

    @classmethod
    def refusals(cls, answers: Mapping[str, Any], *, several: bool = False) -> list[str]:
        """What is wrong with answers as an entry would keep them, whichever door they came by."""
        questions = cls.all_questions().items()
        asked = ((name, one) for name, one in questions if one.until is None and (several or not one.several))
        return [said for name, question in asked if (said := question.refuses(answers.get(name)))]

    def by_section(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The questions that this form asks, under their sections' titles."""
        for title, names in self.sections or (("", tuple(self.fields)),):
            here = [self[name] for name in names if name in self.fields]
            if here:
                yield title, here
