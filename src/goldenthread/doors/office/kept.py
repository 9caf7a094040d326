"""What was typed into a form that could not be answered: put on the page, so that one button sends it again.

The form's one-time key goes with it, so that what was recorded after all is not recorded twice.
"""

import dataclasses

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import Resolver404, resolve

from goldenthread.casework import access

# Longer than this, or with a line's end, somebody wrote it: it is also shown, to be copied.
SHORT = 20


@dataclasses.dataclass(frozen=True)
class Typed:
    """Where it was sent, every field of it, what of it somebody wrote, and whether a file was with it."""

    address: str
    fields: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    files: bool


def of(request: HttpRequest) -> Typed | None:
    """What was typed; None where nothing was, where it came from another site, and on the way in: no page keeps a
    password.
    """
    try:
        who = access.ADDRESSES.get(resolve(request.path_info).view_name)
        if request.method != "POST" or who is None or who.public or who.way_in or _from_elsewhere(request):
            return None
        sent = request.POST
        files = bool(request.FILES)
    except (Resolver404, OSError):
        return None
    secret = any("password" in name for name in sent)
    fields = tuple((name, value) for name in sent for value in sent.getlist(name))
    words = tuple(value for name, value in fields if len(value) > SHORT and " " in value)
    return None if secret or not fields else Typed(request.get_full_path(), fields, words, files)


def _from_elsewhere(request: HttpRequest) -> bool:
    """Asked again here: the trouble may have come before Django asked. Needs no database."""
    if settings.CSRF_USE_SESSIONS or getattr(request, "csrf_processing_done", False):
        return False
    asked = CsrfViewMiddleware(_answers)
    asked.process_request(request)
    return asked.process_view(request, _answers, (), {}) is not None


def _answers(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
