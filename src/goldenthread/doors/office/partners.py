"""What partners were asked for and have not answered, who comes to meetings, and what to do when computers fail."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from goldenthread.blocks.widgets import FIRST_DAY, DayField
from goldenthread.casework import access, partner_meetings, partner_outages
from goldenthread.casework.front_door.told_late import told_late
from goldenthread.casework.partner_meetings import COUNTED, MEETINGS, Period
from goldenthread.casework.partner_outages import CannotNote
from goldenthread.casework.partners import Out, partners
from goldenthread.doors.office import places
from goldenthread.doors.office.request import Request
from goldenthread.language import FRONT_DOOR
from goldenthread.timekeeping.calendars import LAST_DAY

UNPROCESSABLE = 422
AT = "As on a clock with 24 hours, such as 14:30"


class Moment(forms.Form):
    """A day and a time of the day."""

    on = DayField(label="On which day", initial=timezone.localdate, error_messages={"required": "Give the day."})
    at = forms.TimeField(
        label="At what time", input_formats=["%H:%M", "%H.%M"], help_text=AT,
        error_messages={"required": "Give the time, such as 14:30.", "invalid": "Give a time such as 14:30."},
    )  # fmt: skip

    def moment(self) -> dt.datetime:
        """The two together, by our clocks."""
        return timezone.make_aware(dt.datetime.combine(self.cleaned_data["on"], self.cleaned_data["at"]))


class Down(Moment):
    """A partner cannot send."""

    source_code = forms.ChoiceField(label="Which partner?", error_messages={"required": "Choose the partner."})
    what = forms.CharField(
        label="What does not work?", max_length=300, help_text="For example, their referral system since last night",
        error_messages={"required": "Say what does not work."},
    )  # fmt: skip
    meanwhile = forms.CharField(
        label="How do they reach us meanwhile, and who writes it down here?", max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Say how they reach us meanwhile."},
    )  # fmt: skip

    field_order = ("source_code", "what", "on", "at", "meanwhile")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source_code"].choices = [("", "Choose"), *partner_outages.sources()]  # type: ignore[attr-defined]


class Again(Moment):
    """They can send again."""

    listed = forms.IntegerField(
        label="How many referrals do they list that waited?", min_value=0,
        help_text="Ask them for the list: it is compared with what reached us.",
        error_messages={"required": "Give the number on their list, 0 if none waited."},
    )  # fmt: skip


class CaughtUp(forms.Form):
    """Everything that waited is here."""

    found = forms.CharField(
        label="What was found when their list was compared with what is here?", max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


def answers(request: Request) -> HttpResponse:
    """Late by agency, what is out, and the partners that cannot send."""
    by, now = request.actor, timezone.now()
    shown = partners(by, now=now)
    late = told_late(by, today=timezone.localdate())
    access.listed(by, [*shown.children(), *late.children()], page="partners", at=now)
    return render(request, "partners/answers.html", {
        "partners": shown, "late": late, "contacts": by.role in FRONT_DOOR,
        "outages": partner_outages.going_on(by), "answer_href": _answer_href,
        "child_href": places.child_address, "notes": by.role in FRONT_DOOR,
        "meetings": access.serves(by, "partner_meetings"),
    })  # fmt: skip


def meetings(request: Request) -> HttpResponse:
    """Who of the partners was asked, came and sent a report in time, and the meetings behind a number."""
    by, now, today = request.actor, timezone.now(), timezone.localdate()
    said = {name: request.GET.get(name, "").strip()[:40] for name in ("since", "until", "of", "agency", "what")}
    days = [_day(said[name]) for name in ("since", "until")]
    shown = partner_meetings.meetings(
        by, today=today, period=Period.of(*days, today=today), of=said["of"], agency=said["agency"], what=said["what"]
    )
    access.listed(by, shown.children(), page="partner_meetings", at=now)
    wrong = [said[name] for name, day in zip(("since", "until"), days, strict=True) if said[name] and day is None]
    return render(request, "partners/meetings.html", {
        "meetings": shown, "counted": COUNTED, "kinds": {key: label for key, (label, _) in MEETINGS.items()},
        "of": said["of"], "agency": said["agency"], "what": said["what"], "wrong": wrong,
        "child_href": places.child_address,
    })  # fmt: skip


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def outage_new(request: Request) -> HttpResponse:
    """Note that a partner cannot send."""
    form = Down(request.POST or None)

    def do() -> str:
        said = form.cleaned_data
        partner_outages.begin(
            said["source_code"], since=form.moment(), what=said["what"], meanwhile=said["meanwhile"],
            by=request.actor, now=timezone.now(),
        )  # fmt: skip
        return "It is noted. Whoever opens this page sees it until everything is caught up on."

    return _ask(request, form, do, title="A partner cannot send", button="Note it")


def outage(request: Request, number: int) -> HttpResponse:
    """One outage: that it is over, and that everything is here."""
    by = request.actor
    try:
        shown = partner_outages.outage(number, by)
    except CannotNote as missing:
        raise Http404 from missing
    down = shown.until is None
    form = (Again if down else CaughtUp)(request.POST or None)

    def do() -> str:
        said = form.cleaned_data
        if isinstance(form, Again):
            partner_outages.end(number, until=form.moment(), listed=said["listed"], by=by, now=timezone.now())
            return "They can send again. Compare their list with what is here."
        partner_outages.catch_up(number, found=said["found"], by=by, now=timezone.now())
        return "It is caught up on."

    title = f"{shown.partner}: {'they can send again' if down else 'everything is here'}"
    return _ask(request, form, do, title=title, button="Note it", outage=shown)


def _ask(request: Request, form: forms.Form, do: Callable[[], str], **around: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, do())
        except CannotNote as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("partners")
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partners/outage.html", {"form": form, "outage": None, **around}, status=status)


def _answer_href(out: Out) -> str:
    return places.begin_address(out.answered_by, [out.child.id], follows=out.under)


urlpatterns = [
    path("partners/", answers, name="partners"),
    path("partners/meetings/", meetings, name="partner_meetings"),
    path("partners/outage/", outage_new, name="partner_outage_new"),
    path("partners/outage/<int:number>/", outage, name="partner_outage"),
]
