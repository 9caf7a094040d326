"""A warning that everybody reads before they act is looked at again on its day: it ends, or it is forgotten."""

from uuid import UUID

from goldenthread.doors.demonstration.lives.at_work import Wait
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Life
from goldenthread.doors.demonstration.lives.pathways import person
from goldenthread.doors.demonstration.lives.words import person as words


def looked_at_again(life: Life, family: Family, child: Child, warning: UUID, review: float) -> None:
    """Whoever works with the child by its day ends a warning that no longer holds."""
    if not life.of.happens("warning.forgotten", family.chance):
        life.env.process(_ended(life, family, child, warning, review))


def _ended(life: Life, family: Family, child: Child, warning: UUID, review: float) -> Wait:
    chance = family.chance
    late = life.of.drawn("warning.late_days", chance) * DAY if life.of.happens("warning.late", chance) else 0
    yield life.until(life.clock.opened(review + late) + chance.uniform(10, 400))
    said = words.warning_ended(family, child, str(warning), life.today)
    life.save(family, "person.warning_ended", [child], person.writer(life, child), said)
