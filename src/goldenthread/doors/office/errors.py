"""The pages for what cannot be shown, in words that say what to do. None of them asks the database anything."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: named as `handler400`."""
    return render(request, "errors/400.html", status=400)


def refused(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403: named as `handler403` and as CSRF_FAILURE_VIEW. A refusal from casework says why in its own sentence."""
    if reason:
        log.warning("A form was refused: %s", reason)
        why = "This form was open too long, or came from another place. Go back, reload the page and send it again."
        return render(request, "errors/403.html", {"why": why}, status=403)
    actor, match = getattr(request, "actor", None), request.resolver_match
    log.warning("Worker %s was refused at %s", actor and actor.worker, match and match.view_name)
    said = {"why": str(exception)} if exception and str(exception) else {}
    return render(request, "errors/403.html", said, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: named as `handler404`. Does not say what was looked for: a name in an address is not confirmed or denied."""
    return render(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: named as `handler500`. Rendered without the request, so that no context processor runs.

    A database that cannot be reached is no fault of the page: 503, and try again.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return closed()
    return render(None, "errors/500.html", status=500)


def closed() -> HttpResponse:
    """503: the database cannot be reached, or the system is being looked after."""
    answer = render(None, "errors/503.html", status=503)
    answer["Retry-After"] = "120"
    return answer
