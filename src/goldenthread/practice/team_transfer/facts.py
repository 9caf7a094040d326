from collections.abc import Iterator

from goldenthread.language import Episode, Record, Row
from goldenthread.practice.team_transfer.forms import READY


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """The transfer as the daily list shows it: where it should go, and how far it has come."""
    proposed = episode.entries[0]
    audited, checked = episode.last("team_transfer.audited"), episode.last("team_transfer.checked")
    put_off = episode.last("team_transfer.put_off")
    yield Row(
        "Transfer",
        str(episode.id),
        {
            "journey": str(episode.journey),
            "team_id": episode.team,
            "worker_id": proposed.author.worker,
            "to_team_id": int(proposed.get("to_team") or 0) or None,
            "proposed_on": proposed.day,
            "audited_on": audited.day if audited else None,
            "checked_on": checked.day if checked and checked.get("decision") == READY else None,
            "put_off_on": put_off.day if put_off else None,
            "stage": episode.stage,
            "ended_on": episode.ended,
            "outcome": "taken_on" if episode.last("team_transfer.accepted") else episode.outcome,
        },
        episode.entries[-1].id,
    )
