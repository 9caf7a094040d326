from collections.abc import Iterator

from goldenthread.language import Episode, Record, Row, derived_id


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """What was asked, what was answered and when; who declined it leaves something to be decided instead."""
    asked = episode.entries[0]
    accepted, declined = episode.last("co_working.accepted"), episode.last("co_working.declined")
    answered, ended = accepted or declined, episode.last("co_working.ended")
    yield Row(
        "CoWorking",
        str(episode.id),
        {
            "journey": str(episode.journey),
            "team_id": episode.team,
            "worker_id": asked.author.worker,
            "asked_on": asked.day,
            "needed_by": asked.date("by"),
            "answered_on": answered.day if answered else None,
            "accepted": accepted is not None if answered else None,
            "ended_on": episode.ended,
            "end_reason": ended.get("outcome", "") if ended else "",
        },
        episode.entries[-1].id,
    )
    if declined:
        instead = episode.last("co_working.decided_instead")
        yield Row(
            "Action",
            str(derived_id(declined.root, "instead")),
            {
                "what": "Early help declined to work with the family: say what happens instead",
                "why": str(declined.get("why", "")),
                "measure": "",
                "worker_id": asked.author.worker,
                "due_on": asked.date("by"),
                "done_on": instead.day if instead else None,
                "step": "co_working.decided_instead",
            },
            (instead or declined).id,
        )
