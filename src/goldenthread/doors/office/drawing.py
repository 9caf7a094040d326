"""Where things stand in the two drawings of a child's page: the network, and the line of time. Made on the server."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence

from goldenthread.casework.network import Network, Relative
from goldenthread.casework.reading import Mark

BOX, GAP, TALL, ROW = 150, 18, 60, 96
WIDE, LABEL, LANE = 1000, 170, 26
LETTERS = 17


@dataclasses.dataclass(frozen=True)
class Box:
    """A person in the network: x and y of the left upper corner; the sign that genograms use; all of it in words."""

    x: int
    y: int
    name: str
    under: str
    age: str = ""
    kind: str = ""
    sign: str = ""
    died: bool = False
    said: str = ""


@dataclasses.dataclass(frozen=True)
class Tie:
    """A line between two people, from point to point."""

    path: str
    loose: bool = False


@dataclasses.dataclass(frozen=True)
class Drawing:
    """A drawing of a size, with what stands in it."""

    width: int
    height: int
    boxes: Sequence[Box] = ()
    ties: Sequence[Tie] = ()


# As genograms have them: a square, a circle, a triangle for a child not yet born; a diamond where nothing is said.
MALE, FEMALE, UNBORN, UNSAID = (
    "M0 0 H12 V12 H0 Z",
    "M0 6 a6 6 0 1 0 12 0 a6 6 0 1 0 -12 0",
    "M6 0 L12 12 H0 Z",
    "M6 0 L12 6 L6 12 L0 6 Z",
)
BY_SEX = {"M": MALE, "1": MALE, "F": FEMALE, "2": FEMALE}


def network(child: str, age: str, people: Network) -> Drawing:
    """Parents above, the child and brothers and sisters side by side, others and professionals below."""
    parents, siblings, others = people.at("parent"), people.siblings, people.at("child", "other", "professional")
    rows = [len(parents), 1 + len(siblings), len(others)]
    width = max(max(rows) * (BOX + GAP) - GAP, BOX) + 8
    middle = ROW if parents else 4
    own = _row([None, *siblings], width, middle)
    boxes = [Box(own[0][0], own[0][1], _short(child), age, kind="child", said=f"{child}, {age}")]
    boxes += [_box(x, y, one) for (x, y), one in zip(own[1:], siblings, strict=True)]
    above = _row(parents, width, 4)
    boxes += [_box(x, y, one) for (x, y), one in zip(above, parents, strict=True)]
    below = _row(others, width, middle + ROW)
    boxes += [_box(x, y, one) for (x, y), one in zip(below, others, strict=True)]
    bar = middle - (ROW - TALL) // 2
    ties = [Tie(f"M{x + BOX // 2} {y + TALL} V{bar}") for x, y in above]
    if parents:
        ties += [Tie(f"M{x + BOX // 2} {bar} V{y}") for x, y in own]
        ends = sorted(x + BOX // 2 for x, _ in (*above, *own))
        ties.append(Tie(f"M{ends[0]} {bar} H{ends[-1]}"))
    elif siblings:
        ties.append(Tie(f"M{own[0][0] + BOX} {middle + TALL // 2} H{own[-1][0]}"))
    start = f"M{own[0][0] + BOX // 2} {middle + TALL}"
    ties += [Tie(f"{start} L{x + BOX // 2} {y}", loose=True) for x, y in below]
    return Drawing(width, (below[0][1] if below else middle) + TALL + 4, boxes, ties)


def _row(people: Sequence[object], width: int, y: int) -> list[tuple[int, int]]:
    start = (width - (len(people) * (BOX + GAP) - GAP)) // 2
    return [(start + n * (BOX + GAP), y) for n in range(len(people))]


def _box(x: int, y: int, one: Relative) -> Box:
    name = "Record closed to you" if one.closed else one.name
    sign = UNBORN if one.unborn else BY_SEX.get(one.sex, UNSAID)
    said = [name, one.professional or one.kind, one.age, "safety network" if one.safety else ""]
    said.append("parental responsibility" if one.parental_responsibility else "")
    said.append(f"since {one.since:%B %Y}" if one.since else "")
    kind = "safety" if one.safety else one.place
    under = _short(one.professional or one.kind, 24)
    return Box(x, y, _short(name), under, _short(one.age, 24), kind, sign, one.died, ", ".join(filter(None, said)))


def _short(words: str, most: int = LETTERS) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


@dataclasses.dataclass(frozen=True)
class Lane:
    """One kind of thing on the line of time: its bars (x, width, still running) and its points."""

    label: str
    y: int
    bars: Sequence[tuple[int, int, bool]] = ()
    points: Sequence[int] = ()


@dataclasses.dataclass(frozen=True)
class Line:
    """The line of time: lanes under each other, years along the top."""

    height: int
    lanes: Sequence[Lane]
    years: Sequence[tuple[int, str]]
    today: int


def line_of_time(marks: Sequence[Mark], today: dt.date) -> Line | None:
    """Everything on one line of time, from the first of it to today; nothing, where there is nothing to draw."""
    if not marks:
        return None
    first = min(mark.since for mark in marks)
    start = dt.date(first.year, first.month, 1)
    last = max(today, *(mark.until or mark.since for mark in marks))
    span = max(1, (last - start).days)

    def at(day: dt.date) -> int:
        return LABEL + round((day - start).days / span * (WIDE - LABEL - 12))

    lanes: list[Lane] = []
    for label in dict.fromkeys(mark.words for mark in marks):
        own = [mark for mark in marks if mark.words == label]
        lanes.append(Lane(
            label, 26 + len(lanes) * LANE,
            [(at(m.since), max(5, at(m.until or today) - at(m.since)), m.runs) for m in own if m.kind == "span"],
            [at(m.since) for m in own if m.kind != "span"],
        ))  # fmt: skip
    return Line(34 + len(lanes) * LANE, lanes, _ticks(start, last, at), at(min(today, last)))


def _ticks(start: dt.date, last: dt.date, at: Callable[[dt.date], int]) -> list[tuple[int, str]]:
    """Years, or months where all of it lies within one and a half."""
    if (last - start).days > 540:
        step = max(1, (last.year - start.year) // 8)
        days = [dt.date(year, 1, 1) for year in range(start.year + 1, last.year + 1, step)]
        return [(at(day), str(day.year)) for day in days]
    days = [dt.date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 1) for n in range(20)]
    shown = [day for day in days if start <= day <= last]
    every = max(1, len(shown) // 7)
    return [(at(day), f"{day:%b %Y}") for day in shown[::every]]
