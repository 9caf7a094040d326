from collections.abc import Iterator

from goldenthread.language import Episode, Record, Row


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """Where the family was sent, and what came of it."""
    sent, known = episode.entries[0], episode.last("signposting.outcome_known")
    yield Row(
        "Signposted",
        str(episode.id),
        {
            "journey": str(episode.journey),
            "team_id": episode.team,
            "worker_id": sent.author.worker,
            "service_id": sent.get("service"),
            "service_name": str(sent.get("service_said") or sent.get("other", ""))[:200],
            "signposted_on": sent.day,
            "asked_on": known.day if known else None,
            "came": known.get("came", "") if known else "",
        },
        (known or sent).id,
    )
