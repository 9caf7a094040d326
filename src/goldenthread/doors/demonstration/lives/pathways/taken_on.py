"""A family that early help takes on: consent, somebody who leads, an assessment and a plan, until it is enough."""

import dataclasses
import datetime as dt

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.beside import Beside
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.life import Life
from goldenthread.doors.demonstration.lives.pathways import beside, panel
from goldenthread.doors.demonstration.lives.pathways.child_in_need import Promise, follow_up, promised
from goldenthread.doors.demonstration.lives.words import early_help as words
from goldenthread.doors.demonstration.lives.words import panel as weighed_by

# How an offer may go for a family to be taken on; one that is not taken up is refused in so many words.
PERHAPS = ("taken_up", "not_taken_up")
REFUSED, WITHDRAWN = "refused", "withdrawn"
# The return's code for what comes from early help.
FROM_EARLY_HELP = "5D"


@dataclasses.dataclass
class Help:
    """Help to a family, by whom it is given now, and which colleague leads it, if one does."""

    family: Family
    children: list[Child]
    helper: Worker
    basis: str = ""
    lead: Worker | None = None
    beside: Beside = dataclasses.field(default_factory=Beside)


def live(life: Life, family: Family, children: list[Child], helper: Worker, *, refused: bool) -> Wait:
    """From the day on which the family is taken on until the help ends, or is more than early help can give."""
    of, chance, env = life.of, family.chance, life.env
    if gone_further(children):
        yield from end(life, family, children, helper, "")
        return
    given = Help(family, children, helper, of.pick("early_help.basis", chance))
    said = words.accepted(family, children, given.basis, life.today)
    life.save(family, "early_help.accepted", children, helper, said)
    yield env.timeout(chance.uniform(15, 60))
    if refused:
        _says_no(life, given, REFUSED)
        return
    life.save(family, "early_help.consented", children, helper, *words.consented(family, children, life.today))
    yield env.timeout(chance.uniform(5, 40))
    _led(life, given)
    yield from _later(life, given, "early_help.assessed_days")
    if not gone_further(children):
        yield from _assessed(life, given)
        yield from _later(life, given, "early_help.planned_days")
    if not gone_further(children):
        yield from _planned(life, given)
        return
    yield from end(life, family, children, given.helper, "")


def end(life: Life, family: Family, children: list[Child], helper: Worker, outcome: str) -> Wait:
    """The end, for each child: with this outcome, if social care has not taken the child over."""
    for child in children:
        how = "stepped_up" if child.open else outcome or "needs_met"
        life.save(family, "early_help.ended", [child], helper, words.ended(family, child, how, life.today))
        child.early_help = False
        yield life.env.timeout(family.chance.uniform(3, 9))


def gone_further(children: list[Child]) -> bool:
    """Whether social care works with one of them by now."""
    return any(child.open for child in children)


def later(life: Life, helper: Worker, days: float) -> Wait:
    """So many days later, when the helper is there; somebody else of the team, where they have left."""
    minute = life.clock.opened(life.env.now + days * DAY)
    minute = life.clock.opened(helper.tenure.back(minute))
    yield life.until(minute)
    return helper if helper.tenure.is_there(life.env.now) else life.helpers.somebody(life.env.now)


def _later(life: Life, given: Help, key: str) -> Wait:
    """As long as a parameter says; where whoever led has left, somebody else leads from then on."""
    until = life.env.now + life.of.drawn(key, given.family.chance) * DAY
    while given.beside.due < until:
        given.helper = yield from later(life, given.helper, max(0, given.beside.due - life.env.now) / DAY)
        if gone_further(given.children):
            given.beside.over()
        else:
            given.beside.goes_on()
    given.helper = yield from later(life, given.helper, max(0, until - life.env.now) / DAY)
    if given.lead and given.lead.tenure.ends <= life.env.now and not gone_further(given.children):
        _led(life, given)


def _led(life: Life, given: Help) -> None:
    """Somebody leads: the helper, if they are of the team, or somebody of the school or of health."""
    family, children = given.family, given.children
    ours = given.helper in life.helpers.workers and life.of.happens("early_help.led_by_us", family.chance)
    given.lead = given.helper if ours else None
    until = life.today + dt.timedelta(days=life.of.number("early_help.led_days"))
    said = words.led(family, children, given.helper, given.basis, life.today, ours=ours, until=until)
    life.save(family, "early_help.lead_named", children, given.helper, said)


def _assessed(life: Life, given: Help) -> Wait:
    """The assessment, perhaps sent back once, and the manager's agreement for each child."""
    of, family, chance, env = life.of, given.family, given.family.chance, life.env
    returned = of.happens("early_help.returned", chance)
    for turn in range(1 + returned):
        shared, own = words.assessed(family, given.children, life.today)
        life.save(family, "early_help.assessed", given.children, given.helper, shared, own)
        yield life.until(life.clock.after(env.now, of.drawn("early_help.agreed_hours", chance)))
        agreed = turn == returned
        for child in given.children:
            said = words.looked_at(family, child, life.today, agreed=agreed)
            step = "early_help.authorised" if agreed else "early_help.returned"
            life.save(family, step, [child], life.help_managers.somebody(env.now), said)
            yield env.timeout(chance.uniform(2, 6))
        if not agreed:
            given.helper = yield from later(life, given.helper, chance.uniform(1, 4))


