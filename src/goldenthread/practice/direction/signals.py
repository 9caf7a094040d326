"""What a manager should hear about their own oversight, and about plans that life has overtaken."""

import datetime as dt

from goldenthread.language import MANAGERS, Entry, Record, Role, Sentence, handbook, signal
from goldenthread.timekeeping import Duration, spoken

# What changes a child's life so much that an assessment from before it no longer describes it.
CHANGES = {
    "person.addressed": "The child's address has changed",
    "person.warned": "A new risk was recorded",
    "person.related": "Somebody else is around the child",
    "person.unrelated": "Somebody is no longer around the child",
}
SCHOOL = "The child's school has changed"
TAKEN_IN = (
    "assessment.authorised",
    "child_in_need.planned",
    "child_in_need.reviewed",
    "child_protection.core_group_held",
    "child_protection.reviewed",
)


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


def _a_managers(entry: Entry) -> bool:
    step = handbook().steps.get(entry.step)
    return step is not None and step.form is not None and set(step.by) <= set(MANAGERS)


@signal(
    desk=Role.TEAM_MANAGER,
    wakes=(*CHANGES, "person.described", *TAKEN_IN),
    source="Hull Cabinet report, 22 March 2021, paragraph 4.8; Ofsted 2019, Hull, 23: out-of-date assessments",
)
def overtaken_by_a_change(record: Record, today: dt.date, limit: object = None) -> Sentence | None:
    """The assessment is older than a change in the child's life."""
    open_ = next(iter(record.open("referral")), None)
    assessed = max((e for e in record.all("assessment.authorised")), key=lambda e: e.day, default=None)
    if open_ is None or assessed is None or any(record.open("assessment")):
        return None
    after = [entry for entry in record.entries if entry.day > assessed.day]
    taken_in = max((entry.day for entry in after if entry.step in TAKEN_IN), default=assessed.day)
    changed = [entry for entry in after if entry.day > taken_in and _change(entry)]
    if not changed:
        return None
    first = min(changed, key=lambda entry: entry.day)
    return Sentence(
        f"{_change(first)} on {spoken(first.day)}. The assessment is from {spoken(assessed.day)}: "
        "bring it and the plan up to date.",
        first.id,
    )


def _change(entry: Entry) -> str:
    if entry.step == "person.described":
        return SCHOOL if entry.get("school") else ""
    return CHANGES.get(entry.step, "")
