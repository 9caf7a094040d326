"""A written agreement on which a decision relies in an urgent hour, and whoever looks whether it is kept."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import agreement as words
from goldenthread.language import derived_id


def relied_on(life: Life, family: Family, worry: Worry, outcome: str, owner: Worker) -> words.Answers:
    """What the decision says of an agreement; nothing where it relies on none."""
    urgent = worry.urgent and outcome == "referral" and not family.alone
    urgent = urgent and all(child.birth_said for child in worry.children)
    if not urgent or not life.of.happens("agreement.relied_on", family.chance):
        return {}
    return words.made(owner, _again(life, family))


def looked_after(
    life: Life, family: Family, children: Sequence[Child], entries: Sequence[UUID], said: words.Answers
) -> None:
    """From the decision on, for each child whose safety rests on it, unless nobody thinks of it."""
    if life.of.happens("agreement.forgotten", family.chance):
        return
    relying = [(child, str(derived_id(entry, "agreement"))) for child, entry in zip(children, entries, strict=True)]
    again = dt.date.fromisoformat(said["agreement_review_on"])
    life.env.process(_looked_at(life, family, relying, again, {child: child.case for child in children}))


def _looked_at(
    life: Life, family: Family, relying: list[tuple[Child, str]], again: dt.date, before: Mapping[Child, object]
) -> Wait:
    """By whoever works with the children since, until it is no longer needed, not kept, or the work has ended."""
    of, chance, clock, made = life.of, family.chance, life.clock, life.today
    while True:
        yield life.until(clock.on(clock.minute_of(again) - 1, 1, chance.uniform(9.5, 16.5) * 60))
        relying = [(child, id_) for child, id_ in relying if child.open and child.accepted <= made]
        if not relying:
            return
        case = relying[0][0].case
        if case is before[relying[0][0]] or not isinstance(case, Case):
            # Nobody has been given the work yet.
            again = clock.day(clock.on(life.env.now, 2, 0))
            continue
        yield from life.when_there(case)
        found, again = of.pick("agreement.found", chance), _again(life, family)
        for child, id_ in relying:
            if child.open and child.case is case:
                said = words.looked_at(family, child, id_, made, found, case.worker, again, life.today)
                life.save(family, "referral.agreement_reviewed", [child], case.worker, said)
        if found != words.GOES_ON:
            return


def _again(life: Life, family: Family) -> dt.date:
    days = max(1, round(life.of.drawn("agreement.review_days", family.chance)))
    return life.clock.day(life.clock.on(life.env.now, days, 0))
