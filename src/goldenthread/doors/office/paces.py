"""How much of one thing somebody may do in a while: more than any work needs, and less than a program wants.

How much of what is a setting (`PACES`). What is looked up or sent is counted before anything else is done, so that what
is refused counts too. Which records somebody opened is not counted anew: the looks say it.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.casework.access import pace
from goldenthread.doors.office import errors, sign_in

SEARCHES, PAPERS, RECORDS, SENT, WAY_IN = "searches", "papers", "records", "sent", "way_in"
ASKED: dict[str, tuple[str, str]] = {"find": ("q", SEARCHES), "draft_person": ("q", SEARCHES), "paper": ("", PAPERS)}
WHY = {
    SEARCHES: "You have searched {most} times in a short while.",
    PAPERS: "You have saved {most} documents in a short while.",
    RECORDS: "You have opened {most} different records in a short while. Records are opened for the work in hand.",
    SENT: "{most} forms were sent under your name in a short while.",
    WAY_IN: "Very many people are signing in from where you are.",
}


class Paced:
    """Answers 429, and when it goes on, instead of the page. Stands before whoever opens the request's transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        what = _what(request)
        if what:
            user = request.session.get(SESSION_KEY)
            who = f"user:{user}" if user else f"from:{sign_in.address(request)}"
            what = what if user else WAY_IN
            of = settings.PACES[what]
            done, again_in = pace.counted(what, who, within=of.within)
            if done > of.most:
                return errors.too_many(request, why=WHY[what].format(most=of.most), again_in=again_in)
        response = self.get_response(request)
        if response.status_code == 429:
            # What the library that signs people in answers says not when; none of its limits lasts longer than this.
            response.setdefault("Retry-After", "300")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Before a record is opened: how many others were, lately."""
        actor: access.Actor | None = getattr(request, "actor", None)
        subject = kwargs.get("subject")
        who = access.ADDRESSES.get(request.resolver_match.view_name if request.resolver_match else "")
        if actor is None or not isinstance(subject, UUID) or who is None or who.opens is None:
            return None
        of = settings.PACES[RECORDS]
        if pace.opened(actor, since=timezone.now() - of.within, but=subject) < of.most:
            return None
        again_in = int(of.within.total_seconds() // 4)
        return errors.too_many(request, why=WHY[RECORDS].format(most=of.most), again_in=again_in)


def _what(request: HttpRequest) -> str:
    """What of this is counted; nothing for an ordinary page."""
    if request.method == "POST":
        return SENT
    try:
        asks, what = ASKED.get(resolve(request.path_info).view_name, ("", ""))
    except Resolver404:
        return ""
    return what if not asks or request.GET.get(asks) else ""
