from collections.abc import Iterator

from goldenthread.language import Episode, Record, Row
from goldenthread.practice.early_help.forms import END_REASONS


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    offered = episode.entries[0]
    started = next((e for e in episode.all("early_help.followed_up") if e.get("how_it_goes") == "taken_up"), None)
    ended = episode.last("early_help.ended")
    yield Row(
        "EarlyHelp",
        str(episode.id),
        {
            "journey": str(episode.journey),
            "team_id": episode.team,
            "worker_id": offered.author.worker,
            "offered_on": offered.day,
            "started_on": started.day if started else None,
            "ended_on": ended.day if ended else None,
            "reason": str(offered.get("reason", ""))[:100],
            "end_reason": END_REASONS.get(ended.get("outcome", ""), "") if ended else "",
            "organisation": str(offered.get("organisation", ""))[:200],
        },
        (ended or started or offered).id,
        offered.compartment,
    )
