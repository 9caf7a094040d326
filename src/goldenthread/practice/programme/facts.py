from collections.abc import Iterator

from goldenthread.language import Episode, Record, Row
from goldenthread.practice.programme.forms import MEASURES, score


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """One programme for one child: how often they came, and by how much the measure changed, for the better or not."""
    began, ended = episode.entries[0], episode.last("programme.ended")
    held = episode.all("programme.session_held")
    before, after = score(began, "before"), score(ended, "after")
    scale = MEASURES.get(began.get("measure", ""))
    change = after - before if after is not None and before is not None else None
    yield Row(
        "Programme",
        str(episode.id),
        {
            "journey": str(episode.journey),
            "team_id": episode.team,
            "worker_id": began.author.worker,
            "name": str(began.get("programme", ""))[:200],
            "kind": began.get("kind", ""),
            "measure": began.get("measure", ""),
            "began_on": began.day,
            "ended_on": episode.ended,
            "outcome": ended.get("outcome", "") if ended else "",
            "sessions": len(held),
            "attended": sum(one.get("came") in ("yes", "in_part") for one in held),
            "before": before,
            "after": after,
            "change": change,
            "better": (change > 0) is scale.more_is_better and change != 0 if scale and change is not None else None,
        },
        episode.entries[-1].id,
    )
