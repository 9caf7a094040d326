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
HELP = ("early_help", "child_in_need")


@signal(
    desk=Role.TEAM_MANAGER,
    law="panel_decision",
    wakes=("panel.held", *STEPS_UP, "early_help.offered", "early_help.requested", "co_working.asked"),
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
    """Whether what a panel decided has begun since, or needs no beginning."""
    since = [one for one in record.episodes if one.ended is None or one.ended >= held.day]
    match held.get("decision"):
        case "early_help" | "step_down":
            return any(one.pathway == "early_help" for one in since)
        case "co_working":
            return any(one.pathway == "co_working" for one in since)
        case "step_up":
            return any(entry.day >= held.day for step in STEPS_UP for entry in record.all(step))
        case "ends":
            return not any(_goes_on_from(one, held) for one in record.episodes)
    return True


def _goes_on_from(episode: Episode, held: Entry) -> bool:
    """Whether help that was given when the panel met is given still."""
    return episode.pathway in HELP and episode.began <= held.day and episode.ended is None
