"""Cover while somebody is away: who acts for whom, from when until when."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from goldenthread.blocks.widgets import DayField
from goldenthread.casework import covering
from goldenthread.casework.covering import CannotCover
from goldenthread.doors.office.request import Request

UNPROCESSABLE = 422


class Covering(forms.Form):
    """Who is away, who acts for them, and for how long."""

    away = forms.ChoiceField(label="Who is away", error_messages={"required": "Choose who is away."})
    worker = forms.ChoiceField(label="Who acts for them", error_messages={"required": "Choose who acts for them."})
    since = DayField(label="From", initial=timezone.localdate, error_messages={"required": "Give the first day."})
    until = DayField(
        label="Until", help_text="The last day, to its end",
        error_messages={"required": "Give the last day: nobody acts for somebody else for ever."},
    )  # fmt: skip
    why = forms.CharField(label="Why", required=False, max_length=200, help_text="Such as: leave, training")

    def __init__(self, *args: Any, away: list[tuple[str, str]], act: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [] if len(away) == 1 else [("", "Choose")]
        self.fields["away"].choices = [*first, *away]  # type: ignore[attr-defined]
        self.fields["worker"].choices = [("", "Choose"), *act]  # type: ignore[attr-defined]


def cover(request: Request) -> HttpResponse:
    """What is arranged, and another."""
    by, now, today = request.actor, timezone.now(), timezone.localdate()
    away, act = covering.may_be_away(by, today=today), covering.may_act(by, today=today)
    form, refused = Covering(request.POST if request.method == "POST" else None, away=away, act=act), ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            covering.set_cover(said["away"], int(said["worker"]), since=said["since"], until=said["until"],
                               why=said["why"], by=by, now=now)  # fmt: skip
        except CannotCover as refusal:
            refused = str(refusal)
        else:
            messages.success(request, "The cover is set.")
            return redirect("cover")
    context = {"covers": covering.covers(by, now=now), "form": form, "refused": refused}
    return render(request, "covering/cover.html", context, status=UNPROCESSABLE if refused or form.errors else 200)


def cover_end(request: Request, number: int) -> HttpResponse:
    """The colleague is back."""
    if request.method == "POST":
        try:
            covering.end_cover(number, by=request.actor, now=timezone.now())
            messages.success(request, "The cover has ended.")
        except CannotCover as refusal:
            messages.warning(request, str(refusal))
    return redirect("cover")


urlpatterns = [
    path("cover/", cover, name="cover"),
    path("cover/<int:number>/end/", cover_end, name="cover_end"),
]
