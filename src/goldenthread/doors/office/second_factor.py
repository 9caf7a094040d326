"""The second factor: an app that shows codes, passkeys, and codes on paper for when both are lost."""

import json
from collections.abc import Mapping
from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCode
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from markupsafe import Markup

from goldenthread.casework.access import accounts
from goldenthread.doors.office import sessions


def options(data: Mapping[str, Any], kind: str) -> str:
    """What the browser's passkey dialog is asked with, as the page's script reads it."""
    return json.dumps(data[kind], cls=DjangoJSONEncoder)


def choose(request: HttpRequest) -> HttpResponse:
    """The first page of somebody who has none yet: what it is for, and which."""
    have = accounts.second_factors(sessions.user_of(request).pk)
    return render(request, "second_factor/choose.html", {"have": have, "required": settings.SECOND_FACTOR_REQUIRED})


class App(ActivateTOTPView):
    """An app on a telephone, which is shown a secret once and shows a code of six figures ever after."""

    template_name = "second_factor/app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The picture stands in the page itself, and the secret beside it in words."""
        said: dict[str, Any] = super().get_context_data(**kwargs)
        secret = said["form"].secret
        picture = said["totp_svg"][said["totp_svg"].index("<svg") :]
        return said | {"picture": Markup(picture), "secret": " ".join(secret[i : i + 4] for i in range(0, 32, 4))}

    def form_valid(self, form: Any) -> HttpResponse:
        """It works: nothing more stands in their way."""
        sessions.second_factor_proved(self.request)
        return super().form_valid(form)

    def get_success_url(self) -> str:
        """To the codes on paper, if there were none."""
        return reverse("mfa_view_recovery_codes" if self.did_generate_recovery_codes else "account")


class AppRemoved(DeactivateTOTPView):
    """The app is lost, or another takes its place."""

    template_name = "second_factor/remove.html"
    extra_context = {"what": "the app that shows codes"}

    def get_success_url(self) -> str:
        """To what is left."""
        return reverse("account")

    def form_valid(self, form: Any) -> HttpResponse:
        """Without any second factor left, another comes first."""
        answer = super().form_valid(form)
        sessions.second_factor_removed(self.request)
        return answer


class Passkey(AddWebAuthnView):
    """A passkey, kept by this device, a telephone or a key that is plugged in."""

    template_name = "second_factor/passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the browser needs in order to make one."""
        said: dict[str, Any] = super().get_context_data(**kwargs)
        return said | {"options": options(said["js_data"], "creation_options")}

    def form_valid(self, form: Any) -> HttpResponse:
        """It works: nothing more stands in their way."""
        sessions.second_factor_proved(self.request)
        return super().form_valid(form)

    def get_success_url(self) -> str:
        """To the codes on paper, if there were none."""
        return reverse("mfa_view_recovery_codes" if self.did_generate_recovery_codes else "account")


class PasskeyRemoved(RemoveWebAuthnView):
    """A device is lost or handed back."""

    template_name = "second_factor/remove.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which."""
        return super().get_context_data(**kwargs) | {"what": f"the passkey “{self.object.wrap().name}”"}

    def get_success_url(self) -> str:
        """To what is left."""
        return reverse("account")

    def form_valid(self, form: Any) -> HttpResponse:
        """Without any second factor left, another comes first."""
        answer = super().form_valid(form)
        sessions.second_factor_removed(self.request)
        return answer


class Codes(ViewRecoveryCodesView):
    """Ten codes to print and lock away; each opens once."""

    template_name = "second_factor/codes.html"


class NewCodes(GenerateRecoveryCodesView):
    """Ten other codes; the earlier ones open nothing any more."""

    template_name = "second_factor/new_codes.html"


class ItIsYou(ReauthenticateView):
    """The password once more, before a second factor is changed."""

    template_name = "second_factor/it_is_you.html"
    extra_context = {"options": ""}


class ItIsYouByCode(ReauthenticateByCode):
    """The same by a code, for those who have no password here."""

    template_name = "second_factor/it_is_you.html"
    extra_context = {"options": ""}


class ItIsYouByPasskey(ReauthenticateWebAuthnView):
    """The same by a passkey."""

    template_name = "second_factor/it_is_you.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the browser needs in order to ask for it."""
        said: dict[str, Any] = super().get_context_data(**kwargs)
        return said | {"options": options(said["js_data"], "request_options")}

    def form_invalid(self, form: Any) -> HttpResponse:
        """Asked again: what the device answered holds once."""
        messages.error(self.request, "That passkey does not belong to this account. Try again, or say it another way.")
        return redirect(self.passthrough_next_url(self.request.path))


urlpatterns = [
    path("account/second-factor/", choose, name="second_factor"),
    path("account/second-factor/app/", App.as_view(), name="mfa_activate_totp"),
    path("account/second-factor/app/remove/", AppRemoved.as_view(), name="mfa_deactivate_totp"),
    path("account/second-factor/passkey/", Passkey.as_view(), name="mfa_add_webauthn"),
    path("account/second-factor/passkey/<int:pk>/remove/", PasskeyRemoved.as_view(), name="mfa_remove_webauthn"),
    path("account/second-factor/codes/", Codes.as_view(), name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/new/", NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("account/it-is-you/", ItIsYou.as_view(), name="account_reauthenticate"),
    path("account/it-is-you/code/", ItIsYouByCode.as_view(), name="mfa_reauthenticate"),
    path("account/it-is-you/passkey/", ItIsYouByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
]
