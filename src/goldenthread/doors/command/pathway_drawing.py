"""A pathway drawn: its steps under each other as declared, what is due beside them, and where each outcome leads.

An SVG that reads as a list: each step is an item that says in a sentence what the drawing shows.
"""

import dataclasses
import textwrap
from collections.abc import Iterator, Sequence

from lxml import etree
from lxml.builder import ElementMaker

from goldenthread.doors.command.outcomes import Outcome, outcomes_of
from goldenthread.language import Clock, Handbook, Pathway, Step, keys_of
from goldenthread.standards.law import Rule

SVG = "http://www.w3.org/2000/svg"
E = ElementMaker(namespace=SVG, nsmap={None: SVG})

WIDE, LEFT, STEP, LANE, RIGHT = 1000, 150, 330, 16, 600
LINE, PAD, GAP = 18, 10, 22
INK, QUIET, WASH, EDGE, RULE = "#16323f", "#4b5358", "#e9eff2", "#82929a", "#7a4a00"
LETTERS_STEP, LETTERS_RIGHT, LETTERS_LEFT, LETTERS_LEGEND = 42, 52, 17, 100


@dataclasses.dataclass(frozen=True)
class Placed:
    """A step where it stands: the top of its box, its height, and what is written in and beside it."""

    step: Step
    y: int
    height: int
    inside: Sequence[tuple[str, bool]]
    beside: Sequence[str]

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


def drawing(pathway: type[Pathway], book: Handbook) -> str:
    """The drawing of one pathway, as text."""
    places = _placed(pathway, book)
    clocks = list(_lanes(pathway, places))
    dues = [_due(clock, book) for clock, _, _ in clocks]
    legend = [
        f"{'' if nth else number}\u2003{line}" for number, due in enumerate(dues, 1)
        for nth, line in enumerate(textwrap.wrap(due, LETTERS_LEGEND))
    ]  # fmt: skip
    below = places[-1].y + places[-1].height + GAP
    height = below + LINE * (len(legend) + bool(legend)) + PAD
    name = pathway.label or pathway.__name__
    picture = E.svg(
        E.title(name, id="name"),
        E.desc(_told(pathway, dues), id="told"),
        {
            "viewBox": f"0 0 {WIDE} {height}",
            "role": "list",
            "aria-labelledby": "name",
            "aria-describedby": "told",
            "font-family": "system-ui, sans-serif",
            "font-size": "14",
        },
    )
    picture.append(E.rect(width=str(WIDE), height=str(height), fill="#ffffff", **_hidden()))
    for one in places:
        picture.append(_item(one, book))
    picture.extend(_settled(places))
    for number, (_, first, last) in enumerate(clocks, 1):
        if first and last:
            picture.extend(_lane(number, len(clocks), first, last))
    for nth, words in enumerate(legend):
        picture.append(_text(LEFT, below + LINE * (nth + 1), words, fill=RULE))
    return etree.tostring(picture, pretty_print=True, encoding="unicode")


def _placed(pathway: type[Pathway], book: Handbook) -> list[Placed]:
    places, y = list[Placed](), PAD
    for number, step in enumerate(pathway.steps(), 1):
        title = textwrap.wrap(f"{number}. {step.label}", LETTERS_STEP)
        who = textwrap.wrap(", ".join(step.by) or "only a file", LETTERS_STEP + 4)
        inside = [*((line, True) for line in title), *((line, False) for line in who)]
        beside = [line for words in _beside(step, book) for line in _wrapped(words)]
        height = 2 * PAD + LINE * max(len(inside), len(beside), len(_before(step, book)))
        places.append(Placed(step, y, height, inside, beside))
        y += height + GAP
    return places


def _wrapped(words: str) -> list[str]:
    first, *rest = textwrap.wrap(words, LETTERS_RIGHT)
    return [first, *(f"\u2003{line}" for line in rest)]


def _before(step: Step, book: Handbook) -> list[str]:
    """What comes before it on another pathway, or which of its steps it settles."""
    if step.begins and step.follows:
        return textwrap.wrap(f"{book.steps[step.follows].said}\u00a0\u2192", LETTERS_LEFT)
    return textwrap.wrap("begins\u00a0\u2192", LETTERS_LEFT) if step.begins else []


def _beside(step: Step, book: Handbook) -> Iterator[str]:
    for outcome in outcomes_of(step):
        said = f"{outcome.answer}: " if outcome.answer else ""
        yield f"{said}{then(outcome, book)}"


def then(outcome: Outcome, book: Handbook) -> str:
    """Where an outcome leads, in a few words."""
    led = [
        f"\u2192 {book.steps[key].pathway.label}: {(book.steps[key].said or book.steps[key].label).lower()}"
        for key in outcome.brings
    ]
    return ", ".join([*led, *(["ends"] if outcome.ends else [] if led else ["goes on"])])


