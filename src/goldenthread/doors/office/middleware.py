"""Each request is one person's, in one transaction, to an address that somebody decided about."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.doors.office import errors

KEPT_FOR_LATER = "draft"


class Acting:
    """Who asks, in which post; the policy's answer; the look that opening a record leaves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = self._actor(request)
        request.actor = actor  # type: ignore[attr-defined]
        with access.acting(actor):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def _actor(self, request: HttpRequest) -> access.Actor | None:
        user = request.session.get(SESSION_KEY)
        if not user:
            return None
        actor = access.actor_of(
            int(user), today=timezone.localdate(), post=request.session.get("post"),
            signed=request.session.get(HASH_SESSION_KEY, ""),
        )  # fmt: skip
        if actor is None:
            # Ends a session that was begun with an earlier password, so that they are asked to sign in again.
            get_user(request)
        return actor

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Refuse, or let through and write down the look."""
        match = request.resolver_match
        address = match.view_name if match else ""
        actor = request.actor  # type: ignore[attr-defined]
        who = access.ADDRESSES.get(address)
        if actor is None and not (who and who.public) and SESSION_KEY not in request.session:
            if request.method == "POST" and address == KEPT_FOR_LATER:
                # Signed out while writing: what was sent waits in the session until the same person signs in again.
                request.session["unsent"] = [request.path, request.POST.urlencode()]
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        subject = kwargs.get("subject")
        try:
            why = access.decide(actor, address, subject)
        except access.NotAllowed as refusal:
            return errors.refused(request, refusal)
        if why and actor is not None and subject is not None:
            access.look(actor, subject, page=address, at=timezone.now(), why=why)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Whatever went wrong, nothing of it is kept; a refusal is said politely."""
        transaction.set_rollback(True)
        if isinstance(exception, access.NotAllowed):
            return errors.refused(request, exception)
        return None
