"""Everything measured at one size, in a process of its own that knows the bench's installation and no other."""

import dataclasses
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from goldenthread.doors.command import places
from goldenthread.doors.command.main import set_up_django
from tests.bench import kept
from tests.bench.measuring import Row


def rows(children: int) -> Iterator[Row]:
    """The kinds of row, each of a file of its own, on a database made anew from the kept one."""
    from tests.bench import cast, exporting, finding, pages, starting, trusting, verifying, writing
    from tests.bench.serving import served

    postgres = kept.server(places.var())
    kept.stop(postgres)
    yield from starting.rows()
    kept.start(postgres)
    people = cast.found()
    with served(name="bench-ours") as server:
        yield from pages.rows(people, server)
        yield from finding.rows(people, server)
        yield from trusting.rows(people, server)
        yield from starting.memory(server)
    yield from verifying.rows()
    yield from exporting.rows(children)
    # Last, because they write.
    yield from writing.rows()


def main(children: str, into: str) -> None:
    """Measure, and leave the rows as JSON."""
    set_up_django()
    found = []
    for row in rows(int(children)):
        kept.say(f"  {row.what:44} {row.ours:12,.1f} {row.unit}")
        found.append(dataclasses.asdict(row))
    Path(into).write_text(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
