"""What a manager should hear about assessments."""

import datetime as dt

from goldenthread.language import Episode, Record, Role, Sentence, signal
from goldenthread.practice.assessment.gates import unborn
from goldenthread.timekeeping import Duration, spoken

ALIKE = 0.9
OPEN_STEPS = ("assessment.allocated", "assessment.child_seen", "assessment.written", "assessment.authorised")


def running(record: Record) -> Episode | None:
    return next(iter(record.open("assessment")), None)


@signal(
    desk=Role.TEAM_MANAGER,
    law="assessment_child_seen",
    wakes=OPEN_STEPS,
    source="Ofsted 2019, Hull, paragraph 6: assessments without the child",
    grave=True,
)
def child_not_yet_seen(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """Nobody has seen the child."""
    episode = running(record)
    if episode is None or unborn(record) or any(e.get("seen") == "yes" for e in episode.all("assessment.child_seen")):
        return None
    if episode.entries[0].author.source or today <= limit.after(episode.began, record.calendar):
        return None  # A file does not say whether anybody saw the child.
    return Sentence(
        f"The assessment began on {spoken(episode.began)} and nobody has seen the child.", episode.entries[0].id
    )


@signal(
    desk=Role.TEAM_MANAGER,
    law="assessment_midpoint_review",
    wakes=(*OPEN_STEPS, "assessment.midpoint_checked"),
    source="Hull Cabinet report, 22 March 2021, paragraph 3.12: 58% in time; breach to be shown ahead",
)
def assessment_likely_late(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """The assessment is likely to be late."""
    episode = running(record)
    run = next(
        (r for r in reversed(record.runs) if r.clock == "referral.assessment_due" and r.state(today) == "running"), None
    )
    if episode is None or run is None or run.due is None or episode.last("assessment.written"):
        return None
    left = record.calendar.working_days_between(today, run.due)
    if left > limit.amount:
        return None
    missing = "the child has not been seen" if not episode.last("assessment.child_seen") else "nothing is written yet"
    days = "1 working day is" if left == 1 else f"{left or 'No'} working days are"
    return Sentence(f"{days} left until {spoken(run.due)}, and {missing}.", episode.entries[0].id)


@signal(
    desk=Role.TEAM_MANAGER,
    wakes=("front_door.decided", "assessment.child_seen", "assessment.written"),
    source="Ofsted 2019, Hull, paragraph 7: plans and assessments copied between brothers and sisters",
)
def copied_between_siblings(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """The same words for brothers and sisters."""
    alike = [one for one in record.likenesses if one.likeness >= ALIKE]
    entries = {entry.id: entry for entry in record.entries} if alike else {}
    alike = [one for one in alike if one.entry in entries]
    if not alike:
        return None
    worst = max(alike, key=lambda one: (entries[one.entry].day, one.likeness))
    entry = entries[worst.entry]
    return Sentence(
        f"What was written on {spoken(entry.day)} about “{worst.question.replace('_', ' ')}” is "
        f"{worst.likeness:.0%} the same as for a brother or sister.",
        entry.id,
    )


@signal(
    desk=Role.TEAM_MANAGER,
    wakes=("referral.accepted", "assessment.allocated"),
    law="assessment_allocation",
    source="Ofsted 2019, Hull, paragraph 2: delay between the decision and somebody going to see",
    grave=True,
)
def nobody_allocated(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """A referral that nobody has been given."""
    for referral in record.open("referral"):
        begun = any(e.pathway == "assessment" for e in record.journey(referral.journey))
        if not begun and today > limit.after(referral.began, record.calendar):
            return Sentence(
                f"The referral was accepted on {spoken(referral.began)} and is with nobody.", referral.entries[0].id
            )
    return None
