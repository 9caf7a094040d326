"""What a manager should hear of a panel."""

import datetime as dt

from goldenthread.language import Entry, Episode, Record, Role, Sentence, signal
from goldenthread.practice.panel.forms import DECISIONS
from goldenthread.timekeeping import Duration, spoken

STEPS_UP = (
    "early_help.stepped_up",
    "front_door.contact_received",
    "strategy_discussion.called",
    "assessment.allocated",
)
BEGUN_OR_ENDED = (
    *("early_help.offered", "early_help.requested", "early_help.ended", "early_help.consent_ended"),
    *("co_working.accepted", "child_in_need.ended", "referral.closed"),
)
HELP = ("early_help", "child_in_need")


@signal(
    desk=Role.TEAM_MANAGER,
    law="panel_decision",
    wakes=("panel.held", *STEPS_UP, *BEGUN_OR_ENDED),
    source="Ofsted 2019, Hull, paragraph 11: thresholds are decided with the help of these panels; the days are local",
)
def panel_decision_not_carried_out(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """A panel decided that something changes, and nothing has."""
    held = next(reversed(record.all("panel.held")), None)
    if held is None or today <= limit.after(held.day, record.calendar) or _carried_out(held, record):
        return None
    return Sentence(
        f"The panel decided on {spoken(held.day)}: {DECISIONS[held.get('decision')]}. Not yet done.", held.id
    )


def _carried_out(held: Entry, record: Record) -> bool:
    """Whether what a panel decided has begun since, needs no beginning, or has nobody here to begin it for."""
    given = [one for one in record.episodes if one.pathway in HELP and _open_on(one, held.day)]
    if given and all(one.ended for one in given):
        return True
    match held.get("decision"):
        case "early_help" | "step_down":
            helped = [one for one in record.episodes if one.pathway == "early_help"]
            return any(one.ended is None or one.ended >= held.day for one in helped)
        case "co_working":
            return any(entry.day >= held.day for entry in record.all("co_working.accepted"))
        case "step_up":
            return any(entry.day >= held.day for step in STEPS_UP for entry in record.all(step))
        case "ends":
            return not given
    return True


def _open_on(episode: Episode, day: dt.date) -> bool:
    return episode.began <= day and (episode.ended is None or episode.ended >= day)
