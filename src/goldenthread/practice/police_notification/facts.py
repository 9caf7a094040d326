from collections.abc import Iterator

from goldenthread.blocks.promises import promised
from goldenthread.language import Episode, Record, Row, derived_id
from goldenthread.practice.police_notification.forms import YES, Triage


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """The notification with its grade and what became of it; what somebody has to do."""
    told = episode.entries[0]
    triaged = episode.last("police_notification.triaged")
    decided = episode.last("police_notification.strategy_decided")
    happened = told.date("incident_on")
    yield Row(
        "PoliceNotification",
        str(episode.id),
        {
            "journey": str(episode.journey),
            "team_id": episode.team,
            "worker_id": told.author.worker,
            "contact": str(episode.follows or ""),
            "notified_on": told.day,
            "incident_on": happened,
            "told_after": record.calendar.working_days_between(happened, told.day) if happened else None,
            "grade": told.get("grade", ""),
            "reference": str(told.get("reference", ""))[:60],
            "grade_agreed": triaged.get("grade_agreed", "") if triaged else "",
            "triaged_on": triaged.day if triaged else None,
            "strategy": decided.get("strategy", "") if decided else "",
            "strategy_decided_on": decided.day if decided else None,
            "ended_on": episode.ended,
        },
        (decided or triaged or told).id,
    )
    if triaged:
        said = episode.all("police_notification.action_followed_up")
        yield from promised(triaged, Triage.actions, said, step="police_notification.action_followed_up")
    if decided and decided.get("strategy") == YES:
        called = [one for one in record.all("strategy_discussion.called") if one.known >= decided.known]
        yield Row(
            "Action",
            str(derived_id(decided.root, "call")),
            {
                "what": "Call the strategy discussion that was decided on",
                "why": "The police graded the domestic abuse high, and a manager decided that there is to be one.",
                "worker_id": decided.author.worker,
                "due_on": None,
                "done_on": called[0].day if called else None,
                "step": "strategy_discussion.called",
            },
            decided.id,
        )
