"""The teams that somebody may look at, and the teams below each."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from goldenthread.casework import access
from goldenthread.record.models import Team


@dataclasses.dataclass(frozen=True)
class TeamSeen:
    """A team, those directly below it, and every team in its line (itself too)."""

    id: int
    code: str
    name: str
    above: str
    below: tuple["TeamSeen", ...]
    scope: frozenset[int]


def team_seen(actor: access.Actor, code: str = "") -> TeamSeen:
    """A team that this person may look at: their own, if none is named. One query.

    :raises NotAllowed: if it is neither theirs nor below theirs; a team that does not exist is refused so too
    """
    rows = {row["id"]: row for row in Team.ours.values("id", "code", "name", "parent", "closed_on")}
    asked = next((row["id"] for row in rows.values() if row["code"] == code), None) if code else actor.team
    if asked is None or asked not in actor.teams:
        raise access.NotAllowed("This team is not in your line. Ask its manager for what you need to know.")
    children: dict[int | None, list[int]] = {}
    for row in rows.values():
        children.setdefault(row["parent"], []).append(row["id"])
    return _seen(asked, rows, children, actor)


def _seen(
    team: int, rows: Mapping[int, Any], children: Mapping[int | None, list[int]], actor: access.Actor
) -> TeamSeen:
    below = tuple(
        _seen(one, rows, children, actor)
        for one in sorted(children.get(team, []), key=lambda id: rows[id]["name"])
        if one in actor.teams
    )
    row = rows[team]
    above = rows[row["parent"]]["code"] if row["parent"] in actor.teams else ""
    scope = frozenset({team}).union(*(one.scope for one in below))
    return TeamSeen(team, row["code"], row["name"], above, below, scope)
