"""Where something of the handbook is written: its file and line."""

import argparse
import inspect
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from goldenthread.doors.command.trouble import Code, Trouble


def add(parser: argparse.ArgumentParser) -> None:
    """The name to look for."""
    parser.add_argument("name", help="a step, clock, signal, figure, pathway or family of the law: assessment.written")


def run(arguments: argparse.Namespace) -> None:
    """Print file and line. Raises Trouble where the handbook has no such name."""
    for place in where(arguments.name):
        print(place)


def where(name: str) -> list[str]:
    """Every place, as file:line, where the handbook declares something of this name.

    :raises Trouble: where it declares nothing of this name, with the nearest names
    """
    from difflib import get_close_matches

    from goldenthread.language import handbook

    book = handbook()
    named: dict[str, Callable[[], str]] = {}
    for pathway in book.pathways:
        named[pathway.key] = partial(_class, pathway)
        for declared in (*pathway.steps(), *pathway.clocks()):
            named[declared.key] = partial(_member, declared.pathway, declared.name)
    for step, declared_as in book.steps.items():
        named.setdefault(step, partial(_member, declared_as.pathway, declared_as.name))
    for indicator in book.indicators:
        named[indicator.key] = partial(_class, type(indicator))
    for signal in book.signals:
        named[signal.key] = partial(_function, signal.ask)
    for family in book.law.families:
        named.setdefault(family, partial(_row, family))
    if name not in named:
        near = get_close_matches(name, named, n=3, cutoff=0.5)
        raise Trouble(
            f"The handbook has nothing called {name!r}." + (f" Near it: {', '.join(near)}." if near else ""),
            code=Code.USAGE,
        )
    return [named[name]()]


def _class(it: type) -> str:
    return f"{_short(inspect.getsourcefile(it))}:{inspect.getsourcelines(it)[1]}"


def _function(it: Any) -> str:
    return f"{_short(inspect.getsourcefile(it))}:{it.__code__.co_firstlineno}"


def _member(owner: type, name: str) -> str:
    """The line of a class's body on which a name is given its value."""
    lines, first = inspect.getsourcelines(owner)
    for offset, line in enumerate(lines):
        if line.strip().startswith(f"{name} = "):
            return f"{_short(inspect.getsourcefile(owner))}:{first + offset}"
    return _class(owner)


def _row(family: str) -> str:
    table = Path(str(files("goldenthread.standards") / "timescales.csv"))
    from csv import DictReader

    with table.open(encoding="utf-8", newline="") as opened:
        reader = DictReader(opened)
        line = next(reader.line_num for row in reader if row["family"] == family)
    return f"{_short(str(table))}:{line}"


def _short(path: str | None) -> str:
    """From where one stands, where it lies below."""
    here = Path(path or "")
    return str(here.relative_to(Path.cwd())) if here.is_relative_to(Path.cwd()) else str(here)
