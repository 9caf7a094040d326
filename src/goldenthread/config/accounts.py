"""Who may sign in, and by what: those who hold a post here, to whom the authority gave an account."""

import datetime as dt
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.casework.access import locked_away, sessions

log = logging.getLogger(__name__)

# Whoever signed in this recently need not say again that it is they.
RECENTLY = dt.timedelta(minutes=5)


class Workers(AuthenticationBackend):
    """A name and a password open only for those who hold a post. The password is hashed first, whoever is asked for."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Not for a closed account, nor before a post begins or from the minute it ends."""
        return user is not None and access.works_here(user.pk, at=timezone.now())


class Accounts(DefaultAccountAdapter):
    """Signing in is for workers; signing up is for nobody."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is made with a worker and a post, by the authority's administrator."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Whom the backends let in, and nobody else: allauth would also say that an account is closed."""
        user = super().authenticate(request, **credentials)
        return user if hasattr(user, "backend") else None

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **said: Any) -> HttpResponse | None:
        """The same question on every other way in, such as the authority's directory."""
        if not access.works_here(user.pk, at=timezone.now()):
            raise ImmediateHttpResponse(redirect("sign_in_refused"))
        return super().pre_login(request, user, **said)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Before a second factor is changed, unless they have just signed in."""
        begun = context.request.session.get(sessions.BEGUN, 0)
        if timezone.now().timestamp() - begun < RECENTLY.total_seconds():
            return False
        return bool(super().is_reauthentication_required(app=app, **more))

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """By what somebody may say again that it is they. A page asks twice, and it is read once."""
        request = context.request
        if not hasattr(request, "reauthentication_methods"):
            request.reauthentication_methods = super().get_reauthentication_methods(user)
        methods: list[dict[str, Any]] = request.reauthentication_methods
        return methods

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to what was going on before the password had to be changed."""
        return self.get_login_redirect_url(request)


class SecondFactor(DefaultMFAAdapter):
    """What an app on a telephone calls us, and what a passkey is for."""

    def get_totp_issuer(self) -> str:
        """The authority's own name, so that two systems are not taken for one another."""
        return f"Golden Thread, {settings.AUTHORITY}"

    def encrypt(self, text: str) -> str:
        """As the database keeps an app's secret, and what codes on paper are made from."""
        return locked_away.lock(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again. Without its key no code is right: another secret is answered, which nobody knows."""
        try:
            return locked_away.unlock(encrypted_text)
        except locked_away.NoKey:
            log.error("A second factor cannot be read: its key is not in SECOND_FACTOR_KEYS (docs/how-to/sign-in.md).")
            return generate_totp_secret()

    def is_mfa_enabled(self, user: AbstractBaseUser, types: list[str] | None = None) -> bool:
        """Not asked a second time of somebody of whom the directory has just asked it, where that counts."""
        if getattr(context.request, "directory_asked_second_factor", False):
            return False
        return bool(super().is_mfa_enabled(user, types))

    def _get_site_name(self) -> str:
        return "Golden Thread"


class Directory(DefaultSocialAccountAdapter):
    """Those whom the authority's directory knows, and who have a worker's account here. It makes nobody."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: an account is made with a worker and a post, by the authority's administrator."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Known by the directory's own number for them; the first time, by the verified address of their account."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(redirect("sign_in_refused"))
        if not sociallogin.is_existing:
            worker = self._worker(sociallogin)
            if worker is None:
                raise ImmediateHttpResponse(redirect("sign_in_refused"))
            sociallogin.connect(request, worker)
        token = sociallogin.account.extra_data.get("id_token") or {}
        if settings.DIRECTORY_SECOND_FACTOR_COUNTS and "mfa" in (token.get("amr") or []):
            request.directory_asked_second_factor = True  # type: ignore[attr-defined]

    def _worker(self, sociallogin: SocialLogin) -> AbstractBaseUser | None:
        believed = settings.DIRECTORY_ADDRESSES_ARE_VERIFIED
        addresses = [said.email for said in sociallogin.email_addresses if said.verified or believed]
        found = [user for said in addresses for user in get_user_model().objects.filter(email__iexact=said)]
        here = [user for user in found if access.works_here(user.pk, at=timezone.now())]
        return here[0] if len(here) == 1 else None

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Exception | None = None, **more: Any
    ) -> None:
        """The directory said no, or could not be understood: the log says why, the page what to do."""
        said = {name: request.GET[name] for name in ("error", "error_description") if name in request.GET}
        log.warning("Signing in by the directory failed: %s %s %s", error, said, exception)
        raise ImmediateHttpResponse(redirect("sign_in_refused"))
