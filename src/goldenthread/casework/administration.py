"""Teams, posts, workers and who holds what: every change with who made it and why. No child is seen from here."""

import dataclasses
import datetime as dt
import secrets
from typing import Any

from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.text import slugify

from goldenthread.casework import access
from goldenthread.casework.access import accounts
from goldenthread.casework.rules import JOURNAL
from goldenthread.language import Role
from goldenthread.record.models import Allocation, Holding, Post, Setting, Team, Worker

PASSWORD_WORDS = 5
LETTERS = "bcdfghjkmnpqrstvwxyz"
VOWELS = "aeiou"
NO_ACCOUNT = "This worker has no account: they are known from a file or from earlier days."


class CannotChange(Exception):
    """The change would leave something without an answer. The message is fit for the screen."""


@dataclasses.dataclass(frozen=True)
class Change:
    """Who changes something, when, and why."""

    by: access.Actor
    at: dt.datetime
    why: str

    def __post_init__(self) -> None:
        if self.by.role is not Role.ADMINISTRATOR:
            raise access.NotAllowed(f"This is for a {Role.ADMINISTRATOR}.")
        if not self.why.strip():
            raise CannotChange("Say why: whoever looks back will want to know.")


def write_down(change: Change, what: str, *, on: dt.date | None = None, **said: Any) -> None:
    """Keep the change for good: appended, never altered."""
    Setting.objects.create(
        name=f"{JOURNAL}{what}", value=said, effective_from=on or change.at.date(), known_at=change.at,
        worker_id=change.by.worker, why=change.why.strip(),
    )  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Hours:
    """When a team that takes contacts is on duty: at any hour, in its office hours ("office"), or in all others.

    The office hours are those of working days.
    """

    when: str = ""
    office_from: dt.time = dt.time(8, 30)
    office_until: dt.time = dt.time(17, 0)

    def __post_init__(self) -> None:
        if self.office_from >= self.office_until:
            raise CannotChange("The office would close before it opens. Check the two times.")

    @property
    def said(self) -> str:
        """In words; nothing, where it makes no difference."""
        times = f"{self.office_from:%H:%M} to {self.office_until:%H:%M} on working days"
        return {"office": f"on duty {times}", "out": f"on duty outside {times}"}.get(self.when, "")


def make_team(name: str, *, parent: str, duty: bool, change: Change, hours: Hours | None = None) -> str:
    """A new team under another. Returns its code, which stays when it is renamed.

    :raises CannotChange: if a team of that name stands
    """
    above = _team(parent)
    code = slugify(name)[:40]
    if not code or Team.objects.filter(Q(code=code) | Q(name__iexact=name, closed_on=None)).exists():
        raise CannotChange(f"There is, or was, a team called “{name}”. Choose another name, or open that one.")
    hours = hours or Hours()
    Team.objects.create(code=code, name=name, agency_id=above.agency_id, parent=above, duty=duty, duty_hours=hours.when,
                        office_from=hours.office_from, office_until=hours.office_until)  # fmt: skip
    write_down(change, "team made", team=code, name=name, parent=parent, duty=duty, hours=hours.said)
    return code


def change_team(code: str, *, name: str, parent: str, duty: bool, change: Change, hours: Hours | None = None) -> None:
    """Rename a team, or put it under another.

    :raises CannotChange: if it would stand under itself
    """
    team, above = _team(code), _team(parent) if parent else None
    up = above
    while up is not None:
        if up.pk == team.pk:
            raise CannotChange(f"{team.name} cannot stand under itself or under a team of its own line.")
        up = up.parent
    stood = Hours(team.duty_hours, team.office_from, team.office_until)
    before = {"name": team.name, "parent": team.parent.code if team.parent else "", "duty": team.duty}
    before |= {"hours": stood.said}
    hours = hours or stood
    team.name, team.parent, team.duty = name, above, duty
    team.duty_hours, team.office_from, team.office_until = hours.when, hours.office_from, hours.office_until
    team.save()
    after = {"name": name, "parent": parent, "duty": duty, "hours": hours.said}
    write_down(change, "team changed", team=code, before=before, after=after)


