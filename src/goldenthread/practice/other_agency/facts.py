from collections.abc import Iterator

from goldenthread.language import Episode, Record, Row
from goldenthread.practice.other_agency.forms import OUTCOMES


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    sent = episode.entries[0]
    chased = episode.last("other_agency.chased")
    ended = episode.last("other_agency.ended")
    yield Row(
        "OtherAgency",
        str(episode.id),
        {
            "journey": str(episode.journey),
            "team_id": episode.team,
            "worker_id": sent.author.worker,
            "agency": str(sent.get("agency", ""))[:200],
            "referred_on": sent.day,
            "asked_on": chased.day if chased else None,
            "how_it_goes": chased.get("how_it_goes", "") if chased else "",
            "ended_on": ended.day if ended else None,
            "outcome": OUTCOMES.get(ended.get("outcome", ""), "") if ended else "",
        },
        (ended or chased or sent).id,
    )
