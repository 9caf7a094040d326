import datetime as dt

from goldenthread.language import Record, Role, Sentence, signal
from goldenthread.practice.police_notification import gates
from goldenthread.practice.police_notification.forms import HIGH
from goldenthread.timekeeping import spoken


@signal(
    desk=Role.TEAM_MANAGER,
    wakes=("police_notification.notified", "police_notification.triaged", "police_notification.strategy_decided"),
    source="Hull Cabinet report, 22 March 2021, 3.7: high goes straight to a manager",
    grave=True,
)
def high_waits(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """High-risk domestic abuse: no decision on a strategy meeting."""
    waiting = [one for one in record.open("police_notification") if gates.grade(one) == HIGH]
    if not waiting:
        return None
    told = waiting[-1].entries[0]
    return Sentence(
        f"The domestic abuse that the police told us of on {spoken(told.day)} is graded high, and nobody has decided "
        "whether there is a strategy meeting.",
        waiting[-1].entries[-1].id,
    )
