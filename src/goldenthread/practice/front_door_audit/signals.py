"""What a manager should hear of an audit."""

import datetime as dt

from goldenthread.language import Record, Role, Sentence, signal
from goldenthread.practice.front_door_audit.cycles import AUDITED, CLOSED, last
from goldenthread.practice.front_door_audit.forms import NO
from goldenthread.timekeeping import spoken


@signal(
    desk=Role.TEAM_MANAGER,
    wakes=(AUDITED, CLOSED),
    source="Hull Cabinet report, 22 March 2021, 4.8 and 4.9: what an audit finds wrong is put right, and that is seen",
    grave=True,
)
def audited_and_not_safe(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """An audit holds that the child is not safe with what the front door decided."""
    found = last(record)
    if found is None or found.audited is None or found.closed or found.audited.get("safe") != NO:
        return None
    says = f"The audit of {spoken(found.audited.day)} says that the child is not safe with what was decided."
    return Sentence(says, found.audited.id)
