"""Signing in and out, and the page that tells the launcher that all is well."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from goldenthread.casework.access import accounts
from goldenthread.doors.office.second_factor import options

ENDED = {
    "idle": "You were signed out because nothing happened for a while.",
    "long": "You were signed out because you signed in half a day ago.",
}


class SignIn(LoginView):
    """A name and a password; or the authority's directory, where there is one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Says why they are here again, and offers the directory."""
        said: dict[str, Any] = super().get_context_data(**kwargs)
        return said | {
            "ended": ENDED.get(self.request.GET.get("ended", ""), ""),
            "directory": settings.DIRECTORY_NAME if settings.DIRECTORY else "",
            "provider": settings.DIRECTORY_ID,
        }


class SecondStep(AuthenticateView):
    """A code, or a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the browser needs in order to ask for a passkey."""
        said: dict[str, Any] = super().get_context_data(**kwargs)
        have = accounts.second_factors(self.stage.login.user.pk)
        return said | {"options": options(said["js_data"], "request_options"), "have": have}


def name_tried(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The name that was tried, however it was written: capitals make no other name."""
    said = credentials or {}
    return str(said.get("email") or said.get("username") or request.POST.get("login", "")).strip().lower()[:255]


def address(request: HttpRequest) -> str | None:
    """Where somebody tries from, as the proxies that we trust say; nowhere, if no request came over the network."""
    return str(get_adapter(request).get_client_ip(request)) if "REMOTE_ADDR" in request.META else None


def resting(request: HttpRequest, answer: HttpResponse | None, credentials: Mapping[str, Any] | None) -> HttpResponse:
    """After too many mistakes: when to try again, and whom to ask. The same page whether the name is known or not."""
    tried = AccessAttempt.objects.filter(username=name_tried(request, credentials)).order_by("-attempt_time").first()
    assert isinstance(settings.AXES_COOLOFF_TIME, dt.timedelta)
    until = (tried.attempt_time if tried else timezone.now()) + settings.AXES_COOLOFF_TIME
    # Told to the minute, and never too early.
    said = {"until": timezone.localtime(until + dt.timedelta(seconds=59)), "mistakes": settings.AXES_FAILURE_LIMIT}
    response = render(request, "account/resting.html", said, status=429)
    response["Retry-After"] = str(int((until - timezone.now()).total_seconds()) + 1)
    return response


def refused(request: HttpRequest) -> HttpResponse:
    """Known to the directory, and holding no post here: the same words as for somebody unknown."""
    return render(request, "account/refused.html", status=401)


def signed_out(request: HttpRequest) -> HttpResponse:
    """What is seen after signing out."""
    return render(request, "account/signed_out.html")


def health(request: HttpRequest) -> HttpResponse:
    """For machines: the web server answers, and so did the database, in whose transaction every request stands."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="account_login"),
    path("sign-in/second-step/", SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/refused/", refused, name="sign_in_refused"),
    path("sign-out/", LogoutView.as_view(), name="account_logout"),
    path("signed-out/", signed_out, name="signed_out"),
    path("health/", health, name="health"),
]