def _planned(life: Life, given: Help) -> Wait:
    """The plan; those around the family meet, and it is reviewed, until it is enough, too little, or not wanted."""
    of, family, children, chance = life.of, given.family, given.children, given.family.chance
    promises = _agreed(life, given, "early_help.planned")
    ends = of.pick("early_help.ends", chance)
    reviews, nth, over = int(of.pick("early_help.reviews", chance)), 0, False
    _offered(life, given)
    while not over:
        nth += 1
        yield from _later(life, given, "early_help.met_days")
        if gone_further(children):
            break
        if nth >= reviews and ends == WITHDRAWN:
            given.beside.over()
            _says_no(life, given, WITHDRAWN)
            return
        yield from _met(life, given, promises)
        decided = (yield from _brought(life, given)) if nth == 1 else None
        yield from _later(life, given, "early_help.reviewed_days" if decided is None else "panel.reviewed_days")
        if gone_further(children):
            break
        if decided and decided.changes == panel.STEP_UP:
            yield from _stepped_up(life, given, decided)
            return
        decision = words.GOES_ON if nth < reviews or decided else ends
        if decided and decided.changes == panel.ENDS:
            decision = words.CLOSES
        if decision == words.GOES_ON and of.happens("early_help.plan_changed", chance):
            decision = words.CHANGED
        shared, own = words.reviewed(family, children, decision, life.today)
        life.save(family, "early_help.reviewed", children, given.helper, shared, own)
        if decision == words.CHANGED:
            yield life.env.timeout(chance.uniform(15, 90))
            promises = _agreed(life, given, "early_help.plan_changed")
        if decided and decided.begun:
            yield from panel.seen_to(life, family, given.helper, decided)
        if decision == words.STEP_UP:
            yield life.env.timeout(chance.uniform(20, 60))
            yield from _stepped_up(life, given, None)
            return
        over = decision == words.CLOSES
    else:
        given.helper = yield from later(life, given.helper, chance.uniform(0, 3))
    given.beside.over()
    yield from end(life, family, children, given.helper, "needs_met")


def _agreed(life: Life, given: Help, step: str) -> list[Promise]:
    """The plan, or the plan as it is from now on; answers what it promises."""
    of, family, children = life.of, given.family, given.children
    actions, lacks = int(of.pick("early_help.actions", family.chance)), of.number("early_help.action_lacks")
    shared, own = words.planned(family, children, given.helper, life.today, actions=actions, lacks=lacks)
    return promised(children, life.save(family, step, children, given.helper, shared, own), own)


def _offered(life: Life, given: Help) -> None:
    """What some families are offered beside the plan."""
    if all(child.birth_said for child in given.children):
        one = beside.Helped(given.family, given.children, lambda: given.helper)
        for thing in beside.offered(life, one, "early_help"):
            given.beside.begins(thing)


def _met(life: Life, given: Help, promises: list[Promise]) -> Wait:
    """Those around the family meet, and something is said of what was promised."""
    family, children = given.family, given.children
    life.save(family, "early_help.team_met", children, given.helper, *words.met(family, children, life.today))
    yield from follow_up(life, family, given.helper, promises, "early_help")


def _brought(life: Life, given: Help) -> Wait:
    """What the early help action meeting decides of the family, if it is brought there."""
    if not panel.is_brought(life, given.family, given.children, panel.ACTION_MEETING):
        return None
    yield life.env.timeout(given.family.chance.uniform(10, 50))
    one = panel.Brought(given.family, given.children, panel.ACTION_MEETING, life.help_managers, lambda: given.helper)
    return (yield from panel.hear(life, one))


def _says_no(life: Life, given: Help, said: str) -> None:
    shared, own = words.consent_ended(given.family, given.children, said, life.today)
    life.save(given.family, "early_help.consent_ended", given.children, given.helper, shared, own)
    for child in given.children:
        child.early_help = False


def _stepped_up(life: Life, given: Help, decided: panel.Decided | None) -> Wait:
    """What early help cannot hold is the front door's to decide, in the words in which it was passed on."""
    family, children = given.family, given.children
    kind = family.past[-1].kind
    shared, own = words.stepped_up(family, children, kind, life.front_door, life.today)
    given.beside.over()
    if decided:
        shared["worry"] = weighed_by.since(family, children, decided.weighed, life.today)
    # With each child's part comes the contact.
    life.save(family, "early_help.stepped_up", children, given.helper, shared, own)
    contacts = life.brought(family, children)
    for child in children:
        child.early_help = False
    worry = Worry(life.env.now, kind, FROM_EARLY_HELP, children, urgent=False)
    if decided:
        yield from panel.seen_to(life, family, given.helper, decided)
    life.stepped_up(family, worry, contacts)
