"""What the administrator's pages ask."""

import datetime as dt
from typing import Any, get_args

from django import forms
from django.conf import settings

from goldenthread.blocks.widgets import DayField
from goldenthread.casework import sharing
from goldenthread.casework.services import HELPS_WITH, OLDEST
from goldenthread.language import Role
from goldenthread.timekeeping import Unit


class Why(forms.Form):
    """Every change says why."""

    why = forms.CharField(label="Why?", max_length=300, help_text="Kept with your name and the time")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "why"), "why"])


TIME = forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric"})


OPENS, CLOSES = dt.time(8, 30), dt.time(17, 0)


class Team(Why):
    """A team's name and place."""

    name = forms.CharField(label="Name of the team", max_length=200)
    parent = forms.ChoiceField(label="Stands under", required=False)
    duty = forms.BooleanField(label="Takes contacts at the front door", required=False)
    hours = forms.ChoiceField(
        label="When it takes contacts", required=False,
        choices=[("", "At any hour"), ("office", "In office hours"), ("out", "Out of office hours")],
    )  # fmt: skip
    office_from = forms.TimeField(label="The office opens at", initial=OPENS, required=False, widget=TIME)
    office_until = forms.TimeField(
        label="The office closes at", initial=CLOSES, required=False, widget=TIME,
        help_text="On working days; it is closed at weekends and on bank holidays",
    )  # fmt: skip

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", "No team above"), *teams]  # type: ignore[attr-defined]


class NewTeam(Team):
    """A new team always stands under another."""

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, teams=teams, **kwargs)
        self.fields["parent"].choices = [("", "Choose one"), *teams]  # type: ignore[attr-defined]
        self.fields["parent"].required = True


class Schools(Why):
    """At which schools a team is placed."""

    schools = forms.CharField(
        label="Which schools?", required=False, max_length=8000, widget=forms.Textarea({"rows": 4}),
        help_text="One on each line, as children's records name them; empty if it is placed at none",
    )  # fmt: skip
    on = DayField(label="From which day on")


class LastDay(Why):
    """The last day of something."""

    on = DayField(label="Last day")


class Leaves(LastDay):
    """The last day in a post, or its last minute."""

    minute = forms.TimeField(
        label="Until what time on that day?", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="For example 14:30. Empty if they work that day to its end. From then on nothing opens for them",
    )  # fmt: skip


class Post(Why):
    """A place in a team."""

    title = forms.CharField(label="Title", max_length=200, help_text="For example, Social worker")
    limit = forms.IntegerField(
        label="Caseload limit", min_value=1, max_value=500, required=False,
        help_text="How many children somebody in this post may lead; empty for no limit",
    )  # fmt: skip


class NewPost(Post):
    """A new post also has its role, which stays."""

    role = forms.ChoiceField(
        label="Role", choices=[(role.value, role.value.capitalize()) for role in Role],
        help_text="What the post may do and see follows from its role",
    )  # fmt: skip


class Worker(Why):
    """A new worker with an account."""

    name = forms.CharField(label="Full name", max_length=200)
    email = forms.EmailField(label="Email address at work", help_text="They sign in with it")
    registration = forms.CharField(label="Social Work England number", max_length=40, required=False)
    agency_worker = forms.BooleanField(label="Agency worker", required=False)

    def clean_email(self) -> str:
        """Where no second factor is asked, nobody real may have an account: the next start would be refused."""
        email: str = self.cleaned_data["email"]
        if not settings.SECOND_FACTOR_REQUIRED and not email.lower().endswith(".example"):
            raise forms.ValidationError("Only made-up people sign in here: use an address that ends with .example.")
        return email


class WorkersPost(Why):
    """Which post a worker takes up."""

    post = forms.ChoiceField(label="Post")
    since = DayField(label="First day")
    until = DayField(label="Last day", required=False, help_text="Empty if it is not known yet")

    def __init__(self, *args: Any, posts: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", "Choose one"), *posts]  # type: ignore[attr-defined]


class Service(Why):
    """What the directory says of a service."""

    name = forms.CharField(label="Name of the service", max_length=120)
    helps_with = forms.ChoiceField(label="What does it chiefly help with?", choices=list(HELPS_WITH.items()))
    offers = forms.CharField(label="What does it do, and for whom?", max_length=500, widget=forms.Textarea)
    age_from = forms.IntegerField(label="From which age", min_value=0, max_value=OLDEST, required=False)
    age_to = forms.IntegerField(label="Up to which age", min_value=0, max_value=OLDEST, required=False)
    area = forms.CharField(
        label="Where", max_length=120, required=False, help_text="Empty, if it serves the whole area"
    )
    contact = forms.CharField(label="How to reach it, and how a family is sent there", max_length=300)


class NewService(Service):
    """A service also has its first day."""

    since = DayField(label="From which day on")


class SharingVersion(Why):
    """What a new version of an agreement on sharing says."""

    version = forms.CharField(label="Which version is it?", max_length=20, help_text="Such as 2.1, or 2026")
    covers = forms.CharField(
        label="What may be shared, with whom and on what basis?", max_length=500, widget=forms.Textarea
    )
    kept = forms.CharField(label="Where is the signed paper kept?", max_length=300, required=False)
    review_on = DayField(label="When is it looked at again?")
    since = DayField(label="From which day on")


class Sharing(SharingVersion):
    """A new agreement has a name and a kind as well."""

    name = forms.CharField(label="What is it called?", max_length=120)
    kind = forms.ChoiceField(label="What is it?", choices=list(sharing.KINDS.items()))

    field_order = ("name", "kind", "version", "covers", "kept", "review_on", "since", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)


class Signature(Why):
    """A partner signs a version."""

    partner = forms.CharField(label="Which partner signed?", max_length=120)
    by = forms.CharField(label="Who signed for them: name and role", max_length=200)
    on = DayField(label="On which day")


class Limit(Why):
    """The authority's own limit."""

    off = forms.BooleanField(label="Do without this limit here", required=False)
    amount = forms.IntegerField(label="How many", min_value=1, max_value=1000, required=False)
    unit = forms.ChoiceField(label="Of", choices=[(unit, unit) for unit in get_args(Unit)])
    on = DayField(label="From which day on")

    def __init__(self, *args: Any, counts: bool = False, **kwargs: Any) -> None:
        """counts: how many of something, and no time, so that there is no unit to choose."""
        super().__init__(*args, **kwargs)
        if counts:
            del self.fields["unit"]

    def clean(self) -> dict[str, Any]:
        """A number, or none at all."""
        given = super().clean() or {}
        if not given.get("off") and not given.get("amount") and "amount" not in self.errors:
            self.add_error("amount", "Give a number, or tick that you do without this limit.")
        return given


class Day(Why):
    """A weekday that does not count, or counts after all."""

    day = DayField(label="Which day")
    name = forms.CharField(label="What it is", max_length=200, help_text="For example, Royal funeral")
    working = forms.BooleanField(label="It is a working day after all", required=False)
