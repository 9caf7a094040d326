"""Take in a file that another system wrote: so far, a CIN Census."""

import argparse
import csv
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from goldenthread.doors.command.trouble import Code, Trouble

# Doors do not know each other: which reader a file needs is a name in a list, as commands are.
READERS = {"cin": "goldenthread.doors.feeds.cin"}


def add(parser: argparse.ArgumentParser) -> None:
    """The file, and what has to be known of it that it does not say itself."""
    parser.add_argument("file", type=Path, help="the file")
    parser.add_argument("--kind", choices=sorted(READERS), default="cin", help="what it is (default: %(default)s)")
    parser.add_argument(
        "--team",
        metavar="CODE",
        help="whose work the children become who are new here (default: the team that is above all others)",
    )
    parser.add_argument("--part", action="store_true", help="it has only some children: what it lacks is not absent")
    parser.add_argument("--report", type=Path, metavar="FILE.csv", help="write what was refused or cannot be true here")


def run(arguments: argparse.Namespace) -> int:
    """Take in the file and say what became of it. The same file again changes nothing.

    Answers 1, with a sentence, where the file is none of its kind. Raises Trouble where it cannot even be tried.
    """
    from django.utils import timezone

    from goldenthread.casework import access
    from goldenthread.casework.taking_in import NoSuchTeam, receiving_team

    if not arguments.file.is_file():
        raise Trouble(f"There is no file {arguments.file}.", code=Code.USAGE)
    try:
        team = receiving_team(arguments.team)
    except NoSuchTeam as error:
        raise Trouble(str(error), code=Code.NOT_SET_UP) from error
    reader = import_module(READERS[arguments.kind])
    try:
        with access.at_work(access.Chore("load")):
            loaded = reader.load(
                arguments.file,
                at=timezone.now(),
                full=not arguments.part,
                team_of=lambda child: team,
                progress=progress,
            )
    except reader.NotACensus as error:
        print(error, file=sys.stderr)
        return 1
    print(summary(loaded))
    if arguments.report:
        write_report(loaded, arguments.report)
        print(f"What was refused or cannot be true is listed in {arguments.report}.")
    elif loaded.refused or loaded.contradictions:
        print("To list what was refused or cannot be true, load the file again with --report FILE.csv.")
    return 0


def progress(done: int, of: int) -> None:
    """One line that counts up on a terminal, and its end elsewhere."""
    if sys.stderr.isatty():
        print(f"\r{done:,} of {of:,} children", end="\n" if done >= of else "", file=sys.stderr, flush=True)
    elif done >= of:
        print(f"{done:,} of {of:,} children", file=sys.stderr)


def summary(loaded: Any) -> str:
    """What became of the file, in a few lines."""
    taken = loaded.taken
    return "\n".join(
        (
            f"{taken.children:,} children",
            f"{taken.added:,} entries added, {taken.superseded:,} superseded, {taken.unchanged:,} unchanged",
            f"{taken.absent:,} no longer in the file",
            f"{len(loaded.refused):,} refused, {len(loaded.contradictions):,} that cannot be true as they stand",
        )
    )


def write_report(loaded: Any, path: Path) -> None:
    """Write what was refused and what contradicts as a table, with the line of the file."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        table = csv.writer(file)
        table.writerow(["what", "line", "child", "element", "value", "why"])
        for each in loaded.refused:
            table.writerow(["refused", each.line, safe(each.child), each.element, safe(each.value), each.reason])
        for each in loaded.contradictions:
            table.writerow(["cannot be true", each.line, safe(each.identifier), "", "", each.says])


def safe(value: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
