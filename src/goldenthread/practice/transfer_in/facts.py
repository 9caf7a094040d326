from collections.abc import Iterator

from goldenthread.blocks.meeting import attended, to_chair
from goldenthread.blocks.visit import childs_words
from goldenthread.language import Episode, Record, Row
from goldenthread.practice.transfer_in.forms import Conference


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """Who came to the conference, and what the child said at visits. The plan is a row of its own pathway."""
    shared = {"journey": str(episode.journey), "team_id": episode.team, "worker_id": episode.entries[0].author.worker}
    told, held_on = episode.entries[0], episode.ended
    yield from to_chair(
        told,
        told.get("chair"),
        "Chair the transfer-in conference",
        step="transfer_in.conference_held",
        due=told.date("on"),
        held=held_on,
    )
    for held in episode.all("transfer_in.conference_held"):
        yield from attended(held, Conference.asked, kind="transfer_in_conference", shared=shared)
    yield from childs_words(episode.all("transfer_in.visited"))
