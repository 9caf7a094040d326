"""Audits of the front door: what waits, what they say, and the draw by chance."""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from goldenthread.blocks.widgets import DayField
from goldenthread.casework import access
from goldenthread.casework.recording import CannotRecord
from goldenthread.doors.office import figures, places
from goldenthread.doors.office.front_door import move_href
from goldenthread.doors.office.request import Request
from goldenthread.oversight import auditing, sampling
from goldenthread.oversight.sampling import CannotDraw, Sample

UNPROCESSABLE = 422


class Drawing(forms.Form):
    """Which contacts may be drawn, how many, and who audits them."""

    use_required_attribute = False

    since = DayField(label="Decided from", error_messages={"required": "Give the first day."})
    until = DayField(label="Decided until", error_messages={"required": "Give the last day."})
    outcome = forms.ChoiceField(label="If of one kind of decision only: which", required=False)
    many = forms.IntegerField(
        label="How many contacts", min_value=1, max_value=sampling.MOST,
        error_messages={
            "required": "Say how many are drawn.", "invalid": "Give a number, such as 15.",
            "min_value": "Draw at least one.", "max_value": f"Draw at most {sampling.MOST} at a time.",
        },
    )  # fmt: skip
    auditors = forms.MultipleChoiceField(
        label="Who audits them", widget=forms.CheckboxSelectMultiple,
        help_text="Shared out evenly. Nobody gets a contact that they took, directed or decided.",
        error_messages={"required": "Choose at least one auditor."},
    )  # fmt: skip
    moderator = forms.ChoiceField(label="If somebody looks a second time at grades: who", required=False)
    moderated = forms.IntegerField(
        label="If so, at how many of them", min_value=1, max_value=sampling.MOST, required=False,
        error_messages={"invalid": "Give a number, such as 3.", "min_value": "Give at least one, or leave both empty."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = sampling.auditors(today=timezone.localdate())
        self.fields["auditors"].choices = who  # type: ignore[attr-defined]
        self.fields["moderator"].choices = [("", "Nobody"), *who]  # type: ignore[attr-defined]
        self.fields["outcome"].choices = [("", "Anything"), *sampling.outcomes().items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Days in their order, and a second look that has both somebody and a number."""
        given = super().clean() or {}
        since, until, today = given.get("since"), given.get("until"), timezone.localdate()
        if since and until and until < since:
            self.add_error("until", "This day is before the first. Choose a later one.")
        if until and until > today:
            self.add_error("until", "That day has not come yet. Choose today or an earlier one.")
        if given.get("moderator") and not given.get("moderated") and "moderated" not in self.errors:
            self.add_error("moderated", "Say at how many grades they look, or choose nobody.")
        if given.get("moderated") and not given.get("moderator"):
            self.add_error("moderator", "Choose who looks at these grades, or leave the number empty.")
        return given

    def sample(self) -> Sample:
        """What was asked for."""
        given = self.cleaned_data
        return Sample(
            given["since"], given["until"], given["many"], tuple(map(int, given["auditors"])), given["outcome"],
            int(given["moderator"]) if given["moderator"] else None, given["moderated"] or 0,
        )  # fmt: skip


def audits(request: Request) -> HttpResponse:
    """What waits, the grades, and what they are a case of."""
    actor, asked, teams = figures.question_of(request)
    now = timezone.now()
    waiting, many = auditing.waiting(actor, now=now)
    access.listed(actor, [one.child.id for one in waiting], page="front_door_audits", at=now)
    return render(request, "front_door/audits.html", figures.around(asked, teams) | {
        "waiting": waiting, "many": many, "learned": auditing.learned(asked.period, teams=asked.teams),
        "href": move_href, "child_href": places.child_address, "draws": access.serves(actor, "front_door_audits_draw"),
    })  # fmt: skip


def draw(request: Request) -> HttpResponse:
    """Draw contacts by chance."""
    today = timezone.localdate()
    month = today.replace(day=1)
    form = Drawing(request.POST or None, initial={"since": month, "until": today, "many": 5})
    if request.method == "POST" and form.is_valid():
        try:
            drawn = sampling.draw(form.sample(), by=request.actor, today=today, key=request.POST.get("key", ""))
        except (CannotDraw, CannotRecord, access.NotAllowed) as refusal:
            form.add_error(None, str(refusal))
        else:
            many = len(drawn.entries)
            said = "One contact was drawn." if many == 1 else f"{many} contacts were drawn."
            messages.success(request, f"{said} Each stands in its auditor’s work, with the day by which it is due.")
            return redirect("front_door_audits")
    key = request.POST.get("key") or secrets.token_hex(16)
    context = {"form": form, "key": key}
    return render(request, "front_door/draw.html", context, status=UNPROCESSABLE if form.errors else 200)


urlpatterns = [
    path("front-door/audits/", audits, name="front_door_audits"),
    path("front-door/audits/draw/", draw, name="front_door_audits_draw"),
]