def _lanes(pathway: type[Pathway], places: Sequence[Placed]) -> Iterator[tuple[Clock, Placed | None, Placed | None]]:
    """Each clock with the first step here that starts it and the last that stops it.

    One that another pathway starts or stops is drawn at the step that is here, or stands in the legend alone.
    """
    for clock in pathway.clocks():
        starts = [one for one in places if one.step.key in keys_of(clock.starts)]
        stops = [one for one in places if one.step.key in keys_of(clock.stops)]
        here: list[Placed | None] = [*starts, *stops] or [None]
        yield clock, here[0], here[-1]


def _due(clock: Clock, book: Handbook) -> str:
    limits = (f"{'then ' if rule.family != clock.law else ''}{limit_for(rule)}" for rule in rules_of(clock, book))
    return f"{clock.label}: {', '.join(limits) or 'no limit in force'}"


def rules_of(clock: Clock, book: Handbook) -> list[Rule]:
    """The rows in force that a clock may be given: of its own family, then of the family that takes over from it."""
    families, found = [clock.law], list[Rule]()
    for family in families:
        now = [rule for rule in book.law.family(family) if rule.commenced and rule.until == rule.until.max]
        found += now
        families += [rule.then for rule in now if rule.then and rule.then not in families]
    return found


def limit_of(rule: Rule) -> str:
    """How long, and whether again and again."""
    again = "every " if rule.kind == "recurring" else ""
    return f"{again}{rule.limit} {rule.direction}".removesuffix(" within")


def limit_for(rule: Rule) -> str:
    """How long, and in which circumstance."""
    condition = rule.condition.replace("_", " ")
    return f"{limit_of(rule)} ({condition})" if condition else limit_of(rule)


def _item(one: Placed, book: Handbook) -> etree._Element:
    sentence = ". ".join([one.step.label, f"By {', '.join(one.step.by)}" if one.step.by else "Only a file says it"])
    leads = "; ".join(_beside(one.step, book))
    item = E.g(E.title(f"{sentence}. {leads}".strip()), role="listitem")
    item.append(
        E.rect(
            x=str(LEFT), y=str(one.y), width=str(STEP), height=str(one.height), rx="4",
            fill=WASH if one.step.begins else "#ffffff", stroke=INK if one.step.major else EDGE,
            **{"stroke-width": "2" if outcomes_of(one.step) else "1"},
        )
    )  # fmt: skip
    for nth, (line, heavy) in enumerate(one.inside):
        more = {"font-weight": "bold"} if heavy else {"font-size": "13"}
        at = one.y + PAD + LINE * (nth + 1) - 5
        item.append(_text(LEFT + PAD, at, line, fill=INK if heavy else QUIET, **more))
    for nth, line in enumerate(one.beside):
        item.append(_text(RIGHT, one.y + PAD + LINE * (nth + 1) - 5, line, **{"font-size": "13"}))
    for nth, line in enumerate(_before(one.step, book)):
        at = one.y + PAD + LINE * (nth + 1) - 5
        item.append(_text(LEFT - 8, at, line, fill=QUIET, **{"font-size": "13", "text-anchor": "end"}))
    return item


def _settled(places: Sequence[Placed]) -> Iterator[etree._Element]:
    """A line on the left from each step to the one that it signs off or sends back."""
    for one in places:
        if one.step.settles:
            settled = next(other for other in places if other.step is one.step.settles)
            lane = LEFT - (26 if one.step.sends_back else 12)
            path = f"M{LEFT} {one.middle} H{lane} V{settled.middle} H{LEFT - 6} m-5 -4 l5 4 l-5 4"
            dashes = {"stroke-dasharray": "5 4"} if one.step.sends_back else {}
            yield E.path(d=path, fill="none", stroke=QUIET, **dashes, **_hidden())


def _lane(number: int, of: int, first: Placed, last: Placed) -> Iterator[etree._Element]:
    """A clock on the right of the steps: from where it starts to where it stops, with its number in the legend."""
    start = LEFT + STEP
    x = start + 8 + number * min(LANE, (RIGHT - start - 30) // of)
    top, bottom = first.middle + 4, last.middle - 4
    if first is last:
        path = f"M{start} {top} H{x}"
    else:
        path = f"M{start} {top} H{x} V{bottom} H{start + 4} m4 -4 l-4 4 l4 4"
    yield E.path(d=path, fill="none", stroke=RULE, **_hidden())
    at = top if first is last else top + (20 if bottom > top else -20)
    yield E.circle(cx=str(x), cy=str(at), r="8", fill="#ffffff", stroke=RULE, **_hidden())
    yield _text(x, at + 4, str(number), fill=RULE, **{"font-size": "11", "text-anchor": "middle"}, **_hidden())


def _told(pathway: type[Pathway], dues: Sequence[str]) -> str:
    due = "; ".join(dues)
    return f"{len(pathway.steps())} steps in order.{f' Due: {due}.' if due else ''}"


def _text(x: int, y: int, words: str, *, fill: str = INK, **more: str) -> etree._Element:
    return E.text(words, x=str(x), y=str(y), fill=fill, **more)


def _hidden() -> dict[str, str]:
    return {"aria-hidden": "true"}
