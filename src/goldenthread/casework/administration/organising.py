"""Teams and the posts in them, made, changed and closed."""

import dataclasses
import datetime as dt

from django.db.models import Q
from django.utils.text import slugify

from goldenthread.casework.administration.changing import CannotChange, Change, post_of, team_of, write_down
from goldenthread.language import Role
from goldenthread.record.models import Allocation, Holding, Post, Team


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
    above = team_of(parent)
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
    team, above = team_of(code), team_of(parent) if parent else None
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
    team = team_of(code)
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
    Post.objects.create(code=code, title=title, role=role, team=team_of(team), caseload_limit=limit)
    write_down(change, "post made", post=code, title=title, role=role, limit=limit)
    return code


def change_post(code: str, *, title: str, limit: int | None, change: Change) -> None:
    """Another title or caseload limit. A post keeps its role and team: for another, make another."""
    post = post_of(code)
    before = {"title": post.title, "limit": post.caseload_limit}
    post.title, post.caseload_limit = title, limit
    post.save()
    write_down(change, "post changed", post=code, before=before, after={"title": title, "limit": limit})
