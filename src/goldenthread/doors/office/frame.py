"""What stands around every page: who is signed in, where they may go."""
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from goldenthread.casework import access

MENU = (
    ("My work", "my_work"), ("Front door", "front_door"), ("Team", "team"), ("Figures", "figures"),
    ("Administration", "administration"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """For base.html; no query of its own."""
    actor: access.Actor | None = getattr(request, "actor", None)
    around: dict[str, Any] = {"authority": settings.AUTHORITY, "now": timezone.localtime()}
    if actor is None:
        return around
    here = request.resolver_match.view_name if request.resolver_match else ""
    return around | {
        "person": {"id": actor.worker, "name": actor.name, "post": f"{actor.title}, {actor.team_name}"},
        "menu": [
            {"text": text, "href": reverse(name), "current": here == name}
            for text, name in MENU
            if access.ADDRESSES[name].roles == () or actor.role in access.ADDRESSES[name].roles
        ],
        "home_href": reverse("my_work"), "find_href": reverse("find"), "keys_href": reverse("keys"),
        "sign_out_href": reverse("account_logout"),
        "asked_for": request.GET.get("q", "") if here == "find" else "",
    }
