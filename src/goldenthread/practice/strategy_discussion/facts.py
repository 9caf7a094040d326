from collections.abc import Iterator

from goldenthread.blocks.meeting import attended
from goldenthread.blocks.promises import promised
from goldenthread.language import Episode, Record, Row
from goldenthread.practice.strategy_discussion.forms import Discussion


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """Who was asked to each discussion, and what was decided that somebody does."""
    said = episode.all("strategy_discussion.action_followed_up")
    referral = next((e for e in record.journey(episode.journey) if e.pathway == "referral"), None)
    closed = referral.ended if referral else None
    for held in episode.all("strategy_discussion.held"):
        shared = {"journey": str(episode.journey), "team_id": episode.team, "worker_id": held.author.worker}
        yield from attended(held, Discussion.asked, kind="strategy_discussion", shared=shared)
        yield from promised(held, Discussion.actions, said, ended=closed, step="strategy_discussion.action_followed_up")
