"""What a manager should hear about their own oversight."""

import datetime as dt

from goldenthread.language import MANAGERS, Entry, Record, Role, Sentence, handbook, signal
from goldenthread.practice.direction.forms import NOT_DONE
from goldenthread.timekeeping import Duration, spoken


@signal(
    desk=Role.TEAM_MANAGER,
    law="manager_direction",
    wakes=("direction.given",),
    source="Ofsted 2019, Hull, paragraph 1, and Kirklees, paragraph 15: oversight that drives no work",
)
def no_direction(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """No manager has decided anything for this child for long."""
    open_ = next(iter(record.open("referral")), None)
    if open_ is None:
        return None
    decided = [entry for entry in record.entries if entry.day >= open_.began and _a_managers(entry)]
    last = max(decided, key=lambda entry: entry.day, default=open_.entries[0])
    if last.author.source or today <= limit.after(last.day, record.calendar):
        return None  # A file does not say what managers decided.
    return Sentence(f"The last decision of a manager is from {spoken(last.day)}.", last.id)


@signal(
    desk=Role.TEAM_MANAGER,
    law="direction_not_done",
    wakes=("direction.checked_back", "direction.given", "referral.closed"),
    source="Ofsted 2019, Hull, paragraph 1, and Kirklees, paragraph 15: oversight that drives no work; days are local",
)
def direction_not_done(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """What a manager directed was found not done, and nothing was directed since."""
    looked = next(reversed(record.all("direction.checked_back")), None)
    if looked is None or looked.get("outcome") != NOT_DONE or not any(record.open("referral")):
        return None
    if today <= limit.after(looked.day, record.calendar):
        return None
    if any((one.day, one.known) > (looked.day, looked.known) for one in record.all("direction.given")):
        return None
    found = f"On {spoken(looked.day)} it was found that what was directed was not done: direct anew."
    return Sentence(found, looked.id)


def _a_managers(entry: Entry) -> bool:
    step = handbook().steps.get(entry.step)
    return step is not None and step.form is not None and set(step.by) <= set(MANAGERS)
