"""Some of the contacts that came to nothing more are audited: by somebody who had no part in them."""

from uuid import UUID

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Life
from goldenthread.doors.demonstration.lives.words import front_door_audit as words
from goldenthread.language import derived_id

APART = "front_door_audit"
CAME_TO_NOTHING = ("no_further_action", "advice")


def perhaps_audited(life: Life, family: Family, outcome: str, child: Child, contact: UUID, manager: Worker) -> None:
    """Of the contacts after which nothing began, one in so many; contact: its first entry. manager: who decided it."""
    apart = family.by_itself(APART)
    if outcome in CAME_TO_NOTHING and life.of.happens("audit.of_contacts", apart.chance):
        life.env.process(_audited(life, family, child, contact, manager))


def _audited(life: Life, family: Family, child: Child, contact: UUID, manager: Worker) -> Wait:
    apart, of, clock = family.by_itself(APART), life.of, life.clock
    decided = life.today
    yield life.until(clock.on(life.env.now + of.drawn("audit.chosen_days", apart.chance) * DAY, 1, 10 * 60))
    if child.open or child.early_help or not apart.first(child, APART):
        return
    auditor = life.chairs.anybody(life.env.now, apart.chance)
    head = life.heads.anybody(life.env.now, apart.chance)
    chosen = words.chosen(derived_id(contact, "episode"), decided, auditor)
    life.save(family, "front_door_audit.chosen", [child], head, chosen, key=apart.next_key())
    yield life.until(clock.on(life.env.now + of.drawn("audit.days", apart.chance) * DAY, 1, 14 * 60))
    if not auditor.tenure.is_there(life.env.now):
        return
    grade = of.pick("audit.grade", apart.chance)
    said = words.audited(family, child, grade, life.today, manager, apart.chance)
    life.save(family, "front_door_audit.audited", [child], auditor, said, key=apart.next_key())
    if not of.happens("audit.closed", apart.chance):
        return
    yield life.until(clock.on(life.env.now + of.drawn("audit.closed_days", apart.chance) * DAY, 1, 15 * 60))
    by = manager if manager.tenure.is_there(life.env.now) else life.heads.anybody(life.env.now, apart.chance)
    closed = words.closed(family, child, life.today, apart.chance)
    life.save(family, "front_door_audit.closed", [child], by, closed, key=apart.next_key())
