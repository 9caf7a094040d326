"""What a senior manager should hear about child protection plans."""

import datetime as dt

from goldenthread.blocks.gateway import past_its_day
from goldenthread.language import Episode, Record, Role, Sentence, signal
from goldenthread.practice.child_protection.facts import FOLLOWED_UP, LEGAL
from goldenthread.timekeeping import Duration, spoken

CONSIDERED = "child_protection.legal_considered"


@signal(
    desk=Role.SERVICE_MANAGER,
    law="cp_no_progress",
    wakes=("child_protection.reviewed", CONSIDERED, "child_protection.ended_otherwise"),
    source="Ofsted 2019, Hull, paragraph 10: cases that got worse were not escalated",
    grave=True,
)
def no_progress_under_the_plan(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """A plan without enough progress, and nobody has considered the legal gateway."""
    for episode in record.open("child_protection"):
        reviews = episode.all("child_protection.reviewed")
        latest = reviews[-1] if reviews else episode.entries[0]
        considered = episode.last(CONSIDERED)
        if considered and considered.day >= latest.day:
            continue
        why = _why(episode, today, limit.after(episode.began, record.calendar))
        if why:
            return Sentence(f"{why} Nobody has written down whether the legal gateway was considered.", latest.id)
    return None


def _why(episode: Episode, today: dt.date, long: dt.date | dt.datetime) -> str:
    reviews = episode.all("child_protection.reviewed")
    if reviews and reviews[-1].get("decision") == "legal":
        return f"The review of {spoken(reviews[-1].day)} asked for legal advice."
    if reviews[1:] and reviews[-1].get("progress") == "no":
        return f"Review {len(reviews)}, of {spoken(reviews[-1].day)}, found the child no safer."
    if today > long and not (reviews and reviews[-1].get("progress") == "yes"):
        return f"The plan runs since {spoken(episode.began)}, and no review has found the child safer."
    return ""


@signal(
    desk=Role.SERVICE_MANAGER,
    wakes=("child_protection.began", "child_protection.reviewed", "child_protection.ended_otherwise"),
    source="Ofsted 2014, Hull LSCB, paragraph 8: children on a plan for a second time",
)
def another_plan(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """A child protection plan for another time."""
    for episode in record.open("child_protection"):
        before = [each for each in record.of("child_protection") if each.ended and each.began < episode.began]
        reported = [e for e in record.all("reported.protection_plan") if e.day < episode.began]
        if before or reported:
            ended = f"; the one before ended on {spoken(before[-1].ended)}" if before and before[-1].ended else ""
            many = len(before) + len(reported) + 1
            return Sentence(
                f"The plan since {spoken(episode.began)} is the child's {_nth(many)}{ended}. What was not dealt with?",
                episode.entries[0].id,
            )
    return None


@signal(
    desk=Role.SERVICE_MANAGER,
    wakes=(CONSIDERED, "child_protection.gateway_met", FOLLOWED_UP, "child_protection.ended_otherwise"),
    source="Ofsted 2019, Hull, paragraph 10: cases that got worse were not escalated",
    grave=True,
)
def decided_at_the_gateway(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """What was decided about the legal gateway is past its day, and not done."""
    for episode in record.open("child_protection"):
        decided = [(entry, form.actions) for step, form in LEGAL for entry in reversed(episode.all(step))]
        found = past_its_day(decided, episode.all(FOLLOWED_UP), today)
        if found:
            return found
    return None


def _nth(number: int) -> str:
    return {2: "second", 3: "third", 4: "fourth"}.get(number, f"{number}th")
