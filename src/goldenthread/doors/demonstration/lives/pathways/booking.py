"""A concern at booking that is not referred yet: somebody looks at it again on a day, before the birth."""

import datetime as dt

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.life import Life
from goldenthread.doors.demonstration.lives.words import birth as words


def is_watched(life: Life, family: Family, children: list[Child]) -> bool:
    """Whether there is time to look again, and nobody sees a need to refer at once."""
    soonest = life.today + dt.timedelta(days=life.of.number("booking.least_days"))
    in_time = all((child.expected or child.born) > soonest and not child.early_help for child in children)
    # Where contacts are held to published figures, each of them is one.
    return in_time and not life.steering and life.of.happens("booking.watched", family.chance)


def watch(life: Life, family: Family, worry: Worry, children: list[Child], taker: Worker, happened: float) -> None:
    """Told, and looked at again on a day."""
    again = life.clock.on(life.env.now, life.of.drawn("booking.again_days", family.chance), 10 * 60)
    said = words.watched(family, worry, children, life.front_door, life.clock.day(again), life.today)
    life.save(family, "booking.concern_raised", children, taker, said, happened=happened)
    for child in children:
        child.holder = "front_door"
    life.env.process(_looked_again(life, family, worry, children, again))


def _looked_again(life: Life, family: Family, worry: Worry, children: list[Child], again: float) -> Wait:
    yield life.until(again + family.chance.uniform(-40, 300))
    if any(child.birth_said or child.born <= life.today for child in children):
        return
    goes_on = any(child.open or child.early_help for child in children)
    decision = words.UNIVERSAL if goes_on else life.of.pick("booking.again", family.chance)
    refers = decision == words.REFER
    said = words.looked_again(family, worry, children, life.front_door, decision, life.today)
    officer = life.officers.somebody(life.env.now)
    # With a referral comes each child's contact.
    life.save(family, "booking.looked_again", children, officer, said)
    if refers:
        late = Worry(life.env.now, worry.kind, worry.source, children, urgent=False)
        life.stepped_up(family, late, life.brought(family, children))
