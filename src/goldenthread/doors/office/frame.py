"""What stands around every page: who is signed in, where they may go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.doors.office import sessions

MENU = (
    ("My work", "my_work"),
    ("Desk", "desk"),
    ("Front door", "front_door"),
    ("Team", "team"),
    ("Services", "services"),
    ("Figures", "figures"),
    ("Improvement", "improvement"),
    ("Administration", "administration"),
)
OUTSIDE = (("Your referrals", "portal"),)


def address(name: str) -> str:
    """Where a page stands; nothing where this installation does not serve it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def frame(request: HttpRequest) -> dict[str, Any]:
    """For base.html; no query of its own."""
    actor: access.Actor | None = getattr(request, "actor", None)
    around: dict[str, Any] = {"authority": settings.AUTHORITY, "now": timezone.localtime()}
    if actor is None:
        return around
    here = request.resolver_match.view_name if request.resolver_match else ""
    need: access.Need | None = getattr(request, "need", None)
    around["open_for_now"] = need if need and need.until else None
    around |= {"session": sessions.left(request), "account_href": address("account")}
    if getattr(request, "still_asked", ""):
        # Nothing else opens yet, so nothing else is offered.
        who = {"id": actor.worker, "name": actor.name, "post": f"{actor.title}, {actor.team_name}"}
        return around | {"person": who, "menu": [], "home_href": address("my_work"), "find_href": "", "keys_href": ""}
    outside = access.serves(actor, "portal")
    return around | {
        "person": {"id": actor.worker, "name": actor.name, "post": f"{actor.title}, {actor.team_name}"},
        "menu": [
            {"text": text, "href": address(name), "current": here == name}
            for text, name in (OUTSIDE if outside else MENU)
            if address(name) and access.serves(actor, name)
        ],
        "home_href": address("portal" if outside else "my_work"),
        "find_href": address("find") if access.serves(actor, "find") else "",
        "keys_href": address("keys") if access.serves(actor, "keys") else "",
        "sign_out_href": address("account_logout"),
        "asked_for": request.GET.get("q", "") if here == "find" else "",
    }
