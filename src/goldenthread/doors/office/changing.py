"""A form that changes something: sent and right, it is done and leads back; else it says what to mend."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from goldenthread.casework.administration import CannotChange
from goldenthread.doors.office.request import Request


def sent(request: Request, form: forms.Form, do: Callable[[], str | HttpResponse], *, back: str) -> HttpResponse | None:
    """What follows a form that was sent and is done: do() says what was done, or answers by itself.

    Nothing, where it is still to be filled in or mended: then the form knows why.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        done = do()
    except CannotChange as refusal:
        form.add_error(None, str(refusal))
        return None
    if isinstance(done, HttpResponse):
        return done
    messages.success(request, done)
    return redirect(back)
