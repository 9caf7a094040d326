"""Workers, their accounts, and who holds which post."""

import datetime as dt
import secrets

from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Q

from goldenthread.casework.access import accounts
from goldenthread.casework.administration.changing import CannotChange, Change, post_of, worker_of, write_down
from goldenthread.record.models import Holding, Worker

PASSWORD_WORDS = 5
LETTERS = "bcdfghjkmnpqrstvwxyz"
VOWELS = "aeiou"
NO_ACCOUNT = "This worker has no account: they are known from a file or from earlier days."


def make_worker(name: str, *, email: str, registration: str, agency_worker: bool, change: Change) -> tuple[int, str]:
    """A worker with an account. Returns the worker and a password that is shown once and stored nowhere in the clear.

    :raises CannotChange: if the address already signs somebody in
    """
    users = get_user_model()
    address = BaseUserManager.normalize_email(email).lower()
    if users.objects.filter(email__iexact=address).exists():
        raise CannotChange(f"Somebody signs in with {address} already. Find them in the list of workers.")
    password = one_time_password()
    user = users.objects.create_user(username=address, email=address, password=password)
    worker = Worker.objects.create(
        user=user, name=name, registration=registration, agency_worker=agency_worker, password_for_once=True
    )
    write_down(change, "worker made", worker=worker.pk, name=name)
    return worker.pk, password


def renew_password(worker: int, *, change: Change) -> str:
    """Another password, shown once; the old one opens nothing any more, and the name no longer rests after mistakes.

    :raises CannotChange: if the worker has no account
    """
    who = worker_of(worker)
    if who.user is None:
        raise CannotChange(NO_ACCOUNT)
    password = one_time_password()
    who.user.set_password(password)
    who.user.save()
    who.password_for_once = True
    who.save()
    AccessAttempt.objects.filter(username=who.user.email.lower()).delete()
    write_down(change, "password renewed", worker=worker)
    return password


def take_second_factor(worker: int, *, change: Change) -> None:
    """Take away a second factor that was lost: they set up another when they next sign in.

    :raises CannotChange: if the worker has no account
    """
    user = worker_of(worker).user
    if user is None:
        raise CannotChange(NO_ACCOUNT)
    accounts.take_second_factors(user.pk)
    write_down(change, "second factor taken away", worker=worker)


def open_account(worker: int, *, active: bool, change: Change) -> None:
    """Close a worker's account, at once and on every machine, or open it again."""
    user = worker_of(worker).user
    if user is None:
        raise CannotChange(NO_ACCOUNT)
    if worker == change.by.worker:
        raise CannotChange("You cannot close your own account. Ask another administrator.")
    user.is_active = active
    user.save()
    write_down(change, "account opened" if active else "account closed", worker=worker)


def hold(worker: int, *, post: str, since: dt.date, until: dt.date | None, change: Change) -> None:
    """Somebody takes up a post, from a day until a day. The day after it ends, it opens nothing.

    :raises CannotChange: if it ends before it begins, or they hold it then already
    """
    if until and until < since:
        raise CannotChange("The post would end before it begins. Check the two days.")
    place = post_of(post)
    mine = Holding.objects.filter(worker=worker, post=place).filter(Q(until=None) | Q(until__gte=since))
    if (mine.filter(since__lte=until) if until else mine).exists():
        raise CannotChange("They hold this post at that time already.")
    Holding.objects.create(worker=worker_of(worker), post=place, since=since, until=until)
    write_down(change, "post taken up", on=since, worker=worker, post=post, until=until.isoformat() if until else None)


def end_holding(
    holding: int, *, worker: int, until: dt.date, change: Change, minute: dt.datetime | None = None
) -> None:
    """The last day on which a worker holds a post, to its end or to a `minute` of it. From then on it opens nothing.

    :raises CannotChange: if that is before they began, or they do not hold it
    """
    held = Holding.objects.filter(pk=holding, worker=worker).first()
    if held is None:
        raise CannotChange("They do not hold this post. Look at their page again.")
    if until < held.since:
        raise CannotChange("They had not begun by that day. Check the day.")
    held.until, held.ended_at = until, minute
    held.save()
    write_down(
        change, "post left", on=until, worker=held.worker_id, holding=holding,
        minute=minute.isoformat() if minute else None,
    )  # fmt: skip


def one_time_password() -> str:
    """Five made-up words, easy to read out over the telephone and long enough to be safe."""
    syllable = lambda: secrets.choice(LETTERS) + secrets.choice(VOWELS)  # noqa: E731
    return "-".join(syllable() + syllable() + secrets.choice(LETTERS) for _ in range(PASSWORD_WORDS))
