"""What a manager should hear about assessments."""

import datetime as dt

from goldenthread.blocks.ages import unborn
from goldenthread.blocks.signals import still_asked_about
from goldenthread.blocks.worries import ALREADY_OPEN
from goldenthread.language import Entry, Episode, Record, Role, Sentence, signal
from goldenthread.timekeeping import Duration, spoken

ALIKE = 0.9
OPEN_STEPS = ("assessment.allocated", "assessment.child_seen", "assessment.written", "assessment.authorised")
# What in a child's life an assessment has to take in.
CHANGES = {
    "person.born": "the child was born",
    "person.addressed": "the child lives elsewhere",
    "person.related": "somebody else is known in the child's life",
    "person.unrelated": "a relationship ended",
    "person.warned": "a warning was added",
    "person.described": "the child's school has changed",
    "front_door.decided": "the front door passed on a new worry",
}
# What looks at a child's life as it is: an assessment, a plan made anew, a review.
TAKES_IN = (
    "assessment.authorised",
    "child_in_need.planned",
    "child_in_need.reviewed",
    "child_protection.core_group_held",
    "child_protection.reviewed",
)


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
    law="re_referral_window",
    wakes=("front_door.decided", "assessment.child_seen", "assessment.written", "referral.closed"),
    source="Ofsted 2019, Hull, paragraph 7: plans and assessments copied between brothers and sisters",
)
def copied_between_siblings(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """The same words for brothers and sisters."""
    alike = {one.entry: one for one in sorted(record.likenesses, key=lambda one: one.likeness) if one.likeness >= ALIKE}
    if not alike:
        return None
    since = limit.before(today, record.calendar)
    said = [
        entry
        for episode in record.episodes
        for entry in episode.entries
        if entry.id in alike and still_asked_about(record, episode.journey, entry.day, since=since)
    ]
    if not said:
        return None
    entry = max(said, key=lambda entry: (entry.day, alike[entry.id].likeness))
    worst = alike[entry.id]
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
        begun = any(e.pathway in ("assessment", "pre_birth") for e in record.journey(referral.journey))
        if not begun and today > limit.after(referral.began, record.calendar):
            return Sentence(
                f"The referral was accepted on {spoken(referral.began)} and is with nobody.", referral.entries[0].id
            )
    return None


@signal(
    desk=Role.TEAM_MANAGER,
    wakes=("assessment.allocated", "referral.closed", *TAKES_IN, *CHANGES),
    law="assessment_refresh",
    source="Ofsted 2019, Hull, paragraph 23; Hull Cabinet report, 22 March 2021, 4.8: out-of-date assessments",
)
def assessment_out_of_date(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """An assessment older than a change in the child's life, or too old."""
    assessed = record.last("assessment.authorised")
    if assessed is None or running(record) or not any(record.open("referral")):
        return None
    last = max(filter(None, map(record.last, TAKES_IN)), key=lambda entry: (entry.day, entry.known))
    later = (entry for step in CHANGES for entry in record.all(step, since=last.day) if entry.known > last.known)
    changed = [entry for entry in later if _bears_on_it(entry)]
    if changed:
        first = min(changed, key=lambda entry: entry.day)
        what = CHANGES[first.step]
        return Sentence(f"Since the assessment of {spoken(assessed.day)}: {what} ({spoken(first.day)}).", first.id)
    if today > limit.after(assessed.day, record.calendar):
        return Sentence(f"The last assessment is of {spoken(assessed.day)}.", assessed.id)
    return None


def _bears_on_it(entry: Entry) -> bool:
    """Of what says several things, what changes the child's life: another school, a new worry."""
    if entry.step == "person.described":
        return bool(entry.get("school"))
    return entry.step != "front_door.decided" or entry.get("outcome") == ALREADY_OPEN


@signal(
    desk=Role.TEAM_MANAGER,
    wakes=("assessment.authorised", "person.described", "referral.closed"),
    source="Ofsted 2019, Hull, paragraph 15, and Kirklees, paragraphs 11 and 46: no means to communicate",
)
def communication_not_known(record: Record, today: dt.date, limit: object = None) -> Sentence | None:
    """A disabled child was assessed, and nobody has said how they communicate."""
    assessed = record.last("assessment.authorised")
    described = [entry for step in ("person.registered", "person.described") for entry in record.all(step)]
    if assessed is None or assessed.author.source or not any(record.open("referral")):
        return None  # A file does not say how a child communicates.
    if any(entry.get("communication") for entry in described):
        return None
    said = [entry for entry in described if entry.get("disability") is not None]
    last = max(said, key=lambda entry: (entry.day, entry.known), default=None)
    if last is None or not set(last.get("disability")) - {"NONE"}:
        return None
    return Sentence(
        f"The assessment of a disabled child was authorised on {spoken(assessed.day)}; "
        "nobody has said how the child communicates.",
        assessed.id,
    )
