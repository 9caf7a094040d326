"""A worker's own account: where they are signed in, their password, their second factor."""

import dataclasses
import datetime as dt

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session as StoredSession
from django.utils.crypto import constant_time_compare

from goldenthread.casework.access.sessions import Limits, ended
from goldenthread.record.models import Worker


@dataclasses.dataclass(frozen=True)
class SessionLine:
    """One place where somebody is signed in."""

    device: str
    address: str
    since: dt.datetime
    here: bool


@dataclasses.dataclass(frozen=True)
class PasskeyLine:
    """A passkey: its name, and when it was made and last used."""

    id: int
    name: str
    made: dt.datetime
    used: dt.datetime | None


@dataclasses.dataclass(frozen=True)
class SecondFactors:
    """What somebody proves themselves with beside the password."""

    app: bool = False
    passkeys: tuple[PasskeyLine, ...] = ()
    codes_left: int = 0


def has_password_for_once(user: int) -> bool:
    """Whether an administrator made the password that they sign in with."""
    return Worker.objects.filter(user_id=user, password_for_once=True).exists()


def password_chosen(user: int) -> None:
    """They have a password of their own now."""
    Worker.objects.filter(user_id=user).update(password_for_once=False)


def sessions_of(user: int, *, here: str, limits: Limits, now: dt.datetime) -> list[SessionLine]:
    """Where somebody is signed in, latest first; `here` is the key of the session that asks."""
    sign_ins = {one.session_key: one for one in UserSession.objects.filter(user_id=user).order_by("-created_at")}
    stored = StoredSession.objects.filter(session_key__in=sign_ins, expire_date__gt=now).in_bulk()
    signed = get_user_model().objects.get(pk=user).get_session_auth_hash()
    lines = []
    for key, one in sign_ins.items():
        held = stored[key].get_decoded() if key in stored else {}
        if constant_time_compare(held.get(HASH_SESSION_KEY, ""), signed) and not ended(held, limits, now=now):
            lines.append(SessionLine(device(one.user_agent), one.ip, one.created_at, key == here))
    return lines


def sign_out_everywhere(user: int) -> None:
    """End every session of theirs, this one too."""
    sign_ins = UserSession.objects.filter(user_id=user)
    StoredSession.objects.filter(session_key__in=sign_ins.values("session_key")).delete()
    sign_ins.delete()


def second_factors(user: int) -> SecondFactors:
    """What they have set up. One query."""
    app, passkeys, left = False, [], 0
    for one in Authenticator.objects.filter(user_id=user).order_by("created_at"):
        if one.type == Authenticator.Type.TOTP:
            app = True
        elif one.type == Authenticator.Type.WEBAUTHN:
            passkeys.append(PasskeyLine(one.pk, one.wrap().name, one.created_at, one.last_used_at))
        else:
            left = len(one.wrap().get_unused_codes())
    return SecondFactors(app, tuple(passkeys), left)


def take_second_factors(user: int) -> None:
    """Take away what they can no longer prove themselves with: they set it up anew when they next sign in."""
    Authenticator.objects.filter(user_id=user).delete()
    sign_out_everywhere(user)


BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
MACHINES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def device(agent: str) -> str:
    """What a browser says of itself, in words that its person knows it by."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    machine = next((name for mark, name in MACHINES if mark in agent), "")
    return " on ".join(filter(None, (browser, machine))) or "A browser that does not say what it is"
