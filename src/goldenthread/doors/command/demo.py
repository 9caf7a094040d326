"""A whole made-up authority: so many children, so many years, the same one for the same seed."""

import argparse
import datetime as dt
import os
import sys
import time
from importlib import import_module
from pathlib import Path

from goldenthread.doors.command.places import var
from goldenthread.doors.command.trouble import Code, Trouble

# Doors do not know each other: this one knows the demonstration by name.
DEMONSTRATION = "goldenthread.doors.demonstration"
LIVES = f"{DEMONSTRATION}.lives"
SAY_EVERY = 2.0
# Up to so many children, everything goes the way of a person's typing, with every gate asked; beyond, in bulk.
MOST_TYPED = 200


def add(parser: argparse.ArgumentParser) -> None:
    """How many children, how many years, until when."""
    parser.add_argument("--children", type=int, default=50, help="how many children's records it holds (default: 50)")
    parser.add_argument("--years", type=int, default=3, help="for how many years they are lived (default: 3)")
    parser.add_argument("--as-at", type=dt.date.fromisoformat, metavar="DATE", help="the last day (default: yesterday)")
    parser.add_argument("--seed", type=int, default=1, help="another number makes another authority (default: 1)")
    parser.add_argument("--scenario", default="ordinary", help="which parameters it lives by (default: ordinary)")
    parser.add_argument(
        "--processes",
        type=int,
        default=os.cpu_count() or 1,
        help="how many at once, for many children (default: %(default)s)",
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help="what it is held to and has come to, as a page")
    parser.add_argument("--authorities", type=int, metavar="N", help="the facts of so many authorities: with --to")
    parser.add_argument("--to", nargs=2, metavar=("parquet", "FOLDER"), help="files instead of the database")


def run(arguments: argparse.Namespace) -> None:
    """Live the years and write them down. Stopped and called again with the same words it goes on where it was.

    Raises Trouble where the words make no sense, or this is not the demonstration.
    """
    from django.utils import timezone

    from goldenthread.casework import access
    from goldenthread.casework.told_afterwards import NotADemonstration, only_here

    today = timezone.localdate()
    as_at = arguments.as_at or today - dt.timedelta(days=1)
    if as_at >= today:
        raise Trouble(f"The last day must be over: give one before {today:%-d %B %Y}.", code=Code.USAGE)
    if arguments.children < 1 or not 1 <= arguments.years <= 30:
        raise Trouble("Give one child at least, and between 1 and 30 years.", code=Code.USAGE)
    if arguments.to or arguments.authorities:
        _country(arguments, as_at)
        return
    simulation, authority, small, large, parameters = (
        import_module(f"{LIVES}.{name}") for name in ("simulation", "authority", "small", "large", "parameters")
    )
    with access.at_work(small.CHORE):
        try:
            only_here()
            lives = simulation.Simulation(
                children=arguments.children, years=arguments.years, as_at=as_at, seed=arguments.seed,
                scenario=arguments.scenario,
            )  # fmt: skip
        except (NotADemonstration, parameters.NoSuchScenario) as error:
            raise Trouble(str(error), code=Code.USAGE) from error
        actors, teams = authority.appointed(lives.plan)
    progress = Progress(arguments.children)
    if arguments.children > MOST_TYPED:
        for children, written in large.write(lives, actors, teams, processes=arguments.processes):
            progress.on(children, written.recordings)
    else:
        with access.at_work(small.CHORE):
            for locality in lives.plan.localities:
                families = list(lives.lived(locality.number, actors, teams))
                for family, new in zip(families, small.write(each.saved for each in families), strict=True):
                    progress.on(len(family.children), new)
    progress.end()
    if progress.new:
        _seal()
    if arguments.report:
        with access.at_work(small.CHORE):
            _report(arguments, as_at)


def _seal() -> None:
    """An earlier seal counted what was known by then, and now more is said to have been: a new one holds for all."""
    from goldenthread.casework import access, sealing

    with access.at_work(access.Chore("seal")):
        sealing.seal(var() / "seals")


def _report(arguments: argparse.Namespace, as_at: dt.date) -> None:
    from goldenthread.standards.targets import NoTarget

    targets = import_module(f"{DEMONSTRATION}.targets")
    words = f"--children {arguments.children} --years {arguments.years} --as-at {as_at} --seed {arguments.seed}"
    made_by = f"goldenthread demo {words} --scenario {arguments.scenario} --report {arguments.report}"
    try:
        page = targets.report(scenario=arguments.scenario, as_at=as_at, made_by=made_by)
    except NoTarget as error:
        raise Trouble(str(error), code=Code.USAGE) from error
    arguments.report.write_text(page, encoding="utf-8")


def _country(arguments: argparse.Namespace, as_at: dt.date) -> None:
    from goldenthread.standards.targets import authorities

    national = import_module(f"{DEMONSTRATION}.national")
    every = authorities()
    if not arguments.to or arguments.to[0] != "parquet" or not 1 <= (arguments.authorities or 0) <= len(every):
        raise Trouble(f"Give both: --authorities 1 to {len(every)}, --to parquet FOLDER.", code=Code.USAGE)
    began, children, rows, size = time.monotonic(), 0, 0, 0
    plans = national.plans(every[: arguments.authorities], children=arguments.children)
    for nth, drawn in enumerate(
        national.write(plans, years=arguments.years, as_at=as_at, seed=arguments.seed, into=Path(arguments.to[1])), 1
    ):
        children, rows, size = children + drawn.children, rows + drawn.rows, size + drawn.size
        if sys.stderr.isatty():
            print(f"\r{nth} of {len(plans)} authorities   ", end="", file=sys.stderr, flush=True)
    seconds = time.monotonic() - began
    end = "\n" if sys.stderr.isatty() else ""
    print(f"{end}{children:,} children, {rows:,} rows, {size / 1e6:,.0f} MB in {seconds:,.0f} s.", file=sys.stderr)


class Progress:
    """A line that counts up on a terminal; elsewhere one line at the end."""

    def __init__(self, children: int) -> None:
        self.children, self.done, self.new = children, 0, 0
        self.began = self.said = time.monotonic()

    def on(self, children: int, new: int) -> None:
        """So many more children are written, with so many recordings."""
        self.done += children
        self.new += new
        now = time.monotonic()
        if sys.stderr.isatty() and now - self.said > SAY_EVERY:
            self.said = now
            left = (now - self.began) / self.done * (self.children - self.done)
            print(
                f"\r{self.done:,} of {self.children:,} children, about {left:,.0f} s left   ",
                end="",
                file=sys.stderr,
                flush=True,
            )

    def end(self) -> None:
        """Say what came of it."""
        seconds = time.monotonic() - self.began
        end = "\n" if sys.stderr.isatty() else ""
        print(f"{end}{self.done:,} children, {self.new:,} recordings in {seconds:,.0f} s.", file=sys.stderr)
