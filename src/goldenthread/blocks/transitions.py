"""Changes that come with age and want preparing: another school, the end of school, services for adults."""

import datetime as dt

from goldenthread.blocks.ages import born_on
from goldenthread.language import Record, Role, Sentence, Signal
from goldenthread.standards.law import Law
from goldenthread.timekeeping import Duration, birthday, spoken

# By the families of the law that say at which age; the rule says whether it comes then or with the school year.
CHANGES = {
    "transition_secondary_school": "secondary school",
    "transition_post_16": "what follows compulsory school",
    "transition_adult_services": "services for adults",
}
WITH_THE_SCHOOL_YEAR = "school_year_begins"
SEPTEMBER = 9


def next_after(record: Record, day: dt.date) -> tuple[str, dt.date] | None:
    """The next change that comes with the child's age after a day, and its own day, by the law of that day."""
    born = born_on(record)
    if born is None:
        return None
    for family, what in CHANGES.items():
        rule = Law.read().rule(family, day)
        if rule is None or rule.value is None:
            continue
        comes = birthday(born, rule.value)
        if rule.due_event == WITH_THE_SCHOOL_YEAR:
            comes = _school_year(comes)
        if day < comes:
            return what, comes
    return None


def _school_year(day: dt.date) -> dt.date:
    """The beginning of the school year that follows a day; on the first of September another one has begun."""
    return dt.date(day.year + (day.month >= SEPTEMBER), SEPTEMBER, 1)


def not_prepared(*steps: str) -> Signal:
    """Raised while a change comes within the time in which it is to be prepared, and the plan in force says nothing of
    it. steps: those that make a plan.
    """

    def ask(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
        plans = [
            entry
            for episode in record.episodes
            if episode.ended is None
            for entry in episode.entries
            if entry.step in steps
        ]
        plan = max(plans, key=lambda entry: (entry.day, entry.known), default=None)
        change = next_after(record, today)
        if plan is None or change is None or today < limit.before(change[1], record.calendar):
            return None
        # What a plan says is of the change that was the next one when it was made.
        if plan.get("transition") and next_after(record, plan.day) == change:
            return None
        what, comes = change
        return Sentence(
            f"The plan of {spoken(plan.day)} does not say how the child is prepared for {what} on {spoken(comes)}.",
            plan.id,
        )

    return Signal(
        key="plan.transition_not_prepared",
        label="A change that comes with age and is not prepared",
        desk=Role.TEAM_MANAGER,
        source="Cabinet report, Hull, 22 March 2021, paragraph 9.8: support at transitions",
        wakes=(*steps, "person.registered", "person.described"),
        law="transition_prepared",
        ask=ask,
    )
