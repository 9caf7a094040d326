"""The questions of forms that go on the record: what each is called, why it is asked and whose part it is.

A question once released is never renamed or reused: add another, and give the old one the last day on which it was
asked. What was answered stays readable as it was asked.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms

if TYPE_CHECKING:
    from goldenthread.blocks.items import Items

MOST_RADIOS = 9


class Question(forms.Field):
    """What every question carries beside its label.

    why: why it is asked. example: what a good answer looks like. own: each child has an own answer (in a form about
    several children); several: and it is asked only there. apart: all share one answer, unless it is said that one
    child's differs. until: the last day on which it was asked. returns: the return that it feeds. chooses: what is
    chosen from, where the answer names something on the record: worker, workers, colleague, team, service, person,
    contact, enquiry, request, action, relationship or warning. item: of several of one kind, which, and its number.
    """

    item: "tuple[Items, int] | None" = None

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

    @property
    def title(self) -> str:
        """What it asks, where it stands by itself."""
        return f"{self.item[0].one} {self.item[1]}: {self.label}" if self.item else str(self.label)

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


class Whole(Question, forms.IntegerField):
    """A whole number."""

    def refuses(self, answer: Any) -> str:
        wrong = answer not in (None, "") and (isinstance(answer, bool) or not str(answer).lstrip("-").isdecimal())
        return f"{self.label}: {answer!r} is not a whole number." if wrong else super().refuses(answer)


class Clock24(Question, forms.TimeField):
    """A time of day."""

    def stored(self, cleaned: Any) -> Any:
        return cleaned.isoformat("minutes") if cleaned else None


class Choice(Question, forms.ChoiceField):
    """One of several, as radio buttons (a list, if there are many, or to stand in one line with others)."""

    def __init__(
        self, label: str, options: Sequence[tuple[str, str]] | Mapping[str, str], *, listed: bool = False, **kwargs: Any
    ) -> None:
        pairs = list(options.items()) if isinstance(options, Mapping) else list(options)
        many = listed or len(pairs) > MOST_RADIOS
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
