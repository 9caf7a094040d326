"""The pages for what cannot be shown, in words that say what to do. None of them asks the database anything."""

import logging
import sys

from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.doors.office import kept, trouble

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: named as `handler400`.

    Where the session could not be kept after all was done, nobody sent anything wrong, and it may have been saved.
    """
    if isinstance(exception, SessionInterrupted):
        beneath = exception.__context__ and exception.__context__.__context__
        if why := trouble.of(beneath):
            log.error("%s: a session was not kept", why.said)
            return closed(why, typed=kept.of(request))
        signed_out = (
            "You were signed out elsewhere while this was answered. Sign in again and look whether it was saved."
        )
        return render(request, "errors/400.html", {"why": signed_out}, status=400)
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

    A database that is away or slow and a disk that is full are no fault of the page: 503, and when to try again.
    """
    why = trouble.of(sys.exc_info()[1])
    if why is None:
        return render(None, "errors/500.html", status=500)
    log.error("%s: %s", why.said, request.resolver_match and request.resolver_match.view_name)
    return closed(why, typed=kept.of(request))


def closed(why: trouble.Trouble = trouble.AWAY, *, typed: kept.Typed | None = None) -> HttpResponse:
    """503: what is needed is away, slow or full. What was typed is on the page, to be sent again by a button."""
    answer = render(None, f"errors/{why.template}.html", {"typed": typed}, status=503)
    answer["Retry-After"] = str(why.again_in)
    answer["Cache-Control"] = "no-store"
    return answer


def too_many(request: HttpRequest, *, why: str, again_in: int) -> HttpResponse:
    """429: more than anybody's work needs. Says when it goes on, and keeps what was typed."""
    again = {"why": why, "minutes": max(1, -(-again_in // 60)), "typed": kept.of(request)}
    answer = render(None, "errors/429.html", again, status=429)
    answer["Retry-After"] = str(again_in)
    answer["Cache-Control"] = "no-store"
    return answer
