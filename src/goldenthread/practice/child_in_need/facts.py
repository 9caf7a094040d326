import itertools
from collections.abc import Iterator

from goldenthread.blocks.plan import in_force
from goldenthread.blocks.visit import childs_words
from goldenthread.language import Episode, Record, Row


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """The plan from the day it was agreed, what it promises, and what the child said at visits."""
    plans = episode.all("child_in_need.planned")
    referral = next((e for e in record.journey(episode.journey) if e.pathway == "referral"), None)
    if plans:
        yield Row(
            "CinPlan",
            str(episode.id),
            {
                "journey": str(episode.journey),
                "team_id": episode.team,
                "worker_id": plans[-1].author.worker,
                "referral": str(referral.id) if referral else "",
                "started_on": plans[0].day,
                "ended_on": episode.ended,
            },
            (episode.entries[-1] if episode.ended else plans[-1]).id,
        )
    progress = episode.all("child_in_need.action_followed_up")
    for plan, after in itertools.zip_longest(plans, plans[1:]):
        ended = after.day if after else episode.ended
        yield from in_force(plan, progress, ended=ended, step="child_in_need.action_followed_up")
    yield from childs_words(episode.all("child_in_need.visited"))
