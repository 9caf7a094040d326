"""One's own account: where one is signed in, the password, what stands beside it."""

from typing import Any

from allauth.account.views import PasswordChangeView
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.casework import access
from goldenthread.casework.access import accounts
from goldenthread.casework.access.sessions import PASSWORD_FOR_ONCE
from goldenthread.doors.office import sessions
from goldenthread.doors.office.request import Request


def account(request: Request) -> HttpResponse:
    """Who I am here, and where I am signed in."""
    actor: access.Actor = request.actor
    user = sessions.user_of(request)
    now = timezone.now()
    shown = {
        "actor": actor,
        "email": user.email,
        "has_password": user.has_usable_password(),
        "sessions": accounts.sessions_of(
            user.pk, here=request.session.session_key or "", limits=sessions.LIMITS, now=now
        ),
        "have": accounts.second_factors(user.pk),
        "required": settings.SECOND_FACTOR_REQUIRED,
        "now": timezone.localtime(now),
    }
    return render(request, "account/account.html", shown)


class Password(PasswordChangeView):
    """Another password; every other session of theirs ends with the old one."""

    template_name = "account/password.html"

    def dispatch(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nobody who comes by the directory has a password here."""
        if not sessions.user_of(request).has_usable_password():
            return redirect("account")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether they had to."""
        return super().get_context_data(**kwargs) | {"for_once": self.request.session.get(PASSWORD_FOR_ONCE, False)}

    def form_valid(self, form: Any) -> HttpResponse:
        """It is their own now."""
        accounts.password_chosen(sessions.user_of(self.request).pk)
        self.request.session[PASSWORD_FOR_ONCE] = False
        return super().form_valid(form)


@require_POST
def sign_out_everywhere(request: Request) -> HttpResponse:
    """Every session ends, on every machine, this one too."""
    accounts.sign_out_everywhere(sessions.user_of(request).pk)
    logout(request)
    return redirect("signed_out")


urlpatterns = [
    path("account/", account, name="account"),
    path("account/password/", Password.as_view(), name="account_change_password"),
    path("account/sign-out-everywhere/", sign_out_everywhere, name="sign_out_everywhere"),
]
