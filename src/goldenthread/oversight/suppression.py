"""Small numbers are kept from those who may open none of the records behind them."""

import dataclasses
from collections.abc import Sequence

from goldenthread.casework import access
from goldenthread.language import Role
from goldenthread.oversight.measures import Counted, Figure

KEPT_BACK = Counted(0, 0, kept_back=True)


def suppressed(actor: access.Actor) -> bool:
    """Whether small numbers are kept from this person, who may open no record behind them."""
    return actor.role in {Role.ANALYST, Role.ADMINISTRATOR}


def for_eyes_of(actor: access.Actor, figure: Figure) -> Figure:
    """The figure as this person may read it."""
    return keep_back(figure) if suppressed(actor) else figure


def keep_back(figure: Figure) -> Figure:
    """Without small numbers, and without what would give them away by subtraction.

    Limits go with their month: they would give back how many it was out of.
    """
    if figure.whole.small:
        return dataclasses.replace(
            figure, whole=KEPT_BACK, teams=tuple((team, KEPT_BACK) for team, _ in figure.teams),
            months=tuple(dataclasses.replace(each, counted=KEPT_BACK, low=None, high=None) for each in figure.months),
        )  # fmt: skip
    months = _protected([each.counted for each in figure.months])
    teams = _protected([counted for _, counted in figure.teams])
    return dataclasses.replace(
        figure,
        months=tuple(
            dataclasses.replace(each, counted=KEPT_BACK, low=None, high=None) if hide else each
            for each, hide in zip(figure.months, months, strict=True)
        ),
        teams=tuple(
            (team, KEPT_BACK if hide else counted)
            for (team, counted), hide in zip(figure.teams, teams, strict=True)
        ),
    )  # fmt: skip


def _protected(cells: Sequence[Counted]) -> list[bool]:
    """Which cells are kept back: the small, and where only one is, the next smallest, so that no sum gives it away."""
    hidden = [cell.small for cell in cells]
    if sum(hidden) == 1:
        others = [place for place, cell in enumerate(cells) if not hidden[place] and cell.out_of]
        if others:
            hidden[min(others, key=lambda place: cells[place].out_of)] = True
    return hidden
