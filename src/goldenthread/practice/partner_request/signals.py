import datetime as dt

from goldenthread.language import Record, Role, Sentence, signal
from goldenthread.practice.partner_request.forms import PARTNERS
from goldenthread.timekeeping import day_of, spoken


@signal(
    desk=Role.TEAM_MANAGER,
    wakes=("partner_request.asked", "partner_request.answered"),
    source="Ofsted 2014, Hull LSCB, paragraph 11: police information late after a child protection concern",
    grave=True,
)
def partner_has_not_answered(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """A partner's information about a child protection concern is overdue."""
    late = [run for run in record.runs if run.clock == "partner_request.answer_due" and run.state(today) == "overdue"]
    asked = {entry.id: entry for entry in record.all("partner_request.asked")}
    here = [(day_of(run.due), asked[run.entry]) for run in late if run.due and run.entry in asked]
    if not here:
        return None
    due, entry = min(here, key=lambda one: one[0])
    who = PARTNERS.get(entry.get("partner", ""), "A partner")
    more = f", and {len(here) - 1} more" if len(here) > 1 else ""
    return Sentence(
        f"{who} was asked on {spoken(entry.day)} and has not answered; it was due {spoken(due)}{more}.", entry.id
    )
