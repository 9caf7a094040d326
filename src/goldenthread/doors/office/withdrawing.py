"""Withdraw an entry that was made in error: what goes with it is shown first, and why is asked."""

import secrets
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from goldenthread.casework import withdrawing
from goldenthread.casework.recording import CannotRecord
from goldenthread.doors.office.request import Request

UNPROCESSABLE = 422


class Why(forms.Form):
    """Why the entry should never have been made."""

    why = forms.CharField(
        label="Why was this made in error?",
        help_text="For example: written on the wrong child. Whoever reads the record will see your reason.",
        widget=forms.Textarea,
        error_messages={"required": "Say why this was made in error: whoever reads the record must understand it."},
    )


def withdraw(request: Request, subject: UUID, entry: UUID) -> HttpResponse:
    """What would change, and the reason; then the entry's page, struck through."""
    by, today = request.actor, timezone.localdate()
    for_all = "all" in request.GET
    form = Why(request.POST or None)
    key = request.POST.get("key") or secrets.token_hex(16)
    try:
        if form.is_valid():
            why = form.cleaned_data["why"]
            withdrawing.withdraw(subject, entry, why=why, by=by, key=key, today=today, for_all=for_all)
            messages.success(request, "Withdrawn. It stays on the record, struck through, and no longer counts.")
            return redirect("entry", subject=subject, entry=entry)
        whole = withdrawing.ForAll([], 0)
        if for_all:
            whole = withdrawing.what_goes_for_all(subject, entry, by=by, today=today)
        told = next(iter(whole.each), None) or withdrawing.what_goes(subject, entry, by=by, today=today)
    except CannotRecord as refusal:
        messages.warning(request, str(refusal))
        return redirect("entry", subject=subject, entry=entry)
    return render(
        request,
        "record/withdraw.html",
        {
            "told": told, "each": whole.each or [told], "for_all": for_all, "stay": whole.closed,
            "subject": subject, "entry": entry, "form": form, "key": key,
        },
        status=UNPROCESSABLE if form.errors else 200,
    )  # fmt: skip


urlpatterns = [path("child/<uuid:subject>/entry/<uuid:entry>/withdraw/", withdraw, name="withdraw")]
