"""A page for each pathway that a practice lead can read and correct, with a drawing, made from its declarations."""

import inspect
from collections.abc import Iterator, Sequence
from pathlib import Path

from goldenthread.doors.command.access_page import table
from goldenthread.doors.command.outcomes import Outcome, brought_by, outcomes_of
from goldenthread.doors.command.pathway_drawing import drawing, limit_for, rules_of
from goldenthread.language import Clock, Compartment, Gate, Handbook, Pathway, Step, key_of, keys_of
from goldenthread.standards.law import Rule

FOLDER = "pathways"
WRONG = """
Is something here not how it is done, or not how it should be? Say so: this page is made from `{where}`, and what stands
there is what the system does. A limit is a row of [the table of the law](../law.md).
""".strip()


def pathway_pages(book: Handbook, made: str) -> dict[str, str]:
    """Every page and every drawing by its name below docs/reference. made: the line that says what it was made from."""
    pages = {f"{FOLDER}/README.md": _joined(["# Pathways\n", f"{made}\n", *_listed(book)])}
    for pathway in book.pathways:
        pages[f"{FOLDER}/{pathway.key}.md"] = _joined([f"# {name_of(pathway)}\n", f"{made}\n", *page(pathway, book)])
        pages[f"{FOLDER}/{pathway.key}.svg"] = drawing(pathway, book)
    return pages


def name_of(pathway: type[Pathway]) -> str:
    """What a pathway is called."""
    return pathway.label or pathway.__name__


def _listed(book: Handbook) -> Iterator[str]:
    yield "Each as it is declared: its steps, who may, what must hold, what is due by which law, and where it ends.\n"
    rows = [
        (f"[{name_of(pathway)}]({pathway.key}.md)", _said(pathway), f"[drawing]({pathway.key}.svg)")
        for pathway in book.pathways
    ]
    yield from table(("Pathway", "What it is", ""), rows)


def page(pathway: type[Pathway], book: Handbook) -> Iterator[str]:
    """What it is, its drawing, its steps in order, its clocks, and what reaches a manager."""
    yield f"{_said(pathway)}\n"
    yield WRONG.format(where=_where(pathway)) + "\n"
    yield f"![The steps of {name_of(pathway)} in order; each is described below.]({pathway.key}.svg)\n"
    yield "## Steps\n"
    for number, step in enumerate(pathway.steps(), 1):
        yield f'<a id="{step.name}"></a>\n\n### {number}. {step.label}\n'
        yield "\n".join(f"- {line}" for line in _about(step, book)) + "\n"
        yield from _outcomes(step, book)
    if pathway.clocks():
        yield "## What is due\n"
        yield from _clocks(pathway, book)
    yield from _signals(pathway, book)


def _about(step: Step, book: Handbook) -> Iterator[str]:
    if step.said:
        yield f"When done, the record says: {step.said} (`{step.key}`)"
    yield (
        f"Who: {', '.join(step.by)}"
        if step.by
        else "Who: nobody here: a file says it, or the authority works by another model"
    )
    comes = list(_comes(step, book))
    if comes:
        yield f"When: {'; '.join(comes)}"
    for gate in step.gates:
        yield f"Must hold: {words_of(gate)}"
    signers = [other for other in book.settled_by[step.key] if other.signs_off]
    if signers:
        who = ", ".join(dict.fromkeys(role for other in signers for role in other.by))
        yield f"Signed off by {_steps((s.key for s in signers), book)}: a {who}, never whoever wrote it"
    if step.compartment != Compartment.CHILD:
        yield f"Kept in a part of the record of its own: {step.compartment}"
    starts = [clock.label for clock in book.starting[step.key]]
    stops = [clock.label for clock in book.clocks.values() if step.key in keys_of(clock.stops)]
    if starts:
        yield f"Starts: {', '.join(starts)}"
    if stops:
        yield f"Stops: {', '.join(stops)}"


def _comes(step: Step, book: Handbook) -> Iterator[str]:
    if step.begins:
        yield "begins the work"
    if step.follows:
        yield f"after {_steps([step.follows], book)}"
    brought = list(dict.fromkeys(outcome.step.key for key, outcome in brought_by(book.steps) if key == step.key))
    if brought:
        yield f"comes with {_steps(brought, book)}"
    if step.needs:
        yield f"once there is {_steps((need.key for need in step.needs), book)}"
    if step.signs_off:
        yield f"signs off {_steps([step.signs_off.key], book)}"
    if step.sends_back:
        yield f"sends back {_steps([step.sends_back.key], book)}"
    if step.repeats:
        yield "again and again"
    if step.together:
        yield "for several children at once"


def _outcomes(step: Step, book: Handbook) -> Iterator[str]:
    outcomes = outcomes_of(step)
    if not outcomes:
        return
    rows = [(one.question, one.answer or "Always", leads_to(one, book)) for one in outcomes]
    yield from table(("Question", "Answer", "Then"), rows)


def leads_to(outcome: Outcome, book: Handbook) -> str:
    """What follows, in words."""
    said = [_steps(outcome.brings, book)] if outcome.brings else []
    return "; ".join([*said, "this ends" if outcome.ends else "this goes on"])


def _clocks(pathway: type[Pathway], book: Handbook) -> Iterator[str]:
    rows = [
        (
            clock.label, _from(clock, book), _steps(keys_of(clock.stops), book),
            limit_for(rule), _source(rule), "yes" if rule.verified else "not yet",
        )
        for clock in pathway.clocks() for rule in rules_of(clock, book)
    ]  # fmt: skip
    yield from table(("Due", "From", "Until", "Limit", "Law, guidance or local custom", "Source read?"), rows)


def _from(clock: Clock, book: Handbook) -> str:
    counted = f", counted from {_steps([key_of(clock.counted_from)], book)}" if clock.counted_from else ""
    return f"{_steps(keys_of(clock.starts), book)}{counted}"


def _source(rule: Rule) -> str:
    local = "Local custom, which an authority may change: " if rule.local else ""
    return f"{local}[{rule.source}](../law.md#{rule.family})"


def _signals(pathway: type[Pathway], book: Handbook) -> Iterator[str]:
    keys = {step.key for step in pathway.steps()}
    mine = [signal for signal in book.signals if keys & set(signal.wakes)]
    if mine:
        yield "## What reaches a desk\n"
        yield from table(("What it says", "Desk", "Source"), [(one.label, one.desk, one.source) for one in mine])


def _steps(keys: Sequence[str] | Iterator[str], book: Handbook) -> str:
    """Steps as links, by what they are called when done."""
    steps = [book.steps[key] for key in keys]
    return ", ".join(f"[{one.said or one.label}]({one.pathway.key}.md#{one.name})" for one in steps)


def words_of(gate: Gate) -> str:
    """What a gate asks, in its own words."""
    return " ".join((inspect.getdoc(gate) or gate.__name__.replace("_", " ")).split()).rstrip(".")


def _said(pathway: type[Pathway]) -> str:
    return " ".join((inspect.getdoc(pathway) or "").split())


def _where(pathway: type[Pathway]) -> str:
    path = Path(inspect.getsourcefile(pathway) or "")
    return "/".join(path.parts[path.parts.index("src") :])


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"
