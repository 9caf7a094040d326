"""What was sent can be read: whole, and without a zero, which no text of a person and of the database has."""

import json
import logging
from collections.abc import Callable
from itertools import chain
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError

from goldenthread.doors.office import errors

log = logging.getLogger(__name__)

ZERO = "\x00"
# What a device answers for a passkey, as JSON.
PASSKEY = "credential"
# The word with which a form is sent once. Ours are half as long; the record has room for this, and what we put to it.
ONCE, LONGEST = "key", 64


class Readable:
    """Refuses with 400 what no page of ours sends: a zero anywhere, and a form that lacks what every such form has."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """After the form's own token was asked for, so that nobody else's form is read.

        :raises BadRequest: for a zero in the address, its question or the form, for what no device answers, and for a
            key that is none of ours
        """
        asked = (request.GET, request.POST)
        sent = chain.from_iterable((name, *values) for said in asked for name, values in said.lists())
        if any(ZERO in each for each in chain(sent, map(str, kwargs.values()))):
            raise BadRequest("A zero in what was sent")
        if any(len(key) > LONGEST for key in request.POST.getlist(ONCE)):
            raise BadRequest("A longer key than any of ours")
        for answer in request.POST.getlist(PASSKEY):
            _readable(answer)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A field that is asked for by its name and was not sent. Whatever was written is taken back by then."""
        if not isinstance(exception, MultiValueDictKeyError):
            return None
        log.warning("A form was sent without %s.", exception)
        return errors.bad_request(request, exception)


def _readable(answer: str) -> None:
    """What is no JSON at all, its form says; a number or a nesting without end would break the form."""
    try:
        json.loads(answer)
    except json.JSONDecodeError:
        return
    except (ValueError, RecursionError) as error:
        raise BadRequest("What a device answered cannot be read") from error
