"""Each request is one person's, in one transaction, to an address that somebody decided about."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.casework.access import sessions
from goldenthread.doors.office import errors, opening
from goldenthread.doors.office.request import Request
from goldenthread.doors.office.sessions import LIMITS

# A form that could not be accepted is shown again, with everything on it.
SHOWN_AGAIN = HTTPStatus.UNPROCESSABLE_ENTITY
KEPT_FOR_LATER = ("draft", "portal_part")
# Asked by the page itself, while nobody may be there.
SESSION = "session"
NOBODY_THERE = (SESSION, "draft_beside")
FIRST = {"password": "account_change_password", "second_factor": "second_factor"}


class Acting:
    """Who asks, in which post; the policy's answer; what was shown, written down before it leaves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = self._actor(request)
        request.actor = actor  # type: ignore[attr-defined]
        with access.acting(actor):
            response = self.get_response(request)
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                transaction.set_rollback(True)
            elif response.status_code >= HTTPStatus.MULTIPLE_CHOICES and response.status_code != SHOWN_AGAIN:
                if not getattr(response, "names_somebody", False):
                    access.showed_nothing()
        if actor is not None:
            # Nobody who comes to this machine later reads it by going back.
            response.setdefault("Cache-Control", "no-store")
        return response

    def _actor(self, request: HttpRequest) -> access.Actor | None:
        """Whoever signed in and still holds a post; any other session ends here, at its next request."""
        user, now = request.session.get(SESSION_KEY), timezone.now()
        if not user:
            return None
        why = sessions.ended(request.session, LIMITS, now=now)
        actor = None if why else access.actor_of(
            int(user), at=now, post=request.session.get("post"), signed=request.session.get(HASH_SESSION_KEY, "")
        )  # fmt: skip
        if actor is None:
            logout(request)
            request.ended = why  # type: ignore[attr-defined]
        return actor

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Refuse, or let through and note the look."""
        match = request.resolver_match
        address = match.view_name if match else ""
        actor = request.actor  # type: ignore[attr-defined]
        who = access.ADDRESSES.get(address)
        if actor is None and not (who and who.public):
            return self._to_sign_in(request, address)
        if actor is not None:
            if address not in NOBODY_THERE:
                sessions.seen(request.session, now=timezone.now())
            asked = sessions.still_asked(request.session, second_factor=settings.SECOND_FACTOR_REQUIRED)
            request.still_asked = asked  # type: ignore[attr-defined]
            if asked and who and not (who.public or who.way_in):
                return redirect(FIRST[asked])
        subject = kwargs.get("subject")
        try:
            need = access.decide(actor, address, subject)
        except access.NoNeed as refusal:
            return opening.asked_first(cast(Request, request), subject, refusal)
        except access.NotAllowed as refusal:
            return errors.refused(request, refusal)
        if need and actor is not None and subject is not None:
            request.need = need  # type: ignore[attr-defined]
            access.look(actor, subject, page=address, at=timezone.now(), why=need.why)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Whatever went wrong, nothing of it is kept; a refusal is said politely."""
        if isinstance(exception, ReauthenticationRequired | ImmediateHttpResponse):
            # Nothing went wrong: allauth's way to ask for something first, which its own middleware hears.
            return None
        transaction.set_rollback(True)
        if isinstance(exception, access.NotAllowed):
            return errors.refused(request, exception)
        return None

    def _to_sign_in(self, request: HttpRequest, address: str) -> HttpResponse:
        """To the sign-in page, and from there back to where they were."""
        back, why = request.get_full_path(), getattr(request, "ended", "")
        if address == SESSION:
            return JsonResponse({"ended": why}, status=401)
        if request.method == "POST" and address in KEPT_FOR_LATER:
            sessions.keep_unsent(request.session, path=request.path, sent=request.POST.urlencode())
        elif request.method != "GET":
            back = resolve_url("my_work")
        return redirect_to_login(back, resolve_url(settings.LOGIN_URL) + (f"?ended={why}" if why else ""))
