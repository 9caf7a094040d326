"""A child in need whose family is brought to the panel: help goes on, or what the panel decided begins."""

from goldenthread.doors.demonstration.lives.at_work import Wait
from goldenthread.doors.demonstration.lives.family import Child
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.pathways import beside, early_help, panel, section47, strategy
from goldenthread.doors.demonstration.lives.pathways.child_protection import Helped
from goldenthread.doors.demonstration.lives.pathways.panel import Decided
from goldenthread.doors.demonstration.lives.words import child_in_need as words
from goldenthread.doors.demonstration.lives.words import section47 as enquiry
from goldenthread.doors.demonstration.lives.words import strategy as called

OURS = (panel.STEP_UP, panel.STEP_DOWN, panel.ENDS)


def weigh(life: Life, case: Case) -> Wait:
    """What the child in need panel decides, if the family is brought there; nothing, where the work goes on."""
    if not panel.is_brought(life, case.family, case.children, panel.PANEL):
        return None
    yield life.env.timeout(case.family.chance.uniform(20, 90))
    # What is asked of early help already, or done by it, is not decided on once more.
    but = panel.CO_WORKING if case.beside.has(beside.CO_WORKING) else ""
    brought = panel.Brought(case.family, case.children, panel.PANEL, case.managers, lambda: case.worker, but)
    decided = yield from panel.hear(life, brought)
    yield life.until(life.clock.after(life.env.now, life.of.drawn("panel.begun_hours", case.family.chance)))
    yield from life.when_there(case)
    if decided.changes in OURS:
        return decided
    if decided.changes == panel.CO_WORKING:
        one = beside.Helped(case.family, case.children, lambda: case.worker)
        case.beside.begins(beside.co_working(life, one, life.env.now), beside.CO_WORKING)
    if decided.begun:
        yield from panel.seen_to(life, case.family, case.worker, decided)
    return None


def carry_out(life: Life, case: Case, decided: Decided, helped: Helped) -> Wait:
    """What the panel decided begins, and child in need work is over with it."""
    yield from case.may_end()
    yield from life.when_there(case)
    case.beside.over()
    yield from panel.seen_to(life, case.family, case.worker, decided)
    if decided.changes == panel.STEP_UP:
        yield from _stepped_up(life, case, helped)
        return
    down = decided.changes == panel.STEP_DOWN
    manager = case.managers.somebody(life.env.now)
    for child in case.children:
        said = words.ended(case.family, child, life.today)
        if down:
            said = _to_early_help(life, case, child)
        life.save(case.family, "child_in_need.ended", [child], manager, said)
        child.referral = ""
        yield life.env.timeout(case.family.chance.uniform(2, 6))
    case.team.done(case)
    if down:
        early_help.begin(life, case.family, case.children)


def _to_early_help(life: Life, case: Case, child: Child) -> dict[str, object]:
    agrees = life.help_managers.anybody(life.env.now, case.family.by_itself("step_down").chance)
    leads = f"{agrees.actor.name}, early help manager, until a worker is named"
    return words.stepped_down(case.family, child, life.today, leads) | life.help_team


def _stepped_up(life: Life, case: Case, helped: Helped) -> Wait:
    """Those who know something of the children are called together; whoever has them enquires if that is decided."""
    # An assessment that went on beside the work is over by now: an enquiry decides for itself.
    case.waits = []
    family, children = case.family, case.children
    said = called.called(family, children[0], life.today)
    life.save(family, "child_in_need.stepped_up", children, case.managers.somebody(life.env.now), said)
    begins = yield from strategy.hold(life, case)
    if begins:
        yield from section47.enquire(life, case, begins, helped)
        case.team.done(case)
        return
    manager = case.managers.somebody(life.env.now)
    for child in children:
        yield life.env.timeout(family.chance.uniform(3, 9))
        life.save(family, "child_in_need.opened", [child], manager, enquiry.helped(family, child, life.today))
    case.team.done(case)
    helped(case)
