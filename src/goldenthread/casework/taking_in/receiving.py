"""Whose work a child becomes whom a file brings, since no file says so."""

from goldenthread.record.models import Team


class NoSuchTeam(Exception):
    """There is no team to give the children to; the sentence says what to do."""


def receiving_team(code: str | None = None) -> int:
    """The team of this code, or the one that is above all others, whose managers then hand the children on.

    :raises NoSuchTeam: where there is none
    """
    teams = Team.objects.filter(closed_on=None)
    if code:
        team = teams.filter(code=code).first()
        if team is None:
            there = ", ".join(teams.values_list("code", flat=True)) or "none yet"
            raise NoSuchTeam(f"There is no team {code}. Teams are: {there}.")
        return team.pk
    tops = list(teams.filter(parent=None)[:2])
    if not tops:
        raise NoSuchTeam(
            "There is no team yet that the children could be given to. Make one under Administration first."
        )
    if len(tops) > 1:
        raise NoSuchTeam("Several teams have none above them. Say with --team which of them the children are given to.")
    return tops[0].pk
