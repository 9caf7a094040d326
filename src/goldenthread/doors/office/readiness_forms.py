"""What is asked when a change of practice is made ready."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.blocks.widgets import DayField
from goldenthread.oversight.readiness import KINDS, WHOM, in_post
from goldenthread.oversight.readiness_lines import NeedLine, Register

CHOOSE = ("", "Choose one")
MOST_PEOPLE = 10_000


def workers(today: dt.date, *, team: str = "") -> list[tuple[str, Any]]:
    """Those in post today to choose from, by team; or of one team. One query."""
    teams: dict[str, dict[str, str]] = {}
    for held in in_post(today):
        if not team or held.post.team.code == team:
            teams.setdefault(held.post.team.name, {})[str(held.worker_id)] = held.worker.name
    return [CHOOSE, *((name, list(people.items())) for name, people in teams.items())]


class Change(forms.Form):
    """A change of practice."""

    name = forms.CharField(label="What is it called?", max_length=120, help_text="For example, Signs of Safety")
    what = forms.CharField(label="What changes, and for whom?", max_length=500, widget=forms.Textarea({"rows": 3}))
    live_on = DayField(label="On which day does it go live?")
    led_by = forms.ChoiceField(label="Who leads it?")

    def __init__(self, *args: Any, people: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["led_by"].choices = people  # type: ignore[attr-defined]


class Altered(Change):
    """The same, changed; with why."""

    why = forms.CharField(label="Why?", max_length=300, help_text="Kept with your name and the time")


class Need(forms.Form):
    """What people need before it."""

    name = forms.CharField(label="What is it called?", max_length=120, help_text="For example, Two days of training")
    kind = forms.ChoiceField(label="What is it?", choices=list(KINDS.items()), widget=forms.RadioSelect)
    days = forms.DecimalField(
        label="How many days does it take?", min_value=0.1, max_value=100, max_digits=4, decimal_places=1,
        help_text="0.5 for half a day", widget=forms.TextInput({"inputmode": "decimal"}),
    )  # fmt: skip
    whom = forms.MultipleChoiceField(
        label="Who needs it?", choices=list(WHOM.items()), widget=forms.CheckboxSelectMultiple
    )


class Session(forms.Form):
    """A session of something that is needed."""

    need = forms.ChoiceField(label="A session of what?")
    on = DayField(label="On which day?", help_text="The first, if it takes several")
    where = forms.CharField(label="Where?", max_length=120)
    places = forms.IntegerField(label="How many places?", min_value=1, max_value=MOST_PEOPLE)

    def __init__(self, *args: Any, needs: Sequence[NeedLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].choices = [CHOOSE, *((str(one.id), one.name) for one in needs)]  # type: ignore[attr-defined]


class Came(forms.Form):
    """The register of one team."""

    came = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Somebody ticked was not in this team on that day. Open the register of their own team."
        },
    )  # fmt: skip

    def __init__(self, *args: Any, register: Register, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = (("It is meant for", True), ("Others of the team", False))
        came = self.fields["came"]
        came.label = f"Who of {register.team[1]} came?"
        came.choices = [  # type: ignore[attr-defined]
            (label, [(str(one.id), f"{one.name}, {one.title}") for one in register.people if one.meant is meant])
            for label, meant in groups
        ]

    def asked(self) -> "Came":
        """As it is shown: nobody ticked is an answer too, so that the page does not say “if known”."""
        self.fields["came"].required = True
        return self


class Reached(forms.Form):
    """How many of a partner came."""

    agency = forms.CharField(label="Which partner?", max_length=120, help_text="Or write Elected members")
    people = forms.IntegerField(label="How many of them came?", min_value=1, max_value=MOST_PEOPLE)
    names = forms.CharField(
        label="If they gave their names, who?", max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )


class Helper(forms.Form):
    """A practice lead or a buddy of a team."""

    worker = forms.ChoiceField(label="Who helps?")
    helps = forms.ChoiceField(
        label="If they are a buddy: whom do they help?", required=False,
        help_text="Leave it empty for the team’s practice lead, who takes the place of the one before",
    )  # fmt: skip
    since = DayField(label="From which day on?")
    until = DayField(label="If they are a buddy: until which day?", required=False)

    def __init__(self, *args: Any, people: Sequence[Any], team: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = people  # type: ignore[attr-defined]
        self.fields["helps"].choices = [("", "Nobody alone: the whole team"), *team[1:]]  # type: ignore[attr-defined]


class Check(forms.Form):
    """Something to be done before it goes live."""

    what = forms.CharField(label="What must be done?", max_length=200, help_text="For example, Guides are printed")
    owner = forms.ChoiceField(label="Who sees to it?")
    due_on = DayField(label="By which day?")

    def __init__(self, *args: Any, people: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = people  # type: ignore[attr-defined]


class Done(forms.Form):
    """A check was done."""

    on = DayField(label="On which day was it done?")


class Live(forms.Form):
    """It goes live today."""

    reason = forms.CharField(
        label="If it goes live all the same, why?", max_length=500, required=False,
        widget=forms.Textarea({"rows": 3}), help_text="Whoever opens this change reads it",
    )  # fmt: skip

    def __init__(self, *args: Any, open: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not open:
            del self.fields["reason"]
