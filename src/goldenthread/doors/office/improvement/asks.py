"""What the pages of improvement ask."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django import forms

from goldenthread.blocks.widgets import DayField
from goldenthread.doors.office.administration_forms import LastDay, Why
from goldenthread.language import handbook
from goldenthread.oversight import boards, improvement
from goldenthread.oversight.improvement_told import SAID
from goldenthread.timekeeping import spoken

__all__ = ["Action", "Board", "LastDay", "Meeting", "Plan", "Priority", "Progress", "Seat", "Watch"]

NO_CHILD = "Name no child and no family here"
LONGEST, LONG, SHORT = 2000, 1000, 500
MOST_WEEKS, MOST_PRIORITIES = 52, 50


class Plan(Why):
    """A plan of improvement, or a strategy."""

    kind = forms.ChoiceField(label="What is it?", choices=list(improvement.KINDS.items()))
    name = forms.CharField(label="What is it called?", max_length=120)
    answers = forms.CharField(
        label="Which senior person answers for it: name and post", max_length=200,
        help_text="One person, whom everybody can ask",
    )  # fmt: skip
    covers = forms.CharField(
        label="If more must be said: what does it cover?", max_length=LONG, required=False, help_text=NO_CHILD,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    since = DayField(label="From which day on")
    until = DayField(label="If it has an end: its last day", required=False)


class Priority(Why):
    """One of the few things that a plan is about."""

    says = forms.CharField(
        label="What is to be better?", max_length=300, help_text=NO_CHILD, widget=forms.Textarea({"rows": 2})
    )
    figures = forms.MultipleChoiceField(
        label="If figures measure it: which?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Their value of the last twelve months then stands beside it",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted(handbook().indicators, key=lambda one: one.number)
        self.fields["figures"].choices = [(one.key, one.label) for one in known]  # type: ignore[attr-defined]


class Action(Why):
    """A promise: what, by whom, by when, and how it will be known."""

    what = forms.CharField(
        label="What will be done?", max_length=SHORT, help_text=NO_CHILD, widget=forms.Textarea({"rows": 3})
    )
    owner = forms.CharField(
        label="Who answers for it: name and post", max_length=200,
        error_messages={"required": improvement.MISSING["owner"]},
    )  # fmt: skip
    due = DayField(label="By which day", error_messages={"required": improvement.MISSING["due"]})
    measure = forms.CharField(
        label="How will it be known that it is done?", max_length=SHORT, help_text=NO_CHILD,
        widget=forms.Textarea({"rows": 2}), error_messages={"required": improvement.MISSING["measure"]},
    )  # fmt: skip
    meeting = forms.TypedChoiceField(
        label="If it was agreed at a meeting: which?", required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, meetings: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [("", "At no meeting"), *meetings]  # type: ignore[attr-defined]


class Progress(forms.Form):
    """How an action stands. It is kept with the name of whoever says so."""

    on = DayField(label="How it stood on which day")
    status = forms.ChoiceField(
        label="How does it stand?", choices=list(SAID.items()), widget=forms.RadioSelect,
        help_text="Purple is done and embedded: it holds, and something shows it. Withdrawn is no longer to be done",
    )  # fmt: skip
    evidence = forms.CharField(
        label="If something shows it: what, and where is it to be found?", max_length=LONG, required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=f"Nothing is called embedded without it. {NO_CHILD}",
    )  # fmt: skip


class Board(Why):
    """A board or group, and its terms of reference."""

    kind = forms.ChoiceField(label="What is it?", choices=list(boards.KINDS.items()))
    name = forms.CharField(label="What is it called?", max_length=120)
    terms = forms.CharField(
        label="Its terms of reference: what it is there for", max_length=LONGEST, widget=forms.Textarea
    )
    weeks = forms.IntegerField(label="How many weeks from one meeting to the next?", min_value=1, max_value=MOST_WEEKS)
    most = forms.IntegerField(
        label="How many priorities do its terms allow at most?", min_value=1, max_value=MOST_PRIORITIES
    )
    since = DayField(label="From which day on")
    until = DayField(label="If it has an end: its last day", required=False)


class Seat(Why):
    """Who sits on a board for an agency."""

    agency = forms.CharField(label="For which agency?", max_length=120)
    name = forms.CharField(label="Who is the senior lead?", max_length=120)
    post = forms.CharField(label="What is their post there?", max_length=120)
    deputy = forms.CharField(label="If a deputy is named: who comes for them?", max_length=120, required=False)
    since = DayField(label="From which day on")


class Watch(Why):
    """Which priority a board takes up."""

    priority = forms.TypedChoiceField(label="Which priority?", coerce=int)
    since = DayField(label="From which day on")

    def __init__(self, *args: Any, priorities: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].choices = [("", "Choose one"), *priorities]  # type: ignore[attr-defined]


class Seated(Protocol):
    """A seat, as a meeting asks of it."""

    pk: int
    agency: str
    name: str
    deputy: str
    until: dt.date | None


class Meeting(forms.Form):
    """A meeting that was held. For each seat: the lead, a deputy by name, or nobody."""

    on = DayField(label="On which day did it meet?")

    def __init__(self, *args: Any, seats: Sequence[Seated], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = [seat.pk for seat in seats]
        for seat in seats:
            whose = f"{seat.agency} ({seat.name})"
            ended = f"If it met by {spoken(seat.until)}: who" if seat.until else "Who"
            self.fields[f"came_{seat.pk}"] = forms.ChoiceField(
                label=f"{ended} came for {whose}?", choices=list(boards.CAME.items()), widget=forms.RadioSelect,
                required=seat.until is None,
            )  # fmt: skip
            self.fields[f"deputy_{seat.pk}"] = forms.CharField(
                label=f"If a deputy came for {whose}: their name", max_length=120, required=False, initial=seat.deputy
            )
        self.fields["decisions"] = forms.CharField(
            label="What was decided?", max_length=LONGEST, widget=forms.Textarea, help_text=NO_CHILD
        )

    def came(self) -> dict[int, boards.CameSaid]:
        """Who came for each seat, once the form is right."""
        given = self.cleaned_data
        return {seat: boards.CameSaid(given[f"came_{seat}"], given[f"deputy_{seat}"]) for seat in self.seats}
