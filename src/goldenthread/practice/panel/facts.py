from collections.abc import Iterator

from goldenthread.blocks.meeting import attended
from goldenthread.blocks.promises import promised
from goldenthread.language import Episode, Record, Row
from goldenthread.practice.panel.forms import Held


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """What each panel decided, who was asked to it, and who does what."""
    asked, said = episode.entries[0], episode.all("panel.action_followed_up")
    for held in episode.all("panel.held"):
        shared = {"journey": str(episode.journey), "team_id": episode.team, "worker_id": held.author.worker}
        yield Row(
            "PanelDecision",
            str(held.root),
            {
                **shared,
                "kind": held.get("panel", ""),
                "asked_on": asked.day,
                "held_on": held.day,
                "threshold": held.get("threshold", ""),
                "decision": held.get("decision", ""),
            },
            held.id,
        )
        yield from attended(held, Held.asked, kind=held.get("panel", ""), shared=shared)
        yield from promised(held, Held.actions, said, step="panel.action_followed_up")