def close_team(code: str, *, on: dt.date, change: Change) -> None:
    """Close a team from a day on.

    :raises CannotChange: while somebody holds a post in it after that day, children are allocated in it, or a team
        stands under it
    """
    team = _team(code)
    held = Holding.objects.filter(Q(until=None) | Q(until__gt=on), post__team=team).count()
    children = Allocation.now.filter(team=team, until=None).values("about").distinct().count()
    below = team.teams.filter(closed_on=None).count()
    still = [
        f"{count} {one if count == 1 else many}"
        for count, one, many in (
            (held, "post that is held", "posts that are held"),
            (children, "child allocated", "children allocated"),
            (below, "team below", "teams below"),
        )
        if count
    ]
    if still:
        raise CannotChange(f"{team.name} still has {', '.join(still)}. Move them first, then close the team.")
    team.closed_on = on
    team.save()
    write_down(change, "team closed", on=on, team=code)


def make_post(team: str, *, title: str, role: Role, limit: int | None, change: Change) -> str:
    """A place in a team. Returns its code."""
    stem = slugify(f"{team}-{title}")[:54]
    taken = set(Post.objects.filter(code__startswith=stem).values_list("code", flat=True))
    code = stem if stem not in taken else next(c for n in range(2, 1000) if (c := f"{stem}-{n}") not in taken)
    Post.objects.create(code=code, title=title, role=role, team=_team(team), caseload_limit=limit)
    write_down(change, "post made", post=code, title=title, role=role, limit=limit)
    return code


def change_post(code: str, *, title: str, limit: int | None, change: Change) -> None:
    """Another title or caseload limit. A post keeps its role and team: for another, make another."""
    post = _post(code)
    before = {"title": post.title, "limit": post.caseload_limit}
    post.title, post.caseload_limit = title, limit
    post.save()
    write_down(change, "post changed", post=code, before=before, after={"title": title, "limit": limit})


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
    who = _worker(worker)
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
    user = _worker(worker).user
    if user is None:
        raise CannotChange(NO_ACCOUNT)
    accounts.take_second_factors(user.pk)
    write_down(change, "second factor taken away", worker=worker)


def open_account(worker: int, *, active: bool, change: Change) -> None:
    """Close a worker's account, at once and on every machine, or open it again."""
    user = _worker(worker).user
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
    place = _post(post)
    mine = Holding.objects.filter(worker=worker, post=place).filter(Q(until=None) | Q(until__gte=since))
    if (mine.filter(since__lte=until) if until else mine).exists():
        raise CannotChange("They hold this post at that time already.")
    Holding.objects.create(worker=_worker(worker), post=place, since=since, until=until)
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


@dataclasses.dataclass(frozen=True)
class TeamLine:
    """A team in the administrator's list."""

    code: str
    name: str
    above: str
    above_name: str
    duty: bool
    closed_on: dt.date | None
    posts: int
    held: int
    hours: Hours


def teams(*, today: dt.date) -> list[TeamLine]:
    """Every team, closed ones last."""
    now = Q(posts__holdings__since__lte=today) & (Q(posts__holdings__until=None) | Q(posts__holdings__until__gte=today))
    rows = Team.objects.annotate(
        all_posts=Count("posts", distinct=True), held=Count("posts", distinct=True, filter=now)
    ).order_by(F("closed_on").desc(nulls_first=True), "name")
    return [
        TeamLine(*row[:8], Hours(*row[8:])) for row in rows.values_list(
            "code", "name", "parent__code", "parent__name", "duty", "closed_on", "all_posts", "held", "duty_hours",
            "office_from", "office_until")
    ]  # fmt: skip


@dataclasses.dataclass(frozen=True)
class PostLine:
    """A post and who holds it."""

    code: str
    title: str
    role: str
    limit: int | None
    team: str
    team_name: str
    holders: tuple["HoldingLine", ...]


@dataclasses.dataclass(frozen=True)
class HoldingLine:
    """Who holds a post, from when to when."""

    id: int
    worker: int
    name: str
    since: dt.date
    until: dt.date | None
    post: str
    title: str
    team: str
    ended_at: dt.datetime | None

    def now(self, today: dt.date) -> bool:
        return self.since <= today and (self.until is None or self.until >= today)


