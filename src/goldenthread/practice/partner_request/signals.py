import datetime as dt
from collections.abc import Iterator

from goldenthread.language import Entry, Record, Role, Sentence, signal
from goldenthread.practice.partner_request.forms import PARTNERS
from goldenthread.timekeeping import Duration, day_of, spoken


@signal(
    desk=Role.TEAM_MANAGER,
    wakes=("partner_request.asked", "partner_request.answered"),
    source="Ofsted 2014, Hull LSCB, paragraph 11: police information late after a child protection concern",
    grave=True,
)
def partner_has_not_answered(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """A partner's information about a child protection concern is overdue."""
    here = list(_silent(record, today))
    if not here:
        return None
    due, entry = min(here, key=lambda one: one[0])
    more = f", and {len(here) - 1} more" if len(here) > 1 else ""
    return Sentence(f"{_asked(entry)} and has not answered; it was due {spoken(due)}{more}.", entry.id)


@signal(
    desk=Role.SERVICE_MANAGER,
    law="partner_silent_escalated",
    wakes=("partner_request.asked", "partner_request.answered"),
    source="Ofsted 2014, Hull LSCB, paragraph 11: overdue answers escalate by themselves; days are local",
    grave=True,
)
def partner_stays_silent(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """A partner's information is so long overdue that it is no longer between two workers: ask their senior."""
    here = [one for one in _silent(record, today) if today > limit.after(one[0], record.calendar)]
    if not here:
        return None
    due, entry = min(here, key=lambda one: one[0])
    return Sentence(f"{_asked(entry)}; it was due {spoken(due)}. Take it up with their senior manager.", entry.id)


def _silent(record: Record, today: dt.date) -> Iterator[tuple[dt.date, Entry]]:
    """When each answer was due that is overdue, and the request."""
    late = (run for run in record.runs if run.clock == "partner_request.answer_due" and run.state(today) == "overdue")
    asked = {entry.id: entry for entry in record.all("partner_request.asked")}
    yield from ((day_of(run.due), asked[run.entry]) for run in late if run.due and run.entry in asked)


def _asked(entry: Entry) -> str:
    return f"{PARTNERS.get(entry.get('partner', ''), 'A partner')} was asked on {spoken(entry.day)}"
