"""The one table of a run, and the same as JSON."""

import dataclasses
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from tests.bench.measuring import EACH_SECOND, Row

Found = Mapping[int, Sequence[Row]]


def printed(found: Found, *, minutes: float) -> str:
    """A row a line: at each size ours, its floor and how many times that it takes; what it grows by; what it may."""
    sizes = list(found)
    above = " " * 67 + "".join(f"  {f'{size:,} children':>31}" for size in sizes)
    heads = f"{'what':38} {'beside':28}" + f"  {'ours':>12} {'floor':>10} {'times':>7}" * len(sizes)
    lines = [above, f"{heads} {'grows':>6}  {'promised':<14} queries"]
    for rows in lined_up(found):
        one = rows[-1]
        cells = "".join(f"  {_said(row.ours, row):>12} {_said(row.floor, row):>10} {_times(row):>7}" for row in rows)
        grown = f"{grows(rows):.2f}" if len(rows) > 1 else ""
        asked = "" if one.queries is None else str(max(row.queries or 0 for row in rows))
        lines.append(f"{one.what:38} {one.against:28}{cells} {grown:>6}  {_promised(one):<14} {asked:>7}".rstrip())
    broken = [f"{size:,} children: {row.broken}" for size, rows in found.items() for row in rows if row.broken]
    lines += ["", *(f"Not as promised, {each}" for each in broken)] if broken else ["", "All as promised."]
    return "\n".join([*lines, f"Measured in {minutes:.0f} minutes."])


def lined_up(found: Found) -> list[list[Row]]:
    """What was measured at every size, in one order."""
    by_key = [{(row.what, row.against): row for row in rows} for rows in found.values()]
    return [[rows[key] for rows in by_key] for key in by_key[0]]


def grows(rows: Sequence[Row]) -> float:
    """How many times more a thing costs at the largest size than at the smallest."""
    first, last = rows[0], rows[-1]
    return first.ours / last.ours if first.unit == EACH_SECOND else last.ours / first.ours


def as_json(found: Found, *, minutes: float) -> dict[str, Any]:
    """Everything that was measured, by size, with the growth of each row."""
    return {
        "minutes": round(minutes, 1),
        "sizes": {
            str(size): [dataclasses.asdict(row) | {"times": row.times, "broken": row.broken} for row in rows]
            for size, rows in found.items()
        },
        "grows": [{"what": rows[0].what, "against": rows[0].against, "times": grows(rows)} for rows in lined_up(found)],
    }


def _said(value: float | None, row: Row) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}{row.unit}" if row.unit == EACH_SECOND else f"{value:,.{1 + (value < 10)}f} {row.unit}"


def _times(row: Row) -> str:
    return "" if row.times is None else f"{row.times:.2f}"


def _promised(row: Row) -> str:
    said = (
        f"{row.most:g} times" if row.most is not None else "",
        f"{row.at_most:g} {row.unit}" if row.at_most is not None else "",
        f"{row.at_least:,.0f}{row.unit}" if row.at_least is not None else "",
    )
    return ", ".join(filter(None, chain(said)))
