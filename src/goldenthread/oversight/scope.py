"""Whose work a person's figures and desk may be about: their teams; for those who answer for all, every team."""

import dataclasses

from goldenthread.casework import access
from goldenthread.language import Role
from goldenthread.record.models import Team

EVERYWHERE = frozenset({Role.DIRECTOR, Role.ANALYST})


@dataclasses.dataclass(frozen=True)
class TeamName:
    """A team, as a figure or a desk names it."""

    id: int
    code: str
    name: str


@dataclasses.dataclass(frozen=True)
class Scope:
    """The teams that somebody may ask about. `everywhere`: all of them, and work that no team has."""

    teams: tuple[TeamName, ...]
    everywhere: bool

    @property
    def ids(self) -> frozenset[int] | None:
        """For a figure: none means everybody."""
        return None if self.everywhere else frozenset(team.id for team in self.teams)

    def team(self, code: str) -> TeamName:
        """One of these teams.

        :raises NotAllowed: for a team outside the scope
        """
        found = next((team for team in self.teams if team.code == code), None)
        if found is None:
            raise access.NotAllowed("That team is not one of yours. Choose another team, or ask its manager.")
        return found

    def name(self, team: int | None) -> str:
        """What to call a team."""
        return next((one.name for one in self.teams if one.id == team), "No team") if team else "No team"


def of(actor: access.Actor) -> Scope:
    """What this person may ask about. One query."""
    everywhere = actor.role in EVERYWHERE
    teams = Team.ours.order_by("name") if everywhere else Team.ours.filter(pk__in=actor.teams).order_by("name")
    return Scope(tuple(TeamName(*row) for row in teams.values_list("pk", "code", "name")), everywhere)
