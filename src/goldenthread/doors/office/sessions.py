"""A session at this door: how it begins, how long it has left, and staying signed in while thinking."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone

from goldenthread.casework.access import accounts, sessions

LIMITS = sessions.Limits(idle=settings.SESSION_IDLE, longest=settings.SESSION_LONGEST)


def signed_in(sender: type[AbstractBaseUser], request: HttpRequest, user: AbstractBaseUser, **more: Any) -> None:
    """Somebody signed in: their session begins. Hears of it from Django, whichever way they came in."""
    proved = any(record["method"] == "mfa" for record in get_authentication_records(request, user))
    sessions.begin(
        request.session, now=timezone.now(),
        second_factor=proved or getattr(request, "directory_asked_second_factor", False),
        password_for_once=accounts.has_password_for_once(user.pk),
    )  # fmt: skip


def user_of(request: HttpRequest) -> User:
    """Whoever is signed in, where the policy has let nobody else through."""
    assert isinstance(request.user, User)
    return request.user


def second_factor_proved(request: HttpRequest) -> None:
    """They have just set one up, and shown that it works."""
    request.session[sessions.SECOND_FACTOR] = True


def second_factor_removed(request: HttpRequest) -> None:
    """They took one away. Nothing opens before there is another, if it was the last."""
    have = accounts.second_factors(user_of(request).pk)
    request.session[sessions.SECOND_FACTOR] = bool(have.app or have.passkeys)


def left(request: HttpRequest) -> dict[str, Any]:
    """What a page says of its session: when it ends, and when to warn."""
    ends = sessions.ends_at(request.session, LIMITS)
    seconds = max(0, int((ends - timezone.now()).total_seconds()))
    return {
        "ends": timezone.localtime(ends),
        "left": seconds,
        "warning": int(settings.SESSION_WARNING.total_seconds()),
        "minutes": int(settings.SESSION_IDLE.total_seconds() // 60),
    }


def session(request: HttpRequest) -> HttpResponse:
    """How long is left, without counting as being there; sent as a form, it says “I am still here”."""
    if request.method == "POST":
        sessions.seen(request.session, now=timezone.now(), at_once=True)
        if not (request.accepts("application/json") and not request.accepts("text/html")):
            return redirect("my_work")
    said = left(request)
    return JsonResponse({"left": said["left"], "ends": said["ends"].strftime("%H:%M")})


urlpatterns = [path("session/", session, name="session")]
