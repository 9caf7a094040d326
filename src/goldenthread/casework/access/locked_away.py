"""What proves somebody, as the database keeps it: locked with a key that the database does not have.

The first key locks, every key opens, so that a key is replaced by writing another before it.
"""

import base64
import contextlib
import hashlib

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction

LOCKED = "locked:"
# By the library's names for them: an app's secret, what codes on paper are made from.
SECRETS = ("secret", "seed")


class NoKey(Exception):
    """None of the keys that are here opens it."""


def lock(text: str) -> str:
    """The text as the database may keep it."""
    return LOCKED + MultiFernet(_keys()).encrypt(text.encode()).decode()


def unlock(kept: str) -> str:
    """The text again.

    :raises NoKey: where it was locked with a key that is not here, or was never locked
    """
    try:
        return MultiFernet(_keys()).decrypt(kept.removeprefix(LOCKED) if kept.startswith(LOCKED) else "").decode()
    except InvalidToken as wrong:
        raise NoKey from wrong


def lock_what_is_not() -> int:
    """Lock every secret that stands open, or under a key that was replaced; how many rows were written anew."""
    written = 0
    with transaction.atomic():
        for one in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
            now = {name: _locked_by_the_first(kept) for name, kept in one.data.items() if name in SECRETS}
            if any(one.data[name] != kept for name, kept in now.items()):
                one.data |= now
                one.save(update_fields=["data"])
                written += 1
    return written


def _locked_by_the_first(kept: str) -> str:
    if not kept.startswith(LOCKED):
        return lock(kept)
    for keys in (_keys()[:1], _keys()):
        with contextlib.suppress(InvalidToken):
            text = MultiFernet(keys).decrypt(kept.removeprefix(LOCKED)).decode()
            return kept if len(keys) == 1 else lock(text)
    # Its key is not here: it stays as it is, for the day when the key is found.
    return kept


def _keys() -> list[Fernet]:
    digests = (hashlib.sha256(key.encode()).digest() for key in settings.SECOND_FACTOR_KEYS)
    return [Fernet(base64.urlsafe_b64encode(digest)) for digest in digests]
