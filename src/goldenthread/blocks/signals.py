"""Signals that every pathway shares."""

import datetime as dt
from uuid import UUID

from goldenthread.language import Clock, Record, Role, Sentence, Signal, keys_of
from goldenthread.standards.law import Law
from goldenthread.timekeeping import day_of, spoken


def overdue(clock: Clock, *, desk: Role = Role.TEAM_MANAGER) -> Signal:
    """Raised while a clock of this kind is past its day and nothing has stopped it."""

    def ask(record: Record, today: dt.date, limit: object = None) -> Sentence | None:
        late = [run for run in record.runs if run.clock == clock.key and run.state(today) == "overdue"]
        if not late:
            return None
        worst = min(late, key=lambda run: day_of(run.due))  # type: ignore[arg-type]
        due = day_of(worst.due)  # type: ignore[arg-type]
        days = record.calendar.working_days_between(due, today)
        how_late = f"is {days} working day{'' if days == 1 else 's'} late" if days else "is late, by no working day yet"
        return Sentence(f"{clock.label} was due {spoken(due)} and {how_late}.", worst.entry)

    return Signal(
        key=f"overdue.{clock.key}",
        label=f"Overdue: {clock.label.lower()}",
        desk=desk,
        source=source_of(clock.law),
        wakes=tuple(dict.fromkeys((*keys_of(clock.starts), *keys_of(clock.stops)))),
        ask=ask,
    )


def still_asked_about(record: Record, journey: UUID, day: dt.date, *, since: dt.date) -> bool:
    """Whether what somebody wrote on a day still bears on the child's life: the referral that it led to is open.

    What led to no referral is asked about for as long as an earlier contact counts.
    """
    referrals = [episode for episode in record.journey(journey) if episode.pathway == "referral"]
    return any(referral.ended is None for referral in referrals) if referrals else day >= since


def source_of(family: str) -> str:
    """What a limit stands on: the source of the rows of its family that came into force last."""
    rows = [rule for rule in Law.read().family(family) if rule.commenced]
    latest = max((rule.until for rule in rows), default=None)
    return "; ".join(dict.fromkeys(rule.source for rule in rows if rule.until == latest))
