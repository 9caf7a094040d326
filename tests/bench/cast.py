"""Whose pages are measured: people and a child in the middle of the authority, found the same way at every size."""

import dataclasses
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Count
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.casework.access.actors import held_at
from goldenthread.language import Role
from goldenthread.record.models import Allocation, Entry, Holding


@dataclasses.dataclass(frozen=True)
class Cast:
    """A social worker with as many children as most have, the middle one of these and another, and those above them."""

    worker: User
    child: UUID
    another: UUID
    manager: User
    head: User
    duty: User
    nobody: User


@access.at_work(access.Chore("bench"))
def found() -> Cast:
    """The people whose work is as usual here. Raises IndexError where nobody works with a child."""
    here = Holding.objects.filter(held_at(timezone.now()), worker__user__is_active=True)
    workers = here.filter(post__role=Role.SOCIAL_WORKER, post__team__duty=False).values("worker")
    work = Allocation.now.filter(until=None, worker__in=workers)
    caseloads = work.values_list("worker", "post__team").annotate(many=Count("about", distinct=True))
    usual = list(caseloads.order_by("many", "worker"))
    worker, team, _ = usual[len(usual) // 2]
    children = work.filter(worker=worker).values("about")
    written = Entry.objects.filter(about__in=children).values_list("about").annotate(many=Count("id"))
    theirs = [about for about, _ in written.order_by("many", "about")]

    def holding(**said: Any) -> User:
        user = here.filter(**said).order_by("id")[0].worker.user
        assert user, "Whoever holds a post here has an account"
        return user

    return Cast(
        worker=holding(worker=worker),
        child=theirs[len(theirs) // 2],
        another=theirs[len(theirs) // 2 - 1],
        manager=holding(post__team=team, post__role=Role.TEAM_MANAGER),
        head=holding(post__team__parent=None, post__role=Role.SERVICE_MANAGER),
        duty=holding(post__team__duty=True, post__role=Role.TEAM_MANAGER),
        nobody=holding(post__role=Role.REVIEWING_OFFICER),
    )
