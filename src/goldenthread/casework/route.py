"""The route of a child from a contact to closure: each step, the working days before it, and what they were.

Source: the improvement plan of the seeds, 2.5 and 3.10: a review of the pathway with those who work in it.
"""

import dataclasses
import datetime as dt
import enum
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from goldenthread.casework import access
from goldenthread.casework.chronology import said
from goldenthread.casework.heads import Head, head_of, read
from goldenthread.casework.lights import Light, by_root, light_entries
from goldenthread.casework.rules import calendar_now
from goldenthread.casework.standing import members_of
from goldenthread.language import Handbook, Role, Step, handbook
from goldenthread.record.models import Entry, Episode, Post
from goldenthread.timekeeping import Calendar


class Were(enum.StrEnum):
    """What the days before a step were."""

    SPENT = "at work"
    TO_BEGIN = "waiting to be begun"
    TO_SIGN = "waiting for a signature"


@dataclasses.dataclass(frozen=True)
class Stop:
    """One step on the way. days: working days since the step before it in the same work, or since what it follows.

    handed: the team that had it before, where another has it from here.
    """

    entry: UUID
    step: str
    pathway: str
    said: str
    day: dt.date
    by: str
    team: str
    days: int | None = None
    were: Were = Were.SPENT
    handed: str = ""


@dataclasses.dataclass(frozen=True)
class Journey:
    """All that followed from one beginning."""

    stops: tuple[Stop, ...]
    ended: dt.date | None
    days: int

    @property
    def began(self) -> dt.date:
        return self.stops[0].day

    @property
    def hand_overs(self) -> int:
        return sum(bool(stop.handed) for stop in self.stops)

    def in_all(self, were: Were) -> int:
        """The working days of one sort. Work goes on side by side, so that they may come to more than the whole."""
        return sum(stop.days or 0 for stop in self.stops if stop.were is were)


@dataclasses.dataclass(frozen=True)
class Route:
    """Every journey of a child, the newest first."""

    head: Head
    journeys: tuple[Journey, ...]


def route(
    subject: UUID, actor: access.Actor, now: dt.datetime, *, today: dt.date, as_known: dt.datetime | None = None
) -> Route:
    """As much of it as the actor may open. A handful of queries however long the record.

    :raises NotAllowed: where there is no need to know
    """
    book, calendar = handbook(), calendar_now()
    members = members_of(subject, actor)
    reading = read(subject, actor, now, as_known=as_known, members=members)
    versions = by_root(light_entries(members, known=as_known))
    lights = {root: kept[-1] for root, kept in versions.items() if not kept[-1].withdrawn}
    episodes = reading.stood.all(Episode)
    shown = [light for light in lights.values() if _on_the_way(book.steps.get(light.step))]
    authors = Entry.objects.filter(pk__in=[light.id for light in shown]).select_related("post__team")
    whose = {entry.pk: (entry.author, _team_of(entry.post)) for entry in authors}
    by_journey: dict[str, list[Light]] = {}
    for light in sorted(shown, key=lambda one: (one.day, one.known, one.position)):
        journey = _journey_of(light, episodes)
        if journey:
            by_journey.setdefault(journey, []).append(light)
    journeys = [
        _journey(rows, [e for e in episodes if e.journey == key], lights, whose, calendar, book, today)
        for key, rows in by_journey.items()
    ]
    return Route(head_of(reading), tuple(sorted(journeys, key=lambda one: one.began, reverse=True)))


def _team_of(post: Post | None) -> str:
    """Of those who have the work; whoever decides from above the teams does not take it on."""
    return post.team.name if post and post.role not in (Role.SERVICE_MANAGER, Role.DIRECTOR) else ""


def _on_the_way(step: Step | None) -> bool:
    """Whether it moves the work on: what begins, ends or is signed, or changes where the work stands."""
    return (
        step is not None and not step.pathway.lifelong and bool(step.begins or step.ends or step.stage or step.settles)
    )


def _journey_of(light: Light, episodes: Iterable[Episode]) -> str:
    """That of the work of this kind that went on then; of the last one begun, where several did."""
    kind = light.step.partition(".")[0]
    then = [
        one
        for one in episodes
        if one.pathway == kind and one.began_on <= light.day and (one.ended_on is None or light.day <= one.ended_on)
    ]
    return max(then, key=lambda one: one.began_on).journey if then else ""


def _journey(
    rows: Sequence[Light], episodes: Sequence[Episode], lights: Mapping[UUID, Light],
    whose: Mapping[UUID, tuple[str, str]], calendar: Calendar, book: Handbook, today: dt.date,
) -> Journey:  # fmt: skip
    stops: list[Stop] = []
    before: dict[str, Light] = {}
    latest: dict[str, Light] = {}
    had = ""
    for light in rows:
        step = book.steps[light.step]
        pathway = step.pathway.key
        since = before.get(pathway)
        if step.begins:
            since = lights.get(light.follows) if light.follows else latest.get(step.follows or "")
        by, team = whose[light.id]
        stops.append(
            Stop(
                light.id, light.step, step.pathway.label or pathway, said(light.step, book), light.day, by, team,
                calendar.working_days_between(since.day, light.day) if since and since.day <= light.day else None,
                Were.TO_BEGIN if step.begins else Were.TO_SIGN if step.settles else Were.SPENT,
                had if had and team and team != had else "",
            )
        )  # fmt: skip
        before[pathway], latest[light.step], had = light, light, team or had
    ends = [one.ended_on for one in episodes]
    ended = max(end for end in ends if end) if all(ends) else None
    return Journey(tuple(stops), ended, calendar.working_days_between(stops[0].day, ended or today))
