"""`make bench`: one table, each row beside its floor, at each size; the same as JSON in var/bench.json.

Answers 1 where a row takes more than it may. docs/performance.md explains each row.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from goldenthread.doors.command import places
from tests.bench import kept
from tests.bench.measuring import Row
from tests.bench.table import as_json, printed

SIZES = (1_000, 50_000)


def main(words: Sequence[str] | None = None) -> int:
    """Make what is not there, measure at every size, and print."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("children", type=int, nargs="*", default=SIZES, help="how many, one size after the other")
    sizes = sorted(set(parser.parse_args(words).children))
    begun, found = time.monotonic(), dict[int, list[Row]]()
    with kept.at_hand() as under:
        for children in sizes:
            kept.keep(under, children)
        begun = time.monotonic()
        for children in sizes:
            kept.say(f"Measuring among {children:,} children ...")
            kept.copy(under, children)
            found[children] = _measured(under, children)
    minutes = (time.monotonic() - begun) / 60
    print(printed(found, minutes=minutes))
    (places.var() / "bench.json").write_text(json.dumps(as_json(found, minutes=minutes), indent=1))
    return any(row.broken for rows in found.values() for row in rows)


def _measured(under: Path, children: int) -> list[Row]:
    into = under / "rows.json"
    into.unlink(missing_ok=True)
    words = [sys.executable, "-m", "tests.bench.at_size", str(children), str(into)]
    subprocess.run(words, env=kept.environment(under), cwd=kept.CHECKOUT, stdout=sys.stderr, check=True)
    return [Row(**row) for row in json.loads(into.read_text())]


if __name__ == "__main__":
    sys.exit(main())
