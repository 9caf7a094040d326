"""Signing in and out, and the page that tells the launcher that all is well."""

from allauth.account.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def signed_out(request: HttpRequest) -> HttpResponse:
    """What is seen after signing out."""
    return render(request, "account/signed_out.html")


def health(request: HttpRequest) -> HttpResponse:
    """For machines: the web server answers, and so did the database, in whose transaction every request stands."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("sign-in/", LoginView.as_view(), name="account_login"),
    path("sign-out/", LogoutView.as_view(), name="account_logout"),
    path("signed-out/", signed_out, name="signed_out"),
    path("health/", health, name="health"),
]
