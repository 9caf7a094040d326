"""For when nothing answers: each worker's children in one encrypted file each, which opens without a server."""

import argparse
import datetime as dt
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import jinja2

from goldenthread.doors.command import locked, places
from goldenthread.doors.command.trouble import Code, Trouble
from goldenthread.timekeeping import spoken

if TYPE_CHECKING:
    from goldenthread.casework.outage import Pack

LONDON = ZoneInfo("Europe/London")
KEY = "OUTAGE_KEY"


def add(parser: argparse.ArgumentParser) -> None:
    """The words that `outage-pack` takes."""
    parser.add_argument("--open", type=Path, metavar="FILE", help="only open one: its page goes to standard output")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the secret half of the key, to open one")


def run(arguments: argparse.Namespace) -> None:
    """Make everybody's pack now, or open one. Raises Trouble where there is no key, or a file cannot be read."""
    if arguments.open:
        if not arguments.key:
            raise Trouble("Say with --key which file has the secret half of the key.", code=Code.USAGE)
        with locked.reading(arguments.open, locked.identities(arguments.key)) as plain:
            page = plain.read()
        sys.stdout.buffer.write(page)
        return
    from django.utils import timezone

    made = make(at=timezone.now())
    print(f"{len(made)} packs are in {folder()}." if made else "Nobody is allocated to a child: there is no pack.")


def folder() -> Path:
    """Where packs are: private, and on this machine until somebody copies them to another."""
    return places.var() / "outage"


def is_wanted() -> bool:
    """Whether this installation was given a key that packs are for."""
    return bool(os.environ.get(KEY))


def made_on(day: dt.date) -> bool:
    """Whether the packs of a day are all there."""
    note = folder() / "made"
    return note.exists() and note.read_text() == day.isoformat()


def make(*, at: dt.datetime) -> list[Path]:
    """Make the pack of everybody who works with a child; those of yesterday that nobody has today are removed.

    :raises Trouble: where OUTAGE_KEY is not set, or is no key
    """
    from goldenthread.casework import access, outage

    to = locked.recipients(os.environ.get(KEY, ""), name=KEY)
    where = places.private(folder())
    with access.acting(access.Chore("outage")):
        workers = outage.workers(at=at)
    made = []
    for actor in workers:
        path = where / f"{re.sub('[^a-z]+', '-', actor.name.lower()).strip('-')}-{actor.worker}.age"
        with access.acting(actor):
            page = page_of(outage.pack(actor, at=at))
        # The looks stand by now: no pack is ever there without them.
        with locked.writing(path, to) as file:
            file.write(page.encode())
        made.append(path)
    for old in set(where.glob("*.age")) - set(made):
        old.unlink()
    (where / "made").write_text(at.astimezone(LONDON).date().isoformat())
    return made


def page_of(pack: "Pack") -> str:
    """A pack as one page that needs nothing beside itself, on a screen or on paper."""
    return _environment().get_template("outage_pack.html").render(pack=pack)


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    made.filters |= {"spoken": spoken, "moment": _moment}
    return made


def _moment(when: dt.date) -> str:
    """A day, and the time of it where there is one, as London's clocks show it."""
    if not isinstance(when, dt.datetime):
        return spoken(when)
    here = when.astimezone(LONDON)
    return f"{spoken(here)}, {here:%H:%M}"