def posts(team: str = "", *, code: str = "") -> list[PostLine]:
    """The posts of a team, or one post, with everybody who held them."""
    asked = Post.objects.filter(code=code) if code else Post.objects.filter(team__code=team)
    holders: dict[str, list[HoldingLine]] = {}
    for line in _holdings(Holding.objects.filter(post__in=asked)):
        holders.setdefault(line.post, []).append(line)
    return [
        PostLine(post.code, post.title, post.role, post.caseload_limit, post.team.code, post.team.name,
                 tuple(holders.get(post.code, ())))
        for post in asked.select_related("team")
    ]  # fmt: skip


def posts_by_team(*, today: dt.date) -> list[tuple[TeamLine, list[PostLine]]]:
    """Every post of every open team, to choose from."""
    lines = {line.code: line for line in teams(today=today) if not line.closed_on}
    found: dict[str, list[PostLine]] = {}
    for post in Post.objects.filter(team__code__in=lines).select_related("team"):
        found.setdefault(post.team.code, []).append(
            PostLine(post.code, post.title, post.role, post.caseload_limit, post.team.code, post.team.name, ())
        )
    return [(lines[code], posts) for code, posts in found.items()]


def _holdings(rows: Any) -> list[HoldingLine]:
    return [
        HoldingLine(*row) for row in rows.order_by("-since", "pk").values_list(
            "pk", "worker", "worker__name", "since", "until", "post__code", "post__title", "post__team__name",
            "ended_at")
    ]  # fmt: skip


@dataclasses.dataclass(frozen=True)
class WorkerLine:
    """A worker in the administrator's list."""

    id: int
    name: str
    email: str
    registration: str
    agency_worker: bool
    active: bool
    here: bool


def workers(asked: str = "", *, today: dt.date, worker: int | None = None) -> Any:
    """Workers by name or address, as rows to be paged: dictionaries with the fields of WorkerLine."""
    now = Holding.objects.filter(Q(until=None) | Q(until__gte=today), worker=OuterRef("pk"), since__lte=today)
    rows = Worker.objects.annotate(
        email=F("user__email"), active=F("user__is_active"), here=Exists(now)
    ).order_by("name", "pk")  # fmt: skip
    if worker is not None:
        rows = rows.filter(pk=worker)
    for word in asked.split():
        rows = rows.filter(Q(name__icontains=word) | Q(user__email__icontains=word))
    return rows.values("id", "name", "email", "registration", "agency_worker", "active", "here")


def worker_seen(worker: int, *, today: dt.date) -> tuple[WorkerLine, list[HoldingLine]]:
    """One worker and every post they held.

    :raises CannotChange: if there is none
    """
    found = workers(today=today, worker=worker).first()
    if found is None:
        raise CannotChange("There is no such worker. Find them in the list.")
    line = WorkerLine(**{**found, "email": found["email"] or "", "active": bool(found["active"])})
    return line, _holdings(Holding.objects.filter(worker=worker))


def changes(most: int = 200) -> list[dict[str, Any]]:
    """What administrators changed, the latest first."""
    rows = Setting.objects.exclude(why="").order_by("-known_at", "-pk").select_related("worker")[:most]
    return [
        {"what": row.name.removeprefix(JOURNAL), "said": _words(row.value), "from": row.effective_from,
         "at": row.known_at, "by": row.worker.name if row.worker else "", "why": row.why}
        for row in rows
    ]  # fmt: skip


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_words(one)}" for name, one in value.items() if one not in (None, ""))
    return "yes" if value is True else "no" if value is False else str(value)


def _team(code: str) -> Team:
    found = Team.objects.filter(code=code).select_related("parent").first()
    if found is None:
        raise CannotChange("There is no such team. Choose one from the list.")
    return found


def _post(code: str) -> Post:
    found = Post.objects.filter(code=code).first()
    if found is None:
        raise CannotChange("There is no such post. Choose one from the list.")
    return found


def _worker(worker: int) -> Worker:
    found = Worker.objects.filter(pk=worker).select_related("user").first()
    if found is None:
        raise CannotChange("There is no such worker. Find them in the list.")
    return found
