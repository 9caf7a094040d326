"""Small numbers are kept from those who may open none of the records behind them."""

import dataclasses
from collections.abc import Sequence

from goldenthread.casework import access
from goldenthread.language import Role
from goldenthread.oversight.measures import FEWEST_SHOWN, Counted, Figure

# Kept back only so that a small number beside it cannot be found by subtraction.
BESIDE = Counted(0, 0, kept_back="not shown")


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
    small = figure.whole.small
    months = _protected([each.counted for each in figure.months], all_of_them=small)
    teams = _protected([counted for _, counted in figure.teams], all_of_them=small)
    return dataclasses.replace(
        figure,
        whole=_said(figure.whole) if small else figure.whole,
        months=tuple(
            dataclasses.replace(each, counted=counted, low=None, high=None) if counted.kept_back else each
            for each, counted in zip(figure.months, months, strict=True)
        ),
        teams=tuple((team, counted) for (team, _), counted in zip(figure.teams, teams, strict=True)),
    )


def of_a_total(actor: access.Actor, many: int) -> int | None:
    """A total as this person may read it: none, where it is so small that somebody could be recognised."""
    return None if suppressed(actor) and 0 < many < FEWEST_SHOWN else many


def of_one_whole(actor: access.Actor, cells: Sequence[Counted]) -> list[Counted]:
    """The parts of one whole as this person may read them."""
    return of_a_paper(cells) if suppressed(actor) else list(cells)


def of_a_paper(cells: Sequence[Counted]) -> list[Counted]:
    """The parts of one whole as anybody may read them, on what is printed and goes to partners."""
    return _protected(cells, all_of_them=False)


def _said(cell: Counted) -> Counted:
    few = f"fewer than {FEWEST_SHOWN}"
    return Counted(0, 0, kept_back=few if 0 < cell.counts < FEWEST_SHOWN else f"all but {few}")


def _protected(cells: Sequence[Counted], *, all_of_them: bool) -> list[Counted]:
    """The small ones kept back, and where only one is, the next smallest, so that no sum gives it away."""
    hidden = [cell.small for cell in cells]
    if sum(hidden) == 1:
        others = [place for place, cell in enumerate(cells) if not hidden[place] and cell.out_of]
        if others:
            hidden[min(others, key=lambda place: cells[place].out_of)] = True
    return [
        cell if not (hide or all_of_them) else _said(cell) if cell.small else BESIDE
        for cell, hide in zip(cells, hidden, strict=True)
    ]
